// The pictures of call-signs: Material Icons where one is unmistakable, and drawn here where the set has none (a fish,
// a bird, an apple, a tree). The names are those of visit::picture_names.
#include <array>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

#include "widgets/impl.hpp"

namespace aaben::widgets {

namespace {
constexpr float pi = std::numbers::pi_v<float>;

// A unit square to draw in; x and y run from 0 to 100.
class Board {
  public:
    Board(Canvas& canvas, const Rect& px) : canvas_(canvas), px_(px) {}
    [[nodiscard]] Point at(float x, float y) const { return {px_.x + px_.w * x / 100, px_.y + px_.h * y / 100}; }
    void disc(float x, float y, float r, Colour c) { canvas_.disc(at(x, y), px_.w * r / 100, c); }
    void shape(const std::vector<Point>& points, Colour c) {
        std::vector<Point> placed;
        placed.reserve(points.size());
        for (const Point& p : points) placed.push_back(at(p.x, p.y));
        canvas_.convex(placed, c);
    }
    void stroke(const std::vector<Point>& points, float thickness, Colour c) {
        std::vector<Point> placed;
        placed.reserve(points.size());
        for (const Point& p : points) placed.push_back(at(p.x, p.y));
        canvas_.line(placed, px_.w * thickness / 100, c);
    }
    // The lens between two arcs: from (x0, y) to (x1, y), bulging `up` above and `down` below.
    void lens(float x0, float x1, float y, float up, float down, Colour c) {
        std::vector<Point> points;
        constexpr int steps = 24;
        for (int i = 0; i <= steps; ++i) {
            const float t = static_cast<float>(i) / steps;
            points.push_back({x0 + (x1 - x0) * t, y - up * std::sin(pi * t)});
        }
        for (int i = steps - 1; i > 0; --i) {
            const float t = static_cast<float>(i) / steps;
            points.push_back({x0 + (x1 - x0) * t, y + down * std::sin(pi * t)});
        }
        shape(points, c);
    }
    void ellipse(float x, float y, float rx, float ry, Colour c) {
        std::vector<Point> points;
        constexpr int steps = 40;
        for (int i = 0; i < steps; ++i) {
            const float a = 2 * pi * static_cast<float>(i) / steps;
            points.push_back({x + rx * std::cos(a), y + ry * std::sin(a)});
        }
        shape(points, c);
    }

  private:
    Canvas& canvas_;
    Rect px_;
};

void draw_fish(Board& b, Colour ink, Colour face) {
    b.lens(2, 76, 50, 31, 31, ink);
    b.shape({{64, 50}, {97, 24}, {90, 50}}, ink);
    b.shape({{64, 50}, {90, 50}, {97, 76}}, ink);
    b.shape({{32, 24}, {48, 10}, {56, 28}}, ink);
    b.disc(22, 45, 5, face);
    b.stroke({{36, 32}, {41, 41}, {42, 50}, {41, 59}, {36, 68}}, 4, face);
}

void draw_bird(Board& b, Colour ink, Colour face) {
    b.ellipse(47, 56, 30, 23, ink);
    b.disc(70, 33, 17, ink);
    b.shape({{56, 36}, {84, 40}, {72, 62}}, ink);
    b.shape({{84, 27}, {99, 36}, {84, 41}}, ink);
    b.shape({{26, 46}, {38, 66}, {2, 72}}, ink);
    b.disc(74, 30, 4, face);
    b.lens(26, 60, 54, 1, 15, face);
    b.lens(30, 60, 51, 2, 13, ink);
    b.stroke({{42, 76}, {38, 94}}, 5, ink);
    b.stroke({{55, 77}, {55, 94}}, 5, ink);
}

void draw_apple(Board& b, Colour ink, Colour /*face*/) {
    b.ellipse(36, 60, 27, 30, ink);
    b.ellipse(64, 60, 27, 30, ink);
    b.ellipse(50, 66, 26, 27, ink);
    b.stroke({{50, 40}, {51, 26}, {55, 14}}, 6, ink);
    b.shape({{56, 26}, {63, 13}, {76, 7}, {88, 8}, {84, 19}, {72, 27}}, ink);
}

void draw_tree(Board& b, Colour ink, Colour /*face*/) {
    b.disc(50, 28, 23, ink);
    b.disc(30, 46, 21, ink);
    b.disc(70, 46, 21, ink);
    b.disc(50, 50, 21, ink);
    b.shape({{44, 60}, {56, 60}, {58, 95}, {42, 95}}, ink);
}
}  // namespace

void Ui::Impl::sign_picture(const Rect& dp, std::string_view name, Colour ink, Colour face) {
    Node* node = node_of_pen();
    if (node == nullptr) return;
    using Draw = void (*)(Board&, Colour, Colour);
    static constexpr std::array<std::pair<std::string_view, Draw>, 4> drawn{
        {{"fish", draw_fish}, {"bird", draw_bird}, {"apple", draw_apple}, {"tree", draw_tree}}};
    for (const auto& [own, draw] : drawn) {
        if (own != name) continue;
        Board board(canvas, px(dp.middle(dp.w * 0.92F, dp.h * 0.92F)));
        draw(board, ink, face);
        node->colours.push_back({ink, face, ColourPair::Of::Picture});
        return;
    }
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> icons{{{"bicycle", "pedal_bike"},
                                                                                          {"sun", "wb_sunny"},
                                                                                          {"cup", "local_cafe"},
                                                                                          {"house", "home"},
                                                                                          {"key", "vpn_key"},
                                                                                          {"umbrella", "umbrella"},
                                                                                          {"flower", "local_florist"},
                                                                                          {"car", "directions_car"},
                                                                                          {"boat", "sailing"},
                                                                                          {"star", "star"},
                                                                                          {"heart", "favorite"},
                                                                                          {"clock", "watch_later"}}};
    for (const auto& [own, material] : icons) {
        if (own == name) name = material;
    }
    // The call-sign is the same in every language: its picture is not mirrored.
    const Rect r = px(dp);
    const float side = std::round(std::min(r.w, r.h));
    canvas.glyphs(type.icon(name, side), r.centre_x() - side / 2, r.centre_y() - side / 2, ink);
    node->colours.push_back({ink, face, ColourPair::Of::Picture});
}

}  // namespace aaben::widgets
