// From 'Jeg vil tale med nogen' to the call-sign: purpose, needs, whom, and the moment until it is saved.
#include "screens/page.hpp"

namespace aaben::screens {

namespace {
constexpr int steps = 3;

void step_footer(Page& page, int step, bool next) {
    Rect row = page.footer();
    if (next) page.primary(row, page.say(Key::common_next), icon::forward, flow::NextTouched{});
    const bool given = page.citizen().patience > 1;  // it answers when it was pressed
    const std::string_view words = page.say(given ? Key::common_more_time_given : Key::common_more_time);
    const bool pictured = page.portrait() && next;  // beside the way on there is no room for words
    const widgets::ButtonLook more{.label = pictured ? std::string_view{} : words,
                                   .icon = given ? icon::done : icon::more_time,
                                   .size = 24,
                                   .name = words};
    const float width =
        pictured ? widgets::target_dp : std::min(page.ui.button_width(more), std::max(widgets::target_dp, row.w - 170));
    if (page.ui.button(row.take_end(width, gap), more)) page.send(flow::MoreTimeTouched{});
    if (row.w < 150) return;
    page.ui.steps(row, steps, step,
                  page.say(Key::common_step, {{"step", std::to_string(step + 1)}, {"steps", std::to_string(steps)}}));
}
}  // namespace

void purpose_tiles(Page& page, const Rect& area) {
    const std::vector<Rect> cells = page.portrait() ? widgets::grid(area, 2, 4, gap) : widgets::grid(area, 4, 2, gap);
    for (std::size_t i = 0; i < visit::purpose_names.size(); ++i) {
        const auto purpose = static_cast<visit::Purpose>(i);
        const Shown look = shown(purpose);
        if (page.ui.tile(cells[i], {.label = page.say(look.label), .icon = look.icon, .tint = look.tint})) {
            page.send(flow::PurposeTouched{purpose});
        }
    }
}

void draw(Page& page, const flow::PurposeScreen&) {
    page.header();
    page.title(page.say(Key::purpose_title));
    step_footer(page, 0, false);
    purpose_tiles(page, page.rest);
}

void draw(Page& page, const flow::NeedsScreen&) {
    page.header();
    page.title(page.say(Key::need_title));
    step_footer(page, 1, true);
    const visit::Choices& choices = page.citizen().choices;
    if (choices.needs.has(visit::Need::Interpreter)) {
        std::vector<const language::Language*> spoken;  // what an interpreter can be asked for: every language but ours
        for (const language::Language& each : page.assets.words.languages())
            if (each.tag != danish_tag) spoken.push_back(&each);
        const std::size_t in_row = page.portrait() ? 5 : spoken.size();
        const std::size_t lines = (spoken.size() + in_row - 1) / in_row;
        const Rect pills = page.rest.take_bottom(widgets::target_dp * static_cast<float>(lines), 4);
        const std::vector<Rect> cells = widgets::grid(pills, in_row, lines, 0);
        for (std::size_t i = 0; i < spoken.size(); ++i) {
            const language::Language& each = *spoken[i];
            if (page.ui.pill(cells[i].inset(4, 0), {.label = each.name,
                                                    .selected = choices.interpreter_language == each.tag,
                                                    .size = 22,
                                                    .language = each.tag}))
                page.send(flow::InterpreterTouched{each.tag});
        }
    } else {
        page.hint(page.say(Key::need_hint));
    }
    const std::vector<Rect> cells =
        page.portrait() ? widgets::grid(page.rest, 2, 3, gap) : widgets::grid(page.rest, 3, 2, gap);
    for (std::size_t i = 0; i < visit::need_names.size(); ++i) {
        const auto need = static_cast<visit::Need>(i);
        const Shown look = shown(need);
        if (page.ui.tile(cells[i], {.label = page.say(look.label),
                                    .icon = look.icon,
                                    .tint = look.tint,
                                    .selected = choices.needs.has(need),
                                    .choice = true})) {
            page.send(flow::NeedTouched{need});
        }
    }
}

void draw(Page& page, const flow::WhomScreen&) {
    page.header();
    page.title(page.say(Key::whom_title));
    step_footer(page, 2, false);
    Ui& ui = page.ui;
    const std::vector<const visit::Caseworker*> people = flow::here_now(page.model);
    const std::size_t named = std::min<std::size_t>(people.size(), 3);
    const std::vector<Rect> halves =
        page.portrait() ? widgets::rows(page.rest, {1, 2.4F}, gap) : widgets::columns(page.rest, {1, 1.5F}, gap);
    const bool somebody = visit::on_duty(page.model.unit) > 0;  // nobody is quick who is not here
    if (ui.choice(halves[0], {.label = page.say(Key::whom_anyone),
                              .detail = somebody ? page.say(Key::whom_anyone_hint) : std::string_view{},
                              .icon = icon::people,
                              .primary = true,
                              .size = 42})) {
        page.send(flow::WhomTouched{visit::Whom::Anyone});
    }
    const std::size_t columns = 2, cells_count = 3 + named;
    const std::vector<Rect> cells = widgets::grid(halves[1], columns, (cells_count + 1) / columns, gap);
    constexpr visit::Whom ways[] = {visit::Whom::MyCaseworker, visit::Whom::PlacementConsultant, visit::Whom::Mentor};
    for (std::size_t i = 0; i < std::size(ways); ++i) {
        const Shown way = shown(ways[i]);
        if (ui.tile(cells[i], {.label = page.say(way.label), .icon = way.icon, .tint = way.tint}))
            page.send(flow::WhomTouched{ways[i]});
    }
    for (std::size_t i = 0; i < named; ++i) {
        const std::string name = first_name(*people[i]);
        if (ui.tile(cells[3 + i], {.label = name,
                                   .detail = page.say(Key::whom_here_now),
                                   .icon = icon::badge,
                                   .tint = Tint::Sky,
                                   .may_shorten = true})) {
            page.send(flow::PersonTouched{people[i]->id});
        }
    }
}

void draw(Page& page, const flow::SavingScreen&) {
    page.header();
    const Rect middle = page.rest.middle(page.rest.w, 260);
    Rect rest = middle;
    page.ui.picture(rest.take_top(120, 24).middle(120, 120), icon::more_time, palette::primary, palette::paper);
    widgets::TextLook look = widgets::title_look(44);
    look.align = widgets::Align::Centre;
    page.ui.status(rest, page.say(Key::sign_saving), look);
}

}  // namespace aaben::screens
