#include "widgets/canvas.hpp"

#include <cmath>
#include <cstddef>

#include "widgets/imgui_versions.hpp"

namespace aaben::widgets {

static_assert(sizeof(Vertex) == sizeof(ImDrawVert) && offsetof(Vertex, u) == offsetof(ImDrawVert, uv) &&
                  offsetof(Vertex, rgba) == offsetof(ImDrawVert, col),
              "a frame is handed on without copying its vertices");
static_assert(sizeof(ImDrawIdx) == sizeof(std::uint16_t));

namespace {
ImU32 packed(Colour c) {
    return IM_COL32(c.r, c.g, c.b, c.a);
}
ImVec2 at(Point p) {
    return {p.x, p.y};
}
Rect whole(const Rect& box) {
    const float x = std::round(box.x), y = std::round(box.y);
    return {x, y, std::round(box.end()) - x, std::round(box.bottom()) - y};
}
}  // namespace

struct Canvas::Impl {
    ImDrawListSharedData shared;
    ImDrawList list{&shared};
    Drawing drawing;
};

Canvas::Canvas() : impl_(std::make_unique<Impl>()) {
    impl_->shared.InitialFlags =
        ImDrawListFlags_AntiAliasedLines | ImDrawListFlags_AntiAliasedFill | ImDrawListFlags_AllowVtxOffset;
    impl_->shared.SetCircleTessellationMaxError(0.15F);
}
Canvas::~Canvas() = default;

void Canvas::begin(int width_px, int height_px, const text::Atlas& atlas) {
    impl_->shared.ClipRectFullscreen = {0, 0, static_cast<float>(width_px), static_cast<float>(height_px)};
    impl_->shared.TexUvWhitePixel = {atlas.white_u, atlas.white_v};
    impl_->list._ResetForNewFrame();
    impl_->list.PushTextureID(texture_id(0));
    impl_->list.PushClipRectFullScreen();
    impl_->drawing.width_px = width_px;
    impl_->drawing.height_px = height_px;
    impl_->drawing.pictures.clear();
}

void Canvas::fill(const Rect& box, Colour colour, float radius) {
    const Rect b = whole(box);
    impl_->list.AddRectFilled({b.x, b.y}, {b.end(), b.bottom()}, packed(colour), std::min(radius, b.h / 2));
}

void Canvas::frame(const Rect& box, Colour colour, float radius, float thickness) {
    // The path runs in the middle of the line; AddRect shrinks its corners by half a pixel, which is given back here.
    const float line = std::max(1.F, std::round(thickness));
    const Rect b = whole(box).inset(line / 2 - 0.5F);
    impl_->list.AddRect({b.x, b.y}, {b.end(), b.bottom()}, packed(colour),
                        std::min(std::max(0.F, radius - line / 2), b.h / 2), 0, line);
}

void Canvas::disc(Point centre, float radius, Colour colour) {
    impl_->list.AddCircleFilled(at(centre), radius, packed(colour));
}

void Canvas::arc(Point centre, float radius, float from_rad, float to_rad, float thickness, Colour colour) {
    impl_->list.PathArcTo(at(centre), radius, from_rad, to_rad, 64);
    impl_->list.PathStroke(packed(colour), 0, thickness);
}

void Canvas::convex(std::span<const Point> points, Colour colour) {
    for (const Point& p : points) impl_->list.PathLineTo(at(p));
    impl_->list.PathFillConvex(packed(colour));
}

void Canvas::line(std::span<const Point> points, float thickness, Colour colour) {
    for (const Point& p : points) impl_->list.PathLineTo(at(p));
    impl_->list.PathStroke(packed(colour), 0, thickness);
}

void Canvas::glyphs(const text::Shaped& shaped, float x, float y, Colour colour, float mirror_width) {
    if (shaped.quads.empty()) return;
    const auto count = static_cast<int>(shaped.quads.size());
    impl_->list.PrimReserve(count * 6, count * 4);
    const float left = std::round(x), top = std::round(y);
    for (const text::Quad& q : shaped.quads) {
        if (mirror_width > 0) {
            impl_->list.PrimRectUV({left + mirror_width - q.x1, top + q.y0}, {left + mirror_width - q.x0, top + q.y1},
                                   {q.u1, q.v0}, {q.u0, q.v1}, packed(colour));
        } else {
            impl_->list.PrimRectUV({left + q.x0, top + q.y0}, {left + q.x1, top + q.y1}, {q.u0, q.v0}, {q.u1, q.v1},
                                   packed(colour));
        }
    }
}

void Canvas::picture(const Picture& picture, const Rect& box, const Rect& part) {
    const Rect b = whole(box);
    const auto w = static_cast<float>(picture.width), h = static_cast<float>(picture.height);
    impl_->list.AddImage(texture_id(picture.texture), {b.x, b.y}, {b.end(), b.bottom()}, {part.x / w, part.y / h},
                         {part.end() / w, part.bottom() / h});
    impl_->drawing.pictures.push_back(picture);
}

const Drawing& Canvas::end() {
    impl_->list._PopUnusedDrawCmd();
    Drawing& out = impl_->drawing;
    const auto& vertices = impl_->list.VtxBuffer;
    const auto& indices = impl_->list.IdxBuffer;
    out.vertices = {reinterpret_cast<const Vertex*>(vertices.Data), static_cast<std::size_t>(vertices.Size)};
    out.indices = {indices.Data, static_cast<std::size_t>(indices.Size)};
    out.commands.clear();
    for (const ImDrawCmd& command : impl_->list.CmdBuffer) {
        if (command.ElemCount == 0) continue;
        out.commands.push_back({texture_of(command), command.ClipRect.x, command.ClipRect.y, command.ClipRect.z,
                                command.ClipRect.w, command.VtxOffset, command.IdxOffset, command.ElemCount});
    }
    return out;
}

}  // namespace aaben::widgets
