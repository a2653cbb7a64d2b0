// 'Ring mig op', 'Nogen skal komme nu', and what is asked after a conversation.
#include "flow/turn.hpp"

namespace aaben::flow {

void on(Turn& t, const CallbackTouched&) {
    if (t.m.staff || t.m.sign_in) return;
    t.m.citizen.typed.clear();
    t.go(CallbackPhoneScreen{});
}

void on(Turn& t, const WhenTouched& msg) {
    if (!is<CallbackWhenScreen>(t.m.citizen.screen)) return;
    t.m.citizen.when = msg.when;
    t.go(CallbackAboutScreen{});
}

// The screen tells the truth from the unit: asked while the help is open, answered when staff took it, else the number.
void on(Turn& t, const HelpTouched&) {
    if (t.m.staff || t.m.sign_in) return;
    Citizen& c = t.m.citizen;
    t.go(HelpNowScreen{});
    if (!c.help.empty() || visit::on_duty(t.m.unit) == 0) return;  // nobody is on duty: no promise is made
    c.help = t.at.fresh_id;
    t.save(Then::HelpAsked, visit::HelpRequested{c.help});
}

void on(Turn& t, const FaceTouched& msg) {
    if (!is<FacesScreen>(t.m.citizen.screen)) return;
    t.save(Then::Nothing, visit::FaceGiven{t.at.fresh_id, msg.face});
    t.m.citizen.rated = true;
    t.replace(CooperationScreen{});
}

void on(Turn& t, const CooperationTouched& msg) {
    if (!is<CooperationScreen>(t.m.citizen.screen)) return;
    t.save(Then::Nothing, visit::CooperationRated{t.at.fresh_id, msg.degree});
    t.replace(ThanksScreen{});
}

}  // namespace aaben::flow
