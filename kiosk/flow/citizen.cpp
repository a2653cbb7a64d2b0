// The citizen's side: home, what all its screens answer alike, and what a citizen waits for from the journal.
#include <algorithm>
#include <utility>

#include "flow/turn.hpp"

namespace aaben::flow {
namespace {

void choose_language(Turn& t, const std::string& language) {
    if (std::ranges::find(t.m.languages, language) == t.m.languages.end()) return;
    if (t.m.citizen.language != "da") t.m.citizen.own_language = t.m.citizen.language;
    t.m.citizen.language = language;
    t.m.citizen.over = Over::Nothing;
    t.m.citizen.danish_letters = false;
    if (!t.m.citizen.saved) t.m.citizen.choices.language = language;
}

void go_back(Turn& t) {
    Citizen& c = t.m.citizen;
    if (std::exchange(c.over, Over::Nothing) != Over::Nothing) return;
    if (is<SavingScreen>(c.screen)) return;  // the answer is on its way
    if (is<LetterCameraScreen>(c.screen)) t.emit(StopCamera{});
    if (c.back.empty()) return t.forget_citizen();
    c.screen = std::move(c.back.back());
    c.back.pop_back();
    if (!is<HomeScreen>(c.screen)) return;
    const std::string language = c.language;  // home begins anew, in the language that was chosen
    const std::string own = c.own_language;
    const bool large = c.large, aloud = c.aloud;
    t.forget_citizen();
    t.m.citizen.language = language;
    t.m.citizen.choices.language = language;
    t.m.citizen.own_language = own;
    t.m.citizen.large = large;
    t.m.citizen.aloud = aloud;
}

// Extras of a saved visit lead back to its poster; everything else is over and forgotten.
void be_done(Turn& t) {
    const Citizen& c = t.m.citizen;
    if (is<SavingScreen>(c.screen)) return;
    if (c.saved && (is<IdentifyDoneScreen>(c.screen) || is<SaveFailedScreen>(c.screen)))
        return t.replace(CallSignScreen{});
    // Whoever asked for help halfway goes on where they were.
    const bool halfway = !c.back.empty() && !is<HomeScreen>(c.back.back());
    if (is<HelpNowScreen>(c.screen) && halfway) return go_back(t);
    t.forget_citizen();
}

// Saved also with nobody on duty: it stands on the glass until somebody has answered it.
constexpr std::int64_t same_call_ms = 60'000;

void ask_for_help(Turn& t) {
    // Help that is on its way is one call, however often the glass is touched. Later it may be another person: what was
    // seen then says nothing of now.
    for (const Pending& asked : t.m.pending)
        if (const auto* help = std::get_if<visit::HelpRequested>(&asked.act)) return t.go(HelpNowScreen{help->help});
    if (!t.m.unit.help.empty()) {
        const visit::OpenHelp& last = t.m.unit.help.back();
        const bool same_hand = std::abs(t.at.wall_ms - last.asked_ms) < same_call_ms;
        if (same_hand && seen_help(t.m, last.id) == nullptr) return t.go(HelpNowScreen{last.id});
    }
    t.go(HelpNowScreen{t.at.fresh_id});
    t.save(Then::HelpAsked, visit::HelpRequested{t.at.fresh_id});
}

// False: it is the screen's own affair.
bool answered_alike(Turn& t, const Message& message) {
    Citizen& c = t.m.citizen;
    if (const auto* msg = std::get_if<LanguageTouched>(&message))
        choose_language(t, msg->language);
    else if (is<LanguagesTouched>(message))
        c.over = Over::Languages;
    else if (is<SpeakTouched>(message))
        c.aloud = !c.aloud;
    else if (is<NoVoiceTouched>(message))
        c.over = Over::NoVoice;
    else if (is<AlphabetTouched>(message))
        c.danish_letters = !c.danish_letters;
    else if (is<LargeTextTouched>(message))
        c.large = !c.large;
    else if (is<MoreTimeTouched>(message))
        c.patience = std::min(c.patience + 2, patience_max);
    else if (is<StillHereTouched>(message))
        c.still_there = false;
    else if (is<GoneTouched>(message))
        t.forget_citizen();
    else if (is<BackTouched>(message))
        go_back(t);
    else if (is<DoneTouched>(message))
        be_done(t);
    else if (is<HelpTouched>(message) && !is<SavingScreen>(c.screen) && !is<HelpNowScreen>(c.screen))
        ask_for_help(t);
    else
        return false;
    return true;
}

// Whether the citizen at the glass waits for this very answer.
bool waits_for(const Citizen& c, const Pending& pending) {
    const auto* saving = std::get_if<SavingScreen>(&c.screen);
    return saving && saving->pending == pending.id;
}

CallbackSavedScreen callback_saved(const Turn& t, const visit::Act& act) {
    const auto& asked = std::get<visit::CallbackRequested>(act);
    const auto name = std::ranges::find(when_names, *asked.when);
    const auto when = name == when_names.end() ? When::AnyTime : static_cast<When>(name - when_names.begin());
    return {*asked.phone, call_window(t.m.hours, local_now(t.m), when)};
}

std::string visit_of(const visit::Act& act) {
    if (const auto* out = std::get_if<visit::SteppedOut>(&act)) return out->visit;
    if (const auto* back = std::get_if<visit::CameBack>(&act)) return back->visit;
    return {};
}

}  // namespace

void citizen_side(Turn& t, const Message& message) {
    if (answered_alike(t, message)) return;
    std::visit([&](auto& screen) { update(screen, message, t); }, t.m.citizen.screen);
}

void update(HomeScreen&, const Message& message, Turn& t) {
    if (is<TalkTouched>(message)) return start_check_in(t);
    const bool in_vain = out_of_use(t.m);  // nobody reads what is asked of it, nor whose sign it was
    if (in_vain && (is<CallbackTouched>(message) || is<MySignTouched>(message))) return t.go(NobodyHereScreen{});
    if (is<MySignTouched>(message)) return t.go(MySignScreen{});
    if (is<CallbackTouched>(message)) return t.go(CallbackPhoneScreen{});
    if (is<BadgeTouched>(message)) return open_door(t, BadgeScreen{});
    if (is<LetterTouched>(message)) {
        t.m.citizen.letter = Letter{};
        return t.go(LetterStartScreen{});
    }
    if (const auto* known = std::get_if<BadgeChecked>(&message); known && !known->caseworker.empty())
        return open_door(t, PinScreen{.caseworker = known->caseworker, .badge = known->badge});
    if (!take_code(t, message)) return;
    // Anything else is answered kindly; but a kiosk that is out of use knows nobody's badge any more.
    if (in_vain) return open_door(t, BadgeScreen{});
    t.go(LetterStartScreen{.unknown_code = true});
}

void update(SavingScreen& s, const Message& message, Turn& t) {
    const auto* checked = std::get_if<IdentityChecked>(&message);
    const Citizen& c = t.m.citizen;
    if (!checked || s.pending != 0 || c.visit != checked->visit || !c.saved) return;
    // What is no number at all is thanked for like one that met no appointment: nobody is told that they did it wrong.
    if (checked->number.empty()) return t.replace(IdentifyDoneScreen{});
    s.pending = t.save(Then::Identified, visit::Identified{checked->visit, checked->number, checked->matched});
}

void update(SaveFailedScreen& s, const Message& message, Turn& t) {
    if (is<RetryTouched>(message)) t.replace(SavingScreen{t.send(std::move(s.failed))});
}

// A citizen's confirmation appears here and nowhere else: COMMIT has returned.
void on_saved(Turn& t, const Pending& pending) {
    Citizen& c = t.m.citizen;
    if (pending.then == Then::CheckedIn && visit::find(t.m.unit, c.visit)) c.saved = true;
    const auto* who = std::get_if<visit::Identified>(&pending.act);
    if (who && who->visit == c.visit) c.choices.expected = c.choices.expected || *who->matched;
    if (auto* help = std::get_if<HelpNowScreen>(&c.screen)) {
        const bool open = std::ranges::find(t.m.unit.help, help->help, &visit::OpenHelp::id) != t.m.unit.help.end();
        if (std::holds_alternative<visit::DayClosed>(pending.act) && !open)
            return t.forget_citizen();  // gone with the day, answered by nobody
    }
    if (!waits_for(c, pending)) return;
    switch (pending.then) {
        case Then::CheckedIn:
            if (c.saved) t.replace(CallSignScreen{});
            break;
        case Then::Chosen:
            t.replace(CallSignScreen{});
            break;
        case Then::Identified:
            t.replace(IdentifyDoneScreen{who && *who->matched});
            break;
        case Then::SignStatus:
            t.replace(SignStatusScreen{visit_of(pending.act)});
            break;
        case Then::Left:
            go_home(t, visit_of(pending.act));
            break;
        case Then::CallbackAsked:
            t.replace(callback_saved(t, pending.act));
            break;
        default:
            break;
    }
}

// Nothing was written. The glass says so and offers a person; the act stays, so that one touch sends it again.
void on_save_failed(Turn& t, const Pending& pending) {
    Citizen& c = t.m.citizen;
    auto* help = std::get_if<HelpNowScreen>(&c.screen);
    if (help && pending.then == Then::HelpAsked) help->help.clear();  // honest: it reached nobody
    if (waits_for(c, pending)) t.replace(SaveFailedScreen{pending});
}

}  // namespace aaben::flow
