// Ringing the municipality: the number, the hours, what to say; and the call practised step by step before it is made.
#include <algorithm>

#include "screens/page.hpp"

namespace aaben::screens {

namespace {
void number_card(Page& page, const Rect& box) {
    Ui& ui = page.ui;
    const std::string number = text::phone(page.citizen().letter.fields.phone.value_or(page.model.hours.main_phone));
    const auto scope = ui.card(box, {}, palette::still, palette::still);
    Rect inner = box.inset(34, 28);
    widgets::TextLook quiet = widgets::body_look(27), large = widgets::title_look(96);
    quiet.face = large.face = palette::still;
    large.stand = widgets::Stand::Middle;
    if (number.empty()) return ui.fact(inner, icon::people, page.say(Key::home_talk_closed), quiet);  // a person it is
    if (const std::string hours = phone_words(page); !hours.empty()) {
        const float high = std::max(56.F, ui.measure(hours, quiet, inner.w - 76).h);
        ui.fact(inner.take_bottom(high, 6), icon::phone, hours, quiet);
    }
    ui.number(inner, number, large);
}

// All that can be said, as large as there is room for it.
void say_card(Page& page, const explain::Explanation& letter) {
    Ui& ui = page.ui;
    const auto scope = ui.card(page.rest, page.say(Key::letter_ring_say));
    Rect inner = page.rest.inset(34, 22);
    widgets::TextLook name = widgets::label_look(26), spoken = widgets::label_look(30),
                      meaning = widgets::quiet_look(26);
    name.face = spoken.face = meaning.face = palette::card;
    name.ink = palette::quiet;
    spoken.language = danish_tag;
    ui.text(inner.take_top(ui.measure(page.say(Key::letter_ring_say), name, inner.w).h, 10),
            page.say(Key::letter_ring_say), name);
    const bool both = letter.say_meaning.size() == letter.say.size();
    const float between = both ? 8.F : 12.F;
    const auto high = [&] {
        float sum = 0;
        for (const std::string& line : letter.say) sum += ui.measure(line, spoken, inner.w).h + between;
        if (both) {
            for (const std::string& line : letter.say_meaning) sum += ui.measure(line, meaning, inner.w).h;
        }
        return sum;
    };
    while (high() > inner.h && spoken.size > 20)
        spoken.size -= 1, meaning.size = std::max(widgets::min_text_dp, meaning.size - 1);
    for (std::size_t i = 0; i < letter.say.size(); ++i) {
        const std::string& line = letter.say[i];
        ui.text(inner.take_top(ui.measure(line, spoken, inner.w).h, both ? 0.F : between), line, spoken);
        if (!both) continue;
        const std::string& meant = letter.say_meaning[i];
        ui.text(inner.take_top(ui.measure(meant, meaning, inner.w).h, between), meant, meaning);
    }
}

struct Exchange {  // what they say, and what you answer; one of the two may be missing
    std::vector<const explain::Said*> they, you;
};

std::vector<Exchange> exchanges_of(const explain::PracticeStep& step) {
    std::vector<Exchange> out;
    for (const explain::Said& said : step.said) {
        if (out.empty() || (!said.by_you && (!out.back().you.empty() || !out.back().they.empty()))) out.emplace_back();
        (said.by_you ? out.back().you : out.back().they).push_back(&said);
    }
    return out;
}

// What one side says: Danish large, below it what it means.
void bubble(Page& page, const Rect& box, const std::vector<const explain::Said*>& said, float size) {
    Ui& ui = page.ui;
    const bool you = said.front()->by_you;
    const std::string_view who = page.say(you ? Key::letter_practise_you : Key::letter_practise_they);
    const widgets::Colour face = you ? widgets::colours_of(Tint::Mint).face : palette::card;
    const auto scope = ui.card(box, who, face, you ? face : palette::line);
    Rect inner = box.inset(28, 16);
    widgets::TextLook name = widgets::quiet_look(22), spoken = widgets::label_look(size),
                      meaning = widgets::body_look(std::max(24.F, size * 0.62F));
    name.face = spoken.face = meaning.face = face;
    name.ink = meaning.ink = palette::ink;
    name.weight = widgets::Weight::Semibold;
    spoken.language = danish_tag;
    Rect top = inner.take_top(30, 6);
    ui.picture(top.take_start(30, 10), you ? icon::person : icon::phone, palette::primary, face);
    ui.text(top, who, name);
    std::string danish, meant;
    for (const explain::Said* one : said) {
        danish += (danish.empty() ? "" : "\n") + one->text;
        if (!one->meaning.empty()) meant += (meant.empty() ? "" : "\n") + one->meaning;
    }
    if (meant.empty()) {
        spoken.stand = widgets::Stand::Middle;
        ui.text(inner, danish, spoken);
        return;
    }
    // Both shrink alike when there is little room.
    const auto high = [&] { return ui.measure(danish, spoken, inner.w).h + 8 + ui.measure(meant, meaning, inner.w).h; };
    while (high() > inner.h && spoken.size > 22) spoken.size -= 2, meaning.size = std::max(20.F, meaning.size - 1);
    inner = inner.middle(inner.w, high());
    ui.text(inner.take_top(ui.measure(danish, spoken, inner.w).h, 8), danish, spoken);
    ui.text(inner, meant, meaning);
}

// As many rows as there are exchanges; lying, the answer stands beside the question.
void dialogue(Page& page, Rect area, const explain::PracticeStep& step) {
    const std::vector<Exchange> exchanges = exchanges_of(step);
    std::vector<float> weights;
    for (const Exchange& exchange : exchanges) {
        const float beside = static_cast<float>(std::max(exchange.they.size(), exchange.you.size()));
        const float stacked = (exchange.they.empty() ? 0.F : 1.F) + static_cast<float>(exchange.you.size());
        weights.push_back(page.portrait() ? stacked : 0.6F + 0.4F * beside);
    }
    const float size = exchanges.size() > 1 ? 34.F : step.said.size() > 1 ? 46.F : 60.F;
    const std::vector<Rect> rows = widgets::rows(area, weights, 16);
    for (std::size_t i = 0; i < exchanges.size(); ++i) {
        const Exchange& exchange = exchanges[i];
        if (exchange.they.empty() || exchange.you.empty()) {
            bubble(page, rows[i], exchange.they.empty() ? exchange.you : exchange.they, size);
            continue;
        }
        const float you = static_cast<float>(exchange.you.size());
        const std::vector<Rect> both = page.portrait() ? widgets::rows(rows[i], {1.F, 0.4F + 0.6F * you}, 16)
                                                       : widgets::columns(rows[i], {0.8F, 1.F}, 16);
        bubble(page, both[0], exchange.they, size);
        bubble(page, both[1], exchange.you, size);
    }
}
}  // namespace

void draw(Page& page, const flow::LetterRingScreen&) {
    Ui& ui = page.ui;
    page.header();
    Rect row = page.footer();
    page.primary(row, page.say(Key::letter_talk_here), icon::talk, flow::TalkTouched{});
    const flow::Letter& letter = page.citizen().letter;
    page.title(page.say(Key::letter_ring_title), 48);
    const auto found = explanation_of(page);
    const bool lines = found && !found->say.empty();
    Rect upright = page.portrait() ? page.rest.take_bottom(button_height, gap) : Rect{};
    Rect& more = page.portrait() ? upright : row;
    take_home(page, more, letter.slip);
    if (found && !found->practice.empty()) {
        const widgets::ButtonLook practise{.label = page.say(Key::letter_practise), .icon = icon::chat};
        const float width = page.portrait() ? more.w : std::min(more.w, ui.button_width(practise));
        if (ui.button(more.take_start(width, gap), practise)) page.send(flow::PractiseTouched{0});
    }
    Rect left = page.rest;
    if (lines) left = page.portrait() ? page.rest.take_top(260, gap) : page.rest.take_start(page.rest.w * 0.46F, gap);
    number_card(page, left);
    if (!lines) return;
    say_card(page, *found);
}

void draw(Page& page, const flow::LetterPracticeScreen& screen) {
    Ui& ui = page.ui;
    const auto found = explanation_of(page);
    const auto count = found ? static_cast<int>(found->practice.size()) : 0;
    const int at = std::clamp(screen.step, 0, count);
    page.header();
    page.rest.take_bottom(page.portrait() ? 40.F : 30.F);
    Rect row = page.rest.take_bottom(button_height, gap);
    const widgets::ButtonLook back{.label = page.say(Key::common_back), .icon = icon::back};
    if (ui.button(row.take_start(ui.button_width(back), gap), back)) {
        if (at == 0)
            page.send(flow::BackTouched{});
        else
            page.send(flow::PractiseTouched{at - 1});
    }
    const std::string progress = page.say(Key::letter_practise_step, {{"step", at + 1}, {"of", count + 1}});
    if (at < count) {
        const widgets::ButtonLook next{.label = page.say(Key::common_next),
                                       .icon = icon::forward,
                                       .kind = Kind::Primary,
                                       .icon_at_end = true,
                                       .size = 28};
        if (ui.button(row.take_end(std::max(300.F, ui.button_width(next)), gap), next))
            page.send(flow::PractiseTouched{at + 1});
    } else {
        page.primary(row, page.say(Key::letter_talk_here), icon::talk, flow::TalkTouched{});
    }
    if (at == count && count > 0) {
        const widgets::ButtonLook again{.label = page.say(Key::letter_practise_again), .icon = icon::again};
        const Rect place =
            page.portrait() ? page.rest.take_bottom(button_height, gap) : row.take_start(ui.button_width(again), gap);
        if (ui.button(place, again)) page.send(flow::PractiseTouched{0});
    }
    if (row.w > 160) ui.steps(row, count + 1, at, progress);
    if (at == count) {
        page.title(page.say(Key::letter_practise_call), 48);
        number_card(page, page.rest);
        return;
    }
    const explain::PracticeStep& step = found->practice[static_cast<std::size_t>(at)];
    page.title(step.title, 48);
    page.hint(step.hint);
    dialogue(page, page.rest, step);
}

}  // namespace aaben::screens
