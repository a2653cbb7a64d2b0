// Primitives of the Impl, and the things to look at: pictures, discs, chips, steps, bars, images.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "widgets/impl.hpp"

namespace aaben::widgets {

void Ui::Impl::fill(const Rect& dp, Colour colour, float radius) {
    if (node_of_pen() != nullptr) canvas.fill(px(dp), colour, px(radius));
}

void Ui::Impl::frame(const Rect& dp, Colour colour, float radius, float thickness) {
    if (node_of_pen() != nullptr) canvas.frame(px(dp), colour, px(radius), px(thickness));
}

void Ui::Impl::disc(const Rect& dp, Colour colour) {
    const Rect r = px(dp);
    if (node_of_pen() != nullptr) canvas.disc({r.centre_x(), r.centre_y()}, std::min(r.w, r.h) / 2, colour);
}

void Ui::Impl::icon(const Rect& dp, std::string_view name, Colour ink, Colour face) {
    Node* node = node_of_pen();
    if (name.empty() || node == nullptr) return;
    const Rect r = px(dp);
    const float side = std::round(std::min(r.w, r.h));
    const text::Shaped& shaped = type.icon(name, side);
    canvas.glyphs(shaped, r.centre_x() - side / 2, r.centre_y() - side / 2, ink,
                  rtl && has_direction(name) ? side : 0.F);
    node->text_cut = node->text_cut || shaped.missing_glyph;
    node->colours.push_back({ink, face, ColourPair::Of::Picture});
}

void Ui::Impl::focus_ring(const Node& node, const Rect& dp, float radius) {
    if (!node.focused) return;
    canvas.frame(px(dp.grown(3)), palette::card, px(radius + 3), px(4));
    canvas.frame(px(dp.grown(8)), palette::ink, px(radius + 8), px(5));
}

void Ui::picture(const Rect& box, std::string_view icon, Colour ink, Colour face, std::string_view label) {
    const Impl::Pen pen(*impl_, Role::Image, label, box);
    impl_->icon(box, icon, ink, face);
}

void Ui::tinted_picture(const Rect& box, std::string_view icon, Tint tint) {
    const Impl::Pen pen(*impl_, Role::Image, "", box);
    const TintColours colours = colours_of(tint);
    impl_->fill(box, colours.face, box.h * 0.26F);
    impl_->icon(box.middle(box.w * 0.56F, box.h * 0.56F), icon, colours.picture, colours.face);
}

void Ui::sign_disc(const Rect& box, const SignLook& look) {
    const Impl::Pen pen(*impl_, Role::Image, look.label, box);
    const float side = std::min(box.w, box.h);
    const Rect round = box.middle(side, side);
    const SignColour colours = sign_colour(look.colour);
    impl_->disc(round, colours.face);
    impl_->sign_picture(round.middle(side * 0.64F, side * 0.64F), look.icon, colours.picture, colours.face);
}

void Ui::initials(const Rect& box, std::string_view letters, Tint tint, std::string_view name) {
    const Impl::Pen pen(*impl_, Role::Image, name, box);
    const TintColours colours = colours_of(tint);
    impl_->disc(box.grown(3), palette::card);
    impl_->disc(box, colours.face);
    impl_->words(box, letters,
                 {.size = box.h * 0.32F,
                  .weight = Weight::Bold,
                  .face = colours.face,
                  .align = Align::Centre,
                  .stand = Stand::Middle});
}

namespace {
constexpr float chip_icon = 25, chip_end = 14, chip_gap = 7;
TextLook chip_look(std::string_view language) {
    return {.size = 21,
            .weight = Weight::Semibold,
            .face = palette::card,
            .stand = Stand::Middle,
            .language = language,
            .may_shorten = true};
}
}  // namespace

float Ui::chip_width(std::string_view label, std::string_view icon, std::string_view language) {
    const float words = measure(label, chip_look(language)).w + 2;
    return chip_end + words + (icon.empty() ? 0 : chip_icon + chip_gap);
}

float Ui::chip(const Rect& box, std::string_view label, std::string_view icon, std::string_view language) {
    const float w = std::min(box.w, chip_width(label, icon, language));
    const Rect drawn{box.x, box.y, w, box.h};
    const Impl::Pen pen(*impl_, Role::Text, label, drawn);
    Rect inner = drawn;
    inner.take_end(chip_end);
    if (!icon.empty()) {
        const Rect place = inner.take_start(chip_icon, chip_gap);
        impl_->icon(place.middle(chip_icon, chip_icon), icon, palette::primary, palette::card);
    }
    impl_->words(inner, label, chip_look(language));
    return w;
}

void Ui::steps(const Rect& box, int count, int current, std::string_view label) {
    const Impl::Pen pen(*impl_, Role::Progress, label, box);
    constexpr float dot = 14, wide = 46, gap = 12;
    const float total = wide + static_cast<float>(count - 1) * (dot + gap);
    float x = box.centre_x() - total / 2;
    for (int i = 0; i < count; ++i) {
        const float w = i == current ? wide : dot;
        impl_->fill({x, box.centre_y() - dot / 2, w, dot}, i <= current ? palette::primary : palette::frame, dot / 2);
        x += w + gap;
    }
}

void Ui::bars(const Rect& box, std::span<const Bar> bars, std::string_view label) {
    const Impl::Pen pen(*impl_, Role::Image, label, box);
    if (bars.empty()) return;
    Rect area = box;
    const Rect names = area.take_bottom(28, 6);
    float most = 1;
    for (const Bar& bar : bars) most = std::max(most, bar.value);
    const std::vector<Rect> slots = grid(area, bars.size(), 1, 10);
    const std::vector<Rect> under = grid(names, bars.size(), 1, 0);
    for (std::size_t i = 0; i < bars.size(); ++i) {
        Rect slot = slots[i];
        if (bars[i].value > 0) {
            const Rect bar = slot.take_bottom(std::max(8.F, slot.h * bars[i].value / most));
            impl_->fill(bar, palette::primary, std::min(8.F, bar.w / 4));
        }
        // A label may be wider than its bar: whoever gives many bars labels few of them.
        const float wide = std::max(under[i].w, bar_label_width);
        impl_->words(
            {under[i].centre_x() - wide / 2, under[i].y, wide, under[i].h}, bars[i].label,
            {.size = 20, .ink = palette::quiet, .face = palette::card, .align = Align::Centre, .stand = Stand::Middle});
    }
    impl_->fill({area.x, area.bottom(), area.w, 2}, palette::frame);
}

void Ui::spans(const Rect& box, std::span<const Span> spans, const SpansLook& look) {
    const Impl::Pen pen(*impl_, Role::Image, look.label, box);
    Rect area = box;
    TextLook words = label_look(24);
    impl_->words(area.take_top(34, 8), look.label, words);
    const Rect ends = area.take_bottom(30, 4);
    words = quiet_look(21);
    impl_->words(ends, look.from, words);
    words.align = Align::End;
    impl_->words(ends, look.to, words);
    const Rect line = area.middle(area.w, std::min(area.h, 26.F));
    impl_->fill(line, palette::line, 6);
    for (const Span& span : spans) {
        const Rect part{line.x + line.w * span.from, line.y, std::max(4.F, line.w * (span.to - span.from)), line.h};
        impl_->fill(part, span.filled ? palette::primary : palette::amber, 4);
    }
}

void Ui::ring(const Rect& box, float share, std::string_view label) {
    const Impl::Pen pen(*impl_, Role::Progress, label, box);
    if (impl_->node_of_pen() == nullptr) return;
    const Rect r = impl_->px(box);
    const float thickness = r.h * 0.12F, radius = std::min(r.w, r.h) / 2 - thickness / 2;
    const Point centre{r.centre_x(), r.centre_y()};
    constexpr float turn = 2 * std::numbers::pi_v<float>;
    const float top = -turn / 4;
    impl_->canvas.arc(centre, radius, top, top + turn, thickness, palette::line);
    if (share > 0) {
        impl_->canvas.arc(centre, radius, top, top + turn * std::min(share, 1.F), thickness, palette::primary);
    }
}

void Ui::image(const Rect& box, const Picture& pixels, std::string_view label) {
    const Impl::Pen pen(*impl_, Role::Image, label, box);
    if (pixels.width <= 0 || pixels.height <= 0) return;
    const float w = static_cast<float>(pixels.width), h = static_cast<float>(pixels.height);
    const float share = std::min(box.w / w, box.h / h);
    impl_->canvas.picture(pixels, impl_->px(box.middle(w * share, h * share)), {0, 0, w, h});
}

namespace {
constexpr float read_line = 34;                            // dp that a line of the letter is high when there is room
constexpr float frame_above = 0.45F, frame_beside = 0.2F;  // of a line, between the field and its frame

// Where a stretch of `size` stands so that it has `centre` in its middle and does not leave 0…`whole`.
float placed(float centre, float size, float whole) {
    return std::clamp(centre - size / 2, 0.F, std::max(0.F, whole - size));
}
}  // namespace

void Ui::excerpt(const Rect& box, const Picture& pixels, int x, int y, int w, int h, std::string_view label) {
    if (w <= 0 || h <= 0 || x + w > pixels.width || y + h > pixels.height) return image(box, pixels, label);
    const Impl::Pen pen(*impl_, Role::Image, label, box);
    const Rect whole{0, 0, static_cast<float>(pixels.width), static_cast<float>(pixels.height)};
    const Rect place{static_cast<float>(x), static_cast<float>(y), static_cast<float>(w), static_cast<float>(h)};
    const float line = std::min(place.h, std::max(20.F, place.w / 2));
    const Rect framed = common(place.inset(-line * frame_beside, -line * frame_above), whole);
    const Rect shown = place.grown(line * 0.7F);
    const float scale = std::min({read_line / line, box.w / shown.w, box.h / shown.h});
    Rect part{0, 0, std::min(whole.w, box.w / scale), std::min(whole.h, box.h / scale)};
    part.x = placed(place.centre_x(), part.w, whole.w);
    part.y = placed(place.centre_y(), part.h, whole.h);
    // The letter reads from left to right on a mirrored page too: page coordinates are turned back for what lies in it.
    const Rect paper = box.middle(part.w * scale, part.h * scale);
    impl_->canvas.picture(pixels, impl_->px(paper), part);
    const float left = (framed.x - part.x) * scale, wide = framed.w * scale;
    const Rect mark{paper.x + (impl_->rtl ? paper.w - left - wide : left), paper.y + (framed.y - part.y) * scale, wide,
                    framed.h * scale};
    impl_->frame(common(mark, paper), palette::amber, 8, 4);
    impl_->frame(paper, palette::line, 6);
}

}  // namespace aaben::widgets
