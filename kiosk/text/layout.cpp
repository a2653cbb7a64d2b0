#include "text/layout.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace aaben::text {
namespace {

constexpr char32_t soft_hyphen = 0x00AD;
constexpr float wrap_tolerance_px = 0.05F;  // a text asked for at its own measured width must not wrap

bool joins_letters(hb_script_t script) {
    return script == HB_SCRIPT_ARABIC || script == HB_SCRIPT_SYRIAC;
}

bool is_digit(char32_t point) {
    return point >= U'0' && point <= U'9';
}

// Full stops and the like belong to the word before them, also in its design; brackets come in pairs and must match.
bool follows_the_word(char32_t point) {
    return is_space(point) || point == U'.' || point == U',' || point == U':' || point == U'!' || point == 0x2026;
}

bool is_neutral(hb_script_t script) {
    return script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED || script == HB_SCRIPT_UNKNOWN;
}

}  // namespace

Layout::Layout(Faces& faces, std::string_view utf8, const Style& style, float max_width_px, Align align,
               std::string_view language)
    : faces_(faces),
      style_(style),
      max_width_px_(max_width_px),
      align_(align),
      rtl_(is_rtl(language)),
      language_(hb_language_from_string(language.data(), static_cast<int>(language.size()))),
      text_(decode(utf8)) {}

void Layout::run(Shaped& shaped, std::vector<PlacedGlyph>& glyphs) {
    shaped_ = &shaped;
    glyphs_ = &glyphs;
    shaped.rtl = rtl_;
    shaped.text_bytes = text_.bytes.back();
    tallest_ = faces_.family(0).line_height;
    const std::size_t count = text_.points.size();
    families_.assign(count, 0);
    scripts_.assign(count, HB_SCRIPT_COMMON);
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= count; ++i) {
        if (i < count && text_.points[i] != U'\n') continue;
        paragraph(begin, i);
        begin = i + 1;
    }
    finish_lines();
}

void Layout::paragraph(std::size_t begin, std::size_t end) {
    paragraph_begin_ = begin;
    choose_families(begin, end);
    choose_scripts(begin, end);
    bidi_levels(text_.points.data() + begin, end - begin, rtl_, levels_);
    if (max_width_px_ <= 0) {
        set_line({begin, trimmed(begin, end)}, begin);
        return;
    }
    measure(begin, end);
    line_breaks(text_.points.data() + begin, end - begin, line_breaks_);
    for (const Line& line : wrap(begin, end)) set_line(line, begin);
}

void Layout::choose_families(std::size_t begin, std::size_t end) {
    std::uint16_t previous = 0;
    for (std::size_t i = begin; i < end; ++i) {
        previous = families_[i] = family_for(i, previous);
        const float line_height = faces_.family(previous).line_height;
        if (line_height > tallest_) tallest_ = line_height, tallest_family_ = previous;
    }
}

std::uint16_t Layout::family_for(std::size_t at, std::uint16_t previous) {
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
    if (point == 0xFFFD) {  // broken input is not a fault of the fonts
        text_.points[at] = U'?';
        return 0;
    }
    shaped_->missing_glyph = true;
    return 0;
}

void Layout::choose_scripts(std::size_t begin, std::size_t end) {
    hb_unicode_funcs_t* unicode = hb_unicode_funcs_get_default();
    hb_script_t previous = HB_SCRIPT_COMMON;
    for (std::size_t i = begin; i < end; ++i) {
        const hb_script_t own = hb_unicode_script(unicode, text_.points[i]);
        // Digits have no script; giving them the word's would part them from the Latin design they are drawn in.
        scripts_[i] = is_digit(text_.points[i]) ? HB_SCRIPT_LATIN : is_neutral(own) ? previous : own;
        if (!is_digit(text_.points[i])) previous = scripts_[i];
    }
    for (std::size_t i = end; i > begin; --i) {  // neutrals before the first letter go with that letter
        if (is_neutral(scripts_[i - 1])) scripts_[i - 1] = i < end ? scripts_[i] : HB_SCRIPT_LATIN;
    }
}

std::vector<Layout::Run> Layout::runs_of(std::size_t begin, std::size_t end, std::size_t level_base) const {
    std::vector<Run> runs;
    for (std::size_t i = begin; i < end; ++i) {
        const std::uint8_t level = levels_[i - level_base];
        const bool same = !runs.empty() && runs.back().level == level && runs.back().family == families_[i] &&
                          runs.back().script == scripts_[i];
        if (same) {
            runs.back().end = i + 1;
        } else {
            runs.push_back({i, i + 1, level, families_[i], scripts_[i]});
        }
    }
    return runs;
}

RunShape Layout::shape_of(const Run& run) {
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

void Layout::measure(std::size_t begin, std::size_t end) {
    std::vector<float> advances(end - begin, 0.0F);
    const std::span<const char32_t> text(text_.points.data() + begin, end - begin);
    for (const Run& run : runs_of(begin, end, begin)) {
        faces_.shape(text, run.begin - begin, run.end - begin, shape_of(run), positions_);
        const float tracking = joins_letters(run.script) ? 0.0F : style_.tracking_px;
        for (const GlyphPosition& position : positions_) {
            advances[position.cluster] += position.advance + (position.advance > 0 ? tracking : 0.0F);
        }
    }
    reach_.assign(advances.size() + 1, 0.0F);
    for (std::size_t i = 0; i < advances.size(); ++i) reach_[i + 1] = reach_[i] + advances[i];
}

std::size_t Layout::trimmed(std::size_t begin, std::size_t end) const {
    while (end > begin && is_space(text_.points[end - 1])) --end;
    return end;
}

float Layout::width_of(std::size_t begin, std::size_t end) const {
    const std::size_t visible = trimmed(begin, end);
    float width = reach_[visible - paragraph_begin_] - reach_[begin - paragraph_begin_];
    // A soft hyphen at the end of a line will be drawn; a third of the size is wider than any hyphen.
    if (visible > begin && text_.points[visible - 1] == soft_hyphen) width += style_.size_px / 3;
    return width;
}

std::vector<Layout::Line> Layout::wrap(std::size_t begin, std::size_t end) {
    std::vector<Line> lines;
    const float room = max_width_px_ + wrap_tolerance_px;
    std::size_t line_begin = begin;
    std::size_t last_break = begin;  // the latest place where this line may end
    for (std::size_t i = begin + 1; i <= end; ++i) {
        if (i < end && line_breaks_[i - begin] == 0) continue;
        while (width_of(line_begin, i) > room) {
            if (last_break == line_begin) {  // one word, wider than the box
                shaped_->overflow = true;
                last_break = forced_break(line_begin, i);
                if (last_break >= i) break;
            }
            lines.push_back({line_begin, trimmed(line_begin, last_break)});
            line_begin = last_break;
        }
        last_break = i;
    }
    if (line_begin < end || lines.empty()) lines.push_back({line_begin, trimmed(line_begin, end)});
    return lines;
}

std::size_t Layout::forced_break(std::size_t begin, std::size_t end) {
    std::vector<std::uint8_t> graphemes;
    grapheme_breaks(text_.points.data() + begin, end - begin, graphemes);
    std::size_t best = 0;
    for (std::size_t i = 1; i < graphemes.size(); ++i) {
        if (graphemes[i] == 0) continue;
        if (best != 0 && width_of(begin, begin + i) > max_width_px_) break;
        best = i;
    }
    return best == 0 ? end : begin + best;
}

void Layout::set_line(Line line, std::size_t level_base) {
    std::vector<char32_t> points(text_.points.begin() + static_cast<std::ptrdiff_t>(line.begin),
                                 text_.points.begin() + static_cast<std::ptrdiff_t>(line.end));
    if (!points.empty() && points.back() == soft_hyphen) points.back() = U'-';
    std::vector<Run> runs = runs_of(line.begin, line.end, level_base);
    // UAX #9 rule L2: from the highest level down, reverse what is at that level or above.
    std::uint8_t highest = 0;
    for (const Run& run : runs) highest = std::max(highest, run.level);
    for (std::uint8_t level = highest; level > 0; --level) {
        for (std::size_t i = 0; i < runs.size();) {
            std::size_t j = i;
            while (j < runs.size() && runs[j].level >= level) ++j;
            std::reverse(runs.begin() + static_cast<std::ptrdiff_t>(i), runs.begin() + static_cast<std::ptrdiff_t>(j));
            i = std::max(j, i + 1);
        }
    }
    LineBox box;
    box.byte_begin = text_.bytes[line.begin];
    box.byte_end = text_.bytes[line.end];
    float pen = 0;
    for (const Run& run : runs) set_run(run, points, line.begin, pen);
    box.width = pen;
    shaped_->lines.push_back(box);
}

void Layout::set_run(const Run& run, std::span<const char32_t> text, std::size_t text_begin, float& pen) {
    const RunShape how = shape_of(run);
    faces_.shape(text, run.begin - text_begin, run.end - text_begin, how, positions_);
    const float tracking = joins_letters(run.script) ? 0.0F : style_.tracking_px;
    const auto line = static_cast<std::uint16_t>(shaped_->lines.size());
    std::uint32_t previous = UINT32_MAX;
    for (const GlyphPosition& position : positions_) {
        const float advance = position.advance + (position.advance > 0 ? tracking : 0.0F);
        glyphs_->push_back({how.face, position.glyph, line, how.size_px, pen + position.dx, -position.dy});
        if (position.cluster == previous) {
            shaped_->clusters.back().x1 += advance;
        } else {
            const std::uint32_t byte = text_.bytes[text_begin + position.cluster];
            shaped_->clusters.push_back({byte, position.glyph, line, run.family, pen, pen + advance});
            previous = position.cluster;
        }
        pen += advance;
    }
}

void Layout::finish_lines() {
    for (const LineBox& line : shaped_->lines) shaped_->width = std::max(shaped_->width, line.width);
    shaped_->box_width = max_width_px_ > 0 ? max_width_px_ : shaped_->width;
    // A given line height is meant for the main family; a taller script keeps its own proportion to it.
    const float ratio = tallest_ / faces_.family(0).line_height;
    const float multiple = style_.line_height > 0 ? style_.line_height * ratio : tallest_;
    const float height = std::round(multiple * style_.size_px);
    const auto face = faces_.face_of(tallest_family_, style_.weight);
    const Faces::Vertical vertical = faces_.vertical(face.value_or(0));
    const float size = style_.size_px * faces_.family(tallest_family_).scale;
    const float ascent =
        std::round((height - (vertical.ascent + vertical.descent) * size) / 2 + vertical.ascent * size);
    float y = 0;
    for (LineBox& line : shaped_->lines) {
        const float room = shaped_->box_width - line.width;
        const bool at_left = (align_ == Align::Start) != rtl_;
        // Whole pixels, so that the same word looks the same on every line.
        line.x = align_ == Align::Centre ? std::round(room / 2) : at_left ? 0.0F : std::floor(room);
        line.y = y;
        line.height = height;
        line.baseline = y + ascent;
        y += height;
    }
    for (PlacedGlyph& glyph : *glyphs_) {
        const LineBox& line = shaped_->lines[glyph.line];
        glyph.x += line.x;
        glyph.y += line.baseline;
    }
    for (Cluster& cluster : shaped_->clusters) {
        cluster.x0 += shaped_->lines[cluster.line].x;
        cluster.x1 += shaped_->lines[cluster.line].x;
    }
    shaped_->height = y;
    shaped_->ascent = ascent;
}

}  // namespace aaben::text
