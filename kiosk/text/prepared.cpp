#include "text/prepared.hpp"

#include <algorithm>

#include "language/language.hpp"

namespace aaben::text {
namespace {

constexpr char32_t soft_hyphen = 0x00AD;

bool joins_letters(hb_script_t script) {
    return script == HB_SCRIPT_ARABIC || script == HB_SCRIPT_SYRIAC;
}

// Full stops and the like belong to the word before them, also in its design; brackets come in pairs and must match.
bool follows_the_word(char32_t point) {
    return is_space(point) || point == U'.' || point == U',' || point == U':' || point == U'!' || point == 0x2026;
}

bool is_neutral(hb_script_t script) {
    return script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED || script == HB_SCRIPT_UNKNOWN;
}

// What decides how glyphs look and stand; the distance of lines does not.
bool same_shapes(const Style& a, const Style& b) {
    return a.size_px == b.size_px && a.weight == b.weight && a.tracking_px == b.tracking_px;
}

}  // namespace

Prepared::Prepared(Faces& faces, std::string_view utf8, const Style& style, std::string_view language)
    : faces_(faces),
      utf8_(utf8),
      language_tag_(language),
      style_(style),
      rtl_(language::is_rtl(language)),
      language_(hb_language_from_string(language.data(), static_cast<int>(language.size()))),
      text_(decode(utf8)) {
    const std::size_t count = text_.points.size();
    families_.assign(count, 0);
    scripts_.assign(count, HB_SCRIPT_COMMON);
    reach_.assign(count + 1, 0.0F);
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= count; ++i) {
        if (i < count && text_.points[i] != U'\n') continue;
        add_paragraph(begin, i);
        begin = i + 1;
    }
    for (std::size_t i = 0; i < count; ++i) reach_[i + 1] += reach_[i];
}

bool Prepared::is_of(std::string_view utf8, const Style& style, std::string_view language) const {
    return same_shapes(style_, style) && utf8_ == utf8 && language_tag_ == language;
}

void Prepared::add_paragraph(std::size_t begin, std::size_t end) {
    choose_families(begin, end);
    choose_scripts(begin, end);
    Paragraph& paragraph = paragraphs_.emplace_back();
    paragraph.begin = begin;
    paragraph.end = end;
    find_runs(paragraph);
    shape_runs(paragraph);
}

void Prepared::choose_families(std::size_t begin, std::size_t end) {
    std::uint16_t previous = 0;
    for (std::size_t i = begin; i < end; ++i) {
        previous = families_[i] = family_for(i, previous);
        if (faces_.family(previous).line_height > faces_.family(tallest_family_).line_height) {
            tallest_family_ = previous;
        }
    }
}

std::uint16_t Prepared::family_for(std::size_t at, std::uint16_t previous) {
    const char32_t point = text_.points[at];
    if (is_ignorable(point)) return previous;
    const auto covers = [&](std::size_t family) {
        const auto face = faces_.face_of(family, style_.weight);
        return face && faces_.has(*face, point);
    };
    const bool stays = follows_the_word(point) || is_mark(point);
    if (stays && covers(previous)) return previous;
    for (std::size_t family = 0; family < faces_.family_count(); ++family) {
        if (covers(family)) return static_cast<std::uint16_t>(family);
    }
    if (is_space(point)) {  // an exotic space that no font has is drawn as a plain one
        text_.points[at] = U' ';
        return previous;
    }
    if (is_emoji(point)) {  // a name may hold one; it says nothing that the glass must tell, and has no font here
        text_.points[at] = no_shape;
        return previous;
    }
    if (point == 0xFFFD) {  // broken input is not a fault of the fonts
        text_.points[at] = U'?';
        return 0;
    }
    missing_glyph_ = true;
    return 0;
}

void Prepared::choose_scripts(std::size_t begin, std::size_t end) {
    hb_unicode_funcs_t* unicode = hb_unicode_funcs_get_default();
    hb_script_t previous = HB_SCRIPT_COMMON;
    for (std::size_t i = begin; i < end; ++i) {
        const hb_script_t own = hb_unicode_script(unicode, text_.points[i]);
        scripts_[i] = previous = is_neutral(own) ? previous : own;
    }
    // A number has no script; giving it the word's would part it from the Latin design it is drawn in, and "10:15" from
    // the raised colon that this design has between digits.
    for (const Span& span : number_spans(text_.points.data() + begin, end - begin)) {
        std::fill(scripts_.begin() + static_cast<std::ptrdiff_t>(begin + span.begin),
                  scripts_.begin() + static_cast<std::ptrdiff_t>(begin + span.end), HB_SCRIPT_LATIN);
    }
    for (std::size_t i = end; i > begin; --i) {  // neutrals before the first letter go with that letter
        if (is_neutral(scripts_[i - 1])) scripts_[i - 1] = i < end ? scripts_[i] : HB_SCRIPT_LATIN;
    }
}

void Prepared::find_runs(Paragraph& paragraph) {
    std::vector<std::uint8_t> levels;
    bidi_levels(text_.points.data() + paragraph.begin, paragraph.end - paragraph.begin, rtl_, levels);
    for (std::size_t i = paragraph.begin; i < paragraph.end; ++i) {
        const std::uint8_t level = levels[i - paragraph.begin];
        std::vector<Run>& runs = paragraph.runs;
        const bool same = !runs.empty() && runs.back().level == level && runs.back().family == families_[i] &&
                          runs.back().script == scripts_[i];
        if (same) {
            runs.back().end = i + 1;
        } else {
            runs.push_back({i, i + 1, level, families_[i], scripts_[i]});
        }
    }
}

void Prepared::shape_runs(Paragraph& paragraph) {
    const std::span<const char32_t> text(text_.points.data() + paragraph.begin, paragraph.end - paragraph.begin);
    std::vector<GlyphPosition> shaped;
    for (Run& run : paragraph.runs) {
        faces_.shape(text, run.begin - paragraph.begin, run.end - paragraph.begin, shape_of(run), shaped);
        const float tracking = tracking_of(run);
        run.glyph_begin = glyphs_.size();
        for (GlyphPosition& glyph : shaped) {
            glyph.cluster += static_cast<std::uint32_t>(paragraph.begin);
            if (glyph.advance > 0) glyph.advance += tracking;
            reach_[glyph.cluster + 1] += glyph.advance;
        }
        glyphs_.insert(glyphs_.end(), shaped.begin(), shaped.end());
        run.glyph_end = glyphs_.size();
    }
}

RunShape Prepared::shape_of(const Run& run) {
    RunShape how;
    // A family was only chosen because one of its faces has the letter, so that there is one; the first family always
    // is.
    how.face = faces_.face_of(run.family, style_.weight).value_or(0);
    how.rtl = (run.level & 1U) != 0;
    how.script = run.script;
    how.language = language_;
    how.size_px = style_.size_px * faces_.family(run.family).scale;
    how.ligatures = style_.tracking_px == 0.0F || joins_letters(run.script);
    return how;
}

float Prepared::tracking_of(const Run& run) const {
    return joins_letters(run.script) ? 0.0F : style_.tracking_px;
}

const std::vector<std::uint8_t>& Prepared::breaks_of(std::size_t index) {
    Paragraph& paragraph = paragraphs_[index];
    if (paragraph.breaks.empty() && paragraph.end > paragraph.begin) {
        line_breaks(text_.points.data() + paragraph.begin, paragraph.end - paragraph.begin, paragraph.breaks);
    }
    return paragraph.breaks;
}

std::size_t Prepared::trimmed(std::size_t begin, std::size_t end) const {
    while (end > begin && is_space(text_.points[end - 1])) --end;
    return end;
}

bool Prepared::ends_in_soft_hyphen(std::size_t begin, std::size_t end) const {
    return end > begin && text_.points[end - 1] == soft_hyphen;
}

float Prepared::width_of(std::size_t begin, std::size_t end) const {
    const std::size_t visible = trimmed(begin, end);
    // A soft hyphen at the end of a line will be drawn; a third of the size is wider than any hyphen.
    const float hyphen = ends_in_soft_hyphen(begin, visible) ? style_.size_px / 3 : 0.0F;
    return reach_[visible] - reach_[begin] + hyphen;
}

void Prepared::glyphs_of(const Run& part, std::size_t line_begin, std::size_t line_end,
                         std::vector<GlyphPosition>& out) {
    out.clear();
    const bool hyphen = part.end == line_end && ends_in_soft_hyphen(line_begin, line_end);
    if (!hyphen && copy_glyphs(part, out)) return;
    std::vector<char32_t> line(text_.points.begin() + static_cast<std::ptrdiff_t>(line_begin),
                               text_.points.begin() + static_cast<std::ptrdiff_t>(line_end));
    if (hyphen) line.back() = U'-';
    faces_.shape(line, part.begin - line_begin, part.end - line_begin, shape_of(part), out);
    const float tracking = tracking_of(part);
    for (GlyphPosition& glyph : out) {
        glyph.cluster += static_cast<std::uint32_t>(line_begin);
        if (glyph.advance > 0) glyph.advance += tracking;
    }
}

// Takes the part's glyphs from those of its whole run, unless HarfBuzz said that a cut there changes them.
bool Prepared::copy_glyphs(const Run& part, std::vector<GlyphPosition>& out) const {
    const bool backwards = (part.level & 1U) != 0;
    const auto first = glyphs_.begin() + static_cast<std::ptrdiff_t>(part.glyph_begin);
    const auto last = glyphs_.begin() + static_cast<std::ptrdiff_t>(part.glyph_end);
    // Clusters ascend from left to right, and descend in a run that is read from the right.
    const auto place = [&](std::size_t point) {
        return std::partition_point(first, last, [&](const GlyphPosition& glyph) {
            return backwards ? glyph.cluster >= point : glyph.cluster < point;
        });
    };
    const auto from = place(backwards ? part.end : part.begin);
    const auto to = place(backwards ? part.begin : part.end);
    // The glyphs at whose cluster the run is cut: that of the part's first point, and that of the first point after it.
    const auto safe = [&](std::vector<GlyphPosition>::const_iterator glyph, std::size_t point) {
        return glyph->cluster == point && !glyph->unsafe_to_break;
    };
    if (from == to) return false;
    if (backwards) {
        if (to != last && !safe(std::prev(to), part.begin)) return false;
        if (from != first && !safe(std::prev(from), part.end)) return false;
    } else {
        if (from != first && !safe(from, part.begin)) return false;
        if (to != last && !safe(to, part.end)) return false;
    }
    out.assign(from, to);
    return true;
}

}  // namespace aaben::text
