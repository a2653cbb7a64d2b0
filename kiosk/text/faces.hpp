// The open font files: which family has a letter, shaping a run (HarfBuzz) and rasterising a glyph (FreeType). Called
// by the layout and the typesetter, on the glass thread. Faces are opened when first needed; a file is mapped, not
// read, so that what is never drawn costs no memory. Always: a face that does not open is as if it were not listed.
#pragma once

#include <hb.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/fonts.hpp"
#include "text/typesetter.hpp"

struct FT_LibraryRec_;
struct FT_FaceRec_;

namespace aaben::text {

struct GlyphPosition {  // in pixels, visual order
    std::uint32_t glyph = 0;
    std::uint32_t cluster = 0;  // index of the code point
    float advance = 0, dx = 0, dy = 0;
    bool unsafe_to_break = false;  // cutting the text before this cluster would change the glyphs on either side
};

struct Bitmap {
    int width = 0, height = 0, left = 0, top = 0, pitch = 0;
    const std::uint8_t* pixels = nullptr;  // lives until the next call
};

struct RunShape {  // how one run is to be shaped
    std::uint16_t face = 0;
    bool rtl = false;
    hb_script_t script = HB_SCRIPT_UNKNOWN;
    hb_language_t language = nullptr;
    float size_px = 0;  // already matched to the family's optical size
    bool ligatures = true;
};

class Faces {
  public:
    explicit Faces(FontPaths paths);
    ~Faces();

    [[nodiscard]] std::size_t family_count() const { return paths_.families.size(); }
    [[nodiscard]] const FontFamily& family(std::size_t index) const { return paths_.families[index]; }
    // The face of a family in a weight, or its nearest weight; nothing when no file of the family opens.
    [[nodiscard]] std::optional<std::uint16_t> face_of(std::size_t family, Weight weight);
    [[nodiscard]] std::optional<std::uint16_t> icon_face();
    [[nodiscard]] bool has(std::uint16_t face, char32_t point);
    struct Vertical {
        float ascent = 0, descent = 0;  // multiples of the size, both positive
    };
    [[nodiscard]] Vertical vertical(std::uint16_t face);

    // Shapes text[begin, end) with the rest of `text` as context, so that letters join across runs.
    void shape(std::span<const char32_t> text, std::size_t begin, std::size_t end, const RunShape& how,
               std::vector<GlyphPosition>& out);
    // shift_64: how far right of the pixel grid the glyph starts, in 1/64 px.
    [[nodiscard]] std::optional<Bitmap> rasterise(std::uint16_t face, std::uint32_t glyph, int size_64, int shift_64);

    [[nodiscard]] std::size_t open_count() const;

    Faces(const Faces&) = delete;
    Faces& operator=(const Faces&) = delete;

  private:
    struct Face;
    [[nodiscard]] std::uint16_t listed(const std::string& path);
    [[nodiscard]] bool opened(std::uint16_t face);
    [[nodiscard]] FT_FaceRec_* outline_face(Face& face);

    FontPaths paths_;
    std::vector<std::unique_ptr<Face>> faces_;
    std::vector<std::vector<std::uint16_t>> candidates_;  // by family × weight, in order; the icons are last
    FT_LibraryRec_* library_ = nullptr;
    hb_buffer_t* buffer_ = nullptr;
};

}  // namespace aaben::text
