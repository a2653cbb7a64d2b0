// The screens that type: name, CPR number, and services beside them.
#include "screens/page.hpp"

namespace aaben::screens {

void draw(Page& page, const flow::NameScreen& screen) {
    keyboard_screen(page, {.label = page.say(Key::name_title),
                           .content = screen.typed,
                           .hint = page.say(Key::name_hint),
                           .next = page.say(Key::common_save)});
}

// What is typed is masked and not spoken; a scan is as good. Never required, never an error.
void draw(Page& page, const flow::IdentifyScreen& screen) {
    Ui& ui = page.ui;
    page.header();
    Rect row = page.footer();
    const std::string& typed = screen.typed;
    page.primary_when(row, typed.size() >= 7, page.say(Key::common_next), flow::NextTouched{});
    Rect words = page.portrait() ? page.rest.take_top(430, gap) : page.rest.take_start(page.rest.w * 0.54F, 40);
    digit_pad(page, page.rest);
    const widgets::TextLook title = widgets::title_look(48);
    ui.heading(words.take_top(ui.measure(page.say(Key::identify_title), title, words.w).h, 18),
               page.say(Key::identify_title), title);
    ui.field(words.take_bottom(108, 20), page.say(Key::identify_number), typed, page.say(Key::identify_number), true);
    const float facts = page.portrait() ? 74.F : 92.F;
    ui.fact(words.take_top(facts, 8), icon::badge, page.say(Key::identify_scan), widgets::body_look(26));
    ui.fact(words.take_top(facts, 8), icon::rights, page.say(Key::identify_private), widgets::body_look(26));
}

void draw(Page& page, const flow::ServicesScreen&) {
    page.header();
    page.title(page.say(Key::service_title), 46);
    Rect row = page.footer();
    page.primary(row, page.say(Key::common_save), icon::check, flow::NextTouched{});
    const std::vector<Rect> cells =
        page.portrait() ? widgets::grid(page.rest, 2, 4, gap) : widgets::grid(page.rest, 4, 2, gap);
    for (std::size_t i = 0; i < visit::service_names.size(); ++i) {
        const auto service = static_cast<visit::Service>(i);
        const Shown look = shown(service);
        if (page.ui.tile(cells[i], {.label = page.say(look.label),
                                    .icon = look.icon,
                                    .tint = look.tint,
                                    .selected = page.citizen().choices.services.has(service),
                                    .choice = true,
                                    .size = 25})) {
            page.send(flow::ServiceTouched{service});
        }
    }
}

}  // namespace aaben::screens
