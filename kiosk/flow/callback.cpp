// 'Ring mig op', and what is asked after a conversation.
#include "flow/turn.hpp"

namespace aaben::flow {

void update(CallbackPhoneScreen& s, const Message& message, Turn& t) {
    constexpr std::size_t digits = 8;
    type_into(s.typed, message, digits, Keys::Digits);
    if (is<NextTouched>(message) && s.typed.size() == digits) t.go(CallbackWhenScreen{s.typed});
}

void update(CallbackWhenScreen& s, const Message& message, Turn& t) {
    if (const auto* when = std::get_if<WhenTouched>(&message)) t.go(CallbackAboutScreen{s.phone, when->when});
}

void update(CallbackAboutScreen& s, const Message& message, Turn& t) {
    const auto* about = std::get_if<PurposeTouched>(&message);
    if (!about) return;
    const Citizen& c = t.m.citizen;
    t.save_and_wait(Then::CallbackAsked,
                    visit::CallbackRequested{t.at.fresh_id, s.phone, c.choices.call_me,
                                             std::string(when_names[static_cast<std::size_t>(s.when)]), c.language,
                                             about->purpose});
}

void update(FacesScreen&, const Message& message, Turn& t) {
    const auto* given = std::get_if<FaceTouched>(&message);
    if (!given) return;
    t.save(Then::Nothing, visit::FaceGiven{t.at.fresh_id, given->face});
    t.replace(CooperationScreen{});
}

void update(CooperationScreen&, const Message& message, Turn& t) {
    const auto* rated = std::get_if<CooperationTouched>(&message);
    if (!rated) return;
    t.save(Then::Nothing, visit::CooperationRated{t.at.fresh_id, rated->degree});
    t.replace(ThanksScreen{});
}

}  // namespace aaben::flow
