// The palette of the house and the contrast of two colours. Pure. Always: every pair that a widget sets text in has a
// contrast of at least 4.5:1 (WCAG 2.2), which the screens' test measures again from the tree.
#pragma once

#include <array>
#include <cstdint>

namespace aaben::widgets {

struct Colour {
    std::uint8_t r = 0, g = 0, b = 0, a = 255;
    friend bool operator==(const Colour&, const Colour&) = default;
};

constexpr Colour rgb(std::uint32_t hex) {
    return {static_cast<std::uint8_t>(hex >> 16 & 255), static_cast<std::uint8_t>(hex >> 8 & 255),
            static_cast<std::uint8_t>(hex & 255), 255};
}
[[nodiscard]] double contrast(Colour a, Colour b);  // 1 to 21, WCAG 2.2
[[nodiscard]] Colour mixed(Colour a, Colour b, float share_of_b);

namespace palette {
inline constexpr Colour paper = rgb(0xF7F5F0), card = rgb(0xFFFFFF), line = rgb(0xE3DED3), frame = rgb(0x8C877C);
inline constexpr Colour ink = rgb(0x1B2A2F), quiet = rgb(0x5B6B70);
inline constexpr Colour primary = rgb(0x0B5C5E), on_primary = rgb(0xFFFFFF), on_primary_quiet = rgb(0xE4F1EF);
inline constexpr Colour amber = rgb(0xF2A93B), alarm = rgb(0xB3261E), good = rgb(0x1E7A3C);
inline constexpr Colour chip = rgb(0xECE9E1);
inline constexpr Colour still = rgb(0xEFECE4);  // of a card that only tells: no frame, darker than the paper
}  // namespace palette

enum class Tint { Mint, Sky, Sand, Rose, Lilac, Moss, Stone };
struct TintColours {
    Colour face, picture;
};
[[nodiscard]] TintColours colours_of(Tint tint);

// The eight colours of call-signs: they differ in name, hue and lightness; `picture` stands on `face` with ≥ 4.5:1.
inline constexpr int sign_colour_count = 8;
struct SignColour {
    Colour face, picture;
};
[[nodiscard]] SignColour sign_colour(int index);

}  // namespace aaben::widgets
