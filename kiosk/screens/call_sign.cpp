// The poster: a citizen's call-sign as large as the glass allows, and what happens next.
#include "screens/page.hpp"
#include "visit/estimate.hpp"

namespace aaben::screens {

namespace {
void before_card(Page& page, const Rect& box, const visit::Visit& own) {
    Ui& ui = page.ui;
    const auto scope = ui.card(box, {}, palette::still, palette::still);
    Rect inner = box.inset(30, 10);
    const float side = 60;
    ui.picture(inner.take_start(side, 24).middle(side, side), icon::people, palette::primary, palette::still);
    const int before = flow::before(page.model, own.id), on_duty = visit::on_duty(page.model.unit);
    const std::string first = place_words(page, own);
    const auto range = visit::estimate(page.model.unit.samples, before, on_duty, page.model.now_ms);
    const std::string second = on_duty == 0 ? std::string(page.say(Key::sign_nobody_now))
                               : range      ? page.say(Key::sign_wait_often, {{"from", std::to_string(range->low_min)},
                                                                              {"to", std::to_string(range->high_min)}})
                                            : std::string(page.say(Key::sign_wait_unknown));
    widgets::TextLook strong = widgets::label_look(32), quiet = widgets::quiet_look(24);
    strong.face = quiet.face = palette::still;
    const float high = ui.measure(first, strong, inner.w).h, low = ui.measure(second, quiet, inner.w).h;
    Rect lines = inner.middle(inner.w, high + low);
    ui.text(lines.take_top(high), first, strong);
    ui.text(lines, second, quiet);
}

void extras(Page& page, const Rect& row) {
    const std::vector<Rect> three = widgets::columns(row, {1, 1, 1}, 16);
    // What was told already has a tick: nothing else here says that it was taken.
    const auto way = [&](const Rect& box, Key label, std::string_view picture, bool told, flow::Message message) {
        const widgets::ButtonLook look{
            .label = page.say(label), .icon = told ? icon::check : picture, .selected = told, .size = 22};
        if (page.ui.button(box, look)) page.send(std::move(message));
    };
    const visit::Choices& choices = page.citizen().choices;
    way(three[0], Key::sign_say_name, icon::person, !choices.call_me.empty(), flow::NameTouched{});
    way(three[1], Key::sign_have_meeting, icon::meeting, false, flow::IdentifyTouched{});
    way(three[2], Key::sign_services, "contact_phone", false, flow::ServicesTouched{});
}
}  // namespace

void sign_in_danish(Page& page, Rect& area, const visit::CallSign& sign) {
    if (page.language == danish_tag) return;
    const Page called = page.in(danish_tag);
    const std::string words = page.say(Key::sign_in_danish, {{"sign", sign_name(called, sign)}});
    const widgets::TextLook look = widgets::label_look(32);
    page.ui.text(area.take_bottom(page.ui.measure(words, look, area.w).h, 14), words, look);
}

// The disc with a line below, and the name beside (or under) it. Shared by the citizen's and the staff's poster.
void sign_poster(Page& page, Rect area, const visit::CallSign& sign, Key lead, std::string_view below, Rect& right) {
    Ui& ui = page.ui;
    const std::string name = sign_name(page, sign);
    Rect left = page.portrait() ? area.take_top(area.h * 0.44F, gap) : area.take_start(area.w * 0.4F, 48);
    right = area;
    if (!below.empty()) {
        widgets::TextLook look = widgets::body_look(25);
        look.align = widgets::Align::Centre;
        look.ink = palette::quiet;
        ui.text(left.take_bottom(ui.measure(below, look, left.w).h, 18), below, look);
    }
    const float side = std::min({left.w, left.h, page.portrait() ? 420.F : 440.F});
    ui.sign_disc(left.middle(side, side), sign_look(sign, name));

    widgets::TextLook quiet = widgets::quiet_look(28);
    Rect line = right.take_top(44, 6);
    ui.picture(line.take_start(40, 14).middle(40, 40), icon::done, palette::good, palette::paper);
    quiet.stand = widgets::Stand::Middle;
    ui.status(line, page.say(lead), quiet);
}

void draw(Page& page, const flow::CallSignScreen&) {
    page.header();
    const visit::Visit* own = visit::find(page.model.unit, page.citizen().visit);
    Rect row = page.footer(false);
    page.primary(row, page.say(Key::common_done), icon::check, flow::DoneTouched{});
    if (own == nullptr) return;
    take_home(page, row, page.citizen().sign_slip);
    widgets::ButtonLook out{.label = page.say(Key::need_step_outside), .icon = icon::walk};
    if (row.w < page.ui.button_width(out)) out.icon = {}, out.size = 22;  // the words need its room
    if (own->state == visit::State::Waiting &&  // who is called, or outside already, cannot step out
        page.ui.button(row.take_start(std::min(row.w, page.ui.button_width(out)), gap), out)) {
        page.send(flow::StepOutTouched{});
    }
    // That it waits here for the network comes beside what reassures, not instead of it.
    std::string below(page.say(Key::sign_we_call));
    below += "\n" + std::string(page.say(Key::sign_closes_itself));
    if (!page.model.sync.online) below += "\n" + std::string(page.say(Key::status_saved_here));
    Rect right;
    sign_poster(page, page.rest, own->sign, Key::sign_checked_in, below, right);
    extras(page, right.take_bottom(button_height, 16));
    before_card(page, right.take_bottom(116, 16), *own);
    sign_in_danish(page, right, own->sign);
    if (language::is_rtl(page.language)) (void)right.take_bottom(20);  // its letters reach far below their line
    const std::string name = sign_name(page, own->sign);
    widgets::TextLook large = widgets::title_look(150);
    large.stand = widgets::Stand::Middle;
    large.line_height = language::is_rtl(page.language) ? 0.F : 1.02F;
    page.ui.heading(right, name, large);
}

}  // namespace aaben::screens
