// Nobody is here, 'Ring mig op' and 'Nogen skal komme nu': nothing is promised that is not so.
#include <algorithm>

#include "screens/page.hpp"

namespace aaben::screens {

namespace {
// "mandag kl. 9.00–15.00", or empty when the unit has no such hours.
std::string hours_words(const Page& page, const visit::WeeklyHours& hours) {
    const auto next = visit::next_opening(hours, flow::local_now(page.model));
    if (!next) return {};
    const auto time = [&](calendar::TimeOfDay at) { return text::time(page.assets.words, at, page.language); };
    return page.say(Key::nobody_hours,
                    {{"day", text::weekday_name(page.assets.words, calendar::weekday(next->date), page.language)},
                     {"from", time(next->span.from)},
                     {"to", time(next->span.until)}});
}

void fact_card(Page& page, const Rect& box, std::string_view picture, std::string_view small, std::string_view large,
               std::string_view below) {
    Ui& ui = page.ui;
    const auto scope = ui.card(box);
    widgets::TextLook quiet = widgets::quiet_look(27), strong = widgets::title_look(60);
    quiet.face = strong.face = palette::card;
    Rect inner = box.inset(32, 24);
    const float side = 84;
    ui.picture(inner.take_start(side, 28).middle(side, side), picture, palette::primary, palette::card);
    const float one = ui.measure(small, quiet, inner.w).h, two = ui.measure(large, strong, inner.w).h;
    const float three = below.empty() ? 0 : ui.measure(below, quiet, inner.w).h;
    Rect lines = inner.middle(inner.w, one + two + three + 4);
    ui.text(lines.take_top(one), small, quiet);
    ui.text(lines.take_top(two, 4), large, strong);
    if (three > 0) ui.text(lines, below, quiet);
}

void phone_card(Page& page, const Rect& box) {
    const std::string hours = hours_words(page, page.model.hours.telephone);
    fact_card(page, box, icon::phone, page.say(Key::nobody_phone), text::phone(page.model.hours.main_phone), hours);
}
}  // namespace

void draw(Page& page, const flow::NobodyHereScreen&) {
    page.header();
    page.title(page.say(Key::home_nobody_here));
    Rect row = page.footer();
    page.primary(row, page.say(Key::home_call_me), icon::call_back, flow::CallbackTouched{});
    const bool open = page.model.hours.door.open(flow::local_now(page.model));
    if (open) {
        const widgets::ButtonLook anyway{.label = page.say(Key::nobody_check_in), .icon = icon::ticket, .size = 24};
        const float width = std::min(row.w, page.ui.button_width(anyway));
        if (page.ui.button(row.take_end(width, gap), anyway)) page.send(flow::CheckInAnywayTouched{});
    }
    page.hint(page.say(open ? Key::nobody_open_hint : Key::nobody_closed_hint));
    const std::vector<Rect> halves =
        page.portrait() ? widgets::grid(page.rest, 1, 2, gap) : widgets::grid(page.rest, 2, 1, gap);
    const auto next = visit::next_opening(page.model.hours.door, flow::local_now(page.model));
    if (next) {
        const auto time = [&](calendar::TimeOfDay at) { return text::time(page.assets.words, at, page.language); };
        const auto day = text::weekday_name(page.assets.words, calendar::weekday(next->date), page.language);
        const std::string when =
            page.say(Key::nobody_from_to, {{"from", time(next->span.from)}, {"to", time(next->span.until)}});
        fact_card(page, halves[0], icon::door, page.say(Key::nobody_door), day, when);
    } else {
        fact_card(page, halves[0], icon::door, page.say(Key::nobody_door), page.say(Key::nobody_unknown), {});
    }
    if (!page.model.hours.main_phone.empty()) phone_card(page, halves[1]);
}

void draw(Page& page, const flow::CallbackPhoneScreen&) {
    Ui& ui = page.ui;
    page.header();
    Rect row = page.footer();
    const std::string& typed = page.citizen().typed;
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
    constexpr std::array<Key, 4> details{Key::callback_morning_hours, Key::callback_noon_hours,
                                         Key::callback_afternoon_hours, Key::callback_any_time_hours};
    constexpr std::array<std::string_view, 4> pictures{"wb_twilight", "wb_sunny", "brightness_6", "schedule"};
    constexpr std::array<Tint, 4> tints{Tint::Sky, Tint::Sand, Tint::Rose, Tint::Mint};
    const std::vector<Rect> cells =
        page.portrait() ? widgets::grid(page.rest, 1, 4, gap) : widgets::grid(page.rest, 2, 2, gap);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (page.ui.tile(cells[i], {.label = page.say(labels[i]),
                                    .detail = page.say(details[i]),
                                    .icon = pictures[i],
                                    .tint = tints[i],
                                    .size = 32})) {
            page.send(flow::WhenTouched{static_cast<flow::When>(i)});
        }
    }
}

void draw(Page& page, const flow::CallbackAboutScreen&) {
    page.header();
    page.title(page.say(Key::callback_about));
    page.footer();
    purpose_tiles(page, page.rest);
}

void draw(Page& page, const flow::CallbackSavedScreen&) {
    page.header();
    Rect row = page.footer(false);
    page.primary(row, page.say(Key::common_done), icon::check, flow::DoneTouched{});
    const bool online = page.model.sync.online;
    message(page, icon::done, palette::good, page.say(Key::callback_saved),
            page.say(online ? Key::callback_saved_hint : Key::callback_saved_offline));
}

void draw(Page& page, const flow::HelpNowScreen&) {
    page.header();
    Rect row = page.footer(false);
    page.primary(row, page.say(Key::common_done), icon::check, flow::DoneTouched{});
    const std::string& help = page.citizen().help;
    if (help.empty()) {  // nobody is on duty: a number, and no promise
        page.title(page.say(Key::help_nobody));
        page.hint(page.say(Key::help_urgent));
        if (!page.model.hours.main_phone.empty()) phone_card(page, page.rest.middle(page.rest.w, 320));
        return;
    }
    const auto& open = page.model.unit.help;
    const bool asked =
        std::any_of(open.begin(), open.end(), [&](const visit::OpenHelp& one) { return one.id == help; });
    message(page, asked ? icon::alarm : icon::done, asked ? palette::primary : palette::good,
            page.say(asked ? Key::help_asked : Key::help_answered),
            page.say(asked ? Key::help_asked_hint : Key::help_answered_hint));
}

}  // namespace aaben::screens
