// A text shaped once, before anybody knows how wide its box is: families, directions, runs and the width of every
// stretch. Finding a size or width that fits asks for the same text again and again; only the first asking shapes it.
// Called by the layout and the typesetter, on the glass thread. Always: glyphs_of() of any slice draws exactly what
// shaping that slice alone would draw.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/faces.hpp"
#include "text/typesetter.hpp"
#include "text/unicode.hpp"

namespace aaben::text {

// A stretch of points of one direction, family and script, and its glyphs in visual order.
struct Run {
    std::size_t begin = 0, end = 0;
    std::uint8_t level = 0;
    std::uint16_t family = 0;
    hb_script_t script = HB_SCRIPT_COMMON;
    std::size_t glyph_begin = 0, glyph_end = 0;
};

struct Paragraph {  // what stands between two '\n'
    std::size_t begin = 0, end = 0;
    std::vector<Run> runs;             // in logical order
    std::vector<std::uint8_t> breaks;  // by point, from `begin`; empty until asked for
};

class Prepared {
  public:
    Prepared(Faces& faces, std::string_view utf8, const Style& style, std::string_view language);
    [[nodiscard]] bool is_of(std::string_view utf8, const Style& style, std::string_view language) const;

    [[nodiscard]] const Style& style() const { return style_; }
    [[nodiscard]] bool rtl() const { return rtl_; }
    [[nodiscard]] bool missing_glyph() const { return missing_glyph_; }
    [[nodiscard]] const std::vector<char32_t>& points() const { return text_.points; }
    [[nodiscard]] std::uint32_t byte(std::size_t point) const { return text_.bytes[point]; }
    [[nodiscard]] std::uint32_t byte_count() const { return text_.bytes.back(); }
    [[nodiscard]] std::uint16_t tallest_family() const { return tallest_family_; }
    [[nodiscard]] std::size_t paragraph_count() const { return paragraphs_.size(); }
    [[nodiscard]] const Paragraph& paragraph(std::size_t index) const { return paragraphs_[index]; }
    [[nodiscard]] const std::vector<std::uint8_t>& breaks_of(std::size_t paragraph);

    // `end` without the spaces before it.
    [[nodiscard]] std::size_t trimmed(std::size_t begin, std::size_t end) const;
    // How wide a line of these points is, its trailing spaces left out and its soft hyphen shown.
    [[nodiscard]] float width_of(std::size_t begin, std::size_t end) const;
    [[nodiscard]] bool ends_in_soft_hyphen(std::size_t begin, std::size_t end) const;
    [[nodiscard]] float tracking_of(const Run& run) const;
    [[nodiscard]] RunShape shape_of(const Run& run);
    // The glyphs of a part of a run that stands on the line [line_begin, line_end); clusters are indices of points.
    void glyphs_of(const Run& part, std::size_t line_begin, std::size_t line_end, std::vector<GlyphPosition>& out);

  private:
    void add_paragraph(std::size_t begin, std::size_t end);
    void choose_families(std::size_t begin, std::size_t end);
    [[nodiscard]] std::uint16_t family_for(std::size_t at, std::uint16_t previous);
    void choose_scripts(std::size_t begin, std::size_t end);
    void find_runs(Paragraph& paragraph);
    void shape_runs(Paragraph& paragraph);
    [[nodiscard]] bool copy_glyphs(const Run& part, std::vector<GlyphPosition>& out) const;

    Faces& faces_;
    std::string utf8_, language_tag_;
    Style style_;
    bool rtl_;
    hb_language_t language_;
    Decoded text_;
    std::vector<std::uint16_t> families_;  // by point
    std::vector<hb_script_t> scripts_;     // by point
    std::vector<float> reach_;             // by point, and one more: width of all before it
    std::vector<GlyphPosition> glyphs_;    // of all runs
    std::vector<Paragraph> paragraphs_;
    std::uint16_t tallest_family_ = 0;
    bool missing_glyph_ = false;
};

}  // namespace aaben::text
