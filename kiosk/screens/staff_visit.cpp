// One visit before the staff: everything the citizen chose, calling, talking, ending.
#include <algorithm>

#include "language/language.hpp"
#include "screens/page.hpp"

namespace aaben::screens {

std::vector<widgets::Chip> chips_of(const Page& page, const visit::Visit& one) {
    const visit::Choices& choices = one.choices;
    std::vector<widgets::Chip> chips;
    const visit::Caseworker* who = flow::person(page.model, one.wanted.empty() ? choices.caseworker : one.wanted);
    const auto wanted = [&] {
        const bool me = page.model.staff && page.model.staff->caseworker == who->id;
        const Key words = one.wanted.empty() ? Key::staff_wants : Key::staff_given;
        chips.push_back(
            {me ? std::string(page.say(Key::staff_wants_you)) : page.say(words, {{"name", first_name(*who)}}),
             icon::talk});
    };
    // What decides who can call, how and when stands first: where room is short, the last ones become pictures.
    const bool given = who != nullptr && !one.wanted.empty();
    if (given) wanted();
    if (choices.needs.has(visit::Need::Interpreter)) {  // "arabisk": as staff read it
        const bool named = !choices.interpreter_language.empty();
        chips.push_back({named ? language::name_for(choices.interpreter_language, page.language)
                               : std::string(page.say(shown(visit::Need::Interpreter).label)),
                         icon::interpreter});
    } else if (!choices.language.empty() && choices.language != danish_tag) {  // they read that; perhaps no Danish
        chips.push_back({language::name_for(choices.language, page.language), icon::language});
    }
    const auto add_needs = [&](std::initializer_list<visit::Need> needs) {
        for (const visit::Need need : needs)
            if (choices.needs.has(need)) chips.push_back({std::string(page.say(shown(need).label)), shown(need).icon});
    };
    add_needs({visit::Need::FetchSilently, visit::Need::LeavingSoon});
    if (who != nullptr && !given) wanted();
    if (who == nullptr && choices.whom != visit::Whom::Anyone) {  // one of a kind, whoever it is
        const Shown asked = shown(choices.whom);
        chips.push_back({std::string(page.say(asked.label)), asked.icon});
    }
    if (choices.purpose) {
        const Shown look = shown(*choices.purpose);
        std::string words(page.say(look.label));
        if (*choices.purpose == visit::Purpose::Letter && choices.letter && !choices.letter->type.empty()) {
            words = page.say(Key::staff_purpose_letter,
                             {{"letter", page.assets.letters.title(choices.letter->type, page.language)}});
        }
        chips.push_back({words, look.icon, {}, std::string(page.say(look.label))});
    }
    if (choices.expected) chips.push_back({std::string(page.say(Key::staff_expected)), icon::meeting});
    add_needs({visit::Need::QuietPlace, visit::Need::Companion});
    // It was so when they came; who has been called is here.
    const bool may_be_out = one.state == visit::State::Waiting || one.state == visit::State::Outside;
    if (may_be_out) add_needs({visit::Need::StepOutside});
    if (!choices.call_me.empty()) chips.push_back({choices.call_me, icon::person});
    const visit::Shift* shift = visit::find_shift(page.model.unit, one.shift);
    const visit::Caseworker* holds = shift != nullptr ? flow::person(page.model, shift->caseworker) : nullptr;
    if (holds != nullptr && page.model.staff && page.model.staff->caseworker != holds->id)
        chips.push_back({first_name(*holds), icon::badge});
    return chips;
}

namespace {
// All that was chosen, a line each: the chips of the queue, what the letter says, and the services.
std::vector<widgets::Chip> facts_of(const Page& page, const visit::Visit& one) {
    std::vector<widgets::Chip> facts = chips_of(page, one);
    if (one.choices.letter) {
        const letters::Fields& fields = one.choices.letter->fields;
        const auto date = [&](calendar::Date day) { return text::date_short(page.assets.words, day, page.language); };
        if (fields.deadline) {
            facts.push_back(
                {page.say(Key::staff_letter_deadline, {{"date", date(*fields.deadline)}}), icon::otherwise});
        }
        if (fields.meeting_date) {
            facts.push_back(
                {page.say(Key::staff_letter_meeting, {{"date", date(*fields.meeting_date)}}), icon::meeting});
        }
    }
    for (std::size_t i = 0; i < visit::service_names.size(); ++i) {
        const auto service = static_cast<visit::Service>(i);
        if (!one.choices.services.has(service)) continue;
        const std::string name(page.say(shown(service).label));
        facts.push_back({page.say(Key::staff_help_to, {{"service", name}}), shown(service).icon});
    }
    return facts;
}

// On a card with the call-sign above.
void visit_panel(Page& page, const Rect& box, const visit::Visit& one, const std::string& detail) {
    Ui& ui = page.ui;
    const std::string name = sign_name(page, one.sign);
    const auto scope = ui.card(box, name);
    Rect inner = box.inset(32, 28);
    Rect top = inner.take_top(132, 24);
    ui.sign_disc(top.take_start(132, 28), sign_look(one.sign, name));
    widgets::TextLook title = widgets::title_look(46), quiet = widgets::quiet_look(25);
    title.face = quiet.face = palette::card;
    const float high = ui.measure(name, title, top.w).h, low = ui.measure(detail, quiet, top.w).h;
    Rect lines = top.middle(top.w, high + low);
    ui.heading(lines.take_top(high), name, title);
    ui.text(lines, detail, quiet);
    const std::vector<widgets::Chip> lines_of = facts_of(page, one);
    if (lines_of.empty()) {
        ui.text(inner, page.say(Key::staff_nothing_chosen), quiet);
        return;
    }
    constexpr float line_h = 58;
    const std::size_t columns = inner.w > 900 ? 2 : 1;
    const auto fits = std::max<std::size_t>(1, static_cast<std::size_t>(inner.h / line_h));
    const std::vector<Rect> parts = widgets::grid(inner, columns, 1, 30);
    for (std::size_t i = 0; i < std::min(lines_of.size(), fits * columns); ++i) {
        Rect part = parts[i / fits];
        part.take_top(line_h * static_cast<float>(i % fits));
        widgets::TextLook line = widgets::body_look(27);
        line.face = palette::card;
        line.language = lines_of[i].language;
        line.may_shorten = true;  // a name may be among them
        ui.fact(part.take_top(line_h), lines_of[i].icon, lines_of[i].label, line);
    }
}

std::string since(const Page& page, WallMs then_ms, Key words) {
    return page.say(words, {{"n", std::max<std::int64_t>(0, (page.model.now_ms - then_ms) / 60'000)}});
}

void act_button(Page& page, const Rect& box, Key label, std::string_view picture, flow::Message message,
                bool selected = false, bool disabled = false) {
    const widgets::ButtonLook look{
        .label = page.say(label), .icon = picture, .disabled = disabled, .selected = selected, .size = 25};
    if (page.ui.button(box, look)) page.send(std::move(message));
}
}  // namespace

void draw(Page& page, const flow::StaffVisitScreen& screen) {
    staff_header(page, true);
    Rect row = page.footer();
    const visit::Visit* one = visit::find(page.model.unit, screen.visit);
    if (one == nullptr) return;
    const bool on_shift = !flow::shift_of_staff(page.model).empty();
    const bool waits = one->state == visit::State::Waiting || one->state == visit::State::Outside;
    if (on_shift && waits) page.primary(row, page.say(Key::staff_call), icon::alarm, flow::CallTouched{one->id});
    if (one->state == visit::State::InConversation)  // a colleague's, who left it open
        page.primary(row, page.say(Key::staff_end_talk), icon::check, flow::EndConversationTouched{});
    Rect actions =
        page.portrait() ? page.rest.take_bottom(3 * button_height + 2 * 16, gap) : page.rest.take_end(400, gap);
    visit_panel(page, page.rest, *one, since(page, one->checked_in_ms, Key::staff_waited));
    const std::vector<Rect> lines =
        page.portrait() ? widgets::grid(actions, 1, 3, 16)
                        : widgets::grid(actions.middle(actions.w, std::min(actions.h, 3 * 150.F)), 1, 3, 16);
    const std::vector<Rect> importance = widgets::grid(lines[0], 3, 1, 10);
    constexpr std::array<Key, 3> names{Key::staff_priority_1, Key::staff_priority_2, Key::staff_priority_3};
    for (std::size_t i = 0; i < names.size(); ++i) {
        const int priority = static_cast<int>(i) + 1;
        const widgets::ButtonLook look{.label = page.say(names[i]), .selected = one->priority == priority, .size = 23};
        if (page.ui.button(importance[i], look)) page.send(flow::PriorityTouched{priority});
    }
    if (one->state == visit::State::Parked) {
        act_button(page, lines[1], Key::staff_unpark, icon::start, flow::UnparkTouched{});
    } else {
        act_button(page, lines[1], Key::staff_park, icon::pause, flow::ParkTouched{});
    }
    const std::vector<Rect> last = widgets::grid(lines[2], 2, 1, 10);
    act_button(page, last[0], Key::staff_transfer, "swap_horiz", flow::TransferTouched{});
    const std::size_t waiting = visit::queue(page.model.unit).size();
    act_button(page, last[1], Key::staff_merge, "merge_type", flow::MergeTouched{}, false, waiting < (waits ? 2 : 1));
}

void draw(Page& page, const flow::StaffTransferScreen& screen) {
    staff_header(page, true);
    Rect row = page.footer();
    page.title(page.say(Key::staff_transfer_title), 46);
    std::vector<const visit::Caseworker*> others;
    for (const visit::Caseworker& person : page.model.roster.people) {
        if (!page.model.staff || person.id != page.model.staff->caseworker) others.push_back(&person);
    }
    if (others.empty()) {
        message(page, icon::people, palette::primary, page.say(Key::staff_nobody_else), {});
        return;
    }
    const std::size_t columns = page.portrait() ? 1 : 2, most = page.portrait() ? 6 : 3;
    const std::size_t first = page.pager(row, others.size(), columns * most, screen.page);
    const std::size_t lines = std::min(most, (others.size() + columns - 1) / columns);
    Rect area = page.rest;
    area.h = std::min(area.h, static_cast<float>(lines) * 150.F);
    const std::vector<Rect> cells = widgets::grid(area, columns, lines, gap);
    for (std::size_t i = 0; i < cells.size() && first + i < others.size(); ++i) {
        const visit::Caseworker& one = *others[first + i];
        const bool here = visit::shift_of(page.model.unit, one.id) != nullptr;
        if (page.ui.tile(cells[i], {.label = one.name,
                                    .detail = page.say(here ? Key::whom_here_now : Key::staff_not_here),
                                    .icon = icon::badge,
                                    .tint = here ? Tint::Mint : Tint::Stone,
                                    .may_shorten = true})) {
            page.send(flow::PersonTouched{one.id});
        }
    }
}

void draw(Page& page, const flow::StaffMergeScreen& screen) {
    staff_header(page, true);
    Rect row = page.footer();
    page.title(page.say(Key::staff_merge_title), 46);
    std::vector<const visit::Visit*> others;
    for (const visit::Visit* one : visit::queue(page.model.unit)) {  // only who waits can end in another's visit
        if (one->id != screen.visit) others.push_back(one);
    }
    if (others.empty()) return;
    constexpr std::size_t on_page = 8;
    const std::size_t first = page.pager(row, others.size(), on_page, screen.page);
    const bool few = others.size() <= 4;
    const std::vector<Rect> cells =
        page.portrait() ? widgets::grid(page.rest, 2, few ? 2 : 4, gap)
                        : widgets::grid(page.rest, few ? std::max<std::size_t>(2, others.size()) : 4, few ? 1 : 2, gap);
    for (std::size_t i = 0; i < std::min(cells.size(), others.size() - first); ++i) {
        const visit::Visit& one = *others[first + i];
        const Rect cell = few ? cells[i].middle(440, 360) : cells[i];
        if (page.ui.sign_tile(cell, sign_look(one.sign, sign_name(page, one.sign))))
            page.send(flow::SignTouched{one.id});
    }
}

// The poster for the room: whoever waits must know it from the other end.
void draw(Page& page, const flow::StaffCallScreen& screen) {
    Ui& ui = page.ui;
    staff_header(page, true);
    Rect row = page.footer(false);
    page.primary(row, page.say(Key::staff_start_talk), icon::chat, flow::StartConversationTouched{});
    const visit::Visit* one = visit::find(page.model.unit, screen.visit);
    if (one == nullptr) return;
    const auto at_start = [&](std::string_view label, std::string_view picture, flow::Message message) {
        const widgets::ButtonLook look{.label = label, .icon = picture, .size = 24};
        const float width = std::min(row.w, std::min(ui.button_width(look), page.portrait() ? 190.F : 320.F));
        if (ui.button(row.take_start(width, 14), look)) page.send(std::move(message));
    };
    // 'Kom ikke' comes later, and not where a finger is on its way to undo.
    at_start(page.say(Key::staff_undo, {{"what", page.say(Key::staff_call)}}), icon::undo, flow::UndoTouched{});
    if (screen.came_back) at_start(page.say(Key::staff_no_show), icon::close, flow::MissedTouched{});
    Rect area = page.rest;
    const std::string name = sign_name(page, one->sign);
    const bool silent = one->choices.needs.has(visit::Need::FetchSilently);
    const Rect left =
        page.portrait() ? area.take_top(area.h * 0.58F, gap) : area.take_start(std::min(area.w * 0.48F, area.h), 52);
    const float side = std::min(left.w, left.h);
    ui.sign_disc(left.middle(side, side), sign_look(one->sign, name));
    const visit::Shift* shift = visit::find_shift(page.model.unit, one->shift);
    const visit::Caseworker* who = shift != nullptr ? flow::person(page.model, shift->caseworker) : nullptr;
    widgets::TextLook line = widgets::label_look(34);
    line.stand = widgets::Stand::Middle;
    if (silent) {
        ui.fact(area.take_bottom(90, gap), icon::fetch_silently, page.say(Key::staff_fetch_silently), line,
                palette::alarm);
    } else if (who != nullptr) {
        const std::string come = page.say(Key::sign_come_to, {{"name", first_name(*who)}});
        ui.fact(area.take_bottom(90, gap), icon::walk, come, line);
    }
    if (one->choices.needs.has(visit::Need::Interpreter)) {
        std::string words(page.say(shown(visit::Need::Interpreter).label));
        if (!one->choices.interpreter_language.empty())
            words += ": " + language::name_for(one->choices.interpreter_language, page.language);
        ui.fact(area.take_bottom(64, gap), icon::interpreter, words, line);
    }
    const std::string language = visit_language(page, *one);
    if (language != danish_tag && !silent) {  // whoever cannot read the Danish reads this
        const Page theirs = page.in(language);
        std::string words = sign_name(theirs, one->sign);
        if (who != nullptr) words += "\n" + theirs.say(Key::sign_come_to, {{"name", first_name(*who)}});
        widgets::TextLook same = widgets::title_look(52);
        same.language = language;
        ui.text(area.take_bottom(std::min(area.h * 0.45F, ui.measure(words, same, area.w).h), gap), words, same);
    }
    widgets::TextLook large = widgets::title_look(190);
    large.stand = widgets::Stand::Middle;
    large.line_height = 1.02F;
    ui.heading(area, name, large);
}

void draw(Page& page, const flow::StaffConversationScreen& screen) {
    staff_header(page, true);
    Rect row = page.footer(false);
    page.primary(row, page.say(Key::staff_end_talk), icon::check, flow::EndConversationTouched{});
    const visit::Visit* one = visit::find(page.model.unit, screen.visit);
    if (one == nullptr) return;
    const std::vector<Rect> both = widgets::columns(
        page.portrait() ? page.rest.take_bottom(button_height, gap) : row.take_start(std::min(row.w, 800.F)), {1, 1, 1},
        14);
    act_button(page, both[0], Key::record_open, icon::act, flow::RecordTouched{});
    act_button(page, both[1], Key::staff_park, icon::pause, flow::ParkTouched{});
    act_button(page, both[2], Key::staff_transfer, "swap_horiz", flow::TransferTouched{});
    // The time is told quietly and never ends a conversation.
    visit_panel(page, page.rest, *one, since(page, one->conversation_ms, Key::staff_talked));
}

void draw(Page& page, const flow::StaffOutcomeScreen&) {
    staff_header(page, true);
    page.footer();
    page.title(page.say(Key::staff_outcome_title));
    constexpr std::array<Key, 4> labels{Key::staff_outcome_helped, Key::staff_outcome_appointment,
                                        Key::staff_outcome_passed_on, Key::staff_outcome_not_helped};
    constexpr std::array<std::string_view, 4> pictures{icon::done, icon::meeting, "swap_horiz", icon::again};
    constexpr std::array<Tint, 4> tints{Tint::Moss, Tint::Sky, Tint::Lilac, Tint::Sand};
    const std::vector<Rect> cells =
        page.portrait() ? widgets::grid(page.rest, 1, 4, gap) : widgets::grid(page.rest, 2, 2, gap);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (page.ui.tile(cells[i], {.label = page.say(labels[i]), .icon = pictures[i], .tint = tints[i], .size = 32})) {
            page.send(flow::OutcomeTouched{static_cast<visit::Outcome>(i)});
        }
    }
}

}  // namespace aaben::screens
