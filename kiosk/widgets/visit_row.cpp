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

// What has no room for its words keeps its picture: that somebody needs an interpreter or must leave soon is never
// behind a number.
std::string add_pictures(Ui& ui, std::span<const Chip> chips, const Rect& area, std::vector<Placed>& placed) {
    constexpr float picture_w = 46, least_w = 130;
    const auto need = [&] { return static_cast<float>(chips.size() - placed.size()) * picture_w; };
    while (placed.size() > 1 && placed.back().box.end() + need() > area.end()) placed.pop_back();
    Rect& last = placed.back().box;
    last.w = std::min(last.w, std::max(least_w, area.end() - need() - last.x));
    float x = last.end();
    const float y = last.y;
    while (placed.size() < chips.size()) {
        const std::size_t left = chips.size() - placed.size();
        const std::string more = "+" + std::to_string(left);
        const float w = ui.chip_width(more, {});
        if (x + picture_w + (left == 1 ? 0 : w) > area.end()) {
            placed.push_back({{x, y, std::min(w, area.end() - x), chip_h}, {}, {}, {}});
            return more;
        }
        const Chip& chip = chips[placed.size()];
        placed.push_back({{x, y, picture_w, chip_h}, {}, chip.icon, chip.language});
        x += picture_w;
    }
    return {};
}

void draw_chips(Ui& ui, std::span<const Chip> chips, const Rect& area) {
    if (chips.empty()) return;
    std::vector<Placed> placed = lay(ui, chips, area);
    std::string more;  // how many there are besides, behind the last picture
    if (placed.size() < chips.size()) more = add_pictures(ui, chips, area, placed);
    const float used = placed.back().box.bottom() - area.y, down = std::max(0.F, (area.h - used) / 2);
    for (const Placed& one : placed) {
        Rect box = one.box;
        box.y += down;
        if (one.label.empty() && !one.icon.empty()) {
            constexpr float side = 28;
            ui.picture(box.middle(side, side), one.icon, palette::primary, palette::card);
            continue;
        }
        ui.chip(box, one.label.empty() ? std::string_view(more) : one.label, one.icon, one.language);
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
