#include "glass/raster.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace aaben::glass {

namespace {
using widgets::Vertex;

constexpr std::uint32_t opaque = 0xFF000000U;

struct Clip {
    int x0, y0, x1, y1;
};

std::uint32_t word_of(std::uint32_t rgba) {  // bytes r, g, b, a in memory (little endian) → 0xAARRGGBB
    return (rgba & 0xFF00FF00U) | (rgba & 0xFFU) << 16 | (rgba >> 16 & 0xFFU);
}

// `amount` is 0–255. Two channels at once; exact at both ends.
inline std::uint32_t blended(std::uint32_t below, std::uint32_t ink, std::uint32_t amount) {
    const std::uint32_t share = amount + (amount >> 7);  // 0–256
    const std::uint32_t rb = below & 0xFF00FFU, g = below & 0xFF00U;
    const std::uint32_t ink_rb = ink & 0xFF00FFU, ink_g = ink & 0xFF00U;
    const std::uint32_t out_rb = (rb + (((ink_rb - rb) * share) >> 8)) & 0xFF00FFU;
    const std::uint32_t out_g = (g + (((ink_g - g) * share) >> 8)) & 0xFF00U;
    return opaque | out_rb | out_g;
}

// The pixels whose centre lies in [from, to).
int first_centre(float from) {
    return static_cast<int>(std::ceil(from - 0.5F));
}

class Painter {
  public:
    Painter(const Canvas32& target, const text::Atlas& atlas) : target_(target), atlas_(atlas) {}

    void clip_to(const widgets::Command& command) {
        clip_ = {std::max(0, static_cast<int>(command.clip_x)), std::max(0, static_cast<int>(command.clip_y)),
                 std::min(target_.width, static_cast<int>(command.clip_end)),
                 std::min(target_.height, static_cast<int>(command.clip_bottom))};
    }

    [[nodiscard]] bool is_solid(const Vertex& v) const { return v.u == atlas_.white_u && v.v == atlas_.white_v; }

    void triangle(const Vertex& a, const Vertex& b, const Vertex& c);
    void glyph(const Vertex& from, const Vertex& to);
    void picture(const Vertex& from, const Vertex& to, const widgets::Picture& source);

  private:
    [[nodiscard]] std::uint32_t* row(int y) const {
        return target_.words + static_cast<std::ptrdiff_t>(y) * target_.pitch;
    }
    void glyph_copied(int x0, int y0, int w, int h, int u0, int v0, bool mirrored, std::uint32_t ink,
                      std::uint32_t alpha);

    Canvas32 target_;
    const text::Atlas& atlas_;
    Clip clip_{};
};

// x along an edge by height; always told from its upper end, so that both neighbours of an edge agree on it.
struct Edge {
    Edge(const Vertex& a, const Vertex& b) {
        const bool a_first = a.y < b.y || (a.y == b.y && a.x < b.x);
        const Vertex& upper = a_first ? a : b;
        const Vertex& lower = a_first ? b : a;
        x = upper.x, y = upper.y;
        per_y = lower.y > upper.y ? (lower.x - upper.x) / (lower.y - upper.y) : 0;
    }
    [[nodiscard]] float at(float height) const { return x + (height - y) * per_y; }
    float x = 0, y = 0, per_y = 0;
};

void Painter::triangle(const Vertex& a, const Vertex& b, const Vertex& c) {
    std::array<const Vertex*, 3> v{&a, &b, &c};
    std::sort(v.begin(), v.end(), [](const Vertex* l, const Vertex* r) { return l->y < r->y; });
    const int top = std::max(clip_.y0, first_centre(v[0]->y)), floor = std::min(clip_.y1, first_centre(v[2]->y));
    if (top >= floor) return;
    const std::uint32_t ink = word_of(a.rgba) | opaque;
    const float aa = static_cast<float>(a.rgba >> 24), ab = static_cast<float>(b.rgba >> 24),
                ac = static_cast<float>(c.rgba >> 24);
    const bool even = a.rgba == b.rgba && b.rgba == c.rgba;
    // Alpha as a plane over the triangle: the soft edge that ImDrawList puts around its shapes.
    const float area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
    const float per_x = even || area == 0 ? 0 : ((ab - aa) * (c.y - a.y) - (ac - aa) * (b.y - a.y)) / area;
    const float per_y = even || area == 0 ? 0 : ((ac - aa) * (b.x - a.x) - (ab - aa) * (c.x - a.x)) / area;
    const Edge across(*v[0], *v[2]), upper(*v[0], *v[1]), lower(*v[1], *v[2]);
    for (int y = top; y < floor; ++y) {
        const float centre = static_cast<float>(y) + 0.5F;
        const float one = across.at(centre);
        const float two = centre < v[1]->y ? upper.at(centre) : lower.at(centre);
        const int from = std::max(clip_.x0, first_centre(std::min(one, two)));
        const int to = std::min(clip_.x1, first_centre(std::max(one, two)));
        if (from >= to) continue;
        std::uint32_t* out = row(y);
        if (even && (a.rgba >> 24) == 255) {
            std::fill(out + from, out + to, ink);
            continue;
        }
        float alpha = aa + (static_cast<float>(from) + 0.5F - a.x) * per_x + (centre - a.y) * per_y;
        for (int x = from; x < to; ++x, alpha += per_x) {
            out[x] = blended(out[x], ink, static_cast<std::uint32_t>(std::clamp(alpha + 0.5F, 0.F, 255.F)));
        }
    }
}

void Painter::glyph_copied(int x0, int y0, int w, int h, int u0, int v0, bool mirrored, std::uint32_t ink,
                           std::uint32_t alpha) {
    const int from_x = std::max(clip_.x0, x0), to_x = std::min(clip_.x1, x0 + w);
    const int from_y = std::max(clip_.y0, y0), to_y = std::min(clip_.y1, y0 + h);
    for (int y = from_y; y < to_y; ++y) {
        const std::uint8_t* in = atlas_.pixels.data() + static_cast<std::ptrdiff_t>(v0 + y - y0) * atlas_.width + u0;
        std::uint32_t* out = row(y);
        for (int x = from_x; x < to_x; ++x) {
            const std::uint32_t covered = in[mirrored ? w - 1 - (x - x0) : x - x0];
            if (covered == 0) continue;
            const std::uint32_t amount = alpha == 255 ? covered : covered * alpha / 255;
            out[x] = amount == 255 ? ink : blended(out[x], ink, amount);
        }
    }
}

void Painter::glyph(const Vertex& from, const Vertex& to) {
    const float w = to.x - from.x, h = to.y - from.y;
    const float aw = static_cast<float>(atlas_.width), ah = static_cast<float>(atlas_.height);
    const bool mirrored = to.u < from.u;
    const float u0 = std::min(from.u, to.u) * aw, v0 = from.v * ah;
    const float uw = std::abs(to.u - from.u) * aw, vh = (to.v - from.v) * ah;
    const std::uint32_t ink = word_of(from.rgba) | opaque, alpha = from.rgba >> 24;
    if (std::abs(uw - w) < 0.01F && std::abs(vh - h) < 0.01F) {
        return glyph_copied(static_cast<int>(std::lround(from.x)), static_cast<int>(std::lround(from.y)),
                            static_cast<int>(std::lround(w)), static_cast<int>(std::lround(h)),
                            static_cast<int>(std::lround(u0)), static_cast<int>(std::lround(v0)), mirrored, ink, alpha);
    }
    const int x0 = std::max(clip_.x0, first_centre(from.x)), x1 = std::min(clip_.x1, first_centre(to.x));
    const int y0 = std::max(clip_.y0, first_centre(from.y)), y1 = std::min(clip_.y1, first_centre(to.y));
    const auto texel = [&](int u, int v) {
        return static_cast<float>(atlas_.pixels[static_cast<std::size_t>(std::clamp(v, 0, atlas_.height - 1)) *
                                                    static_cast<std::size_t>(atlas_.width) +
                                                static_cast<std::size_t>(std::clamp(u, 0, atlas_.width - 1))]);
    };
    for (int y = y0; y < y1; ++y) {
        const float v = v0 + (static_cast<float>(y) + 0.5F - from.y) * vh / h - 0.5F;
        const int vi = static_cast<int>(std::floor(v));
        const float vf = v - static_cast<float>(vi);
        std::uint32_t* out = row(y);
        for (int x = x0; x < x1; ++x) {
            const float along = (static_cast<float>(x) + 0.5F - from.x) / w;
            const float u = u0 + (mirrored ? 1 - along : along) * uw - 0.5F;
            const int ui = static_cast<int>(std::floor(u));
            const float uf = u - static_cast<float>(ui);
            const float upper = texel(ui, vi) * (1 - uf) + texel(ui + 1, vi) * uf;
            const float lower = texel(ui, vi + 1) * (1 - uf) + texel(ui + 1, vi + 1) * uf;
            const float covered = upper * (1 - vf) + lower * vf;
            const auto amount = static_cast<std::uint32_t>(std::lround(covered * static_cast<float>(alpha) / 255));
            if (amount > 0) out[x] = blended(out[x], ink, std::min(amount, 255U));
        }
    }
}

// One axis of a picture: which texels a pixel is made of, and how much the second of two weighs when it is enlarged.
struct Texels {
    int from, to;
    float second;
};
Texels texels_of(int pixel, float start, float first, float step, int count) {
    const float at = first + (static_cast<float>(pixel) - start) * step;
    if (step > 1) {  // made smaller: the mean of what it covers, or thin strokes get lost
        const int from = std::clamp(static_cast<int>(at), 0, count - 1);
        return {from, std::clamp(static_cast<int>(std::ceil(at + step)), from + 1, count), 0};
    }
    const float middle = std::clamp(at + step / 2 - 0.5F, 0.F, static_cast<float>(count - 1));
    const int from = static_cast<int>(middle);
    return {from, std::min(from + 2, count), middle - static_cast<float>(from)};
}

// The rectangle of the picture that the two corners' u and v name.
void Painter::picture(const Vertex& from, const Vertex& to, const widgets::Picture& source) {
    if (source.rgba == nullptr) return;
    const int x0 = std::max(clip_.x0, first_centre(from.x)), x1 = std::min(clip_.x1, first_centre(to.x));
    const int y0 = std::max(clip_.y0, first_centre(from.y)), y1 = std::min(clip_.y1, first_centre(to.y));
    const float w = static_cast<float>(source.width), h = static_cast<float>(source.height);
    const float step_x = (to.u - from.u) * w / (to.x - from.x), step_y = (to.v - from.v) * h / (to.y - from.y);
    std::vector<Texels> columns;
    for (int x = x0; x < x1; ++x) columns.push_back(texels_of(x, from.x, from.u * w, step_x, source.width));
    for (int y = y0; y < y1; ++y) {
        const Texels lines = texels_of(y, from.y, from.v * h, step_y, source.height);
        std::uint32_t* out = row(y);
        for (int x = x0; x < x1; ++x) {
            const Texels& across = columns[static_cast<std::size_t>(x - x0)];
            std::array<float, 4> sum{};
            float weights = 0;
            for (int v = lines.from; v < lines.to; ++v) {
                const float wv = step_y > 1 ? 1 : v == lines.from ? 1 - lines.second : lines.second;
                const std::uint8_t* p = source.rgba + (static_cast<std::ptrdiff_t>(v) * source.width + across.from) * 4;
                for (int u = across.from; u < across.to; ++u, p += 4) {
                    const float weight = wv * (step_x > 1 ? 1 : u == across.from ? 1 - across.second : across.second);
                    for (std::size_t c = 0; c < 4; ++c) sum[c] += weight * static_cast<float>(p[c]);
                    weights += weight;
                }
            }
            const auto channel = [&](std::size_t c) {
                return static_cast<std::uint32_t>(std::clamp(sum[c] / weights + 0.5F, 0.F, 255.F));
            };
            const std::uint32_t ink = channel(0) << 16 | channel(1) << 8 | channel(2), alpha = channel(3);
            out[x] = alpha == 255 ? ink | opaque : blended(out[x], ink, alpha);
        }
    }
}
}  // namespace

void rasterise(const widgets::Drawing& drawing, const text::Atlas& atlas, const Canvas32& target) {
    const widgets::Colour paper = drawing.paper;
    const std::uint32_t ground =
        opaque | static_cast<std::uint32_t>(paper.r) << 16 | static_cast<std::uint32_t>(paper.g) << 8 | paper.b;
    for (int y = 0; y < target.height; ++y) {
        std::fill_n(target.words + static_cast<std::ptrdiff_t>(y) * target.pitch, target.width, ground);
    }
    Painter painter(target, atlas);
    for (const widgets::Command& command : drawing.commands) {
        painter.clip_to(command);
        const auto source = std::find_if(drawing.pictures.begin(), drawing.pictures.end(), [&](const auto& picture) {
            return command.texture != 0 && picture.texture == command.texture;
        });
        const std::uint16_t* index = drawing.indices.data() + command.index_offset;
        const Vertex* vertex = drawing.vertices.data() + command.vertex_offset;
        for (std::uint32_t i = 0; i + 2 < command.index_count; i += 3) {
            const Vertex &a = vertex[index[i]], &b = vertex[index[i + 1]], &c = vertex[index[i + 2]];
            if (command.texture == 0 && painter.is_solid(a)) {
                painter.triangle(a, b, c);
                continue;
            }
            // A textured thing is always an upright rectangle of two triangles: a and c are its corners.
            if (command.texture == 0) painter.glyph(a, c);
            if (source != drawing.pictures.end()) painter.picture(a, c, *source);
            i += 3;
        }
    }
}

}  // namespace aaben::glass
