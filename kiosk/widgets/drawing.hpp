// One frame as triangles: what Ui hands to the machine. Plain, so that neither side needs the other's library.
// Built and used on the glass thread; valid until the next Ui::begin(). Always: indices count from a command's
// vertex_offset; texture 0 is the glyph atlas (its texel at `white` is solid), others are pictures.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "widgets/colour.hpp"

namespace aaben::widgets {

struct Vertex {
    float x, y, u, v;
    std::uint32_t rgba;  // bytes in memory: r, g, b, a
};

struct Command {
    std::uint64_t texture = 0;
    float clip_x = 0, clip_y = 0, clip_end = 0, clip_bottom = 0;
    std::uint32_t vertex_offset = 0, index_offset = 0, index_count = 0;
};

struct Picture {  // an RGBA picture a widget shows; the pixels live as long as the frame
    std::uint64_t texture = 0;
    std::uint64_t version = 0;
    int width = 0, height = 0;
    const std::uint8_t* rgba = nullptr;
};

struct Drawing {
    Colour paper = palette::paper;
    int width_px = 0, height_px = 0;
    std::span<const Vertex> vertices;
    std::span<const std::uint16_t> indices;
    std::vector<Command> commands;
    std::vector<Picture> pictures;
};

}  // namespace aaben::widgets
