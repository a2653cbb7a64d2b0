#include "visit/hours.hpp"

#include <algorithm>

namespace aaben::visit {

std::vector<Span> WeeklyHours::on(calendar::Date date) const {
    for (const auto& [day, spans] : exceptions)
        if (day == date) return spans;
    if (calendar::is_public_holiday(date)) return {};
    return days[static_cast<std::size_t>(calendar::weekday(date))];
}

bool WeeklyHours::open(calendar::Local now) const {
    for (const Span& s : on(now.date))
        if (s.from <= now.time && now.time < s.until) return true;
    return false;
}

WeeklyHours closing_at(WeeklyHours hours, const std::optional<Closing>& closing) {
    if (!closing) return hours;
    std::vector<Span> spans = hours.on(closing->day);
    if (spans.empty()) spans.push_back({});
    spans.back().until = std::max(spans.back().until, closing->until);  // later than planned, perhaps
    for (Span& span : spans) span.until = std::min(span.until, closing->until);
    std::erase_if(spans, [](const Span& span) { return span.until <= span.from; });
    hours.exceptions.insert(hours.exceptions.begin(), {closing->day, std::move(spans)});
    return hours;
}

std::optional<Opening> next_opening(const WeeklyHours& hours, calendar::Local now) {
    for (int ahead = 0; ahead <= 60; ++ahead) {
        const calendar::Date date = calendar::add_days(now.date, ahead);
        for (const Span& s : hours.on(date))
            if (ahead > 0 || now.time < s.until) return Opening{date, s};
    }
    return std::nullopt;
}

}  // namespace aaben::visit
