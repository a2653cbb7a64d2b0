// The letter itself beside its explanation: where a field stands on the paper, what was read there, and 'Passer det?'.
#include <algorithm>

#include "screens/page.hpp"

namespace aaben::screens {

namespace {
std::string what_was_read(const Page& page, const std::string& field) {
    const flow::Letter& letter = page.citizen().letter;
    const auto read = explain::read_off(page.assets.letters, page.language, field, letter.fields, today_of(page));
    if (!read) return {};
    return read->label + ": " + (read->note.empty() ? "" : read->note + " ") + read->value;
}

void fits(Page& page, Rect row, const flow::FieldShown& field) {
    Ui& ui = page.ui;
    widgets::TextLook ask = widgets::label_look(24);
    ask.face = palette::card, ask.stand = widgets::Stand::Middle;
    Rect answers = row.take_end(2 * widgets::target_dp + 12, 12);
    const auto answer = [&](Key label, bool right) {
        return ui.button(answers.take_start(widgets::target_dp, 12),
                         {.label = page.say(label), .selected = field.right && *field.right == right});
    };
    ui.text(row, page.say(Key::letter_fits), ask);
    if (answer(Key::common_yes, true)) page.send(flow::FieldAnswered{true});
    if (answer(Key::common_no, false)) page.send(flow::FieldAnswered{false});
}
}  // namespace

void letter_paper(Page& page, const Rect& box) {
    Ui& ui = page.ui;
    const flow::Letter& letter = page.citizen().letter;
    const auto scope = ui.card(box);
    Rect inner = box.inset(26, 20);
    const auto index = static_cast<std::size_t>(std::clamp(letter.field, 0, static_cast<int>(letter.shown.size()) - 1));
    const flow::FieldShown& field = letter.shown[index];
    if (!page.portrait() && flow::may_go_on(page.model)) {
        const widgets::ButtonLook more{.label = page.say(Key::letter_more_title), .icon = "note_add", .size = 24};
        if (ui.button(inner.take_bottom(button_height, 16), more)) page.send(flow::MorePagesTouched{});
    }
    fits(page, inner.take_bottom(button_height, 10), field);
    const auto crop = page.assets.crop ? page.assets.crop(field.image) : std::nullopt;
    if (const std::string read = what_was_read(page, field.field); !read.empty()) {
        widgets::TextLook value = widgets::label_look(24);
        value.face = palette::card;
        ui.text(inner.take_bottom(ui.measure(read, value, inner.w).h, 10), read, value);
    }
    if (crop) {
        ui.excerpt(inner, *crop, field.place.x, field.place.y, field.place.w, field.place.h,
                   page.say(Key::letter_from_letter));
    } else {
        ui.picture(inner.middle(150, 150), icon::letter, palette::frame, palette::card);
    }
}

}  // namespace aaben::screens
