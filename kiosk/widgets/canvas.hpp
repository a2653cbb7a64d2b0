// Shapes and glyphs as triangles, in panel pixels: the thin skin over ImDrawList. Private to widgets; the one place,
// with imgui_versions.hpp, that sees Dear ImGui. Glass thread. Always: everything is drawn from the glyph atlas but
// pictures, so that a page is one or two commands; pixel edges are whole numbers, so that straight lines stay crisp.
#pragma once

#include <memory>
#include <span>

#include "text/typesetter.hpp"
#include "widgets/drawing.hpp"
#include "widgets/geometry.hpp"

namespace aaben::widgets {

struct Point {
    float x = 0, y = 0;
};

class Canvas {
  public:
    Canvas();
    ~Canvas();
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;

    void begin(int width_px, int height_px, const text::Atlas& atlas);
    void fill(const Rect& box, Colour colour, float radius = 0);
    void frame(const Rect& box, Colour colour, float radius, float thickness);  // the line lies inside the box
    void disc(Point centre, float radius, Colour colour);
    void arc(Point centre, float radius, float from_rad, float to_rad, float thickness, Colour colour);
    void convex(std::span<const Point> points, Colour colour);  // clockwise
    void line(std::span<const Point> points, float thickness, Colour colour);
    // The text's box has its corner at (x, y); `mirror_width` > 0 flips it left to right within that width.
    void glyphs(const text::Shaped& shaped, float x, float y, Colour colour, float mirror_width = 0);
    void picture(const Picture& picture, const Rect& box, const Rect& part);  // `part` in the picture's own pixels
    const Drawing& end();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace aaben::widgets
