// What the printer would print, as a code that a telephone's camera reads: without a printer, or with one in trouble.
#include <algorithm>

#include "screens/page.hpp"

namespace aaben::screens {

// The code is a picture that telephones have taught people; its words stand beside it where others leave them room.
void take_home(Page& page, Rect& row, flow::Slip slip) {
    constexpr float others = 330;
    const bool prints = page.model.printer == flow::Printer::Ready;
    if (prints && slip != flow::Slip::No) {  // nothing to press: it comes, or it is there
        const bool out = slip == flow::Slip::Out;
        const std::string_view told = page.say(out ? Key::common_slip_out : Key::common_printing);
        const widgets::TextLook line = widgets::label_look(22);
        constexpr float picture = 62, step_out = 200;  // what its words need beside it
        const float wide = std::min(page.ui.measure(told, line, 300).w + picture, std::max(150.F, row.w - step_out));
        page.ui.fact(row.take_start(std::min(row.w, wide), gap), out ? icon::check : icon::print, told, line,
                     out ? palette::good : palette::primary);
        return;
    }
    const std::string_view words = page.say(prints ? Key::common_print : Key::common_to_phone);
    widgets::ButtonLook look{.label = words, .icon = prints ? icon::print : icon::to_phone};
    float width = page.ui.button_width(look);
    if (!prints && row.w - width < others) look.label = {}, look.name = words, width = button_height;
    if (!page.ui.button(row.take_start(std::min(row.w, width), gap), look)) return;
    page.send(prints ? flow::Message(flow::PrintTouched{}) : flow::Message(flow::CodeTouched{}));
}

void draw(Page& page, const flow::PhoneCodeScreen&) {
    page.header();
    page.footer();
    const bool trouble = page.model.printer > flow::Printer::Ready;
    std::string how(page.say(Key::common_to_phone_hint));
    if (trouble) how = std::string(page.say(Key::common_printer_off)) + " " + how;
    Rect code = page.rest;
    if (page.portrait()) {
        page.title(page.say(Key::common_to_phone_title), 46);
        page.hint(how);
        code = page.rest;
    } else {
        code = page.rest.take_end(std::min(page.rest.h, page.rest.w / 2), gap);
        const widgets::TextLook title = widgets::title_look(50), hint = widgets::body_look(30);
        const std::string_view words = page.say(Key::common_to_phone_title);
        const float high = page.ui.measure(words, title, page.rest.w).h,
                    low = page.ui.measure(how, hint, page.rest.w).h;
        Rect lines = page.rest.middle(page.rest.w, high + low + 24);
        page.ui.heading(lines.take_top(high, 24), words, title);
        page.ui.text(lines, how, hint);
    }
    const float side = std::min(code.w, code.h);
    (void)page.ui.code(code.middle(side, side), slip_words(page), page.say(Key::common_to_phone));
}

}  // namespace aaben::screens
