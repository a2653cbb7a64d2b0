// The day so far in figures, for staff at the unit: no person in it, but small numbers, so it never leaves the unit
// like this. Pure; any thread. Counted from the unit's own live and ended visits of its day.
#pragma once

#include <array>

#include "visit/unit.hpp"

namespace aaben::visit {

// Upper ends of how long people waited until they were called, in minutes; the last is without end.
inline constexpr std::array<int, 3> wait_ends_min{10, 20, 40};

struct DayFigures {
    std::array<int, 24> arrived{};                      // by the hour of check-in, Danish time
    std::array<int, wait_ends_min.size() + 1> waits{};  // of those who were called
    int waiting = 0, talking = 0, set_aside = 0;        // now; who is called is among those set aside
    int talked = 0;                                     // conversations that ended
    int walked_away = 0;                                // left, or did not come when called
    int longest_wait_min = 0;
    friend bool operator==(const DayFigures&, const DayFigures&) = default;
};

[[nodiscard]] DayFigures day_figures(const Unit& unit);

}  // namespace aaben::visit
