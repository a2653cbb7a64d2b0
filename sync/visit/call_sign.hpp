// A visit's call-sign: colour + picture + number, so that it can be called without a name and told apart by someone who
// reads no language. Pure; any thread. Always: no two visits of one unit and day share a call-sign.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "calendar/date.hpp"

namespace aaben::visit {

enum class Colour : std::uint8_t { Red, Orange, Yellow, Green, Turquoise, Blue, Purple, Black };
enum class Picture : std::uint8_t {
    Bicycle,
    Sun,
    Cup,
    Fish,
    House,
    Key,
    Umbrella,
    Flower,
    Car,
    Boat,
    Star,
    Heart,
    Tree,
    Bird,
    Apple,
    Clock
};

inline constexpr std::array<std::string_view, 8> colour_names{"red",       "orange", "yellow", "green",
                                                              "turquoise", "blue",   "purple", "black"};
inline constexpr std::array<std::string_view, 16> picture_names{"bicycle",  "sun",    "cup",   "fish", "house", "key",
                                                                "umbrella", "flower", "car",   "boat", "star",  "heart",
                                                                "tree",     "bird",   "apple", "clock"};

struct CallSign {
    Colour colour{};
    Picture picture{};
    int number = 1;  // 1–9, one spoken digit; further rounds of a day say more of them: 11–19, 21–29 …
    friend bool operator==(const CallSign&, const CallSign&) = default;
};

inline constexpr int signs_a_round = 8 * 16 * 9;

// The call-sign of the n-th check-in of a day (n from 0). Neighbours differ in all three parts.
// Colour and number repeat together every 72 check-ins (8 and 9 share no factor); the picture then moves by 9 of 16,
// so all 1,152 signs of a round are different, and each further round adds ten to the number: there is no last one.
// The day's offset keeps a number from telling how many were here before.
[[nodiscard]] constexpr CallSign call_sign(calendar::Date day, int n) {
    const int offset = (day.year * 372 + day.month * 31 + day.day) * 37;
    const int k = (n + offset) % signs_a_round;
    return {static_cast<Colour>(k * 3 % 8), static_cast<Picture>((k * 5 + k / 72 * 13) % 16),
            1 + k % 9 + n / signs_a_round * 10};
}

}  // namespace aaben::visit
