#include "text/layout.hpp"

#include <algorithm>
#include <cmath>

namespace aaben::text {
namespace {

constexpr float wrap_tolerance_px = 0.05F;  // a text asked for at its own measured width must not wrap

// UAX #9 rule L2: from the highest level down, reverse what is at that level or above.
void put_in_visual_order(std::vector<Run>& runs) {
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
}

}  // namespace

Layout::Layout(Faces& faces, Prepared& text, float line_height, float max_width_px, Align align)
    : faces_(faces), text_(text), line_height_(line_height), max_width_px_(max_width_px), align_(align) {}

void Layout::run(Shaped& shaped, std::vector<PlacedGlyph>& glyphs) {
    shaped_ = &shaped;
    glyphs_ = &glyphs;
    shaped.rtl = text_.rtl();
    shaped.text_bytes = text_.byte_count();
    shaped.missing_glyph = text_.missing_glyph();
    for (std::size_t i = 0; i < text_.paragraph_count(); ++i) {
        const Paragraph& paragraph = text_.paragraph(i);
        if (max_width_px_ <= 0) {
            set_line(paragraph, {paragraph.begin, text_.trimmed(paragraph.begin, paragraph.end)});
            continue;
        }
        for (const Line& line : wrap(i)) set_line(paragraph, line);
    }
    finish_lines();
}

std::vector<Layout::Line> Layout::wrap(std::size_t index) {
    const std::vector<std::uint8_t>& breaks = text_.breaks_of(index);
    const std::size_t begin = text_.paragraph(index).begin;
    const std::size_t end = text_.paragraph(index).end;
    std::vector<Line> lines;
    const float room = max_width_px_ + wrap_tolerance_px;
    std::size_t line_begin = begin;
    std::size_t last_break = begin;  // the latest place where this line may end
    for (std::size_t i = begin + 1; i <= end; ++i) {
        if (i < end && breaks[i - begin] == 0) continue;
        while (text_.width_of(line_begin, i) > room) {
            if (last_break == line_begin) {  // one word, wider than the box
                shaped_->overflow = true;
                last_break = forced_break(line_begin, i);
                if (last_break >= i) break;
            }
            lines.push_back({line_begin, text_.trimmed(line_begin, last_break)});
            line_begin = last_break;
        }
        last_break = i;
    }
    if (line_begin < end || lines.empty()) lines.push_back({line_begin, text_.trimmed(line_begin, end)});
    return lines;
}

std::size_t Layout::forced_break(std::size_t begin, std::size_t end) const {
    std::vector<std::uint8_t> graphemes;
    grapheme_breaks(text_.points().data() + begin, end - begin, graphemes);
    std::size_t best = 0;
    for (std::size_t i = 1; i < graphemes.size(); ++i) {
        if (graphemes[i] == 0) continue;
        if (best != 0 && text_.width_of(begin, begin + i) > max_width_px_) break;
        best = i;
    }
    return best == 0 ? end : begin + best;
}

void Layout::set_line(const Paragraph& paragraph, Line line) {
    std::vector<Run> parts;
    for (const Run& run : paragraph.runs) {
        Run part = run;
        part.begin = std::max(run.begin, line.begin);
        part.end = std::min(run.end, line.end);
        if (part.begin < part.end) parts.push_back(part);
    }
    put_in_visual_order(parts);
    LineBox box;
    box.byte_begin = text_.byte(line.begin);
    box.byte_end = text_.byte(line.end);
    float pen = 0;
    for (const Run& part : parts) set_part(part, line, pen);
    box.width = pen;
    shaped_->lines.push_back(box);
}

void Layout::set_part(const Run& part, Line line, float& pen) {
    const RunShape how = text_.shape_of(part);
    text_.glyphs_of(part, line.begin, line.end, positions_);
    const auto number = static_cast<std::uint16_t>(shaped_->lines.size());
    std::uint32_t previous = UINT32_MAX;
    for (const GlyphPosition& position : positions_) {
        glyphs_->push_back({how.face, position.glyph, number, how.size_px, pen + position.dx, -position.dy});
        if (position.cluster == previous) {
            shaped_->clusters.back().x1 += position.advance;
        } else {
            shaped_->clusters.push_back(
                {text_.byte(position.cluster), position.glyph, number, part.family, pen, pen + position.advance});
            previous = position.cluster;
        }
        pen += position.advance;
    }
}

void Layout::finish_lines() {
    for (const LineBox& line : shaped_->lines) shaped_->width = std::max(shaped_->width, line.width);
    shaped_->box_width = max_width_px_ > 0 ? max_width_px_ : shaped_->width;
    // A given line height is meant for the main family; a taller script keeps its own proportion to it.
    const FontFamily& tallest = faces_.family(text_.tallest_family());
    const float ratio = tallest.line_height / faces_.family(0).line_height;
    const float multiple = line_height_ > 0 ? line_height_ * ratio : tallest.line_height;
    const float height = std::round(multiple * text_.style().size_px);
    const auto face = faces_.face_of(text_.tallest_family(), text_.style().weight);
    const Faces::Vertical vertical = faces_.vertical(face.value_or(0));
    const float size = text_.style().size_px * tallest.scale;
    const float ascent =
        std::round((height - (vertical.ascent + vertical.descent) * size) / 2 + vertical.ascent * size);
    float y = 0;
    for (LineBox& line : shaped_->lines) {
        const float room = shaped_->box_width - line.width;
        const bool at_left = (align_ == Align::Start) != text_.rtl();
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
