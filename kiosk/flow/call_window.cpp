#include "flow/call_window.hpp"

#include <algorithm>

namespace aaben::flow {
namespace {

constexpr int days_ahead_max = 60;

visit::Span hours_of(When when) {
    switch (when) {
        case When::Morning:
            return {{8, 0}, {10, 0}};
        case When::Noon:
            return {{10, 0}, {13, 0}};
        case When::Afternoon:
            return {{13, 0}, {15, 0}};
        case When::AnyTime:
            return {{8, 0}, {15, 0}};
    }  // no default case, so the compiler can warn about missing cases
    return {};
}

bool works_usually(calendar::Date day) {
    return calendar::weekday(day) < calendar::Weekday::Saturday && !calendar::is_public_holiday(day);
}

bool works(const visit::WeeklyHours& telephone, calendar::Date day) {
    const bool known = std::ranges::any_of(telephone.days, [](const auto& spans) { return !spans.empty(); });
    return known ? !telephone.on(day).empty() : works_usually(day);
}

}  // namespace

CallWindow call_window(const visit::UnitHours& hours, calendar::Local now, When when) {
    const visit::Span span = hours_of(when);
    for (int ahead = now.time < span.from ? 0 : 1; ahead <= days_ahead_max; ++ahead) {
        const calendar::Date day = calendar::add_days(now.date, ahead);
        if (works(hours.telephone, day)) return {day, span.from, span.until};
    }
    return {calendar::add_days(now.date, days_ahead_max), span.from, span.until};
}

}  // namespace aaben::flow
