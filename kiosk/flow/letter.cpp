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
    c.back = {Screen::Home, Screen::LetterStart};
    c.screen = Screen::LetterCards;
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
    c.back = {Screen::Home, Screen::LetterStart};
    c.screen = Screen::LetterCamera;
}

}  // namespace

void on(Turn& t, const LetterTouched&) {
    if (t.m.staff || t.m.sign_in) return;
    t.m.citizen.letter = Letter{};
    t.go(Screen::LetterStart);
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
    const bool offered = c.screen == Screen::LetterMore || c.screen == Screen::LetterCards ||
                         (c.screen == Screen::LetterCamera && c.letter.stage == ReadingStage::Unsure);
    if (offered && may_go_on(t.m)) look_for_page(t, true);
}

// There is no further page, or it is not at hand: what was read before is explained, or nobody knows what it is.
void on(Turn& t, const WholeLetterTouched&) {
    Citizen& c = t.m.citizen;
    if (c.screen != Screen::LetterMore && c.screen != Screen::LetterCamera) return;
    t.emit(StopCamera{});
    if (letters::is_type_id(c.letter.type)) return show_cards(t);
    c.letter.stage = ReadingStage::Unsure;
    c.screen = Screen::LetterCamera;
}

void on(Turn& t, const ChooseTouched&) {
    Citizen& c = t.m.citizen;
    if (c.screen == Screen::LetterCamera) {
        t.emit(StopCamera{});
        t.emit(ForgetPictures{});
        c.letter = Letter{};
        c.screen = Screen::LetterStart, c.back = {Screen::Home};
    }
    c.typed.clear();
    c.typing = false;
    c.choose_page = 0;
    t.go(Screen::LetterChoose);
}

void on(Turn& t, const SearchTouched&) {
    if (t.m.citizen.screen == Screen::LetterChoose) t.m.citizen.typing = !t.m.citizen.typing;
}

void on(Turn& t, const CancelTouched&) {
    if (t.m.citizen.screen != Screen::LetterCamera && t.m.citizen.screen != Screen::LetterMore) return;
    t.emit(StopCamera{});
    t.emit(ForgetPictures{});
    t.m.citizen.letter = Letter{};
    t.m.citizen.back = {Screen::Home};
    t.m.citizen.screen = Screen::LetterStart;
}

void on(Turn& t, const LetterPicked& msg) {
    const Screen s = t.m.citizen.screen;
    if ((s != Screen::LetterChoose && s != Screen::LetterStart) || !letters::is_type_id(msg.type)) return;
    show_type(t, msg.type);
}

void on(Turn& t, const LetterSeen& msg) {
    if (t.m.citizen.screen == Screen::LetterCamera && t.m.citizen.letter.stage != ReadingStage::Unsure)
        t.m.citizen.letter.stage = msg.stage;
}

void on(Turn& t, const LetterRead& msg) {
    Citizen& c = t.m.citizen;
    if (c.screen != Screen::LetterCamera) {  // the citizen went on; what was read belongs to nobody now
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
        c.screen = Screen::LetterMore;
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
    if (c.screen == Screen::Identify) {
        t.emit(CheckIdentity{c.visit, msg.text});
        c.typed.clear();
        c.back.clear();
        c.screen = Screen::Saving;
        return;
    }
    const bool may_read = c.screen == Screen::Home || c.screen == Screen::LetterStart ||
                          c.screen == Screen::LetterCamera || c.screen == Screen::LetterChoose ||
                          c.screen == Screen::LetterCards;
    if (may_read) t.emit(LookUpCode{msg.text});
}

// A badge scanned at home opens the staff door; a letter's code opens its cards; anything else is answered kindly.
void on(Turn& t, const CodeKnown& msg) {
    if (t.m.staff || t.m.sign_in) return;
    Citizen& c = t.m.citizen;
    if (letters::is_type_id(msg.type)) return show_type(t, msg.type);
    if (c.screen == Screen::Home) t.go(Screen::LetterStart);
    c.letter.unknown_code = true;
}

void on(Turn& t, const CardTouched& msg) {
    if (t.m.citizen.screen != Screen::LetterCards) return;
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
    if (t.m.citizen.screen == Screen::LetterCards || t.m.citizen.screen == Screen::NobodyHere) t.go(Screen::LetterRing);
}

void on(Turn& t, const PractiseTouched& msg) {
    Citizen& c = t.m.citizen;
    if (c.screen != Screen::LetterRing && c.screen != Screen::LetterPractice) return;
    c.letter.practice = std::clamp(msg.step, 0, practice_steps_max);
    t.go(Screen::LetterPractice);
}

void on(Turn& t, const UnderstoodTouched&) {
    if (t.m.citizen.screen == Screen::LetterCards) t.go(Screen::Understood);
}

void on(Turn& t, const UnderstoodGiven& msg) {
    Citizen& c = t.m.citizen;
    if (c.screen != Screen::Understood) return;
    t.save(Then::Nothing, visit::LetterUnderstood{t.at.fresh_id, c.letter.type, c.letter.card, msg.understood});
    if (msg.understood == visit::Understood::Yes) {
        t.forget_citizen();
        t.m.citizen.screen = Screen::Thanks;
        return;
    }
    on(t, TalkTouched{});  // partly or no: a person, with the letter carried along
}

}  // namespace aaben::flow
