// Text in boxes: choosing the size that fits, placing it by what the eye sees, and telling the tree.
#include <algorithm>
#include <cmath>

#include "language/language.hpp"
#include "language/utf8.hpp"
#include "widgets/impl.hpp"

namespace aaben::widgets {

TextLook title_look(float size) {
    return {.size = size, .weight = Weight::Bold, .tracking = -0.022F};
}
TextLook body_look(float size) {
    return {.size = size};
}
TextLook quiet_look(float size) {
    return {.size = size, .ink = palette::quiet};
}
TextLook label_look(float size) {
    return {.size = size, .weight = Weight::Semibold, .tracking = -0.008F};
}

Optics optics_of(const text::Shaped& shaped) {
    // Inter's capitals are 0.73 em high; the bodies of Arabic letters stand about 0.55 above and 0.2 below the
    // baseline.
    // What counts is the script that stands there: a Latin name in an Arabic page is still Latin (family 0).
    const bool latin = shaped.clusters.empty() ? !shaped.rtl : shaped.clusters.front().family == 0;
    return latin ? Optics{0.73F, 0.0F} : Optics{0.72F, 0.12F};
}

std::string_view Ui::Impl::language_of(const TextLook& look) const {
    return look.language.empty() ? std::string_view(language) : look.language;
}

text::Style Ui::Impl::style_of(const TextLook& look, float size_dp) const {
    const float size_px = std::round(size_dp * scale);
    return {size_px, look.weight, look.tracking * size_px, look.line_height};
}

Align Ui::Impl::side_of(const TextLook& look) const {
    // A text in another direction than its page still begins where the page begins.
    if (look.align == Align::Centre || language::is_rtl(language_of(look)) == rtl) return look.align;
    return look.align == Align::Start ? Align::End : Align::Start;
}

// Only ink must fit: the room above the capitals of the first line and below the last one may hang over.
bool Ui::Impl::fits(const text::Shaped& shaped, float size_dp, float width_px, float height_px) const {
    const float size_px = size_dp * scale;
    const float ink = shaped.lines.back().baseline - shaped.ascent + size_px * (shaped.rtl ? 1.05F : 0.97F);
    return !shaped.overflow && shaped.width <= width_px + 1 && ink <= height_px + 1;
}

// The longest beginning that fits at the smallest size, and "…".
Ui::Impl::Fitted Ui::Impl::shortened(std::string_view words, const TextLook& look, float width_px, float height_px) {
    const text::Style style = style_of(look, look.smallest);
    Fitted best{nullptr, look.smallest, true};
    std::size_t from = 0, to = words.size();  // bytes that fit, and that do not
    const auto tried = [&](std::size_t end) {
        const std::string part = std::string(words.substr(0, end)) + "\xE2\x80\xA6";
        const text::Shaped& shaped = type.shape(part, style, width_px, side_of(look), language_of(look));
        const bool whole = fits(shaped, look.smallest, width_px, height_px);
        if (whole || best.shaped == nullptr) best.shaped = &shaped;
        if (whole) best.cut = false;
        return whole;
    };
    (void)tried(0);
    while (true) {
        const std::size_t half = language::point_begin(words, from + (to - from) / 2);
        if (half <= from) return best;
        (tried(half) ? from : to) = half;
    }
}

Ui::Impl::Fitted Ui::Impl::fit(std::string_view words, const TextLook& look, float width_dp, float height_dp) {
    const float width_px = std::floor(px(width_dp)), height_px = px(height_dp);
    const std::string_view tongue = language_of(look);
    float size = look.size * text_scale;
    while (true) {
        const text::Shaped& shaped = type.shape(words, style_of(look, size), width_px, side_of(look), tongue);
        const bool whole = fits(shaped, size, width_px, height_px);
        if (!whole && size <= look.smallest && look.may_shorten) return shortened(words, look, width_px, height_px);
        if (whole || size <= look.smallest) return balanced(words, look, {&shaped, size, !whole}, width_px);
        size = std::max(look.smallest, size * 0.94F);
    }
}

// A text of a few lines reads better when they are about equally long: the narrowest box that keeps their number.
Ui::Impl::Fitted Ui::Impl::balanced(std::string_view words, const TextLook& look, Fitted fitted, float width_px) {
    const std::size_t lines = fitted.shaped->lines.size();
    if (lines < 2 || lines > 3) return fitted;
    const text::Style style = style_of(look, fitted.size_dp);
    for (const float share : {0.55F, 0.64F, 0.73F, 0.82F, 0.91F}) {
        const float narrow_px = std::floor(width_px * share);
        const text::Shaped& tried = type.shape(words, style, narrow_px, side_of(look), language_of(look));
        if (tried.lines.size() != lines || tried.overflow) continue;
        // The box is narrower than its place: the text still begins (or is centred) where the place does.
        const Align side = side_of(look);
        const bool from_left = (side == Align::Start) != tried.rtl;
        fitted.shaped = &tried;
        fitted.shift_px = side == Align::Centre ? (width_px - narrow_px) / 2 : from_left ? 0 : width_px - narrow_px;
        return fitted;
    }
    return fitted;
}

Rect Ui::Impl::words(const Rect& dp, std::string_view words, const TextLook& look) {
    Node* node = node_of_pen();
    if (words.empty() || node == nullptr) return {dp.x, dp.y, 0, 0};
    const Fitted fitted = fit(words, look, dp.w, dp.h);
    const text::Shaped& shaped = *fitted.shaped;
    const Rect box = px(dp);
    const float size_px = fitted.size_dp * scale;
    const Optics optics = optics_of(shaped);
    const float first = shaped.lines.front().baseline, last = shaped.lines.back().baseline;
    const float above = optics.above * size_px, below = optics.below * size_px;
    float top = box.y;  // of the text's box
    if (look.stand == Stand::Middle) top = box.centre_y() - (first - above + last + below) / 2;
    if (look.stand == Stand::Bottom) top = box.bottom() - last - 0.25F * size_px;
    canvas.glyphs(shaped, box.x + fitted.shift_px, top, look.ink);

    float left = shaped.lines.front().x, right = left;
    for (const text::LineBox& line : shaped.lines) {
        left = std::min(left, line.x);
        right = std::max(right, line.x + line.width);
    }
    const Rect inked{box.x + fitted.shift_px + left, top + first - above, right - left,
                     last - first + above + 0.22F * size_px};
    node->inked.push_back(inked);
    node->colours.push_back({look.ink, look.face, ColourPair::Of::Text});
    node->text_cut = node->text_cut || fitted.cut || shaped.missing_glyph;
    const bool smallest = node->smallest_text_dp == 0 || fitted.size_dp < node->smallest_text_dp;
    if (smallest) node->smallest_text_dp = fitted.size_dp;
    const float x = rtl ? width - inked.end() / scale : inked.x / scale;
    return {x, top / scale, inked.w / scale, shaped.height / scale};
}

Rect Ui::text(const Rect& box, std::string_view words, const TextLook& look) {
    Impl::Pen pen(*impl_, Role::Text, words, box);
    if (!look.language.empty()) pen->language = look.language;
    return impl_->words(box, words, look);
}

Rect Ui::heading(const Rect& box, std::string_view words, const TextLook& look) {
    Impl::Pen pen(*impl_, Role::Heading, words, box);
    if (!look.language.empty()) pen->language = look.language;
    return impl_->words(box, words, look);
}

Rect Ui::status(const Rect& box, std::string_view words, const TextLook& look) {
    Impl::Pen pen(*impl_, Role::Status, words, box);
    if (!look.language.empty()) pen->language = look.language;
    return impl_->words(box, words, look);
}

Size Ui::measure(std::string_view words, const TextLook& look, float width) {
    const text::Shaped& shaped =
        impl_->type.shape(words, impl_->style_of(look, look.size * impl_->text_scale), std::floor(impl_->px(width)),
                          impl_->side_of(look), impl_->language_of(look));
    return {std::ceil(shaped.width) / impl_->scale, shaped.height / impl_->scale};
}

void Ui::number(const Rect& box, std::string_view words, const TextLook& look) {
    TextLook large = look;
    large.size = box.h * 0.82F / impl_->text_scale;  // the tails of a comma stay inside as well
    large.stand = Stand::Middle;
    const Impl::Pen pen(*impl_, Role::Text, words, box);
    impl_->words(box, words, large);
}

void Ui::fact(const Rect& box, std::string_view icon, std::string_view words, const TextLook& look, Colour picture) {
    Impl::Pen pen(*impl_, Role::Text, words, box);
    Rect rest = box;
    const float side = std::min(44.F, box.h);
    const Rect place = rest.take_start(side, 16);
    TextLook beside = look;
    beside.stand = Stand::Middle;
    const Rect lines = impl_->words(rest, words, beside);
    (void)lines;
    impl_->icon({place.x, box.centre_y() - side / 2, side, side}, icon, picture, look.face);
}

}  // namespace aaben::widgets
