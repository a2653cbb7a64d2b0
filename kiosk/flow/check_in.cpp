// The way from 'Jeg vil tale med nogen' to the call-sign, and what can be added to a visit afterwards.
#include <algorithm>
#include <utility>

#include "flow/turn.hpp"

namespace aaben::flow {
namespace {

bool staffed(const Model& m) {
    return visit::on_duty(m.unit) > 0;
}

void check_in(Turn& t) {
    Citizen& c = t.m.citizen;
    if (c.visit.empty()) c.visit = t.at.fresh_id;
    c.choices.language = c.language;
    if (c.choices.needs.has(visit::Need::Interpreter) && c.choices.interpreter_language.empty())
        c.choices.interpreter_language = c.language;
    c.back.clear();
    c.screen = SavingScreen{};
    const calendar::Date today = calendar::copenhagen(t.at.wall_ms).date;
    t.save(Then::CheckedIn, visit::CheckedIn{c.visit, visit::next_sign(t.m.unit, today), c.choices});
}

// Adds to a visit that is saved already: name, services, interpreter.
void save_choices(Turn& t) {
    Citizen& c = t.m.citizen;
    c.back.clear();
    c.screen = SavingScreen{};
    t.save(Then::Chosen, visit::ChoicesChanged{c.visit, c.choices});
}

void show_own_sign(Turn& t) {
    t.replace(CallSignScreen{});
}

}  // namespace

void start_check_in(Turn& t) {
    Citizen& c = t.m.citizen;
    if (!staffed(t.m)) return t.go(NobodyHereScreen{});
    if (c.choices.letter) {
        c.choices.purpose = visit::Purpose::Letter;
        return t.go(NeedsScreen{});
    }
    t.go(PurposeScreen{});
}

void on(Turn& t, const TalkTouched&) {
    if (t.m.staff || t.m.sign_in) return;
    Citizen& c = t.m.citizen;
    const bool at_camera = is<LetterCameraScreen>(c.screen) || is<LetterMoreScreen>(c.screen);
    if (at_camera) t.emit(StopCamera{});
    if (is<LetterCardsScreen>(c.screen) || is<LetterRingScreen>(c.screen) || is<LetterPracticeScreen>(c.screen) ||
        is<UnderstoodScreen>(c.screen) || (at_camera && !c.letter.type.empty())) {
        c.choices.letter = visit::CarriedLetter{c.letter.type, c.letter.fields};
        // A field the citizen said is wrong is not carried into the conversation as a fact.
        for (const FieldShown& f : c.letter.shown) {
            if (f.right.value_or(true)) continue;
            if (const letters::Field* wrong = letters::field_named(f.field))
                letters::forget(c.choices.letter->fields, *wrong);
        }
    } else if (at_camera || is<LetterStartScreen>(c.screen) || is<LetterChooseScreen>(c.screen)) {
        c.choices.letter = visit::CarriedLetter{};
        if (at_camera) t.emit(ForgetPictures{});
    }
    start_check_in(t);
}

void on(Turn& t, const CheckInAnywayTouched&) {
    if (!is<NobodyHereScreen>(t.m.citizen.screen)) return;
    if (t.m.citizen.choices.letter) {
        t.m.citizen.choices.purpose = visit::Purpose::Letter;
        return t.go(NeedsScreen{});
    }
    t.go(PurposeScreen{});
}

void on(Turn& t, const PurposeTouched& msg) {
    Citizen& c = t.m.citizen;
    if (is<CallbackAboutScreen>(c.screen)) {
        c.choices.purpose = msg.purpose;
        if (c.callback.empty()) c.callback = t.at.fresh_id;
        c.back.clear();
        c.screen = SavingScreen{};
        t.save(Then::CallbackAsked, visit::CallbackRequested{c.callback, c.phone, c.choices.call_me,
                                                             std::string(when_names[static_cast<std::size_t>(c.when)]),
                                                             c.language, c.choices.purpose});
        return;
    }
    if (!is<PurposeScreen>(c.screen)) return;
    c.choices.purpose = msg.purpose;
    t.go(NeedsScreen{});
}

void on(Turn& t, const NeedTouched& msg) {
    if (!is<NeedsScreen>(t.m.citizen.screen)) return;
    visit::Choices& choices = t.m.citizen.choices;
    choices.needs.flip(msg.need);
    if (msg.need != visit::Need::Interpreter) return;
    choices.interpreter_language = choices.needs.has(visit::Need::Interpreter) ? t.m.citizen.language : std::string{};
}

void on(Turn& t, const InterpreterTouched& msg) {
    if (!is<NeedsScreen>(t.m.citizen.screen)) return;
    t.m.citizen.choices.needs.put(visit::Need::Interpreter);
    t.m.citizen.choices.interpreter_language = msg.language;
}

void on(Turn& t, const WhomTouched& msg) {
    if (!is<WhomScreen>(t.m.citizen.screen)) return;
    t.m.citizen.choices.whom = msg.whom;
    check_in(t);
}

void on(Turn& t, const NextTouched&) {
    if (t.m.staff) {
        if (!is<StaffEnrolScreen>(t.m.staff->screen) || t.m.staff->typed.empty()) return;
        t.emit(AskEnrolment{t.m.staff->typed});
        t.m.staff->typed.clear();
        t.m.staff->screen = StaffSyncScreen{};
        return;
    }
    if (t.m.sign_in) {
        if (t.m.sign_in->enrolling && !t.m.sign_in->code.empty()) t.emit(AskEnrolment{t.m.sign_in->code});
        return;
    }
    Citizen& c = t.m.citizen;
    if (is<NeedsScreen>(c.screen)) return t.go(WhomScreen{});
    if (is<ServicesScreen>(c.screen)) return save_choices(t);
    if (is<LetterChooseScreen>(c.screen)) c.typing = false;
    if (is<NameScreen>(c.screen)) {
        c.choices.call_me = c.typed;
        c.typed.clear();
        save_choices(t);
    } else if (is<IdentifyScreen>(c.screen) && c.typed.size() >= 7) {  // the shortest foreigner id
        t.emit(CheckIdentity{c.visit, c.typed});
        c.typed.clear();
        c.back.clear();
        c.screen = SavingScreen{};
    } else if (is<CallbackPhoneScreen>(c.screen) && c.typed.size() == 8) {
        c.phone = c.typed;
        c.typed.clear();
        t.go(CallbackWhenScreen{});
    }
}

// Once each for the sign and for the letter: a second touch of an impatient hand makes no second slip.
void on(Turn& t, const PrintTouched&) {
    Citizen& c = t.m.citizen;
    bool& printed = is<CallSignScreen>(c.screen) ? c.sign_printed : c.letter.printed;
    if (!t.m.has_printer || printed) return;
    printed = true;
    t.emit(PrintSlip{});
}

void on(Turn& t, const NameTouched&) {
    if (!t.m.citizen.saved) return;
    t.m.citizen.typed.clear();
    t.go(NameScreen{});
}

void on(Turn& t, const IdentifyTouched&) {
    if (!t.m.citizen.saved) return;
    t.m.citizen.typed.clear();
    t.go(IdentifyScreen{});
}

void on(Turn& t, const ServicesTouched&) {
    if (t.m.citizen.saved) t.go(ServicesScreen{});
}

void on(Turn& t, const ServiceTouched& msg) {
    if (is<ServicesScreen>(t.m.citizen.screen)) t.m.citizen.choices.services.flip(msg.service);
}

void on(Turn& t, const RetryTouched&) {
    Citizen& c = t.m.citizen;
    if (!is<SaveFailedScreen>(c.screen) || !c.failed) return;
    c.screen = SavingScreen{};
    t.send(*std::exchange(c.failed, std::nullopt));
}

// What is no number at all is thanked for like one that met no appointment: nobody is told that they did it wrong.
void on(Turn& t, const IdentityChecked& msg) {
    Citizen& c = t.m.citizen;
    if (c.visit != msg.visit || !c.saved) return;
    if (!msg.number.empty()) return t.save(Then::Identified, visit::Identified{msg.visit, msg.number, msg.matched});
    c.matched = false;
    if (is<SavingScreen>(c.screen)) t.replace(IdentifyDoneScreen{});
}

// A citizen's confirmation appears here and nowhere else: COMMIT has returned.
void on_saved(Turn& t, const Pending& pending) {
    Citizen& c = t.m.citizen;
    if (pending.then == Then::CheckedIn && visit::find(t.m.unit, c.visit)) c.saved = true;
    if (const auto* who = std::get_if<visit::Identified>(&pending.act); who && who->visit == c.visit) {
        c.matched = *who->matched;
        c.choices.expected = c.choices.expected || *who->matched;
    }
    if (!is<SavingScreen>(c.screen)) return;
    switch (pending.then) {
        case Then::CheckedIn:
            if (c.saved) show_own_sign(t);
            break;
        case Then::Chosen:
            show_own_sign(t);
            break;
        case Then::Identified:
            t.replace(IdentifyDoneScreen{});
            break;
        case Then::SignStatus:
            t.replace(SignStatusScreen{});
            break;
        case Then::Left:
            t.forget_citizen();
            t.m.citizen.screen = ThanksScreen{};
            break;
        case Then::CallbackAsked:
            c.phone.clear();
            t.replace(CallbackSavedScreen{});
            break;
        default:
            break;
    }
}

}  // namespace aaben::flow
