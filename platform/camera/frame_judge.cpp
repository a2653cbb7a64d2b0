#include "camera/frame_judge.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace aaben::camera {
namespace {

constexpr double dark_below = 70;
constexpr double blurred_below = 25;
constexpr double moved_above = 3.5;
constexpr double ink_least = 0.001;  // an empty shelf has none; the last page of a letter may have few lines

std::vector<int> grey_of(const Frame& f) {
    std::vector<int> grey(static_cast<std::size_t>(f.width) * static_cast<std::size_t>(f.height));
    for (std::size_t i = 0; i < grey.size(); ++i)
        grey[i] = (f.rgb[3 * i] * 77 + f.rgb[3 * i + 1] * 151 + f.rgb[3 * i + 2] * 28) >> 8;
    return grey;
}

double mean_of_brightest_quarter(const std::vector<int>& grey) {
    std::array<int, 256> counts{};
    for (const int g : grey) ++counts[static_cast<std::size_t>(std::clamp(g, 0, 255))];
    long wanted = static_cast<long>(grey.size()) / 4, taken = 0;
    double sum = 0;
    for (int level = 255; level >= 0 && taken < wanted; --level) {
        const long n = std::min<long>(counts[static_cast<std::size_t>(level)], wanted - taken);
        taken += n;
        sum += static_cast<double>(n) * level;
    }
    return taken ? sum / static_cast<double>(taken) : 0;
}

}  // namespace

Measures measure(const Frame& f) {
    Measures m;
    if (f.width < 16 || f.height < 16) return m;
    const std::vector<int> grey = grey_of(f);
    const auto at = [&](int x, int y) {
        return grey[static_cast<std::size_t>(y) * static_cast<std::size_t>(f.width) + static_cast<std::size_t>(x)];
    };
    m.light = mean_of_brightest_quarter(grey);
    const int ink_below = static_cast<int>(m.light * 0.6);
    double sum = 0, squares = 0;
    long n = 0, ink = 0;
    std::array<long, 4> side{};
    for (int y = 1; y + 1 < f.height; ++y) {
        for (int x = 1; x + 1 < f.width; ++x) {
            const double laplacian = 4.0 * at(x, y) - at(x - 1, y) - at(x + 1, y) - at(x, y - 1) - at(x, y + 1);
            sum += laplacian;
            squares += laplacian * laplacian;
            ++n;
            // Ink is dark with paper right beside it; a dark table is not.
            const bool dark = at(x, y) < ink_below &&
                              std::max({at(x - 1, y), at(x + 1, y), at(x, y - 1), at(x, y + 1)}) > m.light * 0.75;
            if (!dark) continue;
            ++ink;
            if (x <= 2) ++side[0];
            if (x >= f.width - 3) ++side[1];
            if (y <= 2) ++side[2];
            if (y >= f.height - 3) ++side[3];
        }
    }
    const double mean = sum / static_cast<double>(n);
    m.sharpness = squares / static_cast<double>(n) - mean * mean;
    m.ink = static_cast<double>(ink) / static_cast<double>(n);
    m.open_sides = static_cast<int>(std::ranges::count_if(side, [](long pixels) { return pixels >= 4; }));
    return m;
}

double difference(const Frame& a, const Frame& b) {
    if (a.width != b.width || a.height != b.height || a.rgb.empty()) return 255;
    long sum = 0;
    for (std::size_t i = 0; i < a.rgb.size(); ++i) sum += std::abs(int{a.rgb[i]} - int{b.rgb[i]});
    return static_cast<double>(sum) / static_cast<double>(a.rgb.size());
}

Verdict FrameJudge::see(const Frame& small) {
    if (small.empty()) {
        reset();
        return Verdict::Empty;
    }
    const double moved = difference(small, last_);
    last_ = small;
    const Measures m = measure(small);
    still_ = moved <= moved_above ? still_ + 1 : 0;
    if (m.light < dark_below) return Verdict::TooDark;
    if (m.ink < ink_least) return Verdict::Empty;
    if (moved > moved_above || m.sharpness < blurred_below) return Verdict::Moving;
    if (m.open_sides >= 1) return Verdict::CutOff;
    return still_ >= still_frames ? Verdict::Good : Verdict::Moving;
}

}  // namespace aaben::camera
