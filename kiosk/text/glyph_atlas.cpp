#include "text/glyph_atlas.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

namespace aaben::text {
namespace {

constexpr int white_px = 4;  // the solid corner; its middle is never blended with a neighbour
constexpr int gap_px = 1;    // between pictures, so that a scaled texture does not bleed
constexpr int step_px = 4;   // shelves come in steps, so that letters of like height share one

}  // namespace

Texels::Texels(std::size_t size) : bytes_(static_cast<std::uint8_t*>(std::calloc(size, 1))), size_(size) {
    if (!bytes_) throw std::bad_alloc();
}

void Texels::Free::operator()(std::uint8_t* bytes) const {
    std::free(bytes);
}

GlyphAtlas::GlyphAtlas() {
    reset();
}

void GlyphAtlas::reset() {
    atlas_.width = width_px;
    atlas_.height = first_height_px;
    atlas_.pixels = Texels(static_cast<std::size_t>(width_px) * first_height_px);
    atlas_.generation += 1;
    shelves_.clear();
    used_height_ = 0;
    full_ = false;
    const std::vector<std::uint8_t> white(static_cast<std::size_t>(white_px) * white_px, 255);
    if (const auto place = reserve(white_px, white_px)) write(*place, white_px, white_px, white.data(), white_px);
    atlas_.white_u = 0.5F * white_px / width_px;
    atlas_.white_v = 0.5F * white_px / static_cast<float>(atlas_.height);
    mark_dirty(0, 0, atlas_.width, atlas_.height);
}

bool GlyphAtlas::grow_to(int height) {
    if (height > height_max_px) return false;
    int grown = atlas_.height;
    while (grown < height) grown *= 2;
    if (grown == atlas_.height) return true;
    Texels pixels(static_cast<std::size_t>(width_px) * static_cast<std::size_t>(grown));
    std::memcpy(pixels.data(), atlas_.pixels.data(),
                static_cast<std::size_t>(width_px) * static_cast<std::size_t>(used_height_));
    atlas_.pixels = std::move(pixels);
    atlas_.height = grown;
    atlas_.generation += 1;
    atlas_.white_v = 0.5F * white_px / static_cast<float>(grown);
    mark_dirty(0, 0, atlas_.width, atlas_.height);
    return true;
}

std::optional<GlyphAtlas::Place> GlyphAtlas::reserve(int width, int height) {
    if (width + gap_px > width_px || width <= 0 || height <= 0) return std::nullopt;
    const int needed = (height + gap_px + step_px - 1) / step_px * step_px;
    Shelf* best = nullptr;
    for (Shelf& shelf : shelves_) {
        const bool fits = shelf.height >= needed && shelf.height <= needed + needed / 4 + step_px;
        if (fits && shelf.x + width + gap_px <= width_px && (best == nullptr || shelf.height < best->height))
            best = &shelf;
    }
    if (best == nullptr) {
        if (!grow_to(used_height_ + needed)) {
            if (!std::exchange(full_, true)) atlas_.generation += 1;
            return std::nullopt;
        }
        best = &shelves_.emplace_back(Shelf{used_height_, needed, 0});
        used_height_ += needed;
    }
    const Place place{best->x, best->y};
    best->x += width + gap_px;
    return place;
}

void GlyphAtlas::write(Place place, int width, int height, const std::uint8_t* source, int pitch) {
    for (int row = 0; row < height; ++row) {
        std::uint8_t* target = atlas_.pixels.data() + static_cast<std::ptrdiff_t>(place.y + row) * width_px + place.x;
        std::memcpy(target, source + static_cast<std::ptrdiff_t>(row) * pitch, static_cast<std::size_t>(width));
    }
    mark_dirty(place.x, place.y, place.x + width, place.y + height);
}

void GlyphAtlas::clear_dirty() {
    atlas_.dirty_x0 = atlas_.dirty_y0 = atlas_.dirty_x1 = atlas_.dirty_y1 = 0;
}

void GlyphAtlas::mark_dirty(int x0, int y0, int x1, int y1) {
    if (atlas_.dirty_x0 == atlas_.dirty_x1) {
        atlas_.dirty_x0 = x0, atlas_.dirty_y0 = y0, atlas_.dirty_x1 = x1, atlas_.dirty_y1 = y1;
        return;
    }
    atlas_.dirty_x0 = std::min(atlas_.dirty_x0, x0), atlas_.dirty_y0 = std::min(atlas_.dirty_y0, y0);
    atlas_.dirty_x1 = std::max(atlas_.dirty_x1, x1), atlas_.dirty_y1 = std::max(atlas_.dirty_y1, y1);
}

}  // namespace aaben::text
