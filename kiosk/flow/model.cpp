#include "flow/model.hpp"

#include <algorithm>

#include "language/utf8.hpp"
#include "visit/fold.hpp"

namespace aaben::flow {

std::string_view screen_name(const Model& m) {
    return visit_screen(m, [](const auto& screen) { return screen.name; });
}

const std::string& language(const Model& m) {
    static const std::string danish = "da";
    return m.staff || m.door ? danish : m.citizen.language;
}

calendar::Local local_now(const Model& m) {
    return calendar::copenhagen(m.now_ms);
}

const visit::Caseworker* person(const Model& m, std::string_view id) {
    const auto it = std::ranges::find(m.roster.people, id, &visit::Caseworker::id);
    return it == m.roster.people.end() ? nullptr : &*it;
}

std::string first_name(const visit::Caseworker& person) {
    constexpr std::size_t letters_max = 20;  // a longer one would take the sentence's room
    constexpr std::string_view between = " \t\r\n";
    std::string name = person.name.substr(std::min(person.name.find_first_not_of(between), person.name.size()));
    name.resize(std::min(name.find_first_of(between), name.size()));
    if (name.empty()) return person.initials.empty() ? person.id : person.initials;
    if (aaben::language::point_count(name) <= letters_max) return name;
    std::size_t end = 0;
    for (std::size_t n = 0; n < letters_max; ++n) (void)aaben::language::next_point(name, end);
    return name.substr(0, end) + "…";
}

std::vector<const visit::Caseworker*> here_now(const Model& m) {
    std::vector<const visit::Caseworker*> out;
    for (const visit::Shift& s : m.unit.shifts)
        if (const visit::Caseworker* p = person(m, s.caseworker); p && !s.on_break) out.push_back(p);
    return out;
}

std::optional<visit::CallSign> sign(const Model& m) {
    if (const visit::Visit* v = visit::find(m.unit, m.citizen.visit)) return v->sign;
    return std::nullopt;
}

bool is_own(const Citizen& citizen, const SignStatusScreen& shown) {
    return citizen.saved && citizen.visit == shown.visit;
}

bool is_being_saved(const Model& m, const visit::HelpRequested& help) {
    return std::ranges::any_of(m.pending, [&](const Pending& pending) {
        const auto* asked = std::get_if<visit::HelpRequested>(&pending.act);
        return asked && asked->help == help.help;
    });
}

const HelpCall* seen_help(const Model& m, std::string_view help) {
    const auto at = std::ranges::find_if(
        m.help_calls, [&](const HelpCall& call) { return call.help == help && !call.seen_by.empty(); });
    return at == m.help_calls.end() ? nullptr : &*at;
}

// Yesterday's is not shown: its kiosk may be gone, and nobody could end it here.
const HelpCall* help_elsewhere(const Model& m) {
    const HelpCall* newest = nullptr;
    for (const HelpCall& call : m.help_calls) {
        const bool today = calendar::copenhagen(call.asked_ms).date == local_now(m).date;
        if (call.elsewhere && today && (newest == nullptr || call.asked_ms > newest->asked_ms)) newest = &call;
    }
    return newest;
}

visit::WeeklyHours door_hours(const Model& m) {
    return visit::closing_at(m.hours.door, m.unit.closing);
}

bool closed_by_staff(const Model& m) {
    const calendar::Local now = local_now(m);
    const std::optional<visit::Closing>& closing = m.unit.closing;
    return closing && closing->day == now.date && now.time >= closing->until;
}

bool door_open(const Model& m) {
    if (closed_by_staff(m)) return false;
    return m.hours.door == visit::WeeklyHours{} || door_hours(m).open(local_now(m));
}

int before(const Model& m, std::string_view visit) {
    const std::vector<const visit::Visit*> queue = visit::queue(m.unit);
    const auto own = std::ranges::find(queue, visit, [](const visit::Visit* one) { return std::string_view(one->id); });
    if (own == queue.end()) return 0;
    return static_cast<int>(
        std::count_if(queue.begin(), own, [&](const visit::Visit* one) { return !m.leaving.contains(one->id); }));
}

bool out_of_use(const Model& m) {
    return m.sync.revoked || !m.sync.enrolled;
}

bool may_go_on(const Model& m) {
    const int pages = m.citizen.letter.pages;
    return m.has_camera && pages > 0 && pages < letter_pages_max;
}

visit::ShiftId shift_of_staff(const Model& m) {
    if (!m.staff) return {};
    const visit::Shift* s = visit::shift_of(m.unit, m.staff->caseworker);
    return s ? std::string(s->id) : std::string{};
}

bool badge_is_enough(const Model& m, const std::string& caseworker) {
    const auto pin = m.pins.find(caseworker);
    return pin != m.pins.end() && m.mono_ms - pin->second < m.badge_alone_ms && visit::shift_of(m.unit, caseworker);
}

const visit::VisitId* visit_of_undoable(const visit::Act& act) {
    return std::visit(
        []<class A>(const A& a) -> const visit::VisitId* {
            constexpr bool undoable = std::is_same_v<A, visit::Called> || std::is_same_v<A, visit::CallMissed> ||
                                      std::is_same_v<A, visit::ConversationStarted> ||
                                      std::is_same_v<A, visit::ConversationEnded> || std::is_same_v<A, visit::Parked> ||
                                      std::is_same_v<A, visit::Unparked> || std::is_same_v<A, visit::Transferred> ||
                                      std::is_same_v<A, visit::PrioritySet> || std::is_same_v<A, visit::Merged>;
            if constexpr (undoable)
                return &a.visit;
            else
                return nullptr;
        },
        act);
}

bool is_for_another(const Model& m, const visit::Visit& visit) {
    return !visit.wanted.empty() && m.staff && visit.wanted != m.staff->caseworker;
}

std::vector<const visit::Visit*> left_open(const Model& m) {
    std::vector<const visit::Visit*> out;
    for (const visit::Visit& v : m.unit.visits) {
        const visit::Shift* shift = visit::find_shift(m.unit, v.shift);
        if (!shift || (m.staff && shift->caseworker == m.staff->caseworker)) continue;
        if (m.now_ms - std::max(v.called_ms, v.conversation_ms) >= left_open_ms || !person(m, shift->caseworker))
            out.push_back(&v);
    }
    return out;
}

bool own_alarm(const Model& m) {
    const visit::ShiftId shift = shift_of_staff(m);
    return !shift.empty() &&
           std::ranges::any_of(m.unit.alarms, [&](const visit::OpenHelp& a) { return a.shift == shift; });
}

bool waits_for(const Model& m, Then then) {
    return std::ranges::find(m.pending, then, &Pending::then) != m.pending.end();
}

}  // namespace aaben::flow
