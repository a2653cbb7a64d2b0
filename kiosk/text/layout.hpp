// From a prepared text to placed glyphs: line breaks in logical order → the glyphs of each line → visual order →
// alignment. Knows fonts, not the atlas; called by the typesetter alone, on the glass thread.
#pragma once

#include <cstdint>
#include <vector>

#include "text/prepared.hpp"

namespace aaben::text {

struct PlacedGlyph {
    std::uint16_t face = 0;
    std::uint32_t glyph = 0;
    std::uint16_t line = 0;
    float size_px = 0;
    float x = 0, y = 0;  // of the glyph's origin, in the text's box
};

class Layout {
  public:
    Layout(Faces& faces, Prepared& text, float line_height, float max_width_px, Align align);
    // Fills everything of `shaped` but its quads, and lists the glyphs those are made of.
    void run(Shaped& shaped, std::vector<PlacedGlyph>& glyphs);

  private:
    struct Line {
        std::size_t begin = 0, end = 0;  // without trailing spaces
    };

    [[nodiscard]] std::vector<Line> wrap(std::size_t paragraph);
    [[nodiscard]] std::size_t forced_break(std::size_t begin, std::size_t end) const;
    void set_line(const Paragraph& paragraph, Line line);
    void set_part(const Run& part, Line line, float& pen);
    void finish_lines();

    Faces& faces_;
    Prepared& text_;
    float line_height_;
    float max_width_px_;
    Align align_;
    std::vector<GlyphPosition> positions_;  // of the part at hand
    Shaped* shaped_ = nullptr;
    std::vector<PlacedGlyph>* glyphs_ = nullptr;
};

}  // namespace aaben::text
