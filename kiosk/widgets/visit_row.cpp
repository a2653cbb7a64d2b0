// One visit in the staff's queue: disc, name and wait, and chips of what was chosen.
#include <algorithm>
#include <string>
#include <vector>

#include "widgets/impl.hpp"

namespace aaben::widgets {

namespace {
constexpr float chip_h = 42, apart = 6;

struct Placed {
    Rect box;
    std::string_view label, icon, language;
};

// Chips in lines, in their order, as many as find room.
std::vector<Placed> lay(Ui& ui, std::span<const Chip> chips, const Rect& area) {
    const auto lines_max = static_cast<std::size_t>(std::max(1.F, (area.h + apart) / (chip_h + apart)));
    std::vector<Placed> placed;
    float x = 0, y = 0;
    std::size_t line = 1;
    for (const Chip& chip : chips) {
        const bool long_fits = chip.brief.empty() || ui.chip_width(chip.label, chip.icon, chip.language) <= area.w - x;
        const std::string_view label = long_fits ? chip.label : chip.brief;
        const float w = std::min(area.w, ui.chip_width(label, chip.icon, chip.language));
        if (x > 0 && x + w > area.w) {
            if (line == lines_max) break;
            x = 0, y += chip_h + apart, ++line;
        }
        placed.push_back({{area.x + x, area.y + y, w, chip_h}, label, chip.icon, chip.language});
        x += w;
    }
    return placed;
}

void draw_chips(Ui& ui, std::span<const Chip> chips, const Rect& area) {
    if (chips.empty()) return;
    std::vector<Placed> placed = lay(ui, chips, area);
    std::string more;  // how many there are besides stands behind the last one
    while (placed.size() < chips.size()) {
        more = "+" + std::to_string(chips.size() - placed.size());
        const float w = ui.chip_width(more, {});
        Placed& last = placed.back();
        if (placed.size() > 1 && last.box.end() + w > area.end()) {
            placed.pop_back();
            continue;
        }
        last.box.w = std::min(last.box.w, area.end() - w - last.box.x);
        placed.push_back({{last.box.end(), last.box.y, w, chip_h}, more, {}, {}});
        break;
    }
    const float used = placed.back().box.bottom() - area.y, down = std::max(0.F, (area.h - used) / 2);
    for (const Placed& one : placed) {
        Rect box = one.box;
        box.y += down;
        ui.chip(box, one.label, one.icon, one.language);
    }
}
}  // namespace

bool Ui::visit_row(const Rect& box, const VisitRow& look) {
    Impl::Pen pen(*impl_, Role::ListItem, look.sign.label, box);
    const bool pressed = impl_->press(pen.node(), false);
    pen->spoken = std::string(look.sign.label) + ". " + std::string(look.detail);
    const Colour face = pen->pressed ? mixed(palette::card, palette::primary, 0.16F) : palette::card;
    if (pen->pressed) impl_->fill(box, face, 24);
    // Wide: what was chosen stands beside the sign; else below it, over the whole width.
    const bool lying = box.w > 640;
    pen->colours.push_back({palette::frame, palette::paper, ColourPair::Of::Frame});  // of the card it stands on
    Rect inner = box.inset(20, lying ? 10 : 3);
    const float side = std::min(lying ? 84.F : 72.F, inner.h);
    const Rect place = inner.take_start(side, lying ? 20 : 16).middle(side, side);
    const SignColour colours = sign_colour(look.sign.colour);
    impl_->disc(place, colours.face);
    impl_->sign_picture(place.middle(side * 0.62F, side * 0.62F), look.sign.icon, colours.picture, colours.face);
    TextLook words = label_look(27), below = quiet_look(22);
    words.face = below.face = face;
    Rect chips = lying ? inner : Rect{};
    Rect lines = lying ? chips.take_start(204, 20) : inner;
    const float high = measure(look.sign.label, words, lines.w).h, low = measure(look.detail, below, lines.w).h;
    lines = lines.middle(lines.w, high + low + (lying || look.chips.empty() ? 0 : chip_h));
    impl_->words(lines.take_top(high), look.sign.label, words);
    impl_->words(lines.take_top(low), look.detail, below);
    if (!lying) chips = lines;
    impl_->focus_ring(pen.node(), box, 24);
    draw_chips(*this, look.chips, chips);
    return pressed;
}

}  // namespace aaben::widgets
