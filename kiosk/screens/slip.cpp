// The slip to take home: the call-sign, or what a letter means and whom to ring. Printed black on white, so no tints;
// it carries nothing the citizen typed or chose but the letter's own dates.
#include "explain/explanation.hpp"
#include "screens/page.hpp"

namespace aaben::screens {
namespace {

widgets::TextLook black(widgets::TextLook look) {
    look.ink = widgets::Colour{0, 0, 0, 255};
    look.face = widgets::Colour{255, 255, 255, 255};
    look.align = widgets::Align::Centre;
    return look;
}

void line(Page& page, std::string_view words, const widgets::TextLook& look, float after) {
    const float high = page.ui.measure(words, look, page.rest.w).h;
    page.ui.text(page.rest.take_top(high, after), words, look);
}

void sign_slip(Page& page, const visit::CallSign& sign) {
    const std::string name = sign_name(page, sign);
    const float side = 420;
    widgets::SignLook look = sign_look(sign, name);
    Rect disc = page.rest.take_top(side, 30);
    page.ui.picture(disc.middle(side, side), look.icon, widgets::Colour{255, 255, 255, 255},
                    widgets::Colour{0, 0, 0, 255}, name);
    line(page, name, black(widgets::title_look(96)), 24);
    if (page.language != danish_tag) {
        const std::string called = sign_name(page.in(danish_tag), sign);
        line(page, page.say(Key::sign_in_danish, {{"sign", called}}), black(widgets::label_look(44)), 24);
    }
    line(page, page.say(Key::sign_we_call), black(widgets::body_look(34)), 24);
}

void letter_slip(Page& page) {
    const flow::Letter& letter = page.citizen().letter;
    const auto found = explain::explain(page.assets.letters, letter.type, page.language, letter.fields,
                                        flow::local_now(page.model).date, {page.assets.require_reviewed, false});
    if (!found) return;
    line(page, found->title, black(widgets::title_look(60)), 30);
    const explain::Card& what_to_do = found->cards[static_cast<std::size_t>(explain::CardKind::Do)];
    for (const std::string& sentence : what_to_do.sentences) line(page, sentence, black(widgets::body_look(40)), 12);
    const std::string number = text::phone(letter.fields.phone.value_or(page.model.hours.main_phone));
    if (number.empty()) return;
    page.rest.take_top(24);
    line(page, page.say(Key::letter_call_number, {{"phone", number}}), black(widgets::title_look(56)), 24);
    for (const std::string& sentence : found->say) {
        widgets::TextLook spoken = black(widgets::body_look(36));
        spoken.language = danish_tag;  // it is Danish one speaks on the telephone
        line(page, sentence, spoken, 10);
    }
}

}  // namespace

const widgets::Drawing& draw_slip(const flow::Model& model, const Assets& assets, const widgets::Metrics& metrics,
                                  widgets::Ui& ui) {
    Messages none;
    const std::string& language = flow::language(model);
    ui.begin({.metrics = metrics, .language = language, .screen = "slip"});
    Page page{model, assets, ui, none, language, ui.page()};
    const Rect glass = ui.glass();
    {
        const auto paper =
            ui.card(glass.grown(4), {}, widgets::Colour{255, 255, 255, 255}, widgets::Colour{255, 255, 255, 255});
        page.rest.take_top(24);
        line(page, model.roster.unit_name, black(widgets::label_look(40)), 30);
        if (const auto own = flow::sign(model); own && flow::is<flow::CallSignScreen>(model.citizen.screen))
            sign_slip(page, *own);
        else
            letter_slip(page);
        const calendar::Local now = flow::local_now(model);
        line(page,
             text::date_long(assets.words, now.date, language) + " · " + text::time(assets.words, now.time, language),
             black(widgets::body_look(28)), 0);
    }
    return ui.end();
}

}  // namespace aaben::screens
