// The chime before a call: heard, brief, without a click, and of two tones.
#include "synthesis/chime.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <numbers>
#include <span>

using aaben::synthesis::chime;

namespace {

// How much of the tone is in the samples (Goertzel's sum without its shortcut).
double amount(std::span<const std::int16_t> samples, double hz, int rate) {
    double re = 0, im = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double angle = 2 * std::numbers::pi * hz * static_cast<double>(i) / rate;
        re += samples[i] * std::cos(angle), im += samples[i] * std::sin(angle);
    }
    return std::hypot(re, im) / static_cast<double>(samples.size());
}

}  // namespace

TEST_CASE("The chime begins and ends in silence, never clips, and its second tone is the lower one") {
    for (const int rate : {22'050, 48'000}) {
        const auto samples = chime(rate);
        const double seconds = static_cast<double>(samples.size()) / rate;
        CHECK(seconds > 0.8);
        CHECK(seconds < 1.5);
        const auto loudest = std::ranges::max(samples, {}, [](std::int16_t s) { return std::abs(s); });
        CHECK(std::abs(loudest) > 4'000);
        CHECK(std::abs(loudest) < 16'000);
        CHECK(std::abs(samples.front()) < 100);
        CHECK(std::abs(samples.back()) < 100);
        const auto part = [&](double from_s, double to_s) {
            return std::span(samples).subspan(static_cast<std::size_t>(from_s * rate),
                                              static_cast<std::size_t>((to_s - from_s) * rate));
        };
        CHECK(amount(part(0.05, 0.3), 784, rate) > 10 * amount(part(0.05, 0.3), 587, rate));
        CHECK(amount(part(0.65, 1.0), 587, rate) > 10 * amount(part(0.65, 1.0), 784, rate));
    }
}
