// What stands in an official letter of no type that is known here: who sent it, what it seems to want, and each
// sentence with a date, a time, a sum or a telephone number in it. Pure; any thread. Written by the reader, shown by
// the glass until the citizen has gone; stored and sent nowhere. Always: every value is printed in its sentence, none
// is computed and none is explained.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "letters/fields.hpp"

namespace aaben::letters {

// What the sender seems to want of the reader; Unknown where nothing in the letter says it clearly.
enum class Wish { Unknown, Pay, Come, Send, Call, Told };
inline constexpr std::array<std::string_view, 6> wish_names{"unknown", "pay", "come", "send", "call", "told"};

struct Printed {
    FieldKind kind{};   // Date, Time, Amount or Phone
    std::string value;  // as Fields writes it: "2026-12-08", "10:00", "1234.50", "70157304"
    friend bool operator==(const Printed&, const Printed&) = default;
};

struct Passage {
    std::string text;              // the sentence or the table's row, as printed; Danish
    std::vector<Printed> printed;  // none when it sets a time in words alone ("senest 14 dage efter …")
    bool due = false;              // it says by when something must be done
    friend bool operator==(const Passage&, const Passage&) = default;
};

struct Official {
    std::string sender;  // an id of the content's senders; empty: nobody knows
    Wish wish{};
    std::vector<Passage> passages;  // those that are due first, then as they stand in the letter
    [[nodiscard]] bool empty() const { return sender.empty() && passages.empty(); }
    friend bool operator==(const Official&, const Official&) = default;
};

inline constexpr std::size_t passages_max = 24;

// What the picture of a passage is called, as a field's picture is called by the field: "passage.0".
[[nodiscard]] std::string passage_name(std::size_t index);

[[nodiscard]] std::string to_json(const Official& official);
// What has not this form is left out, value by value: a damaged reading must not end the kiosk.
[[nodiscard]] Official official_from_json(std::string_view json);

}  // namespace aaben::letters
