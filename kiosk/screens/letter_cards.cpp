// The meaning of a letter in six cards: one message each, with the place in the letter that it comes from.
#include <algorithm>

#include "explain/explanation.hpp"
#include "explain/lix.hpp"
#include "screens/page.hpp"

namespace aaben::screens {

std::optional<calendar::Date> today_of(const Page& page) {
    if (!page.model.today_known) return std::nullopt;
    return flow::local_now(page.model).date;
}

Result<explain::Explanation> explanation_of(const Page& page) {
    const flow::Letter& letter = page.citizen().letter;
    const calendar::Local now = flow::local_now(page.model);
    const auto phones = page.model.hours.telephone.on(now.date);
    const bool closed =
        std::none_of(phones.begin(), phones.end(), [&](const visit::Span& span) { return now.time < span.until; });
    return explain::explain(page.assets.letters, letter.type, page.language, letter.fields, today_of(page),
                            {.require_reviewed = page.assets.require_reviewed, .phones_closed_today = closed});
}

namespace {
bool last_card(const Page& page, const explain::Explanation& letter) {
    return page.citizen().letter.card + 1 >= static_cast<int>(letter.cards.size());
}

void letter_header(Page& page, const explain::Explanation& letter) {
    Rect band = page.rest.take_top(widgets::target_dp);
    Ui& ui = page.ui;
    const bool crowded = page.portrait() && page.model.has_voice && page.language != danish_tag;
    const widgets::ButtonLook back{.label = crowded ? std::string_view{} : page.say(Key::common_back),
                                   .icon = icon::back,
                                   .name = page.say(Key::common_back)};
    if (ui.pill(band.take_start(ui.pill_width(back), gap), back)) page.send(flow::BackTouched{});
    if (ui.pill(band.take_end(widgets::target_dp, 12),
                {.icon = icon::large, .selected = page.citizen().large, .name = page.say(Key::common_text_size)})) {
        page.send(flow::LargeTextTouched{});
    }
    voice_pill(page, band);
    language_pills(page, band);
    const float side = 42;
    ui.picture(band.take_start(side, 14).middle(side, side), letter.icon, palette::primary, palette::paper);
    widgets::TextLook title = widgets::label_look(25);
    title.stand = widgets::Stand::Middle;
    title.language = letter.language;
    // Upright the pills take its room.
    const bool below = page.portrait();
    ui.text(below ? page.rest.take_top(48) : band.inset(0, 14), letter.title, title);
}

void card_tabs(Page& page, Rect row, const explain::Explanation& letter) {
    const std::vector<Rect> cells = widgets::grid(row, letter.cards.size(), 1, page.portrait() ? 5.F : 6.F);
    for (std::size_t i = 0; i < letter.cards.size(); ++i) {
        const explain::Card& card = letter.cards[i];
        if (page.ui.button(cells[i], {.label = card.tab,
                                      .icon = card.icon,
                                      .selected = static_cast<int>(i) == page.citizen().letter.card,
                                      .stacked = true,
                                      .size = 21,
                                      .language = letter.language})) {
            page.send(flow::CardTouched{static_cast<int>(i)});
        }
    }
}

// 'Videre' through the cards, and behind the last one the end, at the same place.
void ways_on(Page& page, Rect row, const explain::Explanation& letter) {
    const bool last = last_card(page, letter);
    const widgets::ButtonLook next{.label = page.say(last ? Key::letter_finished : Key::common_next),
                                   .icon = last ? icon::check : icon::forward,
                                   .kind = Kind::Primary,
                                   .icon_at_end = !last,
                                   .stacked = last && !page.portrait(),
                                   .size = last && !page.portrait() ? 22.F : 26.F};
    const float wide = page.portrait() ? std::clamp(page.ui.button_width(next), 200.F, 236.F) : 166.F;
    if (page.ui.button(row.take_end(wide, 14), next)) {
        if (last)
            page.send(flow::UnderstoodTouched{});
        else
            page.send(flow::CardTouched{page.citizen().letter.card + 1});
    }

    const widgets::ButtonLook ring{
        .label = page.say(Key::letter_call), .icon = icon::phone, .stacked = true, .size = 22};
    if (page.ui.button(row.take_start(widgets::target_dp, 14), ring)) page.send(flow::RingTouched{});
    if (page.portrait() && flow::may_go_on(page.model)) {  // lying, it stands below the crop of the letter
        const widgets::ButtonLook more{
            .label = page.say(Key::letter_more_short), .icon = "note_add", .stacked = true, .size = 22};
        if (page.ui.button(row.take_start(164, 14), more)) page.send(flow::MorePagesTouched{});
    }
    const widgets::ButtonLook talk{.label = page.say(Key::letter_talk_here),  // lying, the words alone have room
                                   .icon = page.portrait() ? icon::talk : std::string_view{},
                                   .stacked = true,
                                   .size = 22};
    if (page.ui.button(row, talk)) page.send(flow::TalkTouched{});
}

void fact_panel(Page& page, const Rect& box, const explain::KeyFact& fact, const explain::Explanation& letter) {
    Ui& ui = page.ui;
    const bool days = fact.kind == explain::FactKind::Days;
    const widgets::Colour face = days ? widgets::colours_of(Tint::Sand).face : palette::card;
    const auto scope = ui.card(box, fact.label, face, days ? face : palette::line);
    Rect inner = days ? box.inset(14, 10) : box.inset(26, 16);
    widgets::TextLook small = widgets::quiet_look(24), large = widgets::title_look(days ? 84.F : 44.F);
    small.face = large.face = face;
    small.language = large.language = letter.language;
    if (days) {
        small.ink = palette::ink, small.weight = widgets::Weight::Semibold;
        small.align = large.align = widgets::Align::Centre;
        large.stand = widgets::Stand::Middle;
        const float below = std::min(ui.measure(fact.note, small, inner.w).h, inner.h * 0.55F);  // one line, or two
        if (!fact.note.empty()) ui.text(inner.take_bottom(below, 2), fact.note, small);
        ui.text(inner, fact.value, large);
        return;
    }
    if (box.h < 110) {  // a low row: the name and the value on one line
        small.stand = large.stand = widgets::Stand::Middle;
        large.size = 34;
        ui.text(inner.take_start(ui.measure(fact.label, small, inner.w).w + 2, 18), fact.label, small);
        ui.text(inner, fact.value, large);
        return;
    }
    const std::string_view above = fact.note.empty() ? fact.label : fact.note;
    large.stand = widgets::Stand::Middle;
    ui.text(inner.take_top(ui.measure(above, small, inner.w).h, 2), above, small);
    ui.text(inner, fact.value, large);
}

// Date, time, days left, amount and place: as large as their row allows.
void facts(Page& page, Rect& area, const explain::Card& card, const explain::Explanation& letter) {
    if (card.facts.empty()) return;
    const auto narrow = [](const explain::KeyFact& fact) {
        return fact.kind == explain::FactKind::Days || fact.kind == explain::FactKind::Time;
    };
    // Four fit beside each other on the whole width; else what is a sentence (place, phone) has a row of its own.
    const bool one_row = area.w > 1000 && card.facts.size() <= 4;
    std::vector<std::vector<const explain::KeyFact*>> lines(1);
    for (const explain::KeyFact& fact : card.facts) {
        const bool wide = fact.kind == explain::FactKind::Place || fact.kind == explain::FactKind::Phone;
        if (wide && !one_row && !lines.back().empty() && lines.size() == 1) lines.emplace_back();
        lines[wide && !one_row ? lines.size() - 1 : 0].push_back(&fact);
    }
    for (std::size_t n = 0; n < lines.size(); ++n) {
        const Rect row = area.take_top(n == 0 ? (area.w > 1000 ? 146.F : 120.F) : 90.F, 14);
        std::vector<float> weights;
        for (const explain::KeyFact* fact : lines[n]) weights.push_back(narrow(*fact) ? 0.6F : 1.F);
        const std::vector<Rect> cells = widgets::columns(row, weights, 14);
        for (std::size_t i = 0; i < cells.size(); ++i) fact_panel(page, cells[i], *lines[n][i], letter);
    }
    area.take_top(4);
}

void hard_words(Page& page, Rect& area, const explain::Card& card, const explain::Explanation& letter) {
    std::vector<const explain::HardWord*> here;
    for (const explain::HardWord& word : letter.words) {
        const bool stands = std::any_of(card.sentences.begin(), card.sentences.end(), [&](const std::string& sentence) {
            return explain::contains_word(sentence, word.word);
        });
        if (stands && here.size() < 3) here.push_back(&word);
    }
    const bool law = card.kind == explain::CardKind::Show && !letter.law.empty();
    if (here.empty() && !law) return;
    Rect row = area.take_bottom(widgets::target_dp, 8);
    if (law) {
        const widgets::ButtonLook look{.label = page.say(Key::letter_law), .icon = icon::rights};
        if (page.ui.pill(row.take_end(page.ui.pill_width(look), 14), look)) page.send(flow::LawTouched{});
    }
    for (const explain::HardWord* word : here) {
        const widgets::ButtonLook look{.label = word->word, .icon = icon::what, .language = letter.language};
        const float width = page.ui.pill_width(look);
        if (width > row.w) break;
        if (page.ui.pill(row.take_start(width, 14), look)) page.send(flow::HardWordTouched{word->word});
    }
}

void hard_word_panel(Page& page, const explain::HardWord& word, const explain::Explanation& letter) {
    Ui& ui = page.ui;
    const widgets::TextLook body = widgets::body_look(32);
    const float high = ui.measure(word.explanation, body, 860 - 2 * 48).h;
    Rect box;
    const auto scope = ui.dialog(box, word.word, 860, high + 88 + 90 + button_height + 2 * gap);
    const widgets::ButtonLook close{.label = page.say(Key::common_close), .icon = icon::check, .kind = Kind::Primary};
    Rect row = box.take_bottom(button_height, gap);
    if (ui.button(row.take_end(std::max(260.F, ui.button_width(close))), close)) page.send(flow::HardWordTouched{});
    widgets::TextLook large = widgets::title_look(52), small = widgets::body_look(32);
    large.face = small.face = palette::card;
    large.language = small.language = letter.language;
    ui.heading(box.take_top(ui.measure(word.word, large, box.w).h, 14), word.word, large);
    ui.text(box, word.explanation, small);
}

// What the cards name as their source and no line explains.
std::string cited_besides(const explain::Explanation& letter) {
    explain::Card others;
    for (const explain::Card& card : letter.cards) {
        for (const std::string& source : card.sources) {
            const bool told = std::ranges::any_of(letter.law, [&](const explain::LegalLine& line) {
                return line.paragraph.starts_with(source) || source.starts_with(line.paragraph);
            });
            if (!told && std::ranges::find(others.sources, source) == others.sources.end())
                others.sources.push_back(source);
        }
    }
    return explain::source_line(others);
}

// The paragraphs behind the letter, for whoever wants them: no card is made longer by them.
void law_panel(Page& page, const explain::Explanation& letter) {
    Ui& ui = page.ui;
    std::string words;
    for (const explain::LegalLine& line : letter.law)
        words += (words.empty() ? "" : "\n") + line.paragraph + ": " + line.text;
    if (const std::string others = cited_besides(letter); !others.empty()) words += "\n" + others;
    widgets::TextLook large = widgets::title_look(46), small = widgets::body_look(28);
    large.face = small.face = palette::card;
    small.language = letter.language;
    const float wide = std::min(1100.F, ui.glass().w - 60), high = ui.measure(words, small, wide - 2 * 48).h;
    Rect box;
    const auto scope = ui.dialog(box, page.say(Key::letter_law), wide,
                                 std::min(ui.glass().h - 60, high + 88 + 80 + button_height + 2 * gap));
    const widgets::ButtonLook close{.label = page.say(Key::common_close), .icon = icon::check, .kind = Kind::Primary};
    Rect row = box.take_bottom(button_height, gap);
    if (ui.button(row.take_end(std::max(260.F, ui.button_width(close))), close)) page.send(flow::LawTouched{false});
    ui.heading(box.take_top(ui.measure(page.say(Key::letter_law), large, box.w).h, 14), page.say(Key::letter_law),
               large);
    ui.text(box, words, small);
}

// The largest of a few sizes in which all the words have room; the least when none is.
float size_for(Page& page, const std::string& words, widgets::TextLook look, const Rect& room) {
    for (const float size : {46.F, 41.F, 36.F, 33.F, 30.F, 28.F, 26.F, 24.F}) {
        look.size = size;
        if (page.ui.measure(words, look, room.w).h <= room.h) return size;
    }
    return 22;
}

// A card of more sentences than lie under each other beside a picture.
void two_columns(Page& page, Rect inner, const explain::Card& card, widgets::TextLook body) {
    const std::size_t half = (card.sentences.size() + 1) / 2;
    std::string first, second;
    for (std::size_t i = 0; i < card.sentences.size(); ++i) {
        std::string& column = i < half ? first : second;
        column += (column.empty() ? "" : "\n") + card.sentences[i];
    }
    const std::vector<Rect> both = widgets::grid(inner, 2, 1, 48);
    body.size = std::min({28.F, size_for(page, first, body, both[0]), size_for(page, second, body, both[1])});
    page.ui.text(both[0], first, body);
    page.ui.text(both[1], second, body);
}

void card_words(Page& page, Rect area, const explain::Card& card, const explain::Explanation& letter) {
    Ui& ui = page.ui;
    hard_words(page, area, card, letter);
    // Larger text is for the sentences: what stands around them must not take their room.
    const float around = page.citizen().large ? 1 / large_text_scale : 1;
    widgets::TextLook title = widgets::title_look(46 * around);
    title.language = letter.language;
    ui.heading(area.take_top(ui.measure(card.heading, title, area.w).h, 16), card.heading, title);
    facts(page, area, card, letter);
    std::string words;
    for (const std::string& sentence : card.sentences) words += (words.empty() ? "" : "\n") + sentence;
    const bool alone = page.citizen().letter.shown.empty();  // no picture of the letter beside it
    widgets::TextLook body = widgets::body_look(29);
    body.language = letter.language;
    const bool picture = card.facts.empty() && alone;
    if (!picture) {
        if (alone) body.size = size_for(page, words, body, area);
        ui.text(area, words, body);
        return;
    }
    // A card of words alone: its picture, and the sentences as large as there is room.
    const auto scope = ui.card(area, card.heading);
    Rect inner = area.inset(36, 24);
    if (card.kind == explain::CardKind::Show && page.model.has_camera) {  // the place can be shown once it was seen
        const widgets::ButtonLook look{.label = page.say(Key::letter_camera), .icon = "document_scanner"};
        const float wide = ui.button_width(look);
        const Rect place = page.portrait() ? inner.take_bottom(button_height, 14) : inner.take_end(wide, 30);
        if (ui.button(place.middle(wide, button_height), look)) page.send(flow::CameraTouched{});
    }
    if (card.kind == explain::CardKind::Show) {  // it has the most words, and its picture is the letter itself
        body.size = 36, body.face = palette::card, body.stand = widgets::Stand::Middle;
        ui.text(inner, words, body);
        return;
    }
    body.face = palette::card, body.line_height = language::is_rtl(letter.language) ? 0.F : 1.36F;
    const float side = page.portrait() ? 150.F : 190.F;
    body.size = 26;
    if (!page.portrait() && ui.measure(words, body, inner.w - side - 44).h > inner.h)
        return two_columns(page, inner, card, body);
    const Rect place =
        page.portrait() ? inner.take_top(side, 24).take_start(side) : inner.take_start(side, 44).middle(side, side);
    // The letter's colour belongs to what it says; what one has a right to is no alarm.
    const bool about = card.kind == explain::CardKind::What || card.kind == explain::CardKind::Otherwise;
    ui.tinted_picture(place, card.icon, about ? tint_named(letter.tint) : Tint::Mint);
    body.stand = page.portrait() ? widgets::Stand::Top : widgets::Stand::Middle;
    body.size = size_for(page, words, body, inner);
    ui.text(inner, words, body);
}

// What the reader must know about the text itself: which law it states, that the letter is what counts, and whether
// somebody has checked it.
std::string small_print(const Page& page, const explain::Explanation& letter, const explain::Card& card) {
    std::string words = explain::source_line(card);
    if (!words.empty()) words += ". ";
    words += page.say(Key::letter_not_advice);
    for (const std::string& note : letter.notes) words += " " + note;
    return words;
}
}  // namespace

void draw(Page& page, const flow::LetterCardsScreen& screen) {
    Ui& ui = page.ui;
    const auto found = explanation_of(page);
    if (!found) {
        page.header();
        Rect row = page.footer();
        page.primary(row, page.say(Key::letter_talk_here), icon::talk, flow::TalkTouched{});
        message(page, icon::letter, palette::primary, page.say(Key::letter_unknown_code),
                page.say(Key::letter_unknown_code_hint));
        return;
    }
    const explain::Explanation& letter = *found;
    const flow::Letter& state = page.citizen().letter;
    letter_header(page, letter);
    page.rest.take_bottom(page.portrait() ? 28.F : 24.F);
    Rect row = page.rest.take_bottom(button_height, 12);
    const Rect tabs = page.portrait() ? page.rest.take_bottom(button_height, 12) : row.take_start(row.w * 0.6F, 20);
    const auto index = static_cast<std::size_t>(std::clamp(state.card, 0, static_cast<int>(letter.cards.size()) - 1));
    const explain::Card& card = letter.cards[index];
    card_tabs(page, tabs, letter);
    ways_on(page, row, letter);
    const std::string print = small_print(page, letter, card);
    const widgets::TextLook small = widgets::quiet_look(page.citizen().large ? 20 / large_text_scale : 20);
    ui.text(page.rest.take_bottom(ui.measure(print, small, page.rest.w).h, 8), print, small);
    if (!state.shown.empty()) {
        // 'Vis mig' gives the letter itself the room.
        const bool show = card.kind == explain::CardKind::Show;
        letter_paper(page, page.portrait() ? page.rest.take_top(show ? page.rest.h * 0.5F : 270.F, gap)
                                           : page.rest.take_start(show ? page.rest.w * 0.58F : 420.F, 44));
    }
    page.rest.take_top(6);
    card_words(page, page.rest, card, letter);
    if (screen.law) return law_panel(page, letter);
    for (const explain::HardWord& word : letter.words) {
        if (!screen.hard_word.empty() && word.word == screen.hard_word) return hard_word_panel(page, word, letter);
    }
}

}  // namespace aaben::screens
