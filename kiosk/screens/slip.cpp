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

void sign_picture(Page& page) {
    const auto own = flow::sign(page.model);
    if (!own) return;
    const float side = 420;
    const std::string name = sign_name(page, *own);
    page.ui.sign_disc(page.rest.take_top(side, 30).middle(side, side), sign_look(*own, name));
}

struct SlipLine {
    std::string words;
    widgets::TextLook look;
    float after = 0;
};
using SlipLines = std::vector<SlipLine>;

SlipLines sign_lines(const Page& page, const visit::CallSign& sign) {
    SlipLines lines{{sign_name(page, sign), black(widgets::title_look(96)), 24}};
    if (page.language != danish_tag) {
        const std::string called = sign_name(page.in(danish_tag), sign);
        lines.push_back({page.say(Key::sign_in_danish, {{"sign", called}}), black(widgets::label_look(44)), 24});
    }
    lines.push_back({std::string(page.say(Key::sign_we_call)), black(widgets::body_look(34)), 24});
    return lines;
}

SlipLines letter_lines(const Page& page) {
    const flow::Letter& letter = page.citizen().letter;
    const auto found = explain::explain(page.assets.letters, letter.type, page.language, letter.fields,
                                        flow::local_now(page.model).date, {page.assets.require_reviewed, false});
    if (!found) return {};
    SlipLines lines{{found->title, black(widgets::title_look(60)), 30}};
    const explain::Card& what_to_do = found->cards[static_cast<std::size_t>(explain::CardKind::Do)];
    for (const std::string& sentence : what_to_do.sentences)
        lines.push_back({sentence, black(widgets::body_look(40)), 12});
    const std::string number = text::phone(letter.fields.phone.value_or(page.model.hours.main_phone));
    if (number.empty()) return lines;
    lines.back().after += 24;
    lines.push_back({page.say(Key::letter_call_number, {{"phone", number}}), black(widgets::title_look(56)), 24});
    for (const std::string& sentence : found->say) {
        widgets::TextLook spoken = black(widgets::body_look(36));
        spoken.language = danish_tag;  // it is Danish one speaks on the telephone
        lines.push_back({sentence, spoken, 10});
    }
    return lines;
}

// The poster of a call-sign prints the sign; every other screen that prints, its letter.
bool is_of_sign(const flow::Citizen& citizen) {
    if (flow::is<flow::PhoneCodeScreen>(citizen.screen))
        return !citizen.back.empty() && flow::is<flow::CallSignScreen>(citizen.back.back());
    return flow::is<flow::CallSignScreen>(citizen.screen);
}

SlipLines slip_lines(const Page& page) {
    const auto own = flow::sign(page.model);
    if (is_of_sign(page.citizen())) return own ? sign_lines(page, *own) : SlipLines{};
    return letter_lines(page);
}

std::string printed_at(const Page& page) {
    const calendar::Local now = flow::local_now(page.model);
    return text::date_long(page.assets.words, now.date, page.language) + " · " +
           text::time(page.assets.words, now.time, page.language);
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
        SlipLines lines = slip_lines(page);
        lines.insert(lines.begin(), {model.roster.unit_name, black(widgets::label_look(40)), 30});
        lines.push_back({printed_at(page), black(widgets::body_look(28)), 0});
        for (const SlipLine& line : lines) {
            const float high = ui.measure(line.words, line.look, page.rest.w).h;
            ui.text(page.rest.take_top(high, line.after), line.words, line.look);
            if (&line == &lines.front() && is_of_sign(page.citizen())) sign_picture(page);
        }
    }
    return ui.end();
}

std::string slip_words(const Page& page) {
    std::string words = page.model.roster.unit_name;
    for (const SlipLine& line : slip_lines(page)) words += "\n" + line.words;
    return words + "\n" + printed_at(page);
}

}  // namespace aaben::screens
