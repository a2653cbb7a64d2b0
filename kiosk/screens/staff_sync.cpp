// What the jobcenter does not hold yet, what it refused, and enrolling the device.
#include <algorithm>

#include "screens/link_words.hpp"
#include "screens/page.hpp"

namespace aaben::screens {

namespace {
constexpr float line_height = 68;
}  // namespace

void draw(Page& page, const flow::StaffSyncScreen& screen) {
    Ui& ui = page.ui;
    staff_header(page, true);
    const flow::Sync& sync = page.model.sync;
    Rect row = page.footer();
    const widgets::ButtonLook enrol{.label = page.say(Key::staff_enrol), .icon = icon::keyboard};
    if (ui.button(row.take_end(ui.button_width(enrol)), enrol)) page.send(flow::EnrolTouched{});
    page.title(page.say(Key::staff_sync_title), 46);
    Rect list = page.rest;
    if (!sync.quarantined.empty()) {
        list = page.portrait() ? page.rest.take_bottom(page.rest.h * 0.55F, gap)
                               : page.rest.take_end(page.rest.w * 0.52F, gap);
    }
    Rect facts = page.rest;
    {
        const std::vector<LinkLine> lines = link_lines(page);
        facts.h = std::min(facts.h, static_cast<float>(lines.size()) * line_height + 56);
        const auto scope = ui.card(facts, page.say(Key::staff_sync_title));
        Rect inner = facts.inset(32, 28);
        // The most pressing come first; what has no room is the least that can be done anything about.
        const std::size_t shown = std::min(lines.size(), static_cast<std::size_t>(inner.h / line_height));
        widgets::TextLook look = widgets::body_look(28);
        look.face = palette::card;
        for (std::size_t i = 0; i < shown; ++i)
            ui.fact(inner.take_top(line_height - 4, 4), lines[i].picture, lines[i].words, look, lines[i].ink);
    }
    if (sync.quarantined.empty()) return;
    constexpr float apart = 14;
    const auto rows = [&](float height) {
        return static_cast<std::size_t>((height + apart) / (button_height + apart));
    };
    std::size_t fits = std::max<std::size_t>(1, rows(list.h));
    Rect place;
    if (sync.quarantined.size() > fits) {
        place = list.take_bottom(button_height, apart);
        fits = std::max<std::size_t>(1, rows(list.h));
    }
    const std::size_t first = page.pager(place, sync.quarantined.size(), fits, screen.page);
    for (std::size_t i = first; i < std::min(first + fits, sync.quarantined.size()); ++i) {
        const flow::Quarantined& one = sync.quarantined[i];
        Rect box = list.take_top(button_height, apart);
        const std::string_view what = entry_words(page, one.type);
        const auto scope = ui.card(box, what);
        const widgets::ButtonLook again{.label = page.say(Key::staff_resend), .icon = icon::again, .size = 24};
        if (ui.button(box.take_end(ui.button_width(again) - 20), again)) page.send(flow::ResendTouched{one.id});
        Rect inner = box.inset(24, 10);
        widgets::TextLook name = widgets::label_look(24), quiet = widgets::quiet_look(21);
        name.face = quiet.face = palette::card;
        const std::string_view why = refused_words(page, one.problem);
        Rect lines = inner.middle(inner.w, 34 + ui.measure(why, quiet, inner.w).h);
        ui.text(lines.take_top(34), what, name);
        ui.text(lines, why, quiet);
    }
}

void draw(Page& page, const flow::StaffEnrolScreen& screen) {
    keyboard_screen(page, {.label = page.say(Key::staff_enrol_code),
                           .content = screen.typed,
                           .hint = page.say(Key::staff_enrol_code),
                           .digits = true,
                           .capital = true,
                           .space = false,
                           .least = 4,
                           .next = page.say(Key::staff_enrol)});
}

}  // namespace aaben::screens
