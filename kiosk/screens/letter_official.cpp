// A letter of no known type: who sent it and what they do, and the letter's own words, one place at a time beside the
// picture of it. Nothing is explained here; the way on is a person.
#include <algorithm>

#include "explain/official.hpp"
#include "screens/page.hpp"

namespace aaben::screens {

namespace {
constexpr widgets::Colour dark_amber = widgets::rgb(0x7A4B00);  // reads on sand and on white

std::string printed_words(const Page& page, const letters::Passage& passage) {
    std::string out;
    for (const letters::Printed& one : passage.printed) {
        const explain::KeyFact fact = explain::printed_fact(page.assets.letters, page.language, one, today_of(page));
        out += (out.empty() ? "" : "  ·  ") + (fact.note.empty() ? "" : fact.note + " ") + fact.value;
    }
    return out;
}

// What is told of the sender, as large as there is room for it; the mark over it says what this is and what it is not.
struct SenderWords {
    std::string all;
    widgets::TextLook mark = widgets::label_look(26), body = widgets::body_look(27);
    float strip_high = 0;

    SenderWords(const Page& page, const explain::OfficialText& told, float width) {
        mark.face = widgets::colours_of(Tint::Sand).face;
        mark.language = body.language = told.language;
        strip_high = std::max(56.F, page.ui.measure(told.mark, mark, width - 60 - 62).h) + 28;
        for (const std::string& sentence : told.sentences) all += (all.empty() ? "" : "\n") + sentence;
    }
    [[nodiscard]] float high(const Page& page, float width) const {
        return strip_high + 16 + page.ui.measure(all, body, width).h;
    }
    void draw(Page& page, Rect box, const explain::OfficialText& told) const {
        const Rect strip = box.take_top(strip_high, 16);
        {
            const auto scope = page.ui.card(strip, {}, mark.face, palette::amber);
            page.ui.fact(strip.inset(30, 14), icon::otherwise, told.mark, mark, dark_amber);
        }
        page.ui.text(box, all, body);
    }
};

// One place in the letter: its picture, what is printed there in the citizen's language, and the sentence itself.
void passage_card(Page& page, Rect box, std::size_t index) {
    Ui& ui = page.ui;
    const flow::Letter& letter = page.citizen().letter;
    const letters::Passage& passage = letter.official.passages[index];
    const auto scope = ui.card(box, page.say(Key::letter_official_says));
    Rect inner = box.inset(28, 20);
    widgets::TextLook due = widgets::label_look(24), value = widgets::title_look(36), quote = widgets::body_look(24);
    due.face = value.face = quote.face = palette::card;
    quote.language = danish_tag;
    if (passage.due)
        ui.fact(inner.take_top(44, 8), icon::otherwise, page.say(Key::letter_official_due), due, dark_amber);
    const std::string values = printed_words(page, passage);
    while (!values.empty() && ui.measure(values, value, inner.w).h > inner.h * 0.3F && value.size > 24) value.size -= 2;
    if (!values.empty()) ui.text(inner.take_top(ui.measure(values, value, inner.w).h, 10), values, value);
    while (ui.measure(passage.text, quote, inner.w).h > inner.h * 0.55F && quote.size > widgets::min_text_dp)
        quote.size -= 1;
    ui.text(inner.take_bottom(std::min(inner.h, ui.measure(passage.text, quote, inner.w).h), 12), passage.text, quote);
    const auto shown = std::ranges::find(letter.shown, letters::passage_name(index), &flow::FieldShown::field);
    if (shown == letter.shown.end() || !page.assets.crop || inner.h < 80) return;
    if (const auto crop = page.assets.crop(shown->image))
        ui.excerpt(inner, *crop, shown->place.x, shown->place.y, shown->place.w, shown->place.h,
                   page.say(Key::letter_from_letter));
}

// Another page may say which letter it is; and the citizen may know its look.
void other_ways(Page& page, Rect row) {
    Ui& ui = page.ui;
    if (flow::may_go_on(page.model)) {
        const widgets::ButtonLook more{.label = page.say(Key::letter_more_short), .icon = "note_add", .size = 22};
        if (ui.button(row.take_end(row.w * 0.42F, 16), more)) page.send(flow::MorePagesTouched{});
    }
    const widgets::ButtonLook choose{.label = page.say(Key::letter_choose), .icon = "manage_search", .size = 22};
    if (ui.button(row, choose)) page.send(flow::ChooseTouched{});
}
}  // namespace

void draw(Page& page, const flow::LetterOfficialScreen& screen) {
    Ui& ui = page.ui;
    const flow::Letter& letter = page.citizen().letter;
    const explain::OfficialText told = explain::official_text(page.assets.letters, page.language, letter.official);
    const std::string title = told.sender.empty() ? std::string(page.say(Key::letter_official_unknown))
                                                  : page.say(Key::letter_official_from, {{"sender", told.sender}});
    page.header();
    Rect row = page.footer();
    page.primary(row, page.say(Key::letter_talk_here), icon::talk, flow::TalkTouched{});
    other_ways(page, page.portrait() ? page.rest.take_bottom(button_height, gap) : row);
    Rect place = page.rest;
    if (page.portrait()) {
        page.title(title, 44);
        const float words = SenderWords(page, told, page.rest.w).high(page, page.rest.w) + gap;
        place = page.rest.take_top(std::clamp(page.rest.h - words, page.rest.h * 0.46F, page.rest.h * 0.54F), gap);
    } else {
        place = page.rest.take_end(page.rest.w * 0.54F, 40);
        page.title(title, 40);
    }
    SenderWords(page, told, page.rest.w).draw(page, page.rest, told);
    const std::size_t count = letter.official.passages.size();
    if (count == 0) return ui.fact(place, icon::letter, page.say(Key::letter_official_none), widgets::body_look(30));
    const std::size_t index = std::min(static_cast<std::size_t>(std::max(0, screen.page)), count - 1);
    if (count > 1) {
        Rect below = place.take_bottom(button_height, 14);
        page.pager(below, count, 1, static_cast<int>(index));
    }
    passage_card(page, place, index);
}

}  // namespace aaben::screens
