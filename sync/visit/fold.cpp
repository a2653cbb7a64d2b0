#include "visit/fold.hpp"

#include <algorithm>
#include <tuple>

#include "visit/another_day.hpp"

namespace aaben::visit {
namespace {

Error refused(const char* why) {
    return fail(Fault::Refused, why);
}
Error not_found(const char* what) {
    return fail(Fault::NotFound, what);
}

// The first check-in of a day. A day that a clock which ran ahead has closed is no day to check in to: its close would
// come right after and end the visit.
bool begins_day(const Unit& unit, calendar::Date today) {
    return unit.visits.empty() && unit.ended.empty() && of_another_day(unit.day, today);
}

struct Folding {
    Unit& unit;
    WallMs at_ms;

    Visit* visit(std::string_view id) {
        const auto it = std::ranges::find(unit.visits, id, &Visit::id);
        return it == unit.visits.end() ? nullptr : &*it;
    }
    Shift* shift(std::string_view id) {
        const auto it = std::ranges::find(unit.shifts, id, &Shift::id);
        return it == unit.shifts.end() ? nullptr : &*it;
    }
    static void remember(Visit& v) {
        v.before =
            Visit::Before{v.state, v.priority, v.missed_calls, v.shift, v.wanted, v.called_ms, v.conversation_ms};
    }
    static bool in_queue(const Visit& v) { return v.state == State::Waiting || v.state == State::Outside; }

    void end(Visit& v, Ending ending, std::optional<Outcome> outcome = std::nullopt) {
        EndedVisit ended{v, ending, outcome, at_ms};
        ended.visit.choices = Choices{};
        ended.visit.choices.language.clear();
        unit.ended.push_back(std::move(ended));
        std::erase_if(unit.visits, [&](const Visit& each) { return &each == &v; });
    }

    Result<> operator()(const CheckedIn& a) {
        if (visit(a.visit)) return refused("this visit is checked in already");
        for (const EndedVisit& e : unit.ended)
            if (e.visit.id == a.visit) return refused("this visit has ended already");
        const calendar::Date today = calendar::copenhagen(at_ms).date;
        if (begins_day(unit, today)) unit.day = today, unit.signs_given = 0;
        if (a.sign != call_sign(unit.day, unit.signs_given)) return refused("not the next call-sign");
        Visit v;
        v.id = a.visit;
        v.sign = a.sign;
        v.choices = *a.choices;
        v.checked_in_ms = at_ms;
        v.state = a.choices->needs.has(Need::StepOutside) ? State::Outside : State::Waiting;
        v.ahead = static_cast<int>(std::ranges::count_if(unit.visits, in_queue));
        unit.visits.push_back(std::move(v));
        ++unit.signs_given;
        return Done{};
    }
    Result<> operator()(const ChoicesChanged& a) {
        Visit* v = visit(a.visit);
        if (!v) return not_found("no such visit");
        v->choices = *a.choices;
        return Done{};
    }
    Result<> operator()(const Identified& a) {
        Visit* v = visit(a.visit);
        if (!v) return not_found("no such visit");
        v->choices.expected = v->choices.expected || *a.matched;
        return Done{};
    }
    Result<> operator()(const SteppedOut& a) {
        Visit* v = visit(a.visit);
        if (!v) return not_found("no such visit");
        if (v->state != State::Waiting) return refused("only who waits can step outside");
        v->state = State::Outside;
        return Done{};
    }
    Result<> operator()(const CameBack& a) {
        Visit* v = visit(a.visit);
        if (!v) return not_found("no such visit");
        if (v->state != State::Outside) return refused("only who is outside can come back");
        v->state = State::Waiting;
        return Done{};
    }
    Result<> operator()(const LeftUnit& a) {
        Visit* v = visit(a.visit);
        if (!v) return not_found("no such visit");
        if (v->state == State::InConversation) return refused("a conversation is ended by the caseworker");
        end(*v, Ending::Left);
        return Done{};
    }
    Result<> operator()(const Merged& a) {
        Visit* from = visit(a.visit);
        Visit* into = visit(a.into);
        if (!from || !into) return not_found("no such visit");
        if (from == into || !in_queue(*from)) return refused("only a waiting visit can be merged into another");
        into->checked_in_ms = std::min(into->checked_in_ms, from->checked_in_ms);
        end(*from, Ending::Merged);
        std::ranges::stable_sort(unit.visits, {}, &Visit::checked_in_ms);
        return Done{};
    }
    Result<> operator()(const Called& a) {
        Visit* v = visit(a.visit);
        Shift* s = shift(a.shift);
        if (!v || !s) return not_found("no such visit or shift");
        if (!in_queue(*v)) return refused("only who waits can be called");
        for (const Visit& other : unit.visits)
            if (other.shift == a.shift) return refused("this shift has called or talks with somebody already");
        remember(*v);
        v->state = State::Called;
        v->shift = a.shift;
        v->called_ms = at_ms;
        return Done{};
    }
    Result<> operator()(const CallMissed& a) {
        Visit* v = visit(a.visit);
        if (!v) return not_found("no such visit");
        if (v->state != State::Called) return refused("nobody was called");
        remember(*v);
        v->missed_calls += 1;
        v->shift.clear();
        v->state = State::Waiting;
        if (v->missed_calls > missed_calls_max) end(*v, Ending::NotFound);
        return Done{};
    }
    Result<> operator()(const ConversationStarted& a) {
        Visit* v = visit(a.visit);
        Shift* s = shift(a.shift);
        if (!v || !s) return not_found("no such visit or shift");
        if (v->state != State::Called || v->shift != a.shift) return refused("call the visit first");
        remember(*v);
        v->state = State::InConversation;
        v->conversation_ms = at_ms;
        const int wait_s =
            static_cast<int>(std::clamp<std::int64_t>((v->called_ms - v->checked_in_ms) / 1000, 0, 86'400));
        unit.samples.push_back({v->checked_in_ms, wait_s, v->ahead, std::max(1, on_duty(unit))});
        if (unit.samples.size() > samples_max) unit.samples.erase(unit.samples.begin());
        return Done{};
    }
    Result<> operator()(const ConversationRecorded& a) {
        Visit* v = visit(a.visit);
        if (!v) return not_found("no such visit");
        if (v->state != State::InConversation) return refused("no conversation is going on");
        v->recorded = true;
        return Done{};
    }
    Result<> operator()(const ConversationEnded& a) {
        Visit* v = visit(a.visit);
        if (!v) return not_found("no such visit");
        if (v->state != State::InConversation) return refused("no conversation is going on");
        remember(*v);
        end(*v, Ending::Conversation, a.outcome);
        return Done{};
    }
    // Not before its day is over, also when the clock that said so was corrected meanwhile.
    Result<> operator()(const ConversationLapsed& a) {
        Visit* v = visit(a.visit);
        if (!v) return not_found("no such visit");
        if (v->state != State::InConversation) return refused("no conversation is going on");
        if (!lapses(v->conversation_ms, at_ms)) return refused("its day is not over");
        end(*v, Ending::DayClosed);
        return Done{};
    }
    Result<> operator()(const Parked& a) {
        Visit* v = visit(a.visit);
        if (!v) return not_found("no such visit");
        if (v->state == State::Parked) return refused("parked already");
        remember(*v);
        v->state = State::Parked;
        v->shift.clear();
        return Done{};
    }
    Result<> operator()(const Unparked& a) {
        Visit* v = visit(a.visit);
        if (!v) return not_found("no such visit");
        if (v->state != State::Parked) return refused("not parked");
        remember(*v);
        v->state = State::Waiting;
        return Done{};
    }
    Result<> operator()(const Transferred& a) {
        Visit* v = visit(a.visit);
        if (!v) return not_found("no such visit");
        remember(*v);
        v->wanted = a.caseworker;
        v->shift.clear();
        v->state = State::Waiting;
        return Done{};
    }
    Result<> operator()(const PrioritySet& a) {
        Visit* v = visit(a.visit);
        if (!v) return not_found("no such visit");
        if (a.priority < 1 || a.priority > 3) return refused("priority is 1, 2 or 3");
        remember(*v);
        v->priority = a.priority;
        return Done{};
    }
    Result<> operator()(const Undone& a) {
        if (Visit* v = visit(a.visit)) return undo_live(*v);
        const auto it = std::ranges::find(unit.ended, a.visit,
                                          [](const EndedVisit& e) -> const std::string& { return e.visit.id; });
        if (it == unit.ended.end()) return not_found("no such visit");
        Visit restored = it->visit;
        if (it->ending == Ending::Merged) {
            // Two after all: it waits where it waited. The one that stayed keeps the earlier of the two times, since
            // nobody should lose a place by a mistake of staff.
            restored.before.reset();
        } else if (const Result<> r = undo_live(restored); !r) {
            return r;
        }
        unit.ended.erase(it);
        const auto place = std::ranges::lower_bound(unit.visits, restored.checked_in_ms, {}, &Visit::checked_in_ms);
        unit.visits.insert(place, std::move(restored));
        return Done{};
    }
    // A call may only be restored to a shift that still runs and is free; otherwise the visit goes back to waiting.
    Result<> undo_live(Visit& v) {
        if (!v.before) return refused("nothing to undo");
        const Visit::Before b = *v.before;
        const bool held = b.state == State::Called || b.state == State::InConversation;
        const bool free = std::ranges::none_of(
            unit.visits, [&](const Visit& o) { return o.id != v.id && o.shift == b.shift && !b.shift.empty(); });
        if (held && (!shift(b.shift) || !free)) return refused("that caseworker has gone on to somebody else");
        v.state = b.state, v.priority = b.priority, v.missed_calls = b.missed_calls, v.shift = b.shift,
        v.wanted = b.wanted;
        v.called_ms = b.called_ms, v.conversation_ms = b.conversation_ms;
        v.before.reset();
        return Done{};
    }
    Result<> operator()(const ShiftStarted& a) {
        if (shift(a.shift)) return refused("this shift runs already");
        if (shift_of(unit, a.caseworker)) return refused("this caseworker is on shift already");
        unit.shifts.push_back({a.shift, a.caseworker, at_ms, false});
        return Done{};
    }
    Result<> operator()(const BreakStarted& a) {
        Shift* s = shift(a.shift);
        if (!s) return not_found("no such shift");
        s->on_break = true;
        return Done{};
    }
    Result<> operator()(const BreakEnded& a) {
        Shift* s = shift(a.shift);
        if (!s) return not_found("no such shift");
        s->on_break = false;
        return Done{};
    }
    // Whoever was called returns to the queue; a conversation must be ended first, or its outcome would be lost.
    Result<> end_shift(const ShiftId& id) {
        if (!shift(id)) return not_found("no such shift");
        for (const Visit& v : unit.visits)
            if (v.shift == id && v.state == State::InConversation) return refused("end the conversation first");
        for (Visit& v : unit.visits) {
            if (v.before && v.before->shift == id) v.before.reset();
            if (v.shift == id) v.state = State::Waiting, v.shift.clear(), v.before.reset();
        }
        for (EndedVisit& e : unit.ended)
            if (e.visit.shift == id) e.visit.before.reset();
        std::erase_if(unit.shifts, [&](const Shift& s) { return s.id == id; });
        std::erase_if(unit.alarms, [&](const OpenHelp& alarm) { return alarm.shift == id; });
        return Done{};
    }
    Result<> operator()(const ShiftEnded& a) { return end_shift(a.shift); }
    Result<> operator()(const ShiftLapsed& a) { return end_shift(a.shift); }
    Result<> operator()(const HelpRequested& a) {
        for (const OpenHelp& h : unit.help)
            if (h.id == a.help) return refused("asked already");
        unit.help.push_back({a.help, at_ms});
        return Done{};
    }
    Result<> operator()(const HelpAnswered& a) {
        if (std::erase_if(unit.help, [&](const OpenHelp& h) { return h.id == a.help; }) == 0)
            return not_found("no such call for help");
        return Done{};
    }
    Result<> operator()(const AlarmRaised& a) {
        if (!shift(a.shift)) return not_found("no such shift");
        for (const OpenHelp& h : unit.alarms)
            if (h.id == a.alarm) return refused("raised already");
        unit.alarms.push_back({a.alarm, at_ms, a.shift});
        return Done{};
    }
    Result<> operator()(const AlarmEnded& a) {
        if (std::erase_if(unit.alarms, [&](const OpenHelp& h) { return h.id == a.alarm; }) == 0)
            return not_found("no such alarm");
        return Done{};
    }
    // Night: nobody waits any more. The next check-in starts a new day with new call-signs.
    // Waits and the day's date are counted from stamps that were wrong by this much.
    Result<> operator()(const ClockCorrected& a) {
        const auto move = [&](WallMs& at) {
            if (at != 0) at += a.step_ms;
        };
        const auto move_visit = [&](Visit& v) {
            move(v.checked_in_ms), move(v.called_ms), move(v.conversation_ms);
            if (v.before) move(v.before->called_ms), move(v.before->conversation_ms);
        };
        for (Visit& v : unit.visits) move_visit(v);
        for (EndedVisit& e : unit.ended) move_visit(e.visit), move(e.ended_ms);
        for (Shift& s : unit.shifts) move(s.started_ms);
        for (OpenHelp& h : unit.help) move(h.asked_ms);
        for (OpenHelp& h : unit.alarms) move(h.asked_ms);
        constexpr std::int64_t day_ms = 86'400'000;
        const std::int64_t days = (std::abs(a.step_ms) + day_ms / 2) / day_ms;
        const auto move_day = [&](calendar::Date& day) { day = calendar::add_days(day, a.step_ms < 0 ? -days : days); };
        if (unit.day != calendar::Date{}) move_day(unit.day);
        if (unit.closing) move_day(unit.closing->day);
        return Done{};
    }
    Result<> operator()(const DayClosed& a) {
        if (a.day < unit.day && calendar::add_days(a.day, 1) >= unit.day) return refused("that day is closed already");
        for (const Visit& v : unit.visits)
            if (v.state == State::InConversation) return refused("a conversation is going on");
        std::erase_if(unit.help, [&](const OpenHelp& h) { return calendar::copenhagen(h.asked_ms).date < a.day; });
        if (unit.closing && unit.closing->day < a.day) unit.closing.reset();
        unit = Unit{a.day,       0, {}, {}, unit.shifts, std::move(unit.help), unit.alarms, std::move(unit.samples),
                    unit.closing};
        return Done{};
    }
    Result<> operator()(const ClosingSet& a) {
        if (!shift(a.shift)) return not_found("no such shift");
        unit.closing = a.until ? std::optional(Closing{a.day, *a.until}) : std::nullopt;
        return Done{};
    }
    Result<> operator()(const FaceGiven& a) {
        return a.face >= 1 && a.face <= 5 ? Result<>{Done{}} : refused("a face is 1 to 5");
    }
    // These say something to the jobcenter and change nothing in the queue.
    Result<> operator()(const CallbackRequested&) { return Done{}; }
    Result<> operator()(const CallbackAnswered&) { return Done{}; }
    Result<> operator()(const CooperationRated&) { return Done{}; }
    Result<> operator()(const LetterUnderstood&) { return Done{}; }
    Result<> operator()(const AnswersCounted&) { return Done{}; }
    Result<> operator()(const Accessed&) { return Done{}; }
    Result<> operator()(const ItemApplied&) { return Done{}; }
    Result<> operator()(const ItemRefused&) { return Done{}; }
    Result<> operator()(const ResendAsked&) { return Done{}; }
    Result<> operator()(const JournalRecovered&) { return Done{}; }
};

}  // namespace

Result<> apply(Unit& unit, const Act& act, WallMs at_ms) {
    return std::visit(Folding{unit, at_ms}, act);
}

const Visit* find(const Unit& unit, std::string_view visit) {
    const auto it = std::ranges::find(unit.visits, visit, &Visit::id);
    return it == unit.visits.end() ? nullptr : &*it;
}

const Shift* find_shift(const Unit& unit, std::string_view shift) {
    const auto it = std::ranges::find(unit.shifts, shift, &Shift::id);
    return it == unit.shifts.end() ? nullptr : &*it;
}

const Shift* shift_of(const Unit& unit, std::string_view caseworker) {
    const auto it = std::ranges::find(unit.shifts, caseworker, &Shift::caseworker);
    return it == unit.shifts.end() ? nullptr : &*it;
}

std::vector<const Visit*> queue(const Unit& unit) {
    std::vector<const Visit*> out;
    for (const Visit& v : unit.visits)
        if (v.state == State::Waiting || v.state == State::Outside) out.push_back(&v);
    std::ranges::stable_sort(out, {}, [](const Visit* v) { return std::tuple(v->priority, v->checked_in_ms); });
    return out;
}

int before(const Unit& unit, std::string_view visit) {
    int n = 0;
    for (const Visit* v : queue(unit)) {
        if (v->id == visit) return n;
        ++n;
    }
    return 0;
}

int on_duty(const Unit& unit) {
    return static_cast<int>(std::ranges::count_if(unit.shifts, [](const Shift& s) { return !s.on_break; }));
}

CallSign next_sign(const Unit& unit, calendar::Date today) {
    return begins_day(unit, today) ? call_sign(today, 0) : call_sign(unit.day, unit.signs_given);
}

}  // namespace aaben::visit
