#include "synthesis/chime.hpp"

#include <array>
#include <cmath>
#include <numbers>

namespace aaben::synthesis {
namespace {

struct Tone {
    double hz, from_s, lasts_s;
};
constexpr std::array<Tone, 2> tones{{{784, 0, 0.6}, {587, 0.35, 0.75}}};  // G5, D5
constexpr double lasts_s = 1.1, loudness = 7'000, rise_s = 0.01, fade_per_s = 5;

double at(const Tone& tone, double seconds) {
    const double t = seconds - tone.from_s;
    if (t < 0 || t > tone.lasts_s) return 0;
    const double rise = std::min(1.0, t / rise_s), end = std::min(1.0, (tone.lasts_s - t) / rise_s);
    return std::sin(2 * std::numbers::pi * tone.hz * t) * std::exp(-fade_per_s * t) * rise * end;
}

}  // namespace

std::vector<std::int16_t> chime(int samples_per_s) {
    std::vector<std::int16_t> samples(static_cast<std::size_t>(lasts_s * samples_per_s));
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double seconds = static_cast<double>(i) / samples_per_s;
        samples[i] = static_cast<std::int16_t>(loudness * (at(tones[0], seconds) + at(tones[1], seconds)));
    }
    return samples;
}

}  // namespace aaben::synthesis
