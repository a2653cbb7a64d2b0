// 'Jeg har et tegn': find one's own sign again, step outside, come back, leave.
#include "screens/page.hpp"

namespace aaben::screens {

namespace {
constexpr std::size_t signs_on_page = 8;

std::string state_words(const Page& page, const visit::Visit& own) {
    using visit::State;
    switch (own.state) {
        case State::Waiting:
            return place_words(page, own);
        case State::Outside:
            return std::string(page.say(Key::sign_outside));
        case State::Called:
            return std::string(page.say(Key::sign_now_called));
        case State::InConversation:
            return std::string(page.say(Key::sign_in_conversation));
        case State::Parked:
            return std::string(page.say(Key::sign_parked));
    }  // no default case, so the compiler can warn about missing cases
    return {};
}

std::string state_hint(const Page& page, const visit::Visit& own) {
    if (own.state == visit::State::Called) {
        const visit::Shift* shift = visit::find_shift(page.model.unit, own.shift);
        const visit::Caseworker* who = shift != nullptr ? flow::person(page.model, shift->caseworker) : nullptr;
        if (who != nullptr) return page.say(Key::sign_come_to, {{"name", first_name(*who)}});
    }
    if (own.state == visit::State::Outside) return std::string(page.say(Key::sign_outside_hint));
    if (own.state == visit::State::Waiting && visit::on_duty(page.model.unit) == 0)
        return std::string(page.say(Key::sign_nobody_now));
    return std::string(page.say(Key::sign_find_waiting));
}
}  // namespace

// 'Next' is only who somebody can call.
std::string place_words(const Page& page, const visit::Visit& own) {
    const int before = flow::before(page.model, own.id);
    if (before > 0) return page.say(Key::sign_before_you, {{"n", before}});
    const bool somebody = visit::on_duty(page.model.unit) > 0;
    return std::string(page.say(somebody ? Key::sign_you_are_next : Key::sign_next_nobody));
}

void draw(Page& page, const flow::MySignScreen& screen) {
    page.header();
    page.title(page.say(Key::sign_find_title));
    Rect row = page.footer();
    const auto& visits = page.model.unit.visits;
    if (visits.empty()) {
        const bool open = flow::door_open(page.model) && !flow::cannot_save(page.model.trouble);
        message(page, icon::ticket, palette::primary, page.say(Key::sign_find_none),
                page.say(open ? Key::sign_find_none_hint : Key::nobody_closed_hint));
        return;
    }
    const widgets::ButtonLook forgot{.label = page.say(Key::sign_forgot), .icon = icon::what, .size = 24};
    const bool above = page.portrait() && visits.size() > signs_on_page;  // upright the pager needs the row
    Rect line = above ? page.rest.take_bottom(button_height, gap) : row;
    const Rect place = line.take_start(std::min(line.w, page.ui.button_width(forgot)), gap);
    if (page.ui.button(place, forgot)) page.send(flow::TalkTouched{});
    if (!above) row = line;
    const std::size_t first = page.pager(row, visits.size(), signs_on_page, screen.page);
    const std::size_t count = std::min(signs_on_page, visits.size() - first);
    const bool few = count <= 4;
    const std::vector<Rect> cells =
        page.portrait() ? widgets::grid(page.rest, 2, few ? 2 : 4, gap)
                        : widgets::grid(page.rest, few ? std::max<std::size_t>(2, count) : 4, few ? 1 : 2, gap);
    for (std::size_t i = 0; i < count; ++i) {
        const visit::Visit& one = visits[first + i];
        const Rect cell = few ? cells[i].middle(440, 360) : cells[i];
        if (page.ui.sign_tile(cell, sign_look(one.sign, sign_name(page, one.sign)))) {
            page.send(flow::SignTouched{one.id});
        }
    }
}

void draw(Page& page, const flow::SignStatusScreen& screen) {
    page.header();
    const visit::Visit* own = visit::find(page.model.unit, screen.visit);
    Rect row = page.footer(false);
    const bool outside = own != nullptr && own->state == visit::State::Outside;
    if (outside) {  // that is what they came for
        page.primary(row, page.say(Key::sign_came_back), icon::again, flow::CameBackTouched{});
    } else {
        page.primary(row, page.say(Key::common_done), icon::check, flow::DoneTouched{});
    }
    if (own == nullptr) return;
    Ui& ui = page.ui;
    const float share = page.portrait() ? (row.w - 16) / 2 : 330.F;
    const auto way = [&](Key label, std::string_view picture, flow::Message message) {
        widgets::ButtonLook look{.label = page.say(label), .icon = picture, .size = 24};
        const float width = std::min(row.w, std::min(ui.button_width(look), share));
        if (width < ui.button_width(look) && page.portrait()) look.icon = {};  // the words need its room
        if (ui.button(row.take_start(width, 16), look)) page.send(std::move(message));
    };
    if (outside) way(Key::common_done, icon::check, flow::DoneTouched{});
    if (own->state == visit::State::Waiting) {
        way(Key::need_step_outside, icon::walk, flow::StepOutTouched{});
    }
    if (flow::may_leave(*own)) way(Key::sign_leave, icon::leave, flow::LeaveTouched{});
    Rect right;
    const std::string name = sign_name(page, own->sign);
    Rect area = page.rest;
    const Rect left = page.portrait() ? area.take_top(area.h * 0.44F, gap) : area.take_start(area.w * 0.4F, 48);
    const float side = std::min({left.w, left.h, 440.F});
    ui.sign_disc(left.middle(side, side), sign_look(own->sign, name));
    if (flow::is_own(page.citizen(),
                     screen)) {  // whoever only found a sign again cannot change what was chosen under it
        const widgets::ButtonLook services{.label = page.say(Key::sign_services), .icon = "contact_phone"};
        if (ui.button(area.take_bottom(button_height, gap), services)) page.send(flow::ServicesTouched{});
    }
    const bool called = own->state == visit::State::Called;
    const Rect panel = area.take_bottom(150, gap);
    {
        const widgets::Colour face = called ? widgets::colours_of(Tint::Sand).face : palette::still;
        const auto scope = ui.card(panel, {}, face, called ? palette::amber : palette::still);
        widgets::TextLook strong = widgets::label_look(36), quiet = widgets::quiet_look(24);
        strong.face = quiet.face = face;
        if (called) quiet.ink = palette::ink;
        Rect inner = panel.inset(32, 20);
        const std::string first = state_words(page, *own), second = state_hint(page, *own);
        const float high = ui.measure(first, strong, inner.w).h, low = ui.measure(second, quiet, inner.w).h;
        Rect lines = inner.middle(inner.w, high + low);
        ui.status(lines.take_top(high), first, strong);
        ui.text(lines, second, quiet);
    }
    sign_in_danish(page, area, own->sign);
    widgets::TextLook large = widgets::title_look(150);
    large.stand = widgets::Stand::Middle;
    large.line_height = language::is_rtl(page.language) ? 0.F : 1.02F;
    ui.heading(area, name, large);
}

void draw(Page& page, const flow::LeaveConfirmScreen&) {
    page.header();
    Rect row = page.footer(false);
    page.primary(row, page.say(Key::sign_leave_no), icon::back, flow::BackTouched{});
    Rect below =
        message(page, icon::walk, palette::primary, page.say(Key::sign_leave_title), page.say(Key::sign_leave_hint));
    // Not where 'Færdig' stands on the screen before, nor on any other.
    const widgets::ButtonLook leave{.label = page.say(Key::sign_leave_yes), .icon = icon::leave};
    const float width = page.ui.button_width(leave);
    if (page.ui.button(below.take_top(button_height).middle(width, button_height), leave))
        page.send(flow::LeaveConfirmed{});
}

void draw(Page& page, const flow::IdentifyDoneScreen& screen) {
    page.header();
    Rect row = page.footer(false);
    page.primary(row, page.say(Key::common_done), icon::check, flow::DoneTouched{});
    const bool matched = screen.matched;
    message(page, icon::done, palette::good, page.say(matched ? Key::identify_matched : Key::identify_thanks),
            page.say(matched ? Key::identify_matched_hint : Key::identify_thanks_hint));
}

}  // namespace aaben::screens
