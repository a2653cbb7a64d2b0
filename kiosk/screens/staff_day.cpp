// The day in figures, and when the door closes today. For staff at the unit: small numbers are not hidden from them.
#include <algorithm>
#include <cmath>

#include "screens/page.hpp"
#include "visit/day_figures.hpp"

namespace aaben::screens {

namespace {
using Bars = std::vector<widgets::Bar>;

// A card with its heading; what is inside is the caller's.
Rect figure_card(Page& page, const Rect& box, std::string_view title) {
    Rect inner = box.inset(28, 22);
    widgets::TextLook look = widgets::label_look(26);
    look.face = palette::card;
    page.ui.text(inner.take_top(38, 10), title, look);
    return inner;
}

void waits_card(Page& page, const Rect& box, const visit::DayFigures& figures) {
    const auto scope = page.ui.card(box, page.say(Key::staff_day_waits));
    Rect inner = figure_card(page, box, page.say(Key::staff_day_waits));
    widgets::TextLook line = widgets::quiet_look(22);
    line.face = palette::card;
    const bool called = std::ranges::any_of(figures.waits, [](int n) { return n > 0; });
    const std::string words = called ? page.say(Key::staff_day_longest, {{"n", figures.longest_wait_min}})
                                     : std::string(page.say(Key::staff_day_nobody_called));
    page.ui.text(inner.take_bottom(32, 8), words, line);
    std::array<std::string, visit::wait_ends_min.size() + 1> labels;
    for (std::size_t i = 0; i < visit::wait_ends_min.size(); ++i)
        labels.at(i) = "<" + std::to_string(visit::wait_ends_min.at(i));
    labels.back() = std::to_string(visit::wait_ends_min.back()) + "+";
    Bars bars;
    for (std::size_t i = 0; i < labels.size(); ++i)
        bars.push_back({static_cast<float>(figures.waits.at(i)), labels.at(i)});
    page.ui.bars(inner, bars, page.say(Key::staff_day_waits));
}

struct Counted {
    int n = 0;
    std::string words;
    std::string_view icon;
};

// The most first, as many as there is room for.
void counted_lines(Page& page, Rect inner, const std::vector<Counted>& lines) {
    widgets::TextLook look = widgets::body_look(24);
    look.face = palette::card;
    const float line_h = page.portrait() ? 46 : 58;
    for (const Counted& line : lines) {
        if (inner.h < line_h) break;
        Rect row = inner.take_top(line_h);
        widgets::TextLook number = widgets::label_look(26);
        number.face = palette::card, number.align = widgets::Align::End, number.stand = widgets::Stand::Middle;
        page.ui.text(row.take_end(64, 8), std::to_string(line.n), number);
        page.ui.fact(row, line.icon, line.words, look);
    }
}

void purposes_card(Page& page, const Rect& box) {
    const auto scope = page.ui.card(box, page.say(Key::staff_day_about));
    Rect inner = figure_card(page, box, page.say(Key::staff_day_about));
    const flow::DayTally& tally = page.model.tally;
    std::array<int, visit::purpose_names.size()> counts = tally.purposes;
    for (const visit::Visit& one : page.model.unit.visits)
        if (one.choices.purpose) counts.at(static_cast<std::size_t>(*one.choices.purpose)) += 1;
    std::vector<Counted> lines;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const Shown look = shown(static_cast<visit::Purpose>(i));
        if (counts.at(i) > 0) lines.push_back({counts.at(i), std::string(page.say(look.label)), look.icon});
    }
    std::ranges::stable_sort(lines, std::ranges::greater{}, &Counted::n);
    widgets::TextLook quiet = widgets::quiet_look(22);
    quiet.face = palette::card;
    if (tally.since_ms != 0)
        page.ui.text(inner.take_bottom(32, 4), page.say(Key::staff_day_since, {{"time", clock(page, tally.since_ms)}}),
                     quiet);
    if (lines.empty()) page.ui.text(inner, page.say(Key::staff_day_about_none), quiet);
    counted_lines(page, inner, lines);
}

void endings_card(Page& page, const Rect& box, const visit::DayFigures& figures) {
    const auto scope = page.ui.card(box, page.say(Key::staff_day_how));
    const auto words = [&](Key key) { return std::string(page.say(key)); };
    std::vector<Counted> lines{{figures.talked, words(Key::staff_day_talked), icon::chat},
                               {figures.talking, words(Key::staff_day_talking), icon::talk},
                               {figures.waiting, words(Key::staff_day_waiting), icon::clock}};
    if (figures.set_aside > 0) lines.push_back({figures.set_aside, words(Key::staff_day_set_aside), icon::pause});
    lines.push_back({figures.walked_away, words(Key::staff_day_walked_away), icon::walk});
    counted_lines(page, figure_card(page, box, page.say(Key::staff_day_how)), lines);
}

// "Åbent til kl. 15.00", or that the door is closed.
std::string door_words(const Page& page, const visit::WeeklyHours& hours) {
    const calendar::Local now = flow::local_now(page.model);
    for (const visit::Span& span : hours.on(now.date))
        if (now.time < span.until)
            return page.say(Key::staff_closing_open,
                            {{"time", text::time(page.assets.words, span.until, page.language)}});
    return std::string(page.say(Key::staff_closing_closed));
}

// Every half hour of the next two hours and every hour up to three after the plan's end, as many as there is room for;
// but not the planned end itself.
std::vector<calendar::TimeOfDay> closing_times(const Page& page, std::size_t most) {
    const calendar::Local now = flow::local_now(page.model);
    const std::vector<visit::Span> planned = page.model.hours.door.on(now.date);
    constexpr int half_hour = 30, hour = 60, soon = 120, last_minute = 22 * 60, ahead = 3 * 60;
    const int plan_ends = planned.empty() ? now.time.minutes() : planned.back().until.minutes();
    const int last = std::min(last_minute, std::max(plan_ends, now.time.minutes()) + ahead);
    std::vector<calendar::TimeOfDay> times;
    for (int at = (now.time.minutes() / half_hour + 1) * half_hour; at <= last && times.size() < most;
         at += half_hour) {
        const bool offered = at <= now.time.minutes() + soon || at % hour == 0;
        if (offered && (planned.empty() || at != plan_ends)) times.push_back({at / 60, at % 60});
    }
    return times;
}
}  // namespace

void arrivals(Page& page, const Rect& box) {
    const visit::DayFigures figures = visit::day_figures(page.model.unit);
    std::size_t first = 9, last = 15;  // always shown, so that a bar keeps its place through the day
    for (std::size_t hour = 0; hour < figures.arrived.size(); ++hour) {
        if (figures.arrived.at(hour) == 0) continue;
        first = std::min(first, hour), last = std::max(last, hour);
    }
    const float bar_w = box.w / static_cast<float>(last - first + 1);
    const auto step = std::max<std::size_t>(2, static_cast<std::size_t>(std::ceil(widgets::bar_label_width / bar_w)));
    std::vector<std::string> labels;
    for (std::size_t hour = first; hour <= last; ++hour)
        labels.push_back((hour - first) % step == 0 ? std::to_string(hour) : std::string{});
    Bars bars;
    for (std::size_t hour = first; hour <= last; ++hour)
        bars.push_back({static_cast<float>(figures.arrived.at(hour)), labels[hour - first]});
    page.ui.bars(box, bars, page.say(Key::staff_day_arrived));
}

void draw(Page& page, const flow::StaffDayScreen&) {
    staff_header(page, true);
    Rect row = page.footer();
    const bool on_shift = !flow::shift_of_staff(page.model).empty();
    const std::string door = door_words(page, flow::door_hours(page.model));
    const widgets::ButtonLook closing{.label = door, .icon = icon::door, .disabled = !on_shift, .size = 24};
    if (page.ui.button(row.take_end(std::min(row.w, page.ui.button_width(closing)), 14), closing))
        page.send(flow::ClosingTouched{});
    const widgets::ButtonLook advice{.label = page.say(Key::staff_guidance), .icon = icon::advice, .size = 24};
    if (page.ui.button(row.take_end(std::min(row.w, page.ui.button_width(advice)), 14), advice))
        page.send(flow::GuidanceTouched{});
    page.title(page.say(Key::staff_today), 46);
    const visit::DayFigures figures = visit::day_figures(page.model.unit);
    const std::vector<Rect> cells = widgets::grid(page.rest, page.portrait() ? 2 : 4, page.portrait() ? 2 : 1, gap);
    {
        const auto scope = page.ui.card(cells[0], page.say(Key::staff_day_arrived));
        const int all = page.model.sync.visits_today;
        arrivals(page, figure_card(page, cells[0], page.say(Key::staff_visits, {{"n", all}})));
    }
    waits_card(page, cells[1], figures);
    purposes_card(page, cells[2]);
    endings_card(page, cells[3], figures);
}

void draw(Page& page, const flow::StaffClosingScreen&) {
    staff_header(page, true);
    page.footer();
    page.title(page.say(Key::staff_closing_title), 46);
    page.hint(page.say(Key::staff_closing_hint));
    const std::optional<visit::Closing>& set = page.model.unit.closing;
    const calendar::Local now = flow::local_now(page.model);
    const bool changed = set && set->day == now.date;
    constexpr float apart = 16;
    const std::size_t columns = page.portrait() ? 3 : 5;
    const auto most =
        std::max<std::size_t>(1, static_cast<std::size_t>((page.rest.h + apart) / (button_height + apart)));
    const std::vector<calendar::TimeOfDay> times = closing_times(page, columns * most - 2);
    const std::size_t rows = (times.size() + 2 + columns - 1) / columns;
    Rect area = page.rest;
    area.h = std::min(area.h, static_cast<float>(rows) * (button_height + apart));
    const std::vector<Rect> cells = widgets::grid(area, columns, rows, apart);
    const auto offer = [&](const Rect& box, std::string_view label, bool selected,
                           std::optional<calendar::TimeOfDay> until) {
        if (page.ui.button(box, {.label = label, .selected = selected, .size = 26}))
            page.send(flow::ClosingPicked{until});
    };
    offer(cells[0], page.say(Key::staff_closing_planned), !changed, std::nullopt);
    offer(cells[1], page.say(Key::staff_closing_now), changed && set->until <= now.time, now.time);
    for (std::size_t i = 0; i < times.size(); ++i)
        offer(cells[i + 2], text::time(page.assets.words, times[i], page.language), changed && set->until == times[i],
              times[i]);
}

}  // namespace aaben::screens
