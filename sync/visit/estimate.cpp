#include "visit/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace aaben::visit {
namespace {

// Comparable: the same load (people before, per caseworker), most alike first; the hour breaks ties. Taking the nearest
// samples instead of a fixed cell keeps the range narrow where the unit has seen much and wide where it has seen
// little.
double distance(const WaitSample& s, double load, int hour) {
    const double other = static_cast<double>(s.ahead) / std::max(1, s.on_shift);
    const int apart = std::abs(calendar::copenhagen(s.checked_in_ms).time.hour - hour);
    return std::abs(other - load) + 0.15 * apart;
}

}  // namespace

std::optional<WaitRange> estimate(const std::vector<WaitSample>& samples, int ahead, int on_duty, WallMs now_ms) {
    if (on_duty <= 0 || samples.size() < samples_min) return std::nullopt;
    const double load = static_cast<double>(ahead) / on_duty;
    const int hour = calendar::copenhagen(now_ms).time.hour;
    std::vector<std::pair<double, int>> near;
    near.reserve(samples.size());
    for (const WaitSample& s : samples) near.emplace_back(distance(s, load, hour), s.wait_s);
    std::ranges::sort(near);
    const std::size_t n = std::min(near.size(), std::max(samples_min * 3 / 2, near.size() / 8));
    if (near[samples_min - 1].first > 2.0) return std::nullopt;  // the unit has not seen a queue like this yet
    std::vector<int> waits;
    waits.reserve(n);
    for (std::size_t i = 0; i < n; ++i) waits.push_back(near[i].second);
    std::ranges::sort(waits);
    const auto rank = [&](double q) {  // finite-sample quantile: ⌈(n+1)q⌉-th smallest
        const double r = std::ceil((static_cast<double>(waits.size()) + 1.0) * q) - 1.0;
        return waits[static_cast<std::size_t>(std::clamp(r, 0.0, static_cast<double>(waits.size() - 1)))];
    };
    const int low = rank(0.1) / 60 / 5 * 5;
    const int high = (rank(0.9) / 60 / 5 + 1) * 5;
    return WaitRange{low, high};
}

}  // namespace aaben::visit
