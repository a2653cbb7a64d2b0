#include "widgets/geometry.hpp"

#include <cmath>
#include <numeric>

namespace aaben::widgets {

Rect Rect::take_top(float height, float gap) {
    const Rect part{x, y, w, std::min(height, h)};
    const float used = std::min(h, height + gap);
    y += used, h -= used;
    return part;
}

Rect Rect::take_bottom(float height, float gap) {
    const float part_h = std::min(height, h);
    const Rect part{x, bottom() - part_h, w, part_h};
    h -= std::min(h, height + gap);
    return part;
}

Rect Rect::take_start(float width, float gap) {
    const Rect part{x, y, std::min(width, w), h};
    const float used = std::min(w, width + gap);
    x += used, w -= used;
    return part;
}

Rect Rect::take_end(float width, float gap) {
    const float part_w = std::min(width, w);
    const Rect part{end() - part_w, y, part_w, h};
    w -= std::min(w, width + gap);
    return part;
}

Rect common(const Rect& a, const Rect& b) {
    const float x = std::max(a.x, b.x), y = std::max(a.y, b.y);
    return {x, y, std::max(0.F, std::min(a.end(), b.end()) - x), std::max(0.F, std::min(a.bottom(), b.bottom()) - y)};
}

std::vector<Rect> grid(const Rect& area, std::size_t columns, std::size_t rows, float gap) {
    const auto nx = static_cast<float>(columns), ny = static_cast<float>(rows);
    const float w = (area.w - gap * (nx - 1)) / nx, h = (area.h - gap * (ny - 1)) / ny;
    std::vector<Rect> cells;
    cells.reserve(columns * rows);
    for (std::size_t row = 0; row < rows; ++row) {
        const float y = area.y + static_cast<float>(row) * (h + gap);
        for (std::size_t column = 0; column < columns; ++column)
            cells.push_back({area.x + static_cast<float>(column) * (w + gap), y, w, h});
    }
    return cells;
}

std::vector<Rect> columns(const Rect& area, const std::vector<float>& weights, float gap) {
    const float sum = std::accumulate(weights.begin(), weights.end(), 0.F);
    const float room = area.w - gap * static_cast<float>(weights.size() - 1);
    std::vector<Rect> parts;
    parts.reserve(weights.size());
    Rect rest = area;
    for (const float weight : weights) parts.push_back(rest.take_start(room * weight / sum, gap));
    return parts;
}

std::vector<Rect> rows(const Rect& area, const std::vector<float>& weights, float gap) {
    const float sum = std::accumulate(weights.begin(), weights.end(), 0.F);
    const float room = area.h - gap * static_cast<float>(weights.size() - 1);
    std::vector<Rect> parts;
    parts.reserve(weights.size());
    Rect rest = area;
    for (const float weight : weights) parts.push_back(rest.take_top(room * weight / sum, gap));
    return parts;
}

float Metrics::scale() const {
    const float long_side = static_cast<float>(std::max(width_px, height_px)) / 1280;
    const float short_side = static_cast<float>(std::min(width_px, height_px)) / 800;
    return std::max(std::min(long_side, short_side), dpi / reference_dpi * 0.999F);
}

}  // namespace aaben::widgets
