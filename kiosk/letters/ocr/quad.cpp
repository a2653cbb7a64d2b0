#include "ocr/quad.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace aaben::ocr {

double distance(Point a, Point b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}
double cross(Point o, Point a, Point b) {
    return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
}

double area(const std::vector<Point>& polygon) {
    double sum = 0;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const Point a = polygon[i];
        const Point b = polygon[(i + 1) % polygon.size()];
        sum += a.x * b.y - b.x * a.y;
    }
    return std::abs(sum) / 2;
}

namespace {

struct Side {
    Point a;
    Point b;
    double turn = 0;  // direction in radians
    [[nodiscard]] double length() const { return distance(a, b); }
};

double turn_between(double a, double b) {
    double d = std::fmod(std::abs(a - b), 2 * std::numbers::pi);
    return d > std::numbers::pi ? 2 * std::numbers::pi - d : d;
}

// Neighbouring hull edges of nearly one direction are one side of the paper.
std::vector<Side> sides_of(const std::vector<Point>& polygon) {
    std::vector<Side> sides;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const Point a = polygon[i];
        const Point b = polygon[(i + 1) % polygon.size()];
        sides.push_back({a, b, std::atan2(b.y - a.y, b.x - a.x)});
    }
    bool merged = true;
    while (merged && sides.size() > 4) {
        merged = false;
        std::size_t best = 0;
        double least = 0.16;  // about 9°
        for (std::size_t i = 0; i < sides.size(); ++i) {
            const double turn = turn_between(sides[i].turn, sides[(i + 1) % sides.size()].turn);
            if (turn < least) least = turn, best = i, merged = true;
        }
        if (!merged) break;
        const std::size_t next = (best + 1) % sides.size();
        Side joined{sides[best].a, sides[next].b, 0};
        joined.turn = std::atan2(joined.b.y - joined.a.y, joined.b.x - joined.a.x);
        sides[best] = joined;
        sides.erase(sides.begin() + static_cast<std::ptrdiff_t>(next));
    }
    return sides;
}

std::optional<Point> meet(const Side& p, const Side& q) {
    const double px = p.b.x - p.a.x;
    const double py = p.b.y - p.a.y;
    const double qx = q.b.x - q.a.x;
    const double qy = q.b.y - q.a.y;
    const double denominator = px * qy - py * qx;
    if (std::abs(denominator) < 1e-6) return std::nullopt;
    const double t = ((q.a.x - p.a.x) * qy - (q.a.y - p.a.y) * qx) / denominator;
    return Point{p.a.x + t * px, p.a.y + t * py};
}

// The four longest sides; their crossings are the corners, also of a corner that a hand covers.

}  // namespace

std::optional<Quad> quad_of(const std::vector<Point>& polygon, int w, int h) {
    std::vector<Side> sides = sides_of(polygon);
    if (sides.size() < 4) return std::nullopt;
    std::vector<std::size_t> order(sides.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return sides[a].length() > sides[b].length(); });
    order.resize(4);
    std::sort(order.begin(), order.end());
    Quad quad;
    for (std::size_t i = 0; i < 4; ++i) {
        const Side& one = sides[order[i]];
        const Side& two = sides[order[(i + 1) % 4]];
        const double turn = turn_between(one.turn, two.turn);
        if (turn < 0.87 || turn > 2.27) return std::nullopt;  // corners of 50–130°
        const auto corner = meet(one, two);
        if (!corner || corner->x < -0.2 * w || corner->y < -0.2 * h || corner->x > 1.2 * w || corner->y > 1.2 * h)
            return std::nullopt;
        quad[i] = *corner;
    }
    return quad;
}

Quad from_top_left(Quad quad) {
    const double turned = cross(quad[0], quad[1], quad[2]);
    if (turned < 0) std::reverse(quad.begin(), quad.end());  // y grows downwards: positive is clockwise
    const auto first =
        std::min_element(quad.begin(), quad.end(), [](Point a, Point b) { return a.x + a.y < b.x + b.y; });
    std::rotate(quad.begin(), first, quad.end());
    return quad;
}

// The projective map that takes the corners of a w×h page to the quad (solved by Gaussian elimination).
std::array<double, 8> projection(const Quad& quad, double w, double h) {
    const std::array<Point, 4> from{Point{0, 0}, Point{w, 0}, Point{w, h}, Point{0, h}};
    std::array<std::array<double, 9>, 8> m{};
    for (std::size_t i = 0; i < 4; ++i) {
        const Point p = from[i];
        const Point q = quad[i];
        m[2 * i] = {p.x, p.y, 1, 0, 0, 0, -q.x * p.x, -q.x * p.y, q.x};
        m[2 * i + 1] = {0, 0, 0, p.x, p.y, 1, -q.y * p.x, -q.y * p.y, q.y};
    }
    for (std::size_t c = 0; c < 8; ++c) {
        std::size_t pivot = c;
        for (std::size_t r = c + 1; r < 8; ++r) {
            if (std::abs(m[r][c]) > std::abs(m[pivot][c])) pivot = r;
        }
        std::swap(m[c], m[pivot]);
        if (std::abs(m[c][c]) < 1e-12) continue;
        for (std::size_t r = 0; r < 8; ++r) {
            if (r == c) continue;
            const double factor = m[r][c] / m[c][c];
            for (std::size_t k = c; k < 9; ++k) m[r][k] -= factor * m[c][k];
        }
    }
    std::array<double, 8> out{};
    for (std::size_t i = 0; i < 8; ++i) out[i] = std::abs(m[i][i]) < 1e-12 ? 0 : m[i][8] / m[i][i];
    return out;
}

}  // namespace aaben::ocr
