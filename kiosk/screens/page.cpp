#include "screens/page.hpp"

#include <algorithm>

namespace aaben::screens {

void Page::header() {
    const std::string_view unit = model.roster.unit_name;
    const flow::CitizenScreen& screen = citizen().screen;  // there it is asked for already, or all waits
    const bool asks = !flow::is<flow::HelpNowScreen>(screen) && !flow::is<flow::SavingScreen>(screen);
    const float one = widgets::target_dp + 12;
    const float kept = (asks ? 2 : 1) * one + voice_pill_width(*this) + language_pills_width(*this);
    const std::string time = clock(*this, model.now_ms);
    const std::string by(translated_by(*this));
    const bool beside = !portrait() || by.empty();  // upright the pills leave it no room
    const std::string detail = beside && !by.empty() ? time + "\n" + by : time;
    const Rect foot{rest.x, rest.y + 97, rest.w, 28};  // under the pills
    // Upright the unit's name goes before it would be a stump of one; it stands on the first screen.
    constexpr float around = 42 + 14 + 20, name_least = 240, time_least = 60;
    const float room = rest.w - kept - around;
    const bool named = !portrait() || room >= name_least, timed = !portrait() || room >= time_least;
    Rect band = ui.header(rest, {.title = named ? unit : std::string_view{},
                                 .detail = timed ? std::string_view(detail) : std::string_view{},
                                 .kept = kept});
    if (!beside) ui.text(foot, by, widgets::quiet_look(20));
    if (ui.pill(band.take_end(widgets::target_dp, 12),
                {.icon = icon::large, .selected = citizen().large, .name = say(Key::common_text_size)})) {
        send(flow::LargeTextTouched{});
    }
    voice_pill(*this, band);
    language_pills(*this, band);
    // Last, where no screen without it has anything else.
    if (asks && ui.pill(band.take_end(widgets::target_dp, 12), {.icon = icon::alarm, .name = say(Key::home_help_now)}))
        send(flow::HelpTouched{});
}

void Page::title(std::string_view words, float size) {
    const widgets::TextLook look = widgets::title_look(size);
    const float height = std::min(ui.measure(words, look, rest.w).h, size * (portrait() ? 4.2F : 2.8F));
    ui.heading(rest.take_top(height, 18), words, look);
}

void Page::hint(std::string_view words) {
    const widgets::TextLook look = widgets::quiet_look(26);
    ui.text(rest.take_top(ui.measure(words, look, rest.w).h, 20), words, look);
}

Rect Page::footer(bool back) {
    rest.take_bottom(ui.portrait() ? 40.F : 30.F);
    Rect row = rest.take_bottom(button_height, gap);
    if (back) {
        const widgets::ButtonLook look{.label = say(Key::common_back), .icon = icon::back};
        const float wide = std::min(ui.button_width(look), portrait() ? 236.F : 300.F);  // others stand beside it
        if (ui.button(row.take_start(wide, gap), look)) send(flow::BackTouched{});
    }
    return row;
}

void Page::primary(Rect& row, std::string_view label, std::string_view picture, flow::Message message) {
    const widgets::ButtonLook look{.label = label, .icon = picture, .kind = Kind::Primary, .size = 28};
    if (ui.button(row.take_end(std::max(300.F, ui.button_width(look)), gap), look)) send(std::move(message));
}

void Page::primary_when(Rect& row, bool open, std::string_view label, flow::Message message) {
    const widgets::ButtonLook look{
        .label = label, .icon = icon::forward, .kind = Kind::Primary, .disabled = !open, .icon_at_end = true};
    if (ui.button(row.take_end(std::max(280.F, ui.button_width(look)), gap), look)) send(std::move(message));
}

std::size_t Page::pager(Rect& row, std::size_t count, std::size_t fits, int page) {
    const auto pages = static_cast<int>(std::max<std::size_t>(1, (count + fits - 1) / fits));
    const int here = std::clamp(page, 0, pages - 1);
    if (pages > 1) {
        const std::string position = say(Key::common_page_of, {{"page", here + 1}, {"of", pages}});
        const int step =
            ui.pager(row.take_end(std::min(row.w, widgets::pager_width), 14), {.page = here,
                                                                               .pages = pages,
                                                                               .position = position,
                                                                               .previous = say(Key::common_page_before),
                                                                               .next = say(Key::common_page_after)});
        if (step != 0) send(flow::PageTouched{here + step - page});  // a list that got shorter lands where it shows
    }
    return static_cast<std::size_t>(here) * fits;
}

void Page::secondary(Rect& row, std::string_view label, std::string_view picture, flow::Message message) {
    const widgets::ButtonLook look{.label = label, .icon = picture};
    if (ui.button(row.take_end(ui.button_width(look), gap), look)) send(std::move(message));
}

}  // namespace aaben::screens
