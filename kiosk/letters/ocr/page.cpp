#include "ocr/page.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "ocr/quad.hpp"

namespace aaben::ocr {
namespace {

constexpr int search_side = 480;  // the paper is looked for in a picture this large
constexpr int page_side = 2200;   // A4 at about 190 dpi: enough for Tesseract, and not slower than it need be
constexpr int least_side = 1500;

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
    for (int y = 0; y < mask.h; ++y) {
        const l_uint32* line = pixGetData(opened.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(opened.get());
        for (int x = 0; x < mask.w; ++x)
            mask.on[static_cast<std::size_t>(y * mask.w + x)] = GET_DATA_BIT(line, x) != 0 ? 1 : 0;
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

Picture warp(const Pix* grey, const Quad& quad, int w, int h) {
    const auto p = projection(quad, w, h);
    const int sw = static_cast<int>(pixGetWidth(grey));
    const int sh = static_cast<int>(pixGetHeight(grey));
    Picture out(pixCreate(w, h, 8));
    const l_uint32* source = pixGetData(const_cast<Pix*>(grey));  // NOLINT: only read
    const int source_wpl = pixGetWpl(grey);
    l_uint32* data = pixGetData(out.get());
    const int wpl = pixGetWpl(out.get());
    for (int y = 0; y < h; ++y) {
        l_uint32* line = data + static_cast<std::ptrdiff_t>(y) * wpl;
        for (int x = 0; x < w; ++x) {
            const double d = p[6] * x + p[7] * y + 1;
            const double fx = std::clamp((p[0] * x + p[1] * y + p[2]) / d, 0.0, sw - 1.001);
            const double fy = std::clamp((p[3] * x + p[4] * y + p[5]) / d, 0.0, sh - 1.001);
            const int ix = std::min(static_cast<int>(fx), sw - 2);
            const int iy = std::min(static_cast<int>(fy), sh - 2);
            const int ax = static_cast<int>((fx - ix) * 256);
            const int ay = static_cast<int>((fy - iy) * 256);
            const l_uint32* top = source + static_cast<std::ptrdiff_t>(iy) * source_wpl;
            const l_uint32* low = top + source_wpl;
            const int upper = static_cast<int>(GET_DATA_BYTE(top, ix)) * (256 - ax) +
                              static_cast<int>(GET_DATA_BYTE(top, ix + 1)) * ax;
            const int lower = static_cast<int>(GET_DATA_BYTE(low, ix)) * (256 - ax) +
                              static_cast<int>(GET_DATA_BYTE(low, ix + 1)) * ax;
            SET_DATA_BYTE(line, x, static_cast<l_uint8>((upper * (256 - ay) + lower * ay) >> 16));
        }
    }
    return out;
}

bool nearly_whole(const Quad& quad, double w, double h) {
    const Quad corners{Point{0, 0}, Point{w, 0}, Point{w, h}, Point{0, h}};
    for (std::size_t i = 0; i < 4; ++i) {
        if (std::abs(quad[i].x - corners[i].x) > 0.03 * w || std::abs(quad[i].y - corners[i].y) > 0.03 * h)
            return false;
    }
    return true;
}

Picture cut_out(const Pix* picture, const Quad& quad) {
    const double wide = std::max(distance(quad[0], quad[1]), distance(quad[3], quad[2]));
    const double high = std::max(distance(quad[0], quad[3]), distance(quad[1], quad[2]));
    const double longest = std::max(wide, high);
    const double scale =
        std::clamp(static_cast<double>(page_side) / longest, 0.1, longest < least_side ? least_side / longest : 1.0);
    Picture grey = to_grey(picture);
    const double down = std::min(scale, 1.0);
    Quad source = quad;
    if (down < 0.8) {
        grey = Picture(pixScaleAreaMap(grey.get(), static_cast<float>(down), static_cast<float>(down)));
        for (Point& p : source) p.x *= down, p.y *= down;
    }
    return warp(grey.get(), source, static_cast<int>(wide * scale), static_cast<int>(high * scale));
}

Picture binarised(Pix* grey) {
    Pix* binary = nullptr;
    const int nx = std::max(1, static_cast<int>(pixGetWidth(grey)) / 500);
    const int ny = std::max(1, static_cast<int>(pixGetHeight(grey)) / 500);
    pixSauvolaBinarizeTiled(grey, 15, 0.34F, nx, ny, nullptr, &binary);
    return Picture(binary != nullptr ? binary : pixThresholdToBinary(grey, 128));
}

struct Skew {
    float angle = 0;       // degrees
    float confidence = 0;  // how much clearer the lines are at that angle than at others
};

Skew skew_of(Pix* binary, float widest) {
    Skew skew;
    if (pixFindSkewSweepAndSearch(binary, &skew.angle, &skew.confidence, 4, 2, widest, 1.0F, 0.05F) != 0) return {};
    return skew;
}

Picture turned_by(Picture grey, const Skew& skew) {
    if (skew.confidence < 2.5F || std::abs(skew.angle) < 0.15F) return grey;
    Picture turned(pixRotateAMGray(grey.get(), skew.angle * std::numbers::pi_v<float> / 180, 255));
    return turned ? std::move(turned) : std::move(grey);
}

// Lays the text lines level: of the page as it lies and turned by a quarter, the one whose lines stand out more.
// `widest` in degrees: small where the paper's edges were found.
Picture levelled(Picture grey, float widest) {
    const Picture binary = binarised(grey.get());
    const Picture quarter(pixRotateOrth(binary.get(), 1));
    const Skew as_is = skew_of(binary.get(), widest);
    const Skew turned = skew_of(quarter.get(), widest);
    if (turned.confidence > as_is.confidence * 1.1F) return turned_by(Picture(pixRotateOrth(grey.get(), 1)), turned);
    return turned_by(std::move(grey), as_is);
}

struct Turn {
    int quarters = 0;
    bool sure = false;
};

// Ascenders outnumber descenders in Danish as in English; the lines are level already.
Turn turn_of(Pix* grey) {
    const Picture binary = binarised(grey);
    float up = 0;
    if (pixUpDownDetect(binary.get(), &up, 0, 0, 0) != 0) return {0, false};
    return {up < -1.0F ? 2 : 0, std::abs(up) >= 3.0F};
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
    const Picture dark = to_darkest(picture);
    const Picture small = scaled_to(dark.get(), search_side);
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

Page straighten(const Pix* picture, bool look_for_paper) {
    Page page;
    const auto paper = look_for_paper ? find_paper(picture) : std::nullopt;
    page.paper_found = paper.has_value();
    if (paper) {
        page.grey = cut_out(picture, *paper);
    } else {
        const int longest = static_cast<int>(std::max(pixGetWidth(picture), pixGetHeight(picture)));
        page.grey = scaled_to(to_grey(picture).get(), std::clamp(longest, least_side, page_side));
    }
    page.grey = levelled(std::move(page.grey), paper ? 6.0F : 35.0F);
    const Turn turn = turn_of(page.grey.get());
    page.turn_sure = turn.sure;
    if (turn.quarters != 0) page.grey = Picture(pixRotateOrth(page.grey.get(), turn.quarters));
    return page;
}

}  // namespace aaben::ocr
