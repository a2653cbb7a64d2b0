// Private to visit: whether a queue's day is not today's.
#pragma once

#include "calendar/date.hpp"

namespace aaben::visit {

// From a day before today, or from one that a clock which ran ahead wrote and that comes too late to end.
[[nodiscard]] inline bool of_another_day(calendar::Date day, calendar::Date today) {
    return day < today || day > calendar::add_days(today, 1);
}

}  // namespace aaben::visit
