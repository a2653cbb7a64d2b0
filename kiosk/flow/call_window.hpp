// When a call-back can be made that is asked for now: a day and the hours that were chosen. Pure. Read by the screens
// that say it. Always: the hours have not begun yet, so that what is said can be kept.
#pragma once

#include "flow/values.hpp"
#include "visit/hours.hpp"

namespace aaben::flow {

struct CallWindow {
    calendar::Date day;
    calendar::TimeOfDay from, until;
    friend bool operator==(const CallWindow&, const CallWindow&) = default;
};

// On a day when the telephone is answered; at a unit that knows no such hours, a weekday that is no public holiday.
[[nodiscard]] CallWindow call_window(const visit::UnitHours& hours, calendar::Local now, When when);

}  // namespace aaben::flow
