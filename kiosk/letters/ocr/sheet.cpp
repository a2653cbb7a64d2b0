#include "ocr/sheet.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include "ocr/quad.hpp"

namespace aaben::ocr {
namespace {

constexpr int exact_every = 32;  // pixels; between two exact ones the way through the picture is taken as straight
constexpr int one = 1 << 16;     // fixed point

// The turn of the page about its middle: where a pixel of the turned page lies on the page as it lay.
struct Turned {
    explicit Turned(const Sheet& sheet)
        : middle{sheet.w / 2.0, sheet.h / 2.0},
          cosine(std::cos(sheet.degrees * std::numbers::pi / 180)),
          sine(std::sin(sheet.degrees * std::numbers::pi / 180)) {}
    [[nodiscard]] Point before(Point p) const {
        const double x = p.x - middle.x;
        const double y = p.y - middle.y;
        return {middle.x + x * cosine + y * sine, middle.y - x * sine + y * cosine};
    }
    Point middle;
    double cosine;
    double sine;
};

Point through(const std::array<double, 8>& p, Point at) {
    const double d = p[6] * at.x + p[7] * at.y + 1;
    return {(p[0] * at.x + p[1] * at.y + p[2]) / d, (p[3] * at.x + p[4] * at.y + p[5]) / d};
}

// Narrows [from, to) to the x at which 0 <= start + slope * x <= limit.
void keep_inside(double start, double slope, double limit, double& from, double& to) {
    if (std::abs(slope) < 1e-9) {
        if (start < 0 || start > limit) to = from;
        return;
    }
    const double a = -start / slope;
    const double b = (limit - start) / slope;
    from = std::max(from, std::ceil(std::min(a, b)));
    to = std::min(to, std::floor(std::max(a, b)) + 1);
}

struct Source {
    explicit Source(const Pix* grey)
        : data(pixGetData(const_cast<Pix*>(grey))),  // NOLINT: only read
          wpl(pixGetWpl(grey)),
          x_max((static_cast<int>(pixGetWidth(grey)) - 1) * one - 1),
          y_max((static_cast<int>(pixGetHeight(grey)) - 1) * one - 1) {}
    [[nodiscard]] int x_of(Point p) const {
        return static_cast<int>(std::clamp(p.x * one, 0.0, static_cast<double>(x_max)));
    }
    [[nodiscard]] int y_of(Point p) const {
        return static_cast<int>(std::clamp(p.y * one, 0.0, static_cast<double>(y_max)));
    }
    [[nodiscard]] int at(int x, int y) const {  // between four pixels
        const int ix = x >> 16;
        const int ax = x >> 8 & 255;
        const int ay = y >> 8 & 255;
        const l_uint32* top = data + static_cast<std::ptrdiff_t>(y >> 16) * wpl;
        const l_uint32* low = top + wpl;
        const int upper =
            static_cast<int>(GET_DATA_BYTE(top, ix)) * (256 - ax) + static_cast<int>(GET_DATA_BYTE(top, ix + 1)) * ax;
        const int lower =
            static_cast<int>(GET_DATA_BYTE(low, ix)) * (256 - ax) + static_cast<int>(GET_DATA_BYTE(low, ix + 1)) * ax;
        return (upper * (256 - ay) + lower * ay) >> 16;
    }
    const l_uint32* data;
    int wpl;
    int x_max;
    int y_max;
};

}  // namespace

Sheet turned_by_quarter(const Sheet& sheet) {
    const Quad& q = sheet.quad;
    return {{q[3], q[0], q[1], q[2]}, sheet.h, sheet.w, sheet.degrees};
}

Sheet shrunk(const Sheet& sheet, double part) {
    return {sheet.quad, static_cast<int>(sheet.w * part), static_cast<int>(sheet.h * part), sheet.degrees};
}

Sheet on_shrunk(const Sheet& sheet, double picture) {
    Sheet out = sheet;
    for (Point& p : out.quad) p.x *= picture, p.y *= picture;
    return out;
}

Picture laid_flat(const Pix* grey, const Sheet& sheet) {
    const Turned turned(sheet);
    const auto map = projection(sheet.quad, sheet.w, sheet.h);
    const Source source(grey);
    Picture out(pixCreateNoInit(sheet.w, sheet.h, 8));
    pixSetAllArbitrary(out.get(), 255);
    for (int y = 0; y < sheet.h; ++y) {
        l_uint32* line = pixGetData(out.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(out.get());
        const Point begin = turned.before({0, static_cast<double>(y)});
        double from = 0;
        double to = sheet.w;
        keep_inside(begin.x, turned.cosine, sheet.w, from, to);
        keep_inside(begin.y, -turned.sine, sheet.h, from, to);
        const int end = static_cast<int>(to);
        const auto exact = [&](int x) {
            const Point p = through(map, turned.before({static_cast<double>(x), static_cast<double>(y)}));
            return std::pair(source.x_of(p), source.y_of(p));
        };
        auto [sx, sy] = exact(static_cast<int>(from));
        for (int x = static_cast<int>(from); x < end;) {
            const int n = std::min(exact_every, end - x);
            const auto [next_x, next_y] = exact(x + n);
            const int dx = (next_x - sx) / n;
            const int dy = (next_y - sy) / n;
            for (const int stop = x + n; x < stop; ++x, sx += dx, sy += dy)
                SET_DATA_BYTE(line, x, static_cast<l_uint8>(source.at(sx, sy)));
            sx = next_x, sy = next_y;
        }
    }
    return out;
}

}  // namespace aaben::ocr
