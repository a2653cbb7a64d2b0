// What of a frame the compositor is told to look at anew.
#include "glass/wayland_glass.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <random>
#include <vector>

using namespace aaben::glass;

namespace {
struct Frame {
    int width, height;
    std::vector<std::uint32_t> words =
        std::vector<std::uint32_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0xFF336699U);
    Canvas32 canvas() { return {words.data(), width, height, width}; }
    std::uint32_t& at(int x, int y) {
        return words[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
    }
};
}  // namespace

TEST_CASE("two frames alike leave nothing to look at") {
    Frame a{7, 5}, b{7, 5};
    CHECK(damage_between(a.canvas(), b.canvas()) == Damage{});
}

TEST_CASE("the rectangle holds every pixel that changed, and its edges are changed pixels") {
    std::mt19937 random(20261128);
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    for (int round = 0; round < 500; ++round) {
        const int width = 1 + below(20), height = 1 + below(20);
        Frame a{width, height}, b{width, height};
        int left = width, top = height, right = -1, bottom = -1;
        for (int n = 1 + below(4); n > 0; --n) {
            const int x = below(width), y = below(height);
            b.at(x, y) ^= 1U << below(24);
        }
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                if (a.at(x, y) != b.at(x, y)) {
                    left = std::min(left, x), right = std::max(right, x);
                    top = std::min(top, y), bottom = std::max(bottom, y);
                }
        const Damage wanted = right < 0 ? Damage{} : Damage{left, top, right - left + 1, bottom - top + 1};
        CHECK(damage_between(a.canvas(), b.canvas()) == wanted);
    }
}
