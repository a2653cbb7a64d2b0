// From a text to placed glyphs: paragraphs → families and levels → line breaks in logical order → shaping line by line
// → visual order → alignment. Knows fonts, not the atlas; called by the typesetter alone, on the glass thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/faces.hpp"
#include "text/typesetter.hpp"
#include "text/unicode.hpp"

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
    Layout(Faces& faces, std::string_view utf8, const Style& style, float max_width_px, Align align,
           std::string_view language);
    // Fills everything of `shaped` but its quads, and lists the glyphs those are made of.
    void run(Shaped& shaped, std::vector<PlacedGlyph>& glyphs);

  private:
    // A stretch of points of one direction, family and script.
    struct Run {
        std::size_t begin = 0, end = 0;
        std::uint8_t level = 0;
        std::uint16_t family = 0;
        hb_script_t script = HB_SCRIPT_COMMON;
    };
    struct Line {
        std::size_t begin = 0, end = 0;  // without trailing spaces
    };

    void paragraph(std::size_t begin, std::size_t end);
    void choose_families(std::size_t begin, std::size_t end);
    [[nodiscard]] std::uint16_t family_for(std::size_t at, std::uint16_t previous);
    void choose_scripts(std::size_t begin, std::size_t end);
    [[nodiscard]] std::vector<Run> runs_of(std::size_t begin, std::size_t end, std::size_t level_base) const;
    void measure(std::size_t begin, std::size_t end);
    [[nodiscard]] std::vector<Line> wrap(std::size_t begin, std::size_t end);
    [[nodiscard]] std::size_t trimmed(std::size_t begin, std::size_t end) const;
    [[nodiscard]] float width_of(std::size_t begin, std::size_t end) const;
    [[nodiscard]] std::size_t forced_break(std::size_t begin, std::size_t end);
    void set_line(Line line, std::size_t level_base);
    void set_run(const Run& run, std::span<const char32_t> text, std::size_t text_begin, float& pen);
    void finish_lines();
    [[nodiscard]] RunShape shape_of(const Run& run);

    Faces& faces_;
    Style style_;
    float max_width_px_;
    Align align_;
    bool rtl_;
    hb_language_t language_;
    Decoded text_;
    std::vector<std::uint16_t> families_;    // by point
    std::vector<hb_script_t> scripts_;       // by point
    std::vector<std::uint8_t> levels_;       // by point of the paragraph at hand
    std::vector<std::uint8_t> line_breaks_;  // likewise
    std::vector<float> reach_;               // likewise: width of all before it
    std::vector<GlyphPosition> positions_;   // of the run at hand
    float tallest_ = 0;                      // line height of the families used, as multiples of the size
    std::uint16_t tallest_family_ = 0;
    std::size_t paragraph_begin_ = 0;
    Shaped* shaped_ = nullptr;
    std::vector<PlacedGlyph>* glyphs_ = nullptr;
};

}  // namespace aaben::text
