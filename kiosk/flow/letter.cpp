// 'Forstå mit brev': by camera, by a scanned code, by picture; then the cards; then a person, if wanted.
#include <algorithm>

#include "flow/turn.hpp"

namespace aaben::flow {
namespace {

constexpr int card_count = 6;
constexpr int practice_steps_max = 4;

void show_cards(Turn& t) {
    Citizen& c = t.m.citizen;
    c.letter.stage = ReadingStage::None;
    c.typed.clear();
    c.typing = false;
    t.emit(StopCamera{});
    c.back = {HomeScreen{}, LetterStartScreen{}};
    c.screen = LetterCardsScreen{};
}

// Chosen by its picture or its code: nothing was read of it.
void show_type(Turn& t, const std::string& type) {
    t.emit(ForgetPictures{});
    t.m.citizen.letter = Letter{};
    t.m.citizen.letter.type = type;
    show_cards(t);
}

void look_for_page(Turn& t, bool next_page) {
    Citizen& c = t.m.citizen;
    c.letter.stage = ReadingStage::Looking;
    t.emit(StartCamera{next_page});
    c.back = {HomeScreen{}, LetterStartScreen{}};
    c.screen = LetterCameraScreen{};
}

}  // namespace

void on(Turn& t, const LetterTouched&) {
    if (t.m.staff || t.m.sign_in) return;
    t.m.citizen.letter = Letter{};
    t.go(LetterStartScreen{});
}

void on(Turn& t, const CameraTouched&) {
    Citizen& c = t.m.citizen;
    if (!t.m.has_camera) return on(t, ChooseTouched{});
    c.letter = Letter{};
    look_for_page(t, false);
}

// Pages read so far stay, and are read together with the one that is laid now.
void on(Turn& t, const MorePagesTouched&) {
    const Citizen& c = t.m.citizen;
    const bool offered = is<LetterMoreScreen>(c.screen) || is<LetterCardsScreen>(c.screen) ||
                         (is<LetterCameraScreen>(c.screen) && c.letter.stage == ReadingStage::Unsure);
    if (offered && may_go_on(t.m)) look_for_page(t, true);
}

// There is no further page, or it is not at hand: what was read before is explained, or nobody knows what it is.
void on(Turn& t, const WholeLetterTouched&) {
    Citizen& c = t.m.citizen;
    if (!is<LetterMoreScreen>(c.screen) && !is<LetterCameraScreen>(c.screen)) return;
    t.emit(StopCamera{});
    if (letters::is_type_id(c.letter.type)) return show_cards(t);
    c.letter.stage = ReadingStage::Unsure;
    c.screen = LetterCameraScreen{};
}

void on(Turn& t, const ChooseTouched&) {
    Citizen& c = t.m.citizen;
    if (is<LetterCameraScreen>(c.screen)) {
        t.emit(StopCamera{});
        t.emit(ForgetPictures{});
        c.letter = Letter{};
        c.screen = LetterStartScreen{}, c.back = {HomeScreen{}};
    }
    c.typed.clear();
    c.typing = false;
    c.choose_page = 0;
    t.go(LetterChooseScreen{});
}

void on(Turn& t, const SearchTouched&) {
    if (is<LetterChooseScreen>(t.m.citizen.screen)) t.m.citizen.typing = !t.m.citizen.typing;
}

void on(Turn& t, const CancelTouched&) {
    if (!is<LetterCameraScreen>(t.m.citizen.screen) && !is<LetterMoreScreen>(t.m.citizen.screen)) return;
    t.emit(StopCamera{});
    t.emit(ForgetPictures{});
    t.m.citizen.letter = Letter{};
    t.m.citizen.back = {HomeScreen{}};
    t.m.citizen.screen = LetterStartScreen{};
}

void on(Turn& t, const LetterPicked& msg) {
    const CitizenScreen& s = t.m.citizen.screen;
    if ((!is<LetterChooseScreen>(s) && !is<LetterStartScreen>(s)) || !letters::is_type_id(msg.type)) return;
    show_type(t, msg.type);
}

void on(Turn& t, const LetterSeen& msg) {
    if (is<LetterCameraScreen>(t.m.citizen.screen) && t.m.citizen.letter.stage != ReadingStage::Unsure)
        t.m.citizen.letter.stage = msg.stage;
}

void on(Turn& t, const LetterRead& msg) {
    Citizen& c = t.m.citizen;
    if (!is<LetterCameraScreen>(c.screen)) {  // the citizen went on; what was read belongs to nobody now
        t.emit(ForgetPictures{});
        return;
    }
    t.emit(StopCamera{});
    c.letter.pages = msg.pages;
    c.letter.missing_page = msg.missing_page;
    const bool known = letters::is_type_id(msg.type);
    if (known) {
        c.letter.type = msg.type;
        c.letter.fields = msg.fields;
        c.letter.shown = msg.shown;
        c.letter.read_by_machine = true;
    }
    if (may_go_on(t.m) && (msg.missing_page > 0 || (known && msg.incomplete && msg.pages == 1))) {
        c.letter.stage = ReadingStage::None;
        c.screen = LetterMoreScreen{};
    } else if (known) {
        show_cards(t);
    } else {
        c.letter.stage = ReadingStage::Unsure;
    }
}

// A scanner types like a keyboard: at the staff door it is a badge, at 'Identify' a health card, else a letter's code.
void on(Turn& t, const Scanned& msg) {
    if (t.m.staff) return;
    if (t.m.sign_in) {
        if (t.m.sign_in->enrolling) return t.emit(AskEnrolment{msg.text});
        if (t.m.roster.people.empty()) return;  // nobody can be known yet; the glass says so
        if (t.m.sign_in->caseworker.empty() && !t.m.sign_in->checking)
            t.m.sign_in->checking = true, t.emit(CheckBadge{msg.text});
        return;
    }
    Citizen& c = t.m.citizen;
    if (is<IdentifyScreen>(c.screen)) {
        t.emit(CheckIdentity{c.visit, msg.text});
        c.typed.clear();
        c.back.clear();
        c.screen = SavingScreen{};
        return;
    }
    const bool may_read = is<HomeScreen>(c.screen) || is<LetterStartScreen>(c.screen) ||
                          is<LetterCameraScreen>(c.screen) || is<LetterChooseScreen>(c.screen) ||
                          is<LetterCardsScreen>(c.screen);
    if (may_read) t.emit(LookUpCode{msg.text});
}

// A badge scanned at home opens the staff door; a letter's code opens its cards; anything else is answered kindly.
void on(Turn& t, const CodeKnown& msg) {
    if (t.m.staff || t.m.sign_in) return;
    Citizen& c = t.m.citizen;
    if (letters::is_type_id(msg.type)) return show_type(t, msg.type);
    if (is<HomeScreen>(c.screen)) t.go(LetterStartScreen{});
    c.letter.unknown_code = true;
}

void on(Turn& t, const CardTouched& msg) {
    if (!is<LetterCardsScreen>(t.m.citizen.screen)) return;
    t.m.citizen.letter.card = std::clamp(msg.card, 0, card_count - 1);
    t.m.citizen.letter.hard_word.clear();
}

void on(Turn& t, const FieldAnswered& msg) {
    Letter& letter = t.m.citizen.letter;
    if (letter.field < 0 || letter.field >= static_cast<int>(letter.shown.size())) return;
    letter.shown[static_cast<std::size_t>(letter.field)].right = msg.right;
    if (letter.field + 1 < static_cast<int>(letter.shown.size())) ++letter.field;
}

void on(Turn& t, const HardWordTouched& msg) {
    t.m.citizen.letter.hard_word = msg.word;
}

void on(Turn& t, const RingTouched&) {
    if (is<LetterCardsScreen>(t.m.citizen.screen) || is<NobodyHereScreen>(t.m.citizen.screen)) t.go(LetterRingScreen{});
}

void on(Turn& t, const PractiseTouched& msg) {
    Citizen& c = t.m.citizen;
    if (!is<LetterRingScreen>(c.screen) && !is<LetterPracticeScreen>(c.screen)) return;
    c.letter.practice = std::clamp(msg.step, 0, practice_steps_max);
    t.go(LetterPracticeScreen{});
}

void on(Turn& t, const UnderstoodTouched&) {
    if (is<LetterCardsScreen>(t.m.citizen.screen)) t.go(UnderstoodScreen{});
}

void on(Turn& t, const UnderstoodGiven& msg) {
    Citizen& c = t.m.citizen;
    if (!is<UnderstoodScreen>(c.screen)) return;
    t.save(Then::Nothing, visit::LetterUnderstood{t.at.fresh_id, c.letter.type, c.letter.card, msg.understood});
    if (msg.understood == visit::Understood::Yes) {
        t.forget_citizen();
        t.m.citizen.screen = ThanksScreen{};
        return;
    }
    on(t, TalkTouched{});  // partly or no: a person, with the letter carried along
}

}  // namespace aaben::flow
