// Packs glyph pictures into the one Atlas: shelves of similar height, left to right. Called by the typesetter alone.
// Always: a place that was handed out keeps its texels until reset(); growing only adds rows below.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "text/typesetter.hpp"

namespace aaben::text {

class GlyphAtlas {
  public:
    static constexpr int width_px = 1024;
    static constexpr int first_height_px = 1024;
    static constexpr int height_max_px = 8192;

    struct Place {
        int x = 0, y = 0;
    };

    GlyphAtlas();
    // Room for a picture, growing if need be; nothing when it is wider than the atlas or the atlas is full.
    [[nodiscard]] std::optional<Place> reserve(int width, int height);
    // Copies `rows` rows of `width` bytes, `pitch` apart, to a reserved place.
    void write(Place place, int width, int height, const std::uint8_t* source, int pitch);
    void reset();  // empty, at its first height
    // A picture found no room: letters are missing from this frame. The generation says so too, so it is drawn again.
    [[nodiscard]] bool full() const { return full_; }
    void clear_dirty();  // after an upload
    [[nodiscard]] const Atlas& picture() const { return atlas_; }

  private:
    struct Shelf {
        int y = 0, height = 0, x = 0;
    };
    [[nodiscard]] bool grow_to(int height);
    void mark_dirty(int x0, int y0, int x1, int y1);

    Atlas atlas_;
    std::vector<Shelf> shelves_;
    int used_height_ = 0;
    bool full_ = false;
};

}  // namespace aaben::text
