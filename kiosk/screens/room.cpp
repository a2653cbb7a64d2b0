// The second display, for the whole room: who is called and by whom, in the language of who is called and in Danish;
// who is here; when the door opens next; that help was asked for. Nothing on it can be pressed.
#include "flow/room.hpp"

#include <algorithm>

#include "screens/page.hpp"

namespace aaben::screens {

namespace {
constexpr std::size_t calls_max = 3;
constexpr float foot_height = 136;

struct Row {
    std::string words;
    widgets::TextLook look;
};

// One below the other in the middle of the box, each as high as it needs.
void stack(Page& page, const Rect& box, const std::vector<Row>& rows, float apart = 14) {
    float high = -apart;
    for (const Row& row : rows) high += apart + page.ui.measure(row.words, row.look, box.w).h;
    Rect place = box.middle(box.w, std::min(box.h, high));
    for (const Row& row : rows)
        page.ui.text(place.take_top(page.ui.measure(row.words, row.look, box.w).h, apart), row.words, row.look);
}

widgets::TextLook on(widgets::TextLook look, widgets::Colour face, std::string_view language, bool centre) {
    look.face = face, look.language = language;
    look.align = centre ? widgets::Align::Centre : widgets::Align::Start;
    return look;
}

// Its frame comes and goes once a second while the call is new: seen from the corner of an eye by who does not hear.
void call_card(Page& page, const Rect& box, const visit::Visit& one, bool alone) {
    const bool lit = flow::is_fresh(one, page.model) && (page.model.mono_ms.ms / flow::call_blink_ms) % 2 == 0;
    const widgets::Colour face = lit ? widgets::colours_of(Tint::Mint).face : palette::card;
    const std::string tag = visit_language(page, one);
    const Page theirs = page.in(tag), danish = page.in(danish_tag);
    const std::string said = sign_name(danish, one.sign), own = sign_name(theirs, one.sign);
    const auto scope = page.ui.card(box, said, face, palette::primary);
    Rect inner = alone ? box.inset(40, 30) : box.inset(28, 20);
    const bool beside = alone != page.portrait();
    Rect disc = beside ? inner.take_start(std::min(inner.h, inner.w * 0.4F), 50)
                       : inner.take_top(std::min(inner.w, inner.h * (alone ? 0.55F : 0.4F)), 26);
    const float side = std::min(disc.w, disc.h);
    page.ui.sign_disc(disc.middle(side, side), sign_look(one.sign, said));
    const visit::Shift* shift = visit::find_shift(page.model.unit, one.shift);
    const visit::Caseworker* by = shift != nullptr ? flow::person(page.model, shift->caseworker) : nullptr;
    const float large = alone ? 64 : 40, small = alone ? 42 : 30;
    std::vector<Row> rows{{own, on(widgets::title_look(large), face, tag, !beside)}};
    if (by != nullptr)
        rows.push_back(
            {theirs.say(Key::sign_come_to, {{"name", by->name}}), on(widgets::body_look(small), face, tag, !beside)});
    if (tag != danish_tag) {
        rows.push_back({said, on(widgets::label_look(small), face, danish_tag, !beside)});
        if (by != nullptr && alone)
            rows.push_back({danish.say(Key::sign_come_to, {{"name", by->name}}),
                            on(widgets::body_look(small * 0.8F), face, danish_tag, !beside)});
    }
    stack(page, inner, rows);
}

// How it works here, in Danish and in another language, each minute the next one.
void welcome_card(Page& page, const Rect& box, std::string_view tag) {
    const auto scope = page.ui.card(box, page.assets.words.spoken(tag).greeting);
    const Page theirs = page.in(tag);
    stack(page, box.inset(44, 30),
          {{page.assets.words.spoken(tag).greeting, on(widgets::title_look(72), palette::card, tag, true)},
           {std::string(talk_hint(theirs)), on(widgets::body_look(36), palette::card, tag, true)},
           {std::string(theirs.say(Key::sign_shown_here)), on(widgets::body_look(30), palette::card, tag, true)}},
          22);
}

std::string_view language_of_the_minute(const Page& page) {
    std::vector<std::string_view> others;
    for (const language::Language& each : page.assets.words.languages())
        if (each.tag != danish_tag) others.push_back(each.tag);
    if (others.empty()) return danish_tag;
    const auto minute = static_cast<std::size_t>(std::max<std::int64_t>(0, page.model.now_ms.ms / 60'000));
    return others[minute % others.size()];
}

void nobody_called(Page& page) {
    if (flow::out_of_use(page.model)) {
        message(page, icon::door, palette::primary, page.say(Key::home_out_of_use_hint), {});
        return;
    }
    const std::string_view other = language_of_the_minute(page);
    const bool two = other != danish_tag;
    const std::vector<Rect> cells =
        widgets::grid(page.rest, two && !page.portrait() ? 2 : 1, two && page.portrait() ? 2 : 1, gap);
    welcome_card(page, cells[0], danish_tag);
    if (two) welcome_card(page, cells[1], other);
}

// Who is here and when the door opens, in the same two languages.
void foot(Page& page) {
    const std::string_view other = language_of_the_minute(page);
    const std::size_t count = other == danish_tag ? 1 : 2;
    const bool above = page.portrait();
    const Rect band = page.rest.take_bottom(
        above ? static_cast<float>(count) * foot_height + (count > 1 ? gap : 0) : foot_height, gap);
    const std::vector<Rect> cells = widgets::grid(band, above ? 1 : count, above ? count : 1, gap);
    people_card(page, cells[0], 1.15F);
    if (count == 1) return;
    Page theirs = page.in(other);
    people_card(theirs, cells[1], 1.15F);
}

void head(Page& page) {
    Rect band = page.rest.take_top(110, 8);
    widgets::TextLook name = widgets::title_look(44), time = widgets::title_look(56);
    name.stand = time.stand = widgets::Stand::Middle, name.may_shorten = true;
    time.align = widgets::Align::End;
    if (page.model.today_known) page.ui.text(band.take_end(240, gap), clock(page, page.model.now_ms), time);
    page.ui.heading(band, page.model.roster.unit_name, name);
}
}  // namespace

const widgets::Drawing& draw_room(const flow::Model& model, const Assets& assets, const widgets::Metrics& metrics,
                                  widgets::Ui& ui) {
    Messages none;
    const flow::Model room = flow::for_the_room(model);
    ui.begin({.metrics = metrics, .language = danish_tag, .screen = "room", .time_ms = room.mono_ms});
    Page page{room, assets, ui, none, danish_tag, ui.page()};
    head(page);
    help_strip(page);
    page.rest.take_bottom(28);
    foot(page);
    std::vector<const visit::Visit*> calls = flow::called_aloud(room);
    calls.resize(std::min(calls.size(), calls_max));
    if (calls.empty()) {
        nobody_called(page);
    } else {
        const std::size_t count = calls.size();
        const std::vector<Rect> cells =
            widgets::grid(page.rest, page.portrait() ? 1 : count, page.portrait() ? count : 1, gap);
        for (std::size_t i = 0; i < count; ++i) call_card(page, cells[i], *calls[i], count == 1);
    }
    return ui.end();
}

}  // namespace aaben::screens
