// When the door is open and the telephone answered: the unit's weekly hours, exceptions, Danish public holidays. Pure.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "calendar/date.hpp"

namespace aaben::visit {

struct Span {
    calendar::TimeOfDay from, until;  // until is the first minute closed
    friend bool operator==(const Span&, const Span&) = default;
};

struct WeeklyHours {
    std::array<std::vector<Span>, 7> days;                                 // Monday first
    std::vector<std::pair<calendar::Date, std::vector<Span>>> exceptions;  // replaces that day; empty = closed
    [[nodiscard]] std::vector<Span> on(
        calendar::Date date) const;  // exception, else none on a public holiday, else weekly
    [[nodiscard]] bool open(calendar::Local now) const;
    friend bool operator==(const WeeklyHours&, const WeeklyHours&) = default;
};

// What staff said of one day's end (ClosingSet).
struct Closing {
    calendar::Date day;
    calendar::TimeOfDay until;  // the first minute closed; 0.00: closed all day
    friend bool operator==(const Closing&, const Closing&) = default;
};

// The hours with one day's end moved, earlier or later. A day without hours is open from midnight until then: whoever
// says so is there.
[[nodiscard]] WeeklyHours closing_at(WeeklyHours hours, const std::optional<Closing>& closing);

struct Opening {
    calendar::Date date;
    Span span;
    friend bool operator==(const Opening&, const Opening&) = default;
};

// The span that is open now or opens next, looked for up to 60 days ahead; none when the unit has no hours.
[[nodiscard]] std::optional<Opening> next_opening(const WeeklyHours& hours, calendar::Local now);

struct UnitHours {
    WeeklyHours door;
    WeeklyHours telephone;
    std::string main_phone;  // 8 digits
    friend bool operator==(const UnitHours&, const UnitHours&) = default;
};

}  // namespace aaben::visit
