// What ends by itself, because its day is over and nobody ended it.
#include <algorithm>

#include "visit/another_day.hpp"
#include "visit/fold.hpp"

namespace aaben::visit {
// A call for help may be the first word of its day, before any check-in made that day the unit's.
bool needs_day_close(const Unit& unit, calendar::Date today) {
    const bool old_help = std::ranges::any_of(unit.help, [&](const OpenHelp& help) {
        return of_another_day(calendar::copenhagen(help.asked_ms).date, today);
    });
    return of_another_day(unit.day, today) && !(unit.visits.empty() && unit.ended.empty() && !old_help);
}

bool lapses(WallMs since_ms, WallMs now_ms) {
    const auto day_of = [](WallMs at) { return calendar::copenhagen(at - night_ends_ms).date; };
    return of_another_day(day_of(since_ms), day_of(now_ms));
}

std::vector<Act> overdue(const Unit& unit, const Roster& roster, WallMs now_ms) {
    std::vector<Act> acts;
    std::vector<std::string> held;  // shifts that somebody still needs
    bool talking = false;
    for (const Visit& v : unit.visits) {
        if (v.state != State::InConversation) continue;
        if (lapses(v.conversation_ms, now_ms)) {
            acts.emplace_back(ConversationLapsed{v.id});
        } else {
            talking = true;
            held.push_back(v.shift);
        }
    }
    for (const OpenHelp& alarm : unit.alarms)
        if (!lapses(alarm.asked_ms, now_ms)) held.push_back(alarm.shift);
    const calendar::Date today = calendar::copenhagen(now_ms).date;
    for (const Shift& s : unit.shifts) {
        const bool over = of_another_day(calendar::copenhagen(s.started_ms).date, today);
        const bool gone = !roster.people.empty() &&
                          std::ranges::find(roster.people, s.caseworker, &Caseworker::id) == roster.people.end();
        if ((over || gone) && std::ranges::find(held, s.id) == held.end()) acts.emplace_back(ShiftLapsed{s.id});
    }
    if (!talking && needs_day_close(unit, today)) acts.emplace_back(DayClosed{today});
    return acts;
}

}  // namespace aaben::visit
