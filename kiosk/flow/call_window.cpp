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

// The part of the span in which the door or the telephone is open on that day; the whole span when nobody has said.
std::optional<visit::Span> manned(const visit::UnitHours& hours, calendar::Date day, const visit::Span& span) {
    std::optional<visit::Span> part;
    bool known = false;
    for (const visit::WeeklyHours* each : {&hours.door, &hours.telephone}) {
        known = known || std::ranges::any_of(each->days, [](const auto& spans) { return !spans.empty(); });
        for (const visit::Span& open : each->on(day)) {
            const visit::Span both{std::max(open.from, span.from), std::min(open.until, span.until)};
            if (both.from >= both.until) continue;
            part = part ? visit::Span{std::min(part->from, both.from), std::max(part->until, both.until)} : both;
        }
    }
    return known ? part : span;
}

}  // namespace

CallWindow call_window(const visit::UnitHours& hours, calendar::Local now, When when) {
    const visit::Span span = hours_of(when);
    for (int ahead = 0; ahead <= days_ahead_max; ++ahead) {
        const calendar::Date day = calendar::add_days(now.date, ahead);
        const auto part = works(hours.telephone, day) ? manned(hours, day, span) : std::nullopt;
        if (part && (ahead > 0 || now.time < part->from)) return {day, part->from, part->until};
    }
    // Nobody is ever there at that time of the day: whenever somebody is.
    if (when != When::AnyTime) return call_window(hours, now, When::AnyTime);
    return {calendar::add_days(now.date, days_ahead_max), span.from, span.until};
}

}  // namespace aaben::flow
