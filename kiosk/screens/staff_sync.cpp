// What the jobcenter does not hold yet, what it refused, and enrolling the device.
#include <algorithm>
#include <optional>

#include "screens/page.hpp"

namespace aaben::screens {

namespace {
void fact_line(Page& page, Rect& area, std::string_view picture, const std::string& words, widgets::Colour ink) {
    widgets::TextLook look = widgets::body_look(28);
    look.face = palette::card;
    page.ui.fact(area.take_top(64, 4), picture, words, look, ink);
}

// What the operator must hear of: nothing for all that can wait.
std::optional<Key> trouble_words(flow::Trouble trouble) {
    switch (trouble) {
        case flow::Trouble::DiskFull:
            return Key::staff_disk_full;
        case flow::Trouble::JournalReadOnly:
        case flow::Trouble::JournalTooNew:
            return Key::staff_cannot_save;
        case flow::Trouble::JournalSetAside:
            return Key::staff_set_aside;
        case flow::Trouble::None:
        case flow::Trouble::ContentMissing:
        case flow::Trouble::ClockUnset:
            return std::nullopt;
    }  // no default case, so the compiler can warn about missing cases
    return std::nullopt;
}
}  // namespace

void draw_staff_sync(Page& page) {
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
    const Rect facts = page.rest;
    {
        const auto scope = ui.card(facts, page.say(Key::staff_sync_title));
        Rect inner = facts.inset(32, 28);
        const auto trouble = trouble_words(page.model.trouble);
        if (trouble) fact_line(page, inner, icon::otherwise, std::string(page.say(*trouble)), palette::alarm);
        fact_line(page, inner, sync.online ? icon::sent : icon::waiting,
                  std::string(page.say(sync.online ? Key::staff_online : Key::status_offline)),
                  sync.online ? palette::good : palette::primary);
        fact_line(page, inner, icon::ticket,
                  sync.unreceipted == 0 ? std::string(page.say(Key::status_all_sent))
                                        : page.say(Key::status_waiting, {{"n", sync.unreceipted}}),
                  palette::primary);
        if (sync.oldest_ms && !trouble) {  // five lines are what the card holds
            fact_line(page, inner, icon::clock, page.say(Key::staff_oldest, {{"time", clock(page, *sync.oldest_ms)}}),
                      palette::primary);
        }
        if (!sync.enrolled || sync.certificate_expired) {
            fact_line(page, inner, icon::otherwise, std::string(page.say(Key::staff_not_enrolled)), palette::alarm);
        }
        if (sync.anomalies > 0) {
            fact_line(page, inner, icon::otherwise, page.say(Key::staff_anomalies, {{"n", sync.anomalies}}),
                      palette::alarm);
        }
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
    const std::size_t first = page.pager(place, sync.quarantined.size(), fits, list_page(page));
    for (std::size_t i = first; i < std::min(first + fits, sync.quarantined.size()); ++i) {
        const flow::Quarantined& one = sync.quarantined[i];
        Rect box = list.take_top(button_height, apart);
        const auto scope = ui.card(box, one.type);
        const widgets::ButtonLook again{.label = page.say(Key::staff_resend), .icon = icon::again, .size = 24};
        if (ui.button(box.take_end(ui.button_width(again) - 20), again)) page.send(flow::ResendTouched{one.id});
        Rect inner = box.inset(24, 10);
        widgets::TextLook name = widgets::label_look(24), quiet = widgets::quiet_look(21);
        name.face = quiet.face = palette::card;
        Rect lines = inner.middle(inner.w, 64);
        ui.text(lines.take_top(34), one.type, name);
        ui.text(lines, one.problem, quiet);
    }
}

void draw_staff_enrol(Page& page) {
    keyboard_screen(page, {.label = page.say(Key::staff_enrol_code),
                           .content = page.model.staff ? std::string_view(page.model.staff->typed) : std::string_view(),
                           .hint = page.say(Key::staff_enrol_code),
                           .digits = true,
                           .capital = true,
                           .space = false,
                           .least = 4,
                           .next = page.say(Key::staff_enrol)});
}

}  // namespace aaben::screens
