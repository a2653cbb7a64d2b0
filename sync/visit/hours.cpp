#include "visit/hours.hpp"

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

std::optional<Opening> next_opening(const WeeklyHours& hours, calendar::Local now) {
    for (int ahead = 0; ahead <= 60; ++ahead) {
        const calendar::Date date = calendar::add_days(now.date, ahead);
        for (const Span& s : hours.on(date))
            if (ahead > 0 || now.time < s.until) return Opening{date, s};
    }
    return std::nullopt;
}

}  // namespace aaben::visit
