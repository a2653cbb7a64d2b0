// Nobody is here, and 'Ring mig op': nothing is promised that is not so.
#include <algorithm>

#include "screens/page.hpp"

namespace aaben::screens {

namespace {
void fact_card(Page& page, const Rect& box, std::string_view picture, std::string_view small, std::string_view large,
               std::string_view below) {
    Ui& ui = page.ui;
    const auto scope = ui.card(box, {}, palette::still, palette::still);
    widgets::TextLook quiet = widgets::quiet_look(27), strong = widgets::title_look(60);
    quiet.face = strong.face = palette::still;
    Rect inner = box.inset(32, 24);
    const float side = 84;
    ui.picture(inner.take_start(side, 28).middle(side, side), picture, palette::primary, palette::still);
    const float one = ui.measure(small, quiet, inner.w).h, two = ui.measure(large, strong, inner.w).h;
    const float three = below.empty() ? 0 : ui.measure(below, quiet, inner.w).h;
    Rect lines = inner.middle(inner.w, one + two + three + 4);
    ui.text(lines.take_top(one), small, quiet);
    ui.text(lines.take_top(two, 4), large, strong);
    if (three > 0) ui.text(lines, below, quiet);
}

// When the door opens, or that it is open. That somebody is behind it is not promised.
void door_card(Page& page, const Rect& box) {
    const calendar::Local now = flow::local_now(page.model);
    const auto next = visit::next_opening(flow::door_hours(page.model), now);
    if (!next) return fact_card(page, box, icon::door, page.say(Key::nobody_door), page.say(Key::nobody_unknown), {});
    if (flow::door_hours(page.model).open(now)) {
        const std::string until = capitalised(opening_words(page, *next));
        return fact_card(page, box, icon::door, page.say(Key::nobody_door_open), until, {});
    }
    const auto time = [&](calendar::TimeOfDay at) { return text::time(page.assets.words, at, page.language); };
    const std::string when =
        page.say(Key::nobody_from_to, {{"from", time(next->span.from)}, {"to", time(next->span.until)}});
    fact_card(page, box, icon::door, page.say(Key::nobody_door), capitalised(day_words(page, next->date)), when);
}
}  // namespace

void phone_card(Page& page, const Rect& box) {
    fact_card(page, box, icon::phone, page.say(Key::nobody_phone), text::phone(page.model.hours.main_phone),
              phone_words(page));
}

// Who is on a break is expected back; nobody at all is not.
void draw(Page& page, const flow::NobodyHereScreen&) {
    const bool out_of_use = flow::out_of_use(page.model);
    const bool open = flow::door_open(page.model);
    page.header();
    const std::vector<const visit::Caseworker*> people = flow::here_now(page.model);
    const auto next = visit::next_opening(flow::door_hours(page.model), flow::local_now(page.model));
    page.title(
        out_of_use ? std::string(page.say(Key::home_talk_closed))
        : flow::closed_by_staff(page.model) && next
            ? page.say(Key::home_next_open, {{"day", day_words(page, next->date)},
                                             {"time", text::time(page.assets.words, next->span.from, page.language)}})
        : !people.empty()
            ? page.say(Key::home_here_now, {{"names", names(page, people)}})  // they came meanwhile
            : std::string(page.say(page.model.unit.shifts.empty() ? Key::home_nobody_here : Key::home_pause)));
    Rect row = page.footer();
    // Who is on a break comes back: waiting is the way then. With nobody at all it is the telephone.
    const bool waits = open && !page.model.unit.shifts.empty();
    const auto kind = [](bool first) { return first ? Kind::Primary : Kind::Secondary; };
    const widgets::ButtonLook call{.label = page.say(Key::home_call_me),
                                   .icon = icon::call_back,
                                   .kind = kind(!waits),
                                   .size = waits ? 24.F : 28.F};
    if (!out_of_use &&
        page.ui.button(row.take_end(std::max(waits ? 0.F : 300.F, page.ui.button_width(call)), gap), call))
        page.send(flow::CallbackTouched{});
    if (open && !out_of_use) {
        const widgets::ButtonLook anyway{
            .label = page.say(Key::nobody_check_in), .icon = icon::ticket, .kind = kind(waits), .size = 24};
        const float width = page.ui.button_width(anyway);
        // Where the row has no room for its words, a row of its own.
        const Rect place = row.w < width ? page.rest.take_bottom(button_height, gap) : row.take_end(width, gap);
        if (page.ui.button(place, anyway)) page.send(flow::CheckInAnywayTouched{});
    }
    const std::string phone = text::phone(page.model.hours.main_phone);
    page.hint(flow::cannot_save(page.model.trouble) ? page.say(Key::home_cannot_save, {{"phone", phone}})
              : out_of_use                          ? std::string(page.say(Key::nobody_out_of_use))
                           : std::string(page.say(open ? Key::nobody_open_hint : Key::nobody_closed_hint)));
    const std::vector<Rect> halves =
        page.portrait() ? widgets::grid(page.rest, 1, 2, gap) : widgets::grid(page.rest, 2, 1, gap);
    const bool phone_known = !page.model.hours.main_phone.empty();
    const bool hours_known = !out_of_use || visit::next_opening(page.model.hours.door, flow::local_now(page.model));
    if (hours_known) door_card(page, phone_known ? halves[0] : page.rest);
    if (phone_known) phone_card(page, hours_known ? halves[1] : page.rest);
}

void draw(Page& page, const flow::CallbackPhoneScreen& screen) {
    Ui& ui = page.ui;
    page.header();
    Rect row = page.footer();
    const std::string& typed = screen.typed;
    page.primary_when(row, typed.size() == 8, page.say(Key::common_next), flow::NextTouched{});
    Rect words = page.portrait() ? page.rest.take_top(400, gap) : page.rest.take_start(page.rest.w * 0.54F, 40);
    digit_pad(page, page.rest);
    const widgets::TextLook title = widgets::title_look(52);
    ui.heading(words.take_top(ui.measure(page.say(Key::callback_phone), title, words.w).h, 24),
               page.say(Key::callback_phone), title);
    ui.field(words.take_top(112, 24), page.say(Key::callback_number), text::phone(typed),
             page.say(Key::callback_number));
    ui.fact(words.take_top(92), icon::rights, page.say(Key::callback_private), widgets::body_look(26));
}

void draw(Page& page, const flow::CallbackWhenScreen&) {
    page.header();
    page.title(page.say(Key::callback_when));
    page.footer();
    constexpr std::array<Key, 4> labels{Key::callback_morning, Key::callback_noon, Key::callback_afternoon,
                                        Key::callback_any_time};
    constexpr std::array<std::string_view, 4> pictures{"wb_twilight", "wb_sunny", "brightness_6", "schedule"};
    constexpr std::array<Tint, 4> tints{Tint::Sky, Tint::Sand, Tint::Rose, Tint::Mint};
    const std::vector<Rect> cells =
        page.portrait() ? widgets::grid(page.rest, 1, 4, gap) : widgets::grid(page.rest, 2, 2, gap);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto when = static_cast<flow::When>(i);
        const flow::CallWindow window = flow::call_window(page.model.hours, flow::local_now(page.model), when);
        const std::string detail = capitalised(call_words(page, window));
        if (page.ui.tile(
                cells[i],
                {.label = page.say(labels[i]), .detail = detail, .icon = pictures[i], .tint = tints[i], .size = 32})) {
            page.send(flow::WhenTouched{when});
        }
    }
}

void draw(Page& page, const flow::CallbackAboutScreen&) {
    page.header();
    page.title(page.say(Key::callback_about));
    page.footer();
    purpose_tiles(page, page.rest);
}

void draw(Page& page, const flow::CallbackSavedScreen& screen) {
    page.header();
    Rect row = page.footer(false);
    page.primary(row, page.say(Key::common_done), icon::check, flow::DoneTouched{});
    // What waits here for the network cannot be promised for a day.
    const std::string when = capitalised(call_words(page, screen.window));
    const std::string below = page.model.sync.online ? page.say(Key::callback_saved_hint, {{"when", when}})
                                                     : std::string(page.say(Key::callback_saved_offline));
    message(page, icon::done, palette::good, page.say(Key::callback_saved, {{"phone", text::phone(screen.phone)}}),
            below);
}

}  // namespace aaben::screens
