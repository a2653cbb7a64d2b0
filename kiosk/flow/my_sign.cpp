// 'Jeg har et tegn': finding one's call-sign again, stepping outside, coming back, leaving. The call-sign is no secret,
// so this side never shows what was chosen: whoever touches a sign learns only what is called out in the room anyway.
#include <algorithm>

#include "flow/turn.hpp"

namespace aaben::flow {

bool may_leave(const visit::Visit& visit) {
    return visit.state == visit::State::Waiting || visit.state == visit::State::Outside;
}

void update(MySignScreen& s, const Message& message, Turn& t) {
    turn_page(s.page, message);
    if (is<TalkTouched>(message)) return start_check_in(t);  // who forgot the sign gets another, and a person
    const auto* sign = std::get_if<SignTouched>(&message);
    const visit::Visit* found = sign ? visit::find(t.m.unit, sign->visit) : nullptr;
    if (!found) return;
    // Who is called is spoken to in their language, as on the strip of the first screen; not who listens: they may have
    // found another's sign, and hear nothing of that language.
    const std::string& theirs = found->choices.language;
    const bool spoken = std::ranges::find(t.m.languages, theirs) != t.m.languages.end();
    if (found->state == visit::State::Called && spoken && !t.m.citizen.aloud) t.m.citizen.language = theirs;
    t.go(SignStatusScreen{found->id});
}

void update(SignStatusScreen& s, const Message& message, Turn& t) {
    const visit::Visit* v = visit::find(t.m.unit, s.visit);
    if (!v) return;
    if (is<StepOutTouched>(message) && v->state == visit::State::Waiting)
        return t.save_and_wait(Then::SignStatus, visit::SteppedOut{s.visit});
    if (is<CameBackTouched>(message) && v->state == visit::State::Outside)
        return t.save_and_wait(Then::SignStatus, visit::CameBack{s.visit});
    if (is<LeaveTouched>(message) && may_leave(*v)) return t.go(LeaveConfirmScreen{s.visit});
    if (is<ServicesTouched>(message) && is_own(t.m.citizen, s)) t.go(ServicesScreen{});
}

// Anyone may have touched this sign, or think again: the place is kept for half an hour (idle.cpp ends it).
void update(LeaveConfirmScreen& s, const Message& message, Turn& t) {
    const visit::Visit* v = visit::find(t.m.unit, s.visit);
    if (!is<LeaveConfirmed>(message) || !v || !may_leave(*v)) return;
    if (v->state == visit::State::Waiting) return t.save_and_wait(Then::Left, visit::SteppedOut{s.visit});
    go_home(t, s.visit);
}

void go_home(Turn& t, const visit::VisitId& visit) {
    t.m.leaving[visit] = t.at.mono_ms;
    std::string spoken = std::move(t.m.citizen.language);  // they are thanked in it, and it goes with the screen
    t.forget_citizen(ThanksScreen{});
    t.m.citizen.language = std::move(spoken);
}

}  // namespace aaben::flow
