// The staff's queue: who waits, what each chose, and the day so far. Dense but never small.
#include <algorithm>

#include "screens/page.hpp"

namespace aaben::screens {

namespace {
std::int64_t minutes_since(const Page& page, WallMs then_ms) {
    return std::max<std::int64_t>(0, (page.model.now_ms - then_ms) / 60'000);
}

// "ventet 14 min · kaldt 1×"
std::string waited(const Page& page, const visit::Visit& one) {
    if (one.state == visit::State::Parked) return std::string(page.say(Key::staff_parked));
    if (one.state == visit::State::Called) {
        const visit::Shift* shift = visit::find_shift(page.model.unit, one.shift);
        const visit::Caseworker* who = shift != nullptr ? flow::person(page.model, shift->caseworker) : nullptr;
        if (who != nullptr) return page.say(Key::staff_calls_now, {{"name", first_name(*who)}});
    }
    const auto minutes = minutes_since(page, one.checked_in_ms);
    if (one.state == visit::State::InConversation)
        return page.say(Key::staff_talked, {{"n", minutes_since(page, one.conversation_ms)}});
    if (page.model.leaving.contains(one.id)) return std::string(page.say(Key::staff_maybe_left));
    const bool outside = one.state == visit::State::Outside;
    std::string words = page.say(outside ? Key::staff_outside_for : Key::staff_waited, {{"n", minutes}});
    if (one.missed_calls > 0) words += " · " + page.say(Key::staff_called_before, {{"n", one.missed_calls}});
    return words;
}

// Who talks with whom, and the day so far.
std::string summary(const Page& page, bool day) {
    std::string words;
    const auto add = [&](const std::string& more) { words += (words.empty() ? "" : " · ") + more; };
    for (const visit::Visit& one : page.model.unit.visits) {
        if (one.state != visit::State::InConversation) continue;
        const visit::Shift* shift = visit::find_shift(page.model.unit, one.shift);
        const visit::Caseworker* who = shift != nullptr ? flow::person(page.model, shift->caseworker) : nullptr;
        if (who == nullptr || (page.model.staff && who->id == page.model.staff->caseworker)) continue;
        add(page.say(Key::staff_talks_with, {{"name", first_name(*who)}, {"sign", sign_name(page, one.sign)}}));
        break;  // one is enough for a line
    }
    if (!day) return words;
    add(page.say(Key::staff_visits, {{"n", page.model.sync.visits_today}}));
    add(page.say(Key::staff_receipts, {{"n", page.model.sync.receipts_today}}));
    return words;
}

struct Listed {
    std::vector<const visit::Visit*> people;
    std::size_t waiting = 0;  // the first of them
};

// Who waits for me comes first; then who was given to a colleague, who is being called or set aside, and whose
// conversation was left open.
Listed listed(const Page& page) {
    Listed all{visit::queue(page.model.unit)};
    all.waiting = all.people.size();
    std::ranges::stable_partition(all.people, [&](const auto* one) { return !flow::is_for_another(page.model, *one); });
    for (const visit::State state : {visit::State::Called, visit::State::Parked})
        for (const visit::Visit& one : page.model.unit.visits)
            if (one.state == state) all.people.push_back(&one);
    for (const visit::Visit* one : flow::left_open(page.model))
        if (one->state == visit::State::InConversation) all.people.push_back(one);
    return all;
}

void visit_card(Page& page, const Rect& box, const visit::Visit& one, bool next) {
    Ui& ui = page.ui;
    const std::string name = sign_name(page, one.sign);
    const auto scope = ui.card(box, name, palette::card, next ? palette::primary : palette::frame);
    Rect inner = box;
    const auto offer = [&](Key label, Kind kind, float size, flow::Message message) {
        const widgets::ButtonLook look{.label = page.say(label), .kind = kind, .size = size};
        if (ui.button(inner.take_end(152).inset(9, 9), look)) page.send(std::move(message));
    };
    const bool on_shift = !flow::shift_of_staff(page.model).empty();
    if (on_shift && one.state == visit::State::Parked)
        offer(Key::staff_unpark, Kind::Secondary, 23, flow::UnparkTouched{one.id});
    else if (on_shift && one.shift.empty())
        offer(Key::staff_call, next ? Kind::Primary : Kind::Secondary, 27, flow::CallTouched{one.id});
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
    arrivals(page, inner);
}

void notes_button(Page& page, Rect& row) {
    const std::size_t notes = page.model.staff->notes.size();
    if (notes == 0) return;
    const std::string label = page.say(Key::staff_notes, {{"n", static_cast<int>(notes)}});
    const widgets::ButtonLook look{.label = label, .icon = icon::letter, .size = 24};
    if (page.ui.button(row.take_start(page.ui.button_width(look) - 16, 14), look)) page.send(flow::NotesTouched{});
}

// 'Fortryd' says what it takes back; without anything to take back it is not there.
void undo_button(Page& page, Rect& row) {
    const std::optional<visit::Act>& last = page.model.staff->draft.last;
    if (!last) return;
    const std::string words = undo_words(page, *last);
    const widgets::ButtonLook look{.label = words, .icon = icon::undo, .size = 24};
    if (page.ui.button(row.take_start(std::min(row.w, page.ui.button_width(look)), 14), look))
        page.send(flow::UndoTouched{});
}

void queue_footer(Page& page) {
    page.rest.take_bottom(page.portrait() ? 28.F : 26.F);
    Rect row = page.rest.take_bottom(button_height, 16);
    const visit::ShiftId shift = flow::shift_of_staff(page.model);
    if (shift.empty()) {
        page.primary(row, page.say(Key::staff_start_shift), icon::start, flow::StartShiftTouched{});
        return notes_button(page, row);
    }
    Rect second = page.portrait() ? page.rest.take_bottom(button_height, 16) : Rect{};
    const visit::Shift* running = visit::find_shift(page.model.unit, shift);
    const bool on_break = running != nullptr && running->on_break;
    const widgets::ButtonLook end{.label = page.say(Key::staff_end_shift), .icon = icon::leave, .size = 24};
    // At the other side than 'Start vagt': a second touch there ends nothing.
    if (page.ui.button(row.take_start(page.ui.button_width(end) - 16, 14), end)) page.send(flow::EndShiftTouched{});
    const widgets::ButtonLook pause{
        .label = page.say(on_break ? Key::staff_end_break : Key::staff_break), .icon = icon::pause, .size = 24};
    if (page.ui.button(row.take_end(std::min(row.w, page.ui.button_width(pause) - 16), 14), pause))
        page.send(flow::BreakTouched{});
    Rect& more = page.portrait() ? second : row;
    // Silent for whoever reads over a shoulder: its sender sees a dot and nothing else. It stands where no screen that
    // leads here has a button.
    const widgets::ButtonLook alarm{
        .label = page.say(flow::own_alarm(page.model) ? Key::staff_alarm_sent : Key::staff_silent_alarm),
        .icon = icon::alarm_silent,
        .kind = Kind::Alarm,
        .size = 24};
    if (page.ui.button(more.take_end(page.ui.button_width(alarm) - 16, 14), alarm)) page.send(flow::AlarmTouched{});
    notes_button(page, more);
    undo_button(page, more);
}

// How many rows of which height stand beside and below each other.
struct Shelf {
    float row_h = 132, apart = 14;
    std::size_t columns = 1;
    [[nodiscard]] std::size_t fits(float height) const {
        return columns * static_cast<std::size_t>(std::max(1.F, (height + apart) / (row_h + apart)));
    }
};
constexpr float lead_height = 76, day_width = 310, day_height = 220;

// A colleague's alarm or a call for help, else how many wait.
void lead(Page& page, const Rect& box, std::size_t waiting, bool day) {
    if (alert_stands(page)) return alert(page, box);
    const std::string words = summary(page, day);
    Rect lines = box.middle(box.w, words.empty() ? 44 : lead_height);
    page.ui.heading(lines.take_top(44), page.say(Key::staff_waiting, {{"n", static_cast<int>(waiting)}}),
                    widgets::label_look(30));
    if (!words.empty()) page.ui.text(lines, words, widgets::quiet_look(22));
}

void nobody(Page& page, const Rect& box) {
    const auto scope = page.ui.card(box);
    widgets::TextLook look = widgets::quiet_look(30);
    look.face = palette::card, look.align = widgets::Align::Centre, look.stand = widgets::Stand::Middle;
    page.ui.text(box.inset(40), page.say(Key::staff_nobody_waits), look);
}
}  // namespace

void draw(Page& page, const flow::StaffQueueScreen& screen) {
    staff_header(page, true);
    if (!page.model.staff) return;
    queue_footer(page);
    const Listed all = listed(page);
    const std::size_t count = all.people.size();
    const bool alerted = alert_stands(page);
    const float room = page.rest.h - 12;
    const float top = alerted ? button_height : lead_height;
    // Few people stand on wide cards, with the day beside or below them; many stand close, lying in two columns.
    Shelf shelf;
    const bool day = count <= shelf.fits(room - top - (page.portrait() ? day_height + gap : 0));
    if (!day) shelf = {.row_h = button_height, .apart = 10, .columns = page.portrait() ? 1U : 2U};
    const bool paged = count > shelf.fits(room - top);
    Rect row = page.rest.take_top(paged ? button_height : top, 12);
    // Upright an alert needs the whole width; the pager then stands below the people.
    const bool below = paged && alerted && page.portrait();
    Rect foot = below ? page.rest.take_bottom(button_height, 12) : Rect{};
    const std::size_t fits = shelf.fits(page.rest.h);
    const std::size_t first = page.pager(below ? foot : row, count, fits, screen.page);
    lead(page, row, all.waiting, !day);
    if (day)
        day_panel(page, page.portrait() ? page.rest.take_bottom(day_height, gap) : page.rest.take_end(day_width, gap));
    if (count == 0) return nobody(page, page.rest);
    Rect line;
    for (std::size_t i = first; i < std::min(count, first + fits); ++i) {
        if ((i - first) % shelf.columns == 0) line = page.rest.take_top(shelf.row_h, shelf.apart);
        const float n = static_cast<float>(shelf.columns);
        const Rect box = shelf.columns == 1 ? line : line.take_start((page.rest.w - 14 * (n - 1)) / n, 14);
        const bool next = i == 0 && all.waiting > 0 && !flow::is_for_another(page.model, *all.people[0]);
        visit_card(page, box, *all.people[i], next);
    }
}

}  // namespace aaben::screens
