// One visit in the staff's queue: disc, name and wait, and chips of what was chosen.
#include <algorithm>

#include "widgets/impl.hpp"

namespace aaben::widgets {

namespace {
constexpr float chip_h = 44, apart = 8;

// Chips in lines of a given width; those that find no room are not placed.
struct Laid {
    std::vector<std::vector<float>> lines{1};  // widths
    std::vector<std::string_view> labels;      // the brief one where the long one is too long
    std::size_t placed = 0;
};

Laid lay(Ui& ui, std::span<const Chip> chips, float width, float height) {
    const auto lines_max = static_cast<std::size_t>(std::max(1.F, (height + apart) / (chip_h + apart)));
    Laid laid;
    float used = 0;
    for (const Chip& chip : chips) {
        const bool long_fits = chip.brief.empty() || ui.chip_width(chip.label, chip.icon, chip.language) <= width;
        laid.labels.push_back(long_fits ? std::string_view(chip.label) : std::string_view(chip.brief));
        const float w = std::min(width, ui.chip_width(laid.labels.back(), chip.icon, chip.language));
        if (used > 0 && used + w > width) {
            if (laid.lines.size() == lines_max) break;
            laid.lines.emplace_back();
            used = 0;
        }
        laid.lines.back().push_back(w);
        ++laid.placed;
        used += w + apart;
    }
    return laid;
}

void draw_chips(Ui& ui, std::span<const Chip> chips, const Rect& area) {
    const Laid laid = lay(ui, chips, area.w, area.h);
    const bool hidden = laid.placed < chips.size();
    const std::string more = "+" + std::to_string(chips.size() - laid.placed + 1);
    const auto n = static_cast<float>(laid.lines.size());
    float y = area.centre_y() - (n * chip_h + (n - 1) * apart) / 2;
    std::size_t next = 0;
    for (const std::vector<float>& line : laid.lines) {
        float x = area.x;
        for (const float w : line) {
            const Chip& one = chips[next];
            const std::string_view label = laid.labels[next++];
            if (hidden && next == laid.placed) {
                ui.chip({x, y, w, chip_h}, more);  // the last place tells how many there are besides
            } else {
                ui.chip({x, y, w, chip_h}, label, one.icon, one.language);
            }
            x += w + apart;
        }
        y += chip_h + apart;
    }
}
}  // namespace

bool Ui::visit_row(const Rect& box, const VisitRow& look) {
    Impl::Pen pen(*impl_, Role::ListItem, look.sign.label, box);
    const bool pressed = impl_->press(pen.node(), false);
    pen->spoken = std::string(look.sign.label) + ". " + std::string(look.detail);
    const Colour face = pen->pressed ? mixed(palette::card, palette::primary, 0.16F) : palette::card;
    if (pen->pressed) impl_->fill(box, face, 24);
    Rect inner = box.inset(20, 10);
    const float side = std::min(84.F, inner.h);
    const Rect place = inner.take_start(side, 20).middle(side, side);
    const SignColour colours = sign_colour(look.sign.colour);
    impl_->disc(place, colours.face);
    impl_->sign_picture(place.middle(side * 0.62F, side * 0.62F), look.sign.icon, colours.picture, colours.face);
    TextLook words = label_look(27), below = quiet_look(22);
    words.face = below.face = face;
    Rect lines = inner.take_start(std::min(204.F, inner.w * 0.42F), 20);
    const float high = measure(look.sign.label, words, lines.w).h, low = measure(look.detail, below, lines.w).h;
    lines = lines.middle(lines.w, high + low);
    impl_->words(lines.take_top(high), look.sign.label, words);
    impl_->words(lines, look.detail, below);
    impl_->focus_ring(pen.node(), box, 24);
    draw_chips(*this, look.chips, inner);
    return pressed;
}

}  // namespace aaben::widgets
