// The rules: how the unit follows from an act. One fold for the journal's projection, the glass and the simulator.
// Pure: the same unit, act and time give the same unit on every machine. Any thread.
// Always: an act that a rule forbids returns Refused (or NotFound) and leaves the unit untouched.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/result.hpp"
#include "visit/roster.hpp"
#include "visit/unit.hpp"

namespace aaben::visit {

[[nodiscard]] Result<> apply(Unit& unit, const Act& act, WallMs at_ms);

[[nodiscard]] const Visit* find(const Unit& unit, std::string_view visit);
[[nodiscard]] const Shift* find_shift(const Unit& unit, std::string_view shift);
[[nodiscard]] const Shift* shift_of(const Unit& unit, std::string_view caseworker);
[[nodiscard]] std::vector<const Visit*> queue(const Unit& unit);     // waiting and outside, in calling order
[[nodiscard]] int before(const Unit& unit, std::string_view visit);  // how many are called before this one
[[nodiscard]] int on_duty(const Unit& unit);                         // running shifts that are not on a break
[[nodiscard]] CallSign next_sign(const Unit& unit, calendar::Date today);
[[nodiscard]] bool needs_day_close(const Unit& unit, calendar::Date today);  // the queue is of another day

// What ends by itself now, in the order in which it is applied: nobody ended it, and its day is over or its caseworker
// is gone from the roster (an empty roster says nothing). Shifts and the queue end at midnight; a conversation, and a
// shift with an open alarm, at four in the night, since somebody may sit there still.
[[nodiscard]] std::vector<Act> overdue(const Unit& unit, const Roster& roster, WallMs now_ms);
[[nodiscard]] bool lapses(WallMs since_ms, WallMs now_ms);  // the night after `since` is over
inline constexpr std::int64_t night_ends_ms = 4 * 3'600'000;

inline constexpr int missed_calls_max = 2;  // a missed call returns gently twice; the third ends the visit

// Every broken invariant, as a sentence; empty when all hold. For tests, the simulator and the journal's self-check.
[[nodiscard]] std::vector<std::string> violations(const Unit& unit);

}  // namespace aaben::visit
