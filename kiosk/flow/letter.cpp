// 'Forstå mit brev': by camera, by a scanned code, by picture; then the cards; then a person, if wanted.
#include <algorithm>

#include "flow/turn.hpp"

namespace aaben::flow {
namespace {

constexpr int card_count = 6;
constexpr int practice_steps_max = 4;

// 'Tilbage' from the camera and from the cards leads to where a letter begins, not through its pages.
void show_from_start(Turn& t, CitizenScreen screen) {
    t.replace(std::move(screen));
    t.m.citizen.back = {HomeScreen{}, LetterStartScreen{}};
}

void show_cards(Turn& t) {
    t.emit(StopCamera{});
    show_from_start(t, LetterCardsScreen{});
}

// As much as can be told of the letter: its cards; what stands in it; or that nobody could read it.
void show_what_was_read(Turn& t) {
    const Letter& letter = t.m.citizen.letter;
    if (letters::is_type_id(letter.type)) return show_cards(t);
    t.emit(StopCamera{});
    if (letter.official.empty()) return show_from_start(t, LetterCameraScreen{ReadingStage::Unsure});
    show_from_start(t, LetterOfficialScreen{});
}

// Chosen by its picture or its code: nothing was read of it.
void show_type(Turn& t, const std::string& type) {
    t.emit(ForgetPictures{});
    t.m.citizen.letter = Letter{};
    t.m.citizen.letter.type = type;
    show_cards(t);
}

void look_for_page(Turn& t, bool next_page) {
    t.emit(StartCamera{next_page});
    show_from_start(t, LetterCameraScreen{});
}

void look_for_letter(Turn& t) {
    t.m.citizen.letter = Letter{};
    look_for_page(t, false);
}

// Pages read so far stay, and are read together with the one that is laid now.
void look_for_next_page(Turn& t) {
    if (may_go_on(t.m)) look_for_page(t, true);
}

void forget_pages(Turn& t) {
    t.emit(StopCamera{});
    t.emit(ForgetPictures{});
    t.m.citizen.letter = Letter{};
    t.replace(LetterStartScreen{});
    t.m.citizen.back = {HomeScreen{}};
}

// A person, with the letter carried along. A field the citizen said is wrong is not carried as a fact.
void talk_about_letter(Turn& t) {
    Citizen& c = t.m.citizen;
    c.choices.letter = visit::CarriedLetter{c.letter.type, c.letter.fields};
    for (const FieldShown& f : c.letter.shown) {
        if (f.right.value_or(true)) continue;
        if (const letters::Field* wrong = letters::field_named(f.field))
            letters::forget(c.choices.letter->fields, *wrong);
    }
    start_check_in(t);
}

// There is a letter, and nobody knows which.
void talk_about_unread(Turn& t) {
    t.m.citizen.choices.letter = visit::CarriedLetter{};
    start_check_in(t);
}

// 'Tilbage' leads to what was read, or to where a letter begins: never to a camera that is off.
void talk_from_camera(Turn& t) {
    if (t.m.citizen.letter.type.empty()) {
        forget_pages(t);
        return talk_about_unread(t);
    }
    show_cards(t);
    talk_about_letter(t);
}

void take_reading(LetterCameraScreen& s, const LetterRead& read, Turn& t) {
    t.emit(StopCamera{});
    Letter& letter = t.m.citizen.letter;
    letter.pages = read.pages;
    letter.missing_page = read.missing_page;
    const bool known = letters::is_type_id(read.type);
    if (known) letter.type = read.type, letter.fields = read.fields, letter.official = {}, letter.shown = read.shown;
    if (letter.type.empty()) letter.official = read.official, letter.shown = read.shown;
    if (read.other_letter)
        s.stage = ReadingStage::OtherLetter;
    else if (may_go_on(t.m) && (read.missing_page > 0 || (known && read.incomplete && read.pages == 1)))
        show_from_start(t, LetterMoreScreen{});
    else if (known || (letter.type.empty() && !letter.official.empty()))
        show_what_was_read(t);
    else
        s.stage = ReadingStage::Unsure;
}

void answer_field(Letter& letter, bool right) {
    const int count = static_cast<int>(letter.shown.size());
    if (letter.field < 0 || letter.field >= count) return;
    letter.shown[static_cast<std::size_t>(letter.field)].right = right;
    if (letter.field + 1 < count) ++letter.field;
}

}  // namespace

bool take_code(Turn& t, const Message& message) {
    if (const auto* scanned = std::get_if<Scanned>(&message)) t.emit(LookUpCode{scanned->text});
    const auto* code = std::get_if<CodeKnown>(&message);
    if (!code) return false;
    const bool known = letters::is_type_id(code->type);
    if (known) show_type(t, code->type);
    return !known;
}

void update(LetterStartScreen& s, const Message& message, Turn& t) {
    if (is<TalkTouched>(message)) return talk_about_unread(t);
    if (is<ChooseTouched>(message)) return t.go(LetterChooseScreen{});
    if (is<CameraTouched>(message)) {
        if (!t.m.has_camera) return t.go(LetterChooseScreen{});
        return look_for_letter(t);
    }
    if (take_code(t, message)) s.unknown_code = true;
}

void update(LetterCameraScreen& s, const Message& message, Turn& t) {
    if (const auto* read = std::get_if<LetterRead>(&message)) return take_reading(s, *read, t);
    if (is<TalkTouched>(message)) return talk_from_camera(t);
    if (is<CancelTouched>(message)) return forget_pages(t);
    if (is<ChooseTouched>(message)) {
        forget_pages(t);
        return t.go(LetterChooseScreen{});
    }
    const bool settled = s.stage == ReadingStage::Unsure || s.stage == ReadingStage::OtherLetter;
    if (is<MorePagesTouched>(message) && settled) return look_for_next_page(t);
    if (is<WholeLetterTouched>(message)) {  // what was read before is explained, or nobody knows what it is
        return show_what_was_read(t);
    }
    if (const auto* seen = std::get_if<LetterSeen>(&message); seen && !settled) s.stage = seen->stage;
    take_code(t, message);
}

void update(LetterMoreScreen&, const Message& message, Turn& t) {
    if (is<MorePagesTouched>(message)) return look_for_next_page(t);
    if (is<TalkTouched>(message)) return talk_from_camera(t);
    if (is<CancelTouched>(message)) return forget_pages(t);
    if (is<WholeLetterTouched>(message)) show_what_was_read(t);
}

void update(LetterOfficialScreen& s, const Message& message, Turn& t) {
    turn_page(s.page, message);
    s.page = std::clamp(s.page, 0, std::max(0, static_cast<int>(t.m.citizen.letter.official.passages.size()) - 1));
    if (is<TalkTouched>(message)) return talk_about_unread(t);
    if (is<MorePagesTouched>(message)) return look_for_next_page(t);
    if (is<ChooseTouched>(message)) {
        forget_pages(t);
        return t.go(LetterChooseScreen{});
    }
    take_code(t, message);
}

void update(LetterChooseScreen& s, const Message& message, Turn& t) {
    if (s.typing) {
        const std::string before = s.typed;
        type_into(s.typed, message, 40);
        if (s.typed != before) s.page = 0;
        if (is<NextTouched>(message)) s.typing = false;
    } else {
        turn_page(s.page, message);
        if (is<SearchTouched>(message)) s.typing = true;
        if (is<CancelTouched>(message)) s.typed.clear(), s.page = 0;  // all letters again
    }
    if (is<TalkTouched>(message)) return talk_about_unread(t);
    const auto* picked = std::get_if<LetterPicked>(&message);
    if (picked && letters::is_type_id(picked->type)) return show_type(t, picked->type);
    take_code(t, message);
}

void update(LetterCardsScreen& s, const Message& message, Turn& t) {
    Letter& letter = t.m.citizen.letter;
    if (is<TalkTouched>(message)) return talk_about_letter(t);
    if (is<RingTouched>(message)) return t.go(LetterRingScreen{});
    if (is<UnderstoodTouched>(message)) return t.go(UnderstoodScreen{});
    if (is<MorePagesTouched>(message)) return look_for_next_page(t);
    if (is<CameraTouched>(message) && t.m.has_camera) return look_for_letter(t);
    if (const auto* answered = std::get_if<FieldAnswered>(&message)) answer_field(letter, answered->right);
    if (const auto* word = std::get_if<HardWordTouched>(&message)) s.hard_word = word->word;
    if (const auto* law = std::get_if<LawTouched>(&message)) s.law = law->open;
    if (const auto* chosen = std::get_if<CardTouched>(&message)) {
        letter.card = std::clamp(chosen->card, 0, card_count - 1);
        s.hard_word.clear();
    }
    take_code(t, message);
}

void update(LetterRingScreen&, const Message& message, Turn& t) {
    Letter& letter = t.m.citizen.letter;
    if (is<TalkTouched>(message)) return talk_about_letter(t);
    if (const auto* practise = std::get_if<PractiseTouched>(&message))
        return t.go(LetterPracticeScreen{std::clamp(practise->step, 0, practice_steps_max)});
    if (is<CodeTouched>(message)) return t.go(PhoneCodeScreen{});
    if (is<PrintTouched>(message)) print(t, letter.slip);
}

void update(LetterPracticeScreen& s, const Message& message, Turn& t) {
    if (is<TalkTouched>(message)) return talk_about_letter(t);
    if (const auto* practise = std::get_if<PractiseTouched>(&message))
        s.step = std::clamp(practise->step, 0, practice_steps_max);
}

void update(UnderstoodScreen&, const Message& message, Turn& t) {
    const auto* given = std::get_if<UnderstoodGiven>(&message);
    if (!given) return;
    const Letter& letter = t.m.citizen.letter;
    t.save(Then::Nothing, visit::LetterUnderstood{t.at.fresh_id, letter.type, letter.card, given->understood});
    if (given->understood == visit::Understood::Yes) return t.forget_citizen(ThanksScreen{});
    t.m.citizen.back = {HomeScreen{}, LetterStartScreen{}, LetterCardsScreen{}};  // it is asked and counted once
    t.m.citizen.screen = LetterHelpScreen{};
}

void update(LetterHelpScreen&, const Message& message, Turn& t) {
    if (is<TalkTouched>(message)) return talk_about_letter(t);
    if (is<RingTouched>(message)) return t.go(LetterRingScreen{});
    if (!is<CardTouched>(message)) return;
    t.m.citizen.letter.card = 0;
    show_cards(t);
}

}  // namespace aaben::flow
