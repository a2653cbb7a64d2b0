// Where things are: rectangles in reference pixels, the panel's measures, and cutting a rectangle into parts.
// Used by widgets and screens, on the glass thread. One reference pixel (dp) is one pixel of the 10.1" 1280×800 panel
// (149 to the inch). Always: x counts from the reading start, so that a right-to-left screen is the same code in a
// mirror; a part that was taken from a rectangle is no longer in it, so that what is laid out by taking cannot overlap.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace aaben::widgets {

struct Rect {
    float x = 0, y = 0, w = 0, h = 0;

    [[nodiscard]] float end() const { return x + w; }
    [[nodiscard]] float bottom() const { return y + h; }
    [[nodiscard]] float centre_x() const { return x + w / 2; }
    [[nodiscard]] float centre_y() const { return y + h / 2; }
    [[nodiscard]] bool contains(float px, float py) const { return px >= x && px < end() && py >= y && py < bottom(); }
    [[nodiscard]] bool empty() const { return w <= 0 || h <= 0; }
    [[nodiscard]] Rect inset(float all) const { return inset(all, all); }
    [[nodiscard]] Rect inset(float sides, float ends) const {
        return {x + sides, y + ends, std::max(0.F, w - 2 * sides), std::max(0.F, h - 2 * ends)};
    }
    [[nodiscard]] Rect grown(float all) const { return {x - all, y - all, w + 2 * all, h + 2 * all}; }
    // The middle part of the given size (never larger than this rectangle).
    [[nodiscard]] Rect middle(float width, float height) const {
        const float mw = std::min(width, w), mh = std::min(height, h);
        return {x + (w - mw) / 2, y + (h - mh) / 2, mw, mh};
    }

    // Cut a part off and return it; `gap` is removed too, so that the rest keeps its distance.
    Rect take_top(float height, float gap = 0);
    Rect take_bottom(float height, float gap = 0);
    Rect take_start(float width, float gap = 0);
    Rect take_end(float width, float gap = 0);

    friend bool operator==(const Rect&, const Rect&) = default;
};

[[nodiscard]] Rect common(const Rect& a, const Rect& b);  // the shared part; empty when they do not touch

// Equal cells in reading order, `gap` between them both ways.
[[nodiscard]] std::vector<Rect> grid(const Rect& area, std::size_t columns, std::size_t rows, float gap);
// Parts side by side (or one above the other) whose sizes follow the weights.
[[nodiscard]] std::vector<Rect> columns(const Rect& area, const std::vector<float>& weights, float gap);
[[nodiscard]] std::vector<Rect> rows(const Rect& area, const std::vector<float>& weights, float gap);

inline constexpr float reference_dpi = 149;
inline constexpr float target_mm = 20;    // Colle & Hiszem 2004: 20 mm is as good as 25, 10–15 mm slower and more wrong
inline constexpr float target_dp = 118;   // target_mm on the reference panel, rounded up
inline constexpr float min_text_dp = 20;  // 3.4 mm

// The panel as it is. `scale()` is how many of its pixels a reference pixel takes: never less than the same physical
// size, and more on a large panel, so that the page always fills the glass and has at least 1280×800 (800×1280) dp.
struct Metrics {
    int width_px = 1280;
    int height_px = 800;
    float dpi = reference_dpi;

    [[nodiscard]] bool portrait() const { return height_px > width_px; }
    [[nodiscard]] float scale() const;
    [[nodiscard]] float width() const { return static_cast<float>(width_px) / scale(); }    // dp
    [[nodiscard]] float height() const { return static_cast<float>(height_px) / scale(); }  // dp
    [[nodiscard]] float px_of_mm(float mm) const { return mm * dpi / 25.4F; }
    [[nodiscard]] float mm_of_px(float px) const { return px * 25.4F / dpi; }
};

}  // namespace aaben::widgets
