// What staff are asked once before it is done: ending a shift with somebody left, calling in a break, two signs that
// become one. The way on never stands where the touch that led here was.
#include <algorithm>

#include "screens/page.hpp"

namespace aaben::screens {

namespace {
std::string sign_of(const Page& page, const std::string& visit) {
    if (const visit::Visit* live = visit::find(page.model.unit, visit)) return sign_name(page, live->sign);
    for (const visit::EndedVisit& ended : page.model.unit.ended)
        if (ended.visit.id == visit) return sign_name(page, ended.visit.sign);
    return {};
}

std::string_view pressed_words(const Page& page, const visit::Act& act) {
    using namespace visit;
    if (std::holds_alternative<CallMissed>(act)) return page.say(Key::staff_no_show);
    if (std::holds_alternative<ConversationStarted>(act)) return page.say(Key::staff_start_talk);
    if (std::holds_alternative<ConversationEnded>(act)) return page.say(Key::staff_end_talk);
    if (std::holds_alternative<Parked>(act)) return page.say(Key::staff_park);
    if (std::holds_alternative<Unparked>(act)) return page.say(Key::staff_unpark);
    if (std::holds_alternative<Transferred>(act)) return page.say(Key::staff_transfer);
    if (std::holds_alternative<Merged>(act)) return page.say(Key::staff_merge);
    if (const auto* set = std::get_if<PrioritySet>(&act)) {
        constexpr std::array<Key, 3> names{Key::staff_priority_1, Key::staff_priority_2, Key::staff_priority_3};
        return page.say(names[static_cast<std::size_t>(set->priority - 1)]);
    }
    return page.say(Key::staff_call);
}

// Who and what would be left behind, a sentence each.
std::string left_behind(const Page& page) {
    const visit::Unit& unit = page.model.unit;
    std::string words;
    const auto add = [&](std::string_view sentence) { words += (words.empty() ? "" : " ") + std::string(sentence); };
    const auto parked = std::ranges::count(unit.visits, visit::State::Parked, &visit::Visit::state);
    const auto waiting = static_cast<int>(visit::queue(unit).size()) + static_cast<int>(parked);
    if (waiting > 0) add(page.say(Key::staff_ask_waiting, {{"n", waiting}}));
    if (!unit.help.empty()) add(page.say(Key::staff_ask_help));
    const bool own = flow::own_alarm(page.model);
    // Of one's own alarm nothing: whoever stands beside its sender reads it too.
    if (unit.alarms.size() > (own ? 1 : 0)) add(std::string(page.say(Key::staff_alarm_open)) + ".");
    return words;
}

void ask(Page& page, std::string_view picture, std::string_view title, std::string_view body, std::string_view yes,
         flow::Message sent) {
    page.footer();
    Rect below = page.rest.take_bottom(button_height + 24);
    below.take_bottom(24);
    message(page, picture, palette::primary, title, body);
    const widgets::ButtonLook look{.label = yes, .kind = Kind::Primary, .size = 28};
    if (page.ui.button(below.middle(std::max(300.F, page.ui.button_width(look)), below.h), look))
        page.send(std::move(sent));
}

void sign_card(Page& page, const Rect& box, const std::string& visit, Key becomes, bool stays) {
    const visit::Visit* one = visit::find(page.model.unit, visit);
    if (one == nullptr) return;
    const std::string name = sign_name(page, one->sign);
    const auto scope = page.ui.card(box, name, palette::card, stays ? palette::primary : palette::line);
    Rect inner = box.inset(30, 24);
    const float side = std::min(inner.h, 150.F);
    page.ui.sign_disc(inner.take_start(side, 28).middle(side, side), sign_look(one->sign, name));
    widgets::TextLook title = widgets::title_look(38), quiet = widgets::quiet_look(28);
    title.face = quiet.face = palette::card;
    const float high = page.ui.measure(name, title, inner.w).h;
    Rect lines = inner.middle(inner.w, high + 40);
    page.ui.text(lines.take_top(high), name, title);
    page.ui.text(lines, page.say(becomes), quiet);
}

void ask_merge(Page& page, const flow::StaffAskScreen& screen) {
    Rect row = page.footer();
    page.primary(row, page.say(Key::staff_merge), "merge_type", flow::SignTouched{screen.other});
    page.title(page.say(Key::staff_ask_merge), 46);
    const std::string hint = page.say(Key::staff_ask_merge_hint, {{"sign", sign_of(page, screen.other)}});
    const widgets::TextLook body = widgets::body_look(28);
    const std::vector<Rect> cells = page.portrait() ? widgets::grid(page.rest.take_top(2 * 210 + gap, gap), 1, 2, gap)
                                                    : widgets::grid(page.rest.take_top(210, gap), 2, 1, gap);
    sign_card(page, cells[0], screen.visit, Key::staff_merge_stays, true);
    sign_card(page, cells[1], screen.other, Key::staff_merge_ends, false);
    page.ui.status(page.rest, hint, body);
}
}  // namespace

std::string undo_words(const Page& page, const visit::Act& last) {
    const visit::VisitId* visit = flow::visit_of_undoable(last);
    const std::string sign = visit != nullptr ? sign_of(page, *visit) : std::string();
    return page.say(Key::staff_undo_sign, {{"what", pressed_words(page, last)}, {"sign", sign}});
}

void draw(Page& page, const flow::StaffAskScreen& screen) {
    staff_header(page, true);
    switch (screen.about) {
        case flow::StaffAskScreen::About::EndShift:
            return ask(page, icon::leave, page.say(Key::staff_ask_end), left_behind(page),
                       page.say(Key::staff_end_shift), flow::EndShiftTouched{});
        case flow::StaffAskScreen::About::CallInBreak: {
            const std::string sign = sign_of(page, screen.visit);
            return ask(page, icon::pause, page.say(Key::staff_ask_break),
                       page.say(Key::staff_ask_break_hint, {{"sign", sign}}), page.say(Key::staff_ask_break_yes),
                       flow::CallTouched{screen.visit});
        }
        case flow::StaffAskScreen::About::Merge:
            return ask_merge(page, screen);
    }  // no default case, so the compiler can warn about missing cases
}

}  // namespace aaben::screens
