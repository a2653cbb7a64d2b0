// 'Nogen skal komme nu', and the strips that the whole room must see. What is read here says what has happened and no
// more: nobody is promised who is not on duty.
#include <algorithm>

#include "flow/room.hpp"
#include "screens/page.hpp"

namespace aaben::screens {

namespace {
constexpr float strip_height = 60, sign_side = 52;
constexpr std::size_t calls_max = 4;

bool asked(const Page& page, const flow::HelpNowScreen& screen) {
    return std::ranges::any_of(page.model.unit.help, [&](const auto& one) { return one.id == screen.help; });
}

// "Anna på jobcentret har set det kl. 10.26.", once somebody there has.
std::string seen_words(const Page& page, std::string_view help) {
    const flow::HelpCall* seen = flow::seen_help(page.model, help);
    if (seen == nullptr) return {};
    return page.say(Key::help_seen_by, {{"name", seen->seen_by}, {"time", clock(page, seen->seen_ms)}});
}

// "Mette og Jonas er på arbejde her. Kommer der ingen, så kald højt. …"
std::string asked_hint(const Page& page, std::string_view help) {
    const std::vector<const visit::Caseworker*> people = flow::here_now(page.model);
    const std::string hint(page.say(Key::help_asked_hint)), seen = seen_words(page, help);
    std::string words;
    if (!people.empty()) words += page.say(Key::help_asked_who, {{"names", names(page, people)}});
    // A line of its own: names in Latin letters beside each other would run together in Arabic.
    if (!seen.empty()) return words + (words.empty() ? "" : "\n") + seen + "\n" + hint;
    return words + (words.empty() ? "" : " ") + hint;
}

// Nobody hears: 112 as large as the glass allows, then the number, then what became of the call.
void emergency(Page& page, Key became, const std::string& seen = {}) {
    Ui& ui = page.ui;
    widgets::TextLook line = widgets::body_look(28);
    std::string words(page.say(became));
    if (!seen.empty()) words += " " + seen;
    ui.status(page.rest.take_bottom(ui.measure(words, line, page.rest.w).h, gap), words, line);
    const bool phone = !page.model.hours.main_phone.empty();
    Rect poster = page.rest;
    if (phone) {
        Rect card = page.portrait() ? page.rest.take_bottom(page.rest.h * 0.38F, gap)
                                    : page.rest.take_end(page.rest.w * 0.46F, gap);
        poster = page.rest;
        phone_card(page, card);
    }
    const widgets::Colour face = widgets::colours_of(Tint::Sand).face;
    const auto scope = ui.card(poster, {}, face, palette::amber);
    Rect inner = poster.inset(32, 24);
    widgets::TextLook ask = widgets::title_look(44), large = widgets::title_look(150);
    ask.face = large.face = face;
    ask.align = large.align = widgets::Align::Centre;
    ui.heading(inner.take_top(ui.measure(page.say(Key::help_danger), ask, inner.w).h, 6), page.say(Key::help_danger),
               ask);
    ui.number(inner, "112", large);
}

// What concerns everybody on shift and cannot wait for the queue.
void alert_card(Page& page, Rect box, const std::string& words, Key label, flow::Message message) {
    const widgets::Colour face = widgets::colours_of(Tint::Sand).face;
    const auto scope = page.ui.card(box, words, face, palette::amber);
    const widgets::ButtonLook look{.label = page.say(label), .icon = icon::check, .kind = Kind::Primary};
    if (page.ui.button(box.take_end(page.ui.button_width(look)), look)) page.send(std::move(message));
    widgets::TextLook line = widgets::label_look(28);
    line.face = face;
    page.ui.fact(box.inset(26, 10), icon::alarm, words, line, palette::alarm);
}

// "Nogen skal komme nu · 10.24", of several the first and how many there are.
std::string since_when(const Page& page, Key words, WallMs asked_ms, std::size_t count) {
    std::string all(page.say(words));
    if (count > 1) all += " (" + std::to_string(count) + ")";
    return all + " · " + clock(page, asked_ms);
}

const visit::OpenHelp* alarm_of_others(const Page& page) {
    const visit::ShiftId own = flow::shift_of_staff(page.model);
    const auto& alarms = page.model.unit.alarms;
    const auto alarm = std::ranges::find_if(alarms, [&](const auto& each) { return each.shift != own; });
    return alarm == alarms.end() ? nullptr : &*alarm;
}

void strip_card(Page& page, const Rect& box, std::string_view picture, const std::string& words) {
    const widgets::Colour face = widgets::colours_of(Tint::Sand).face;
    const auto scope = page.ui.card(box, {}, face, palette::amber);
    widgets::TextLook line = widgets::label_look(26);
    line.face = face;
    page.ui.fact(box.inset(20, 4), picture, words, line, widgets::rgb(0x7A4B00));
}

// A call for help made here, before a citizen; staff have the alert with the button that answers it.
bool help_stands(const Page& page) {
    const flow::Model& m = page.model;
    return !m.staff && !m.unit.help.empty() && (m.door || !flow::is<flow::HelpNowScreen>(m.citizen.screen));
}

// Staff read where it is, and whether it is a colleague; whoever stands at the glass, only that help was asked for.
std::string elsewhere_words(const Page& page, const flow::HelpCall& call) {
    const std::string time = clock(page, call.asked_ms);
    if (!page.model.staff) return page.say(Key::help_strip_elsewhere, {{"time", time}});
    return page.say(call.alarm ? Key::staff_alarm_elsewhere : Key::staff_help_elsewhere,
                    {{"kiosk", call.kiosk}, {"time", time}});
}

// What the strip says: of the newest call here, else of one at another display of the unit; empty: nothing.
std::string help_words(const Page& page) {
    const flow::HelpCall* other = flow::help_elsewhere(page.model);
    if (!help_stands(page)) return other == nullptr ? std::string() : elsewhere_words(page, *other);
    const visit::OpenHelp& last = page.model.unit.help.back();
    std::string words = page.say(Key::help_strip, {{"time", clock(page, last.asked_ms)}});
    const auto add = [&](std::string_view more) { words += " · " + std::string(more); };
    if (const std::string seen = seen_words(page, last.id); !seen.empty()) add(seen);
    if (other != nullptr) add(page.say(Key::help_strip_also));
    return words;
}

struct CalledNow {
    const visit::Visit* visit;
    const visit::Caseworker* by;
};

// On the first screen alone, where the room looks; not those who asked to be fetched silently.
std::vector<CalledNow> called_now(const Page& page) {
    std::vector<CalledNow> out;
    const flow::Model& m = page.model;
    if (m.staff || m.door || !flow::is<flow::HomeScreen>(m.citizen.screen)) return out;
    // Four have room; who was called before them has been read for a while.
    for (const visit::Visit* one : flow::called_aloud(m)) {
        const visit::Shift* shift = visit::find_shift(m.unit, one->shift);
        const visit::Caseworker* by = shift != nullptr ? flow::person(m, shift->caseworker) : nullptr;
        if (by != nullptr && out.size() < calls_max) out.push_back({one, by});
    }
    return out;
}

// In the language of who is called, and with the Danish words that are called out.
void called_strip(Page& page, const Rect& box, const CalledNow& called) {
    const widgets::Colour face = widgets::colours_of(Tint::Mint).face;
    const auto scope = page.ui.card(box, {}, face, palette::primary);
    Rect inner = box.inset(14, 4);
    const std::string language = visit_language(page, *called.visit);
    const Page theirs = page.in(language), spoken = page.in(danish_tag);
    const std::string sign = sign_name(theirs, called.visit->sign), said = sign_name(spoken, called.visit->sign);
    page.ui.sign_disc(inner.take_start(sign_side, 16), sign_look(called.visit->sign, said));
    widgets::TextLook line = widgets::label_look(28);
    line.face = face, line.stand = widgets::Stand::Middle, line.may_shorten = true, line.language = language;
    std::string words = theirs.say(Key::help_strip_called, {{"sign", sign}, {"name", first_name(*called.by)}});
    if (language != danish_tag) words += " (" + said + ")";
    page.ui.status(inner, words, line);
}
}  // namespace

bool alert_stands(const Page& page) {
    return alarm_of_others(page) != nullptr || !page.model.unit.help.empty();
}

void alert(Page& page, const Rect& box) {
    if (const visit::OpenHelp* alarm = alarm_of_others(page))
        return alert_card(page, box, since_when(page, Key::staff_alarm_open, alarm->asked_ms, 1), Key::staff_alarm_end,
                          flow::AlarmEndedTouched{alarm->id});
    const auto& help = page.model.unit.help;
    alert_card(page, box, since_when(page, Key::home_help_now, help.front().asked_ms, help.size()),
               Key::staff_help_coming, flow::HelpAnsweredTouched{});
}

void help_strip(Page& page) {
    const std::string help = help_words(page);
    if (!help.empty()) strip_card(page, page.rest.take_top(strip_height, gap), icon::alarm, help);
}

void strips(Page& page) {
    const flow::Model& m = page.model;
    // The queue has a place of its own for it; a keyboard needs all the room.
    const bool own_place = m.staff && (flow::is<flow::StaffQueueScreen>(m.staff->screen) ||
                                       flow::is<flow::StaffEnrolScreen>(m.staff->screen));
    if (m.staff && !own_place && alert_stands(page)) {
        page.rest.take_top(10);
        alert(page, page.rest.take_top(button_height, 6));
    }
    const std::vector<CalledNow> called = called_now(page);
    const std::string help = help_words(page);
    if (help.empty() && called.empty()) return;
    page.rest.take_top(10);
    // Two side by side where the glass is wide, one above the other where it is high.
    const std::size_t count = called.size() + (help.empty() ? 0 : 1);
    const std::size_t columns = page.portrait() ? 1 : std::min<std::size_t>(count, 2);
    const std::size_t rows = (count + columns - 1) / columns;
    const Rect band = page.rest.take_top(static_cast<float>(rows) * (strip_height + 6));
    const std::vector<Rect> places = widgets::grid(band, columns, rows, 6);
    std::size_t at = 0;
    if (!help.empty()) strip_card(page, places[at++], icon::alarm, help);
    for (const CalledNow& one : called) called_strip(page, places[at++], one);
}

void draw(Page& page, const flow::HelpNowScreen& screen) {
    page.header();
    Rect row = page.footer(false);
    page.primary(row, page.say(Key::common_done), icon::check, flow::DoneTouched{});
    if (screen.help.empty()) return emergency(page, Key::help_not_saved);
    if (flow::is_being_saved(page.model, {screen.help})) {
        message(page, icon::more_time, palette::primary, page.say(Key::sign_saving), {});
        return;
    }
    if (!asked(page, screen)) {
        message(page, icon::done, palette::good, page.say(Key::help_answered), page.say(Key::help_answered_hint));
        return;
    }
    if (visit::on_duty(page.model.unit) == 0) {
        const bool pause = !page.model.unit.shifts.empty();
        const Key became = flow::out_of_use(page.model) ? Key::home_out_of_use_hint  // it reaches nobody
                           : pause                      ? Key::help_kept_pause
                                                        : Key::help_kept;
        return emergency(page, became, seen_words(page, screen.help));
    }
    message(page, icon::alarm, palette::primary, page.say(Key::help_asked), asked_hint(page, screen.help));
}

}  // namespace aaben::screens
