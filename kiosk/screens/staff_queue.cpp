// The staff's queue: who waits, what each chose, and the day so far. Dense but never small.
#include <algorithm>

#include "screens/page.hpp"

namespace aaben::screens {

namespace {
std::int64_t minutes_since(const Page& page, WallMs then_ms) {
    return std::max<std::int64_t>(0, (page.model.now_ms - then_ms) / 60'000);
}

std::string waited(const Page& page, const visit::Visit& one) {
    const auto minutes = minutes_since(page, one.checked_in_ms);
    if (one.state == visit::State::Outside) return page.say(Key::staff_outside_for, {{"n", minutes}});
    return page.say(Key::staff_waited, {{"n", minutes}});
}

// "3 venter · Jonas taler med Blå fisk 4"
std::string summary(const Page& page, std::size_t waiting) {
    std::string words = waiting == 0 ? std::string(page.say(Key::staff_nobody_waits))
                                     : page.say(Key::staff_waiting, {{"n", static_cast<int>(waiting)}});
    for (const visit::Visit& one : page.model.unit.visits) {
        if (one.state != visit::State::InConversation) continue;
        const visit::Shift* shift = visit::find_shift(page.model.unit, one.shift);
        const visit::Caseworker* who = shift != nullptr ? flow::person(page.model, shift->caseworker) : nullptr;
        if (who == nullptr || (page.model.staff && who->id == page.model.staff->caseworker)) continue;
        words +=
            " · " + page.say(Key::staff_talks_with, {{"name", first_name(*who)}, {"sign", sign_name(page, one.sign)}});
        break;  // one is enough for a line
    }
    return words;
}

void visit_card(Page& page, const Rect& box, const visit::Visit& one, bool first) {
    Ui& ui = page.ui;
    const std::string name = sign_name(page, one.sign);
    const auto scope = ui.card(box, name, palette::card, first ? palette::primary : palette::line);
    Rect inner = box;
    const bool on_shift = !flow::shift_of_staff(page.model).empty();
    if (on_shift) {
        const Rect call = inner.take_end(152).inset(9, 9);
        if (ui.button(
                call,
                {.label = page.say(Key::staff_call), .kind = first ? Kind::Primary : Kind::Secondary, .size = 27})) {
            page.send(flow::CallTouched{one.id});
        }
    }
    const std::vector<widgets::Chip> chips = chips_of(page, one);
    if (ui.visit_row(inner.inset(4, 4),
                     {.sign = sign_look(one.sign, name), .detail = waited(page, one), .chips = chips})) {
        page.send(flow::VisitTouched{one.id});
    }
}

void day_panel(Page& page, const Rect& box) {
    Ui& ui = page.ui;
    const auto scope = ui.card(box, page.say(Key::staff_today));
    Rect inner = box.inset(28, 24);
    widgets::TextLook title = widgets::label_look(26), line = widgets::body_look(23);
    title.face = line.face = palette::card;
    ui.text(inner.take_top(38, 8), page.say(Key::staff_today), title);
    Rect facts = page.portrait() ? inner.take_end(inner.w * 0.4F, 30) : inner.take_bottom(2 * 36.F, 14);
    const auto& sync = page.model.sync;
    ui.text(facts.take_top(36), page.say(Key::staff_visits, {{"n", sync.visits_today}}), line);
    ui.text(facts.take_top(36), page.say(Key::staff_receipts, {{"n", sync.receipts_today}}), line);
    // Check-ins by hour, 8 to 15: live and ended visits together.
    std::array<widgets::Bar, 7> bars{};
    constexpr int first_hour = 9;
    constexpr std::array<std::string_view, 7> hours{"9", "10", "11", "12", "13", "14", "15"};
    const auto count = [&](WallMs at_ms) {
        const int hour = std::clamp(calendar::copenhagen(at_ms).time.hour, first_hour, first_hour + 6);
        bars[static_cast<std::size_t>(hour - first_hour)].value += 1;
    };
    for (const visit::Visit& one : page.model.unit.visits) count(one.checked_in_ms);
    for (const visit::EndedVisit& one : page.model.unit.ended) count(one.visit.checked_in_ms);
    for (std::size_t i = 0; i < bars.size(); i += 2) bars[i].label = hours[i];
    ui.bars(inner, bars, page.say(Key::staff_today));
}

// What concerns everybody on shift and cannot wait for the queue.
void calls_for_help(Page& page) {
    const auto banner = [&](Key words, Key label, flow::Message message) {
        Rect box = page.rest.take_top(button_height, 12);
        const auto scope = page.ui.card(box, page.say(words), widgets::colours_of(Tint::Sand).face, palette::amber);
        const widgets::ButtonLook look{.label = page.say(label), .icon = icon::check, .kind = Kind::Primary};
        Rect inner = box;
        if (page.ui.button(inner.take_end(page.ui.button_width(look)), look)) page.send(std::move(message));
        widgets::TextLook line = widgets::label_look(28);
        line.face = widgets::colours_of(Tint::Sand).face;
        page.ui.fact(inner.inset(26, 10), icon::alarm, page.say(words), line, palette::alarm);
    };
    const auto& unit = page.model.unit;
    const visit::ShiftId own = flow::shift_of_staff(page.model);
    const auto alarm = std::ranges::find_if(unit.alarms, [&](const auto& each) { return each.shift != own; });
    if (alarm != unit.alarms.end()) {
        banner(Key::staff_alarm_open, Key::staff_alarm_end, flow::AlarmEndedTouched{alarm->id});
    } else if (!unit.help.empty()) {
        banner(Key::home_help_now, Key::staff_help_coming, flow::HelpAnsweredTouched{unit.help.front().id});
    }
}

void queue_footer(Page& page) {
    page.rest.take_bottom(page.portrait() ? 28.F : 26.F);
    Rect row = page.rest.take_bottom(button_height, 16);
    Rect second = page.portrait() ? page.rest.take_bottom(button_height, 16) : Rect{};
    const visit::ShiftId shift = flow::shift_of_staff(page.model);
    const auto at_start = [&](Rect& in, Key label, std::string_view picture, Kind kind, bool disabled,
                              flow::Message message) {
        const widgets::ButtonLook look{
            .label = page.say(label), .icon = picture, .kind = kind, .disabled = disabled, .size = 24};
        if (page.ui.button(in.take_start(std::min(in.w, page.ui.button_width(look) - 16), 14), look))
            page.send(std::move(message));
    };
    if (shift.empty()) {
        page.primary(row, page.say(Key::staff_start_shift), icon::start, flow::StartShiftTouched{});
        return;
    }
    const visit::Shift* running = visit::find_shift(page.model.unit, shift);
    const bool on_break = running != nullptr && running->on_break;
    const widgets::ButtonLook end{.label = page.say(Key::staff_end_shift), .icon = icon::leave, .size = 24};
    if (page.ui.button(row.take_end(page.ui.button_width(end) - 16, 14), end)) page.send(flow::EndShiftTouched{});
    Rect& more = page.portrait() ? second : row;
    at_start(row, on_break ? Key::staff_end_break : Key::staff_break, icon::pause, Kind::Secondary, false,
             flow::BreakTouched{});
    at_start(more, Key::staff_undo, icon::undo, Kind::Secondary, page.model.staff->draft.last_visit.empty(),
             flow::UndoTouched{});
    // Silent for whoever reads over a shoulder: its sender sees a dot and nothing else.
    at_start(more, flow::own_alarm(page.model) ? Key::staff_alarm_sent : Key::staff_silent_alarm, icon::alarm,
             Kind::Alarm, false, flow::AlarmTouched{});
}
}  // namespace

void draw(Page& page, const flow::StaffQueueScreen&) {
    Ui& ui = page.ui;
    staff_header(page, true);
    if (!page.model.staff) return;
    queue_footer(page);
    calls_for_help(page);
    std::vector<const visit::Visit*> waiting = visit::queue(page.model.unit);
    for (const visit::Visit& one : page.model.unit.visits) {
        if (one.state == visit::State::Parked) waiting.push_back(&one);
    }
    const widgets::TextLook line = widgets::label_look(28);
    const std::string words = summary(page, waiting.size());
    const std::size_t notes = page.model.staff->notes.size();
    Rect lead = page.rest.take_top(notes == 0 ? 44 : button_height, 12);
    if (notes != 0) {
        const std::string label = page.say(Key::staff_notes, {{"n", static_cast<int>(notes)}});
        const widgets::ButtonLook look{.label = label, .icon = icon::letter, .size = 24};
        if (ui.button(lead.take_end(ui.button_width(look), 14), look)) page.send(flow::NotesTouched{});
    }
    ui.heading(lead.middle(lead.w, 44), words, line);
    constexpr float row_h = 132, apart = 14;
    const auto fits_in = [](float height) {
        return static_cast<std::size_t>(std::max(1.F, (height + apart) / (row_h + apart)));
    };
    // Upright there is room for the day or for the pager; lying, the pager stands below the day.
    const bool paged = waiting.size() > fits_in(page.rest.h - (page.portrait() ? 220 + gap : 0));
    Rect side =
        page.portrait() ? page.rest.take_bottom(paged ? button_height : 220, gap) : page.rest.take_end(310, gap);
    const std::size_t fits = fits_in(page.rest.h);
    Rect place = page.portrait() || !paged ? side : side.take_bottom(button_height, apart);
    const std::size_t first = page.pager(place, waiting.size(), fits, page.model.staff->draft.queue_page);
    if (!page.portrait() || !paged) day_panel(page, side);
    if (waiting.empty()) {
        const auto scope = ui.card(page.rest);
        widgets::TextLook look = widgets::quiet_look(30);
        look.face = palette::card, look.align = widgets::Align::Centre, look.stand = widgets::Stand::Middle;
        ui.text(page.rest.inset(40), page.say(Key::staff_nobody_waits), look);
        return;
    }
    for (std::size_t i = first; i < std::min(waiting.size(), first + fits); ++i) {
        visit_card(page, page.rest.take_top(row_h, apart), *waiting[i], i == 0);
    }
}

}  // namespace aaben::screens
