#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "ocr/page.hpp"
#include "ocr/quad.hpp"

namespace aaben::ocr {
namespace {

constexpr int search_side = 480;  // the paper is looked for in a picture this large

int pixel(const Pix* grey, int x, int y) {
    const l_uint32* line =
        pixGetData(const_cast<Pix*>(grey)) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(grey);  // NOLINT
    return static_cast<int>(GET_DATA_BYTE(line, x));
}

struct Mask {
    int w = 0;
    int h = 0;
    std::vector<char> on;
    [[nodiscard]] bool at(int x, int y) const {
        return on[static_cast<std::size_t>(y) * static_cast<std::size_t>(w) + static_cast<std::size_t>(x)] != 0;
    }
};

Mask mask_of(const Pix* grey, int threshold) {
    // Closing swallows the text on the paper, opening cuts off thin bridges to other bright things.
    Picture binary(pixThresholdToBinary(const_cast<Pix*>(grey), threshold));  // NOLINT: 1 where dark
    Picture bright(pixInvert(nullptr, binary.get()));
    Picture closed(pixCloseSafeBrick(nullptr, bright.get(), 13, 13));
    Picture opened(pixOpenBrick(nullptr, closed.get(), 9, 9));
    Mask mask{static_cast<int>(pixGetWidth(opened.get())), static_cast<int>(pixGetHeight(opened.get())), {}};
    mask.on.resize(static_cast<std::size_t>(mask.w) * static_cast<std::size_t>(mask.h));
    std::size_t at = 0;
    for (int y = 0; y < mask.h; ++y) {
        const l_uint32* line = pixGetData(opened.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(opened.get());
        for (int x = 0; x < mask.w; ++x) mask.on[at++] = GET_DATA_BIT(line, x) != 0 ? 1 : 0;
    }
    return mask;
}

struct Blob {
    std::size_t area = 0;
    std::vector<Point> edge;  // leftmost and rightmost pixel of every row
};

Blob largest_blob(Mask mask) {
    Blob best;
    std::vector<int> stack;
    std::vector<int> members;
    for (int start = 0; start < mask.w * mask.h; ++start) {
        if (mask.on[static_cast<std::size_t>(start)] == 0) continue;
        members.clear();
        stack.assign(1, start);
        mask.on[static_cast<std::size_t>(start)] = 0;
        while (!stack.empty()) {
            const int at = stack.back();
            stack.pop_back();
            members.push_back(at);
            const int x = at % mask.w;
            const auto visit = [&](int next) {
                if (mask.on[static_cast<std::size_t>(next)] == 0) return;
                mask.on[static_cast<std::size_t>(next)] = 0;
                stack.push_back(next);
            };
            if (x > 0) visit(at - 1);
            if (x + 1 < mask.w) visit(at + 1);
            if (at >= mask.w) visit(at - mask.w);
            if (at + mask.w < mask.w * mask.h) visit(at + mask.w);
        }
        if (members.size() <= best.area) continue;
        best.area = members.size();
        std::vector<std::pair<int, int>> rows(static_cast<std::size_t>(mask.h), {mask.w, -1});
        for (const int at : members) {
            auto& [left, right] = rows[static_cast<std::size_t>(at / mask.w)];
            left = std::min(left, at % mask.w), right = std::max(right, at % mask.w);
        }
        best.edge.clear();
        for (int y = 0; y < mask.h; ++y) {
            const auto [left, right] = rows[static_cast<std::size_t>(y)];
            if (right < 0) continue;
            best.edge.push_back({static_cast<double>(left), static_cast<double>(y)});
            best.edge.push_back({static_cast<double>(right), static_cast<double>(y)});
        }
    }
    return best;
}

std::vector<Point> hull(std::vector<Point> points) {  // Andrew's monotone chain
    std::sort(points.begin(), points.end(), [](Point a, Point b) { return a.x < b.x || (a.x == b.x && a.y < b.y); });
    std::vector<Point> out;
    for (int pass = 0; pass < 2; ++pass) {
        const std::size_t base = out.size();
        for (const Point p : points) {
            while (out.size() >= base + 2 && cross(out[out.size() - 2], out.back(), p) <= 0) out.pop_back();
            out.push_back(p);
        }
        out.pop_back();
        std::reverse(points.begin(), points.end());
    }
    return out;
}

int otsu(const Pix* grey) {
    std::array<double, 256> histogram{};
    for (int y = 0; y < static_cast<int>(pixGetHeight(grey)); ++y) {
        for (int x = 0; x < static_cast<int>(pixGetWidth(grey)); ++x)
            histogram[static_cast<std::size_t>(pixel(grey, x, y))] += 1;
    }
    double total = 0;
    double sum = 0;
    for (std::size_t i = 0; i < 256; ++i) total += histogram[i], sum += static_cast<double>(i) * histogram[i];
    double below = 0;
    double sum_below = 0;
    double best = -1;
    int threshold = 128;
    for (std::size_t i = 0; i < 256; ++i) {
        below += histogram[i];
        sum_below += static_cast<double>(i) * histogram[i];
        if (below == 0 || below == total) continue;
        const double difference = sum_below / below - (sum - sum_below) / (total - below);
        const double between = below * (total - below) * difference * difference;
        if (between > best) best = between, threshold = static_cast<int>(i) + 1;
    }
    return threshold;
}

bool nearly_whole(const Quad& quad, double w, double h) {
    const Quad corners{Point{0, 0}, Point{w, 0}, Point{w, h}, Point{0, h}};
    for (std::size_t i = 0; i < 4; ++i) {
        if (std::abs(quad[i].x - corners[i].x) > 0.03 * w || std::abs(quad[i].y - corners[i].y) > 0.03 * h)
            return false;
    }
    return true;
}

// Paper ends in a step of brightness; a shadow over a white page does not. Sides along the picture's border cannot be
// judged and count as good.
bool has_edges(const Pix* grey, const Quad& quad) {
    constexpr int reach = 8;
    constexpr int step = 16;
    const int w = static_cast<int>(pixGetWidth(grey));
    const int h = static_cast<int>(pixGetHeight(grey));
    for (std::size_t i = 0; i < 4; ++i) {
        const Point a = quad[i];
        const Point b = quad[(i + 1) % 4];
        const double length = std::max(distance(a, b), 1.0);
        int seen = 0;
        int stepped = 0;
        const double nx = -(b.y - a.y) / length;  // inwards for a clockwise quad
        const double ny = (b.x - a.x) / length;
        for (int k = 2; k <= 18; ++k) {
            const double x = a.x + (b.x - a.x) * k / 20;
            const double y = a.y + (b.y - a.y) * k / 20;
            const int in_x = static_cast<int>(x + nx * reach);
            const int in_y = static_cast<int>(y + ny * reach);
            const int out_x = static_cast<int>(x - nx * reach);
            const int out_y = static_cast<int>(y - ny * reach);
            if (std::min({in_x, in_y, out_x, out_y}) < 0 || std::max(in_x, out_x) >= w || std::max(in_y, out_y) >= h)
                continue;
            ++seen;
            stepped += pixel(grey, in_x, in_y) - pixel(grey, out_x, out_y) >= step ? 1 : 0;
        }
        if (seen >= 4 && stepped * 10 < seen * 6) return false;
    }
    return true;
}

}  // namespace

std::optional<Quad> find_paper(const Pix* picture) {
    const Picture small = small_darkest(picture, search_side);
    const Picture smooth(pixBlockconv(small.get(), 2, 2));
    const Picture blank(pixCloseGray(smooth.get(), 13, 13));  // the text wiped off: a line of text is no paper's edge
    const double scale = static_cast<double>(pixGetWidth(picture)) / static_cast<double>(pixGetWidth(small.get()));
    const int w = static_cast<int>(pixGetWidth(small.get()));
    const int h = static_cast<int>(pixGetHeight(small.get()));
    const int middle = otsu(smooth.get());
    std::optional<Quad> best;
    double best_fit = 0.86;
    for (const int offset : {0, -25, 20, -45, 40}) {
        const Blob blob = largest_blob(mask_of(smooth.get(), std::clamp(middle + offset, 10, 245)));
        if (static_cast<double>(blob.area) < 0.15 * w * h) continue;
        const std::vector<Point> polygon = hull(blob.edge);
        const auto quad = quad_of(polygon, w, h);
        if (!quad) continue;
        const double own = area({quad->begin(), quad->end()});
        const double fit =
            std::min(static_cast<double>(blob.area) / std::max(own, 1.0), own / std::max(area(polygon), 1.0));
        if (fit <= best_fit || !has_edges(blank.get(), from_top_left(*quad))) continue;
        best_fit = fit + 0.01;
        best = from_top_left(*quad);
    }
    if (!best || nearly_whole(*best, w, h)) return std::nullopt;
    for (Point& p : *best) p.x *= scale, p.y *= scale;
    return best;
}

}  // namespace aaben::ocr
