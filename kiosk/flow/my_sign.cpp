// 'Jeg har et tegn': finding one's call-sign again, stepping outside, coming back, leaving. The call-sign is no secret,
// so this side never shows what was chosen: whoever touches a sign learns only what is called out in the room anyway.
#include "flow/turn.hpp"

namespace aaben::flow {

void on(Turn& t, const MySignTouched&) {
    if (t.m.staff || t.m.sign_in) return;
    t.m.citizen.choose_page = 0;
    t.go(MySignScreen{});
}

void on(Turn& t, const SignTouched& msg) {
    const visit::Visit* v = visit::find(t.m.unit, msg.visit);
    if (!v) return;
    if (t.m.staff) {
        if (!is<StaffMergeScreen>(t.m.staff->screen)) return;
        t.save(Then::Queue, visit::Merged{msg.visit, t.m.staff->visit});
        return;
    }
    if (!is<MySignScreen>(t.m.citizen.screen)) return;
    t.m.citizen.visit = msg.visit;
    t.go(SignStatusScreen{});
}

void on(Turn& t, const StepOutTouched&) {
    Citizen& c = t.m.citizen;
    const visit::Visit* v = visit::find(t.m.unit, c.visit);
    if (!v || v->state != visit::State::Waiting) return;
    c.back.clear();
    c.screen = SavingScreen{};
    t.save(Then::SignStatus, visit::SteppedOut{c.visit});
}

void on(Turn& t, const CameBackTouched&) {
    Citizen& c = t.m.citizen;
    const visit::Visit* v = visit::find(t.m.unit, c.visit);
    if (!v || v->state != visit::State::Outside) return;
    c.back.clear();
    c.screen = SavingScreen{};
    t.save(Then::SignStatus, visit::CameBack{c.visit});
}

void on(Turn& t, const LeaveTouched&) {
    if (visit::find(t.m.unit, t.m.citizen.visit)) t.go(LeaveConfirmScreen{});
}

void on(Turn& t, const LeaveConfirmed&) {
    Citizen& c = t.m.citizen;
    if (!is<LeaveConfirmScreen>(c.screen)) return;
    c.back.clear();
    c.screen = SavingScreen{};
    t.save(Then::Left, visit::LeftUnit{c.visit});
}

}  // namespace aaben::flow
