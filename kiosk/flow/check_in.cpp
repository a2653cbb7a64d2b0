// The way from 'Jeg vil tale med nogen' to the call-sign, and what can be added to a visit afterwards.
#include <utility>

#include "flow/turn.hpp"

namespace aaben::flow {
namespace {

// A letter that is carried along is the purpose already: nobody tells the story twice.
void ask_purpose(Turn& t) {
    visit::Choices& choices = t.m.citizen.choices;
    if (!choices.letter) return t.go(PurposeScreen{});
    choices.purpose = visit::Purpose::Letter;
    t.go(NeedsScreen{});
}

// Which language an interpreter is asked for by who reads this one. Danish needs none: then somebody has to ask.
std::string interpreted(const std::string& language) {
    return language == "da" ? std::string{} : language;
}

void check_in(Turn& t) {
    Citizen& c = t.m.citizen;
    if (c.visit.empty()) c.visit = t.at.fresh_id;
    c.choices.language = c.language;
    if (c.choices.needs.has(visit::Need::Interpreter) && c.choices.interpreter_language.empty())
        c.choices.interpreter_language = interpreted(c.language);
    const calendar::Date today = calendar::copenhagen(t.at.wall_ms).date;
    t.save_and_wait(Then::CheckedIn, visit::CheckedIn{c.visit, visit::next_sign(t.m.unit, today), c.choices});
}

// Adds to a visit that is saved already: name, services.
void save_choices(Turn& t) {
    t.save_and_wait(Then::Chosen, visit::ChoicesChanged{t.m.citizen.visit, t.m.citizen.choices});
}

void check_identity(Turn& t, const std::string& number) {
    t.emit(CheckIdentity{t.m.citizen.visit, number});
    t.replace(SavingScreen{});
}

}  // namespace

void start_check_in(Turn& t) {
    // A kiosk that belongs to no jobcenter sends nothing; whoever checked in there would wait for nobody.
    const bool in_vain = out_of_use(t.m) || closed_by_staff(t.m) || visit::on_duty(t.m.unit) == 0;
    if (in_vain) return t.go(NobodyHereScreen{});
    ask_purpose(t);
}

void update(NobodyHereScreen&, const Message& message, Turn& t) {
    if (out_of_use(t.m)) return;
    if (is<CheckInAnywayTouched>(message)) return ask_purpose(t);
    if (is<CallbackTouched>(message)) t.go(CallbackPhoneScreen{});
}

void update(PurposeScreen&, const Message& message, Turn& t) {
    const auto* chosen = std::get_if<PurposeTouched>(&message);
    if (!chosen) return;
    t.m.citizen.choices.purpose = chosen->purpose;
    t.go(NeedsScreen{});
}

void update(NeedsScreen&, const Message& message, Turn& t) {
    visit::Choices& choices = t.m.citizen.choices;
    if (is<NextTouched>(message)) return t.go(WhomScreen{});
    if (const auto* spoken = std::get_if<InterpreterTouched>(&message)) {
        choices.needs.put(visit::Need::Interpreter);
        choices.interpreter_language = spoken->language;
    }
    const auto* need = std::get_if<NeedTouched>(&message);
    if (!need) return;
    choices.needs.flip(need->need);
    if (need->need != visit::Need::Interpreter) return;
    choices.interpreter_language =
        choices.needs.has(visit::Need::Interpreter) ? interpreted(t.m.citizen.language) : std::string{};
}

void update(WhomScreen&, const Message& message, Turn& t) {
    visit::Choices& choices = t.m.citizen.choices;
    if (const auto* one = std::get_if<PersonTouched>(&message); one && person(t.m, one->caseworker)) {
        choices.caseworker = one->caseworker;
        choices.whom = visit::Whom::MyCaseworker;
        return check_in(t);
    }
    const auto* whom = std::get_if<WhomTouched>(&message);
    if (!whom) return;
    choices.whom = whom->whom;
    check_in(t);
}

void update(CallSignScreen&, const Message& message, Turn& t) {
    Citizen& c = t.m.citizen;
    if (is<NameTouched>(message)) return t.go(NameScreen{});
    if (is<IdentifyTouched>(message)) return t.go(IdentifyScreen{});
    if (is<ServicesTouched>(message)) return t.go(ServicesScreen{});
    if (is<CodeTouched>(message)) return t.go(PhoneCodeScreen{});
    if (is<PrintTouched>(message)) print(t, c.sign_slip);
    const visit::Visit* own = visit::find(t.m.unit, c.visit);
    if (is<StepOutTouched>(message) && own && own->state == visit::State::Waiting)
        t.save_and_wait(Then::SignStatus, visit::SteppedOut{c.visit});
}

void update(NameScreen& s, const Message& message, Turn& t) {
    type_into(s.typed, message, 60);
    if (!is<NextTouched>(message)) return;
    t.m.citizen.choices.call_me = s.typed;
    save_choices(t);
}

void update(IdentifyScreen& s, const Message& message, Turn& t) {
    type_into(s.typed, message, 10, Keys::Digits);
    if (const auto* card = std::get_if<Scanned>(&message)) return check_identity(t, card->text);
    constexpr std::size_t shortest = 7;  // a foreigner's id
    if (is<NextTouched>(message) && s.typed.size() >= shortest) check_identity(t, s.typed);
}

void update(ServicesScreen&, const Message& message, Turn& t) {
    if (is<NextTouched>(message)) return save_choices(t);
    if (const auto* one = std::get_if<ServiceTouched>(&message)) t.m.citizen.choices.services.flip(one->service);
}

}  // namespace aaben::flow
