#include "widgets/colour.hpp"

#include <algorithm>
#include <cmath>

namespace aaben::widgets {

namespace {
double linear(std::uint8_t channel) {
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}
double luminance(Colour c) {
    return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}
}  // namespace

double contrast(Colour a, Colour b) {
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

Colour mixed(Colour a, Colour b, float share_of_b) {
    const auto mix = [&](std::uint8_t x, std::uint8_t y) {
        return static_cast<std::uint8_t>(
            std::lround(static_cast<float>(x) * (1 - share_of_b) + static_cast<float>(y) * share_of_b));
    };
    return {mix(a.r, b.r), mix(a.g, b.g), mix(a.b, b.b), mix(a.a, b.a)};
}

TintColours colours_of(Tint tint) {
    switch (tint) {
        case Tint::Mint:
            return {rgb(0xD9EDE8), rgb(0x0B5C5E)};
        case Tint::Sky:
            return {rgb(0xDCE9F5), rgb(0x1D4E79)};
        case Tint::Sand:
            return {rgb(0xF3E6CF), rgb(0x7A4B00)};
        case Tint::Rose:
            return {rgb(0xF6DEDA), rgb(0x8C2F22)};
        case Tint::Lilac:
            return {rgb(0xE4E2F3), rgb(0x41397A)};
        case Tint::Moss:
            return {rgb(0xE7EBD3), rgb(0x4A5A12)};
        case Tint::Stone:
            return {rgb(0xECE9E1), rgb(0x3F4A4D)};
    }  // no default case, so the compiler can warn about missing cases
    return {};
}

// Lightness (CIE L*) falls by 6 or more from one to the next: yellow 87, turquoise 77, orange 67, green 48, blue 41,
// red 34, purple 22, black 8; so that the discs stay apart for someone who sees no hue.
SignColour sign_colour(int index) {
    constexpr Colour white = rgb(0xFFFFFF), dark = palette::ink;
    static constexpr std::array<SignColour, sign_colour_count> colours{{{rgb(0xA11C1C), white},
                                                                        {rgb(0xF08A24), dark},
                                                                        {rgb(0xFAD83A), dark},
                                                                        {rgb(0x1F823D), white},
                                                                        {rgb(0x5CCFC9), dark},
                                                                        {rgb(0x1F5FB4), white},
                                                                        {rgb(0x4B2283), white},
                                                                        {rgb(0x16181A), white}}};
    return colours[static_cast<std::size_t>(index) % colours.size()];
}

}  // namespace aaben::widgets
