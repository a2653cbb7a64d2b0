// What every screen looked like when somebody approved it: its tree as text (labels and rectangles), and a few pictures
// with a tolerance. AABEN_APPROVE=1 writes them anew.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "glass/display.hpp"
#include "samples.hpp"
#include "support/paths.hpp"

using namespace aaben;
namespace fs = std::filesystem;

namespace {
const std::string folder = aaben::tests::source_dir() + "/tests/screens/golden";
// Rasterised type differs a little between versions of FreeType: so many of a thousand pixels may differ visibly.
constexpr int differing_of_1000_max = 5;
constexpr int visibly = 40;  // of 255, in one channel

bool approving() {
    return std::getenv("AABEN_APPROVE") != nullptr;
}

const tests::Stage& stage() {
    static const tests::Stage opened(aaben::tests::source_dir() + "/assets");
    return opened;
}

std::string text_of_all(const std::string& language, const widgets::Metrics& panel) {
    std::string text;
    for (const tests::Sample& sample : tests::samples()) {
        const flow::Model model = tests::in_language(sample.model, language);
        if (flow::language(model) != language) continue;
        widgets::Ui ui(*stage().typesetter);
        screens::Messages out;
        screens::draw(model, stage().assets(), panel, ui, out);
        text += "== " + sample.name + "\n" + to_text(ui.tree()) + "\n";
    }
    return text;
}

std::string first_difference(const std::string& approved, const std::string& now) {
    std::istringstream a(approved), b(now);
    std::string line_a, line_b, screen;
    for (int number = 1;; ++number) {
        const bool more_a = static_cast<bool>(std::getline(a, line_a)),
                   more_b = static_cast<bool>(std::getline(b, line_b));
        if (!more_a && !more_b) return {};
        if (line_b.rfind("== ", 0) == 0) screen = line_b.substr(3);
        if (line_a != line_b) {
            std::ostringstream said;
            said << "line " << number << ", screen " << screen << "\napproved: " << line_a << "\nnow:      " << line_b;
            return said.str();
        }
    }
}

void compare_text(const std::string& name, const std::string& now) {
    const fs::path file = fs::path(folder) / (name + ".txt");
    if (approving()) {
        fs::create_directories(folder);
        std::ofstream(file, std::ios::binary) << now;
        return;
    }
    std::ifstream in(file, std::ios::binary);
    std::stringstream approved;
    approved << in.rdbuf();
    INFO(file.string() << "\n"
                       << first_difference(approved.str(), now)
                       << "\nIf it was meant: AABEN_APPROVE=1 ctest --preset dev -L golden");
    CHECK(approved.str() == now);
}

int differing_of_1000(const machine::Pixels& a, const machine::Pixels& b) {
    if (a.width != b.width || a.height != b.height) return 1000;
    long differing = 0;
    for (std::size_t i = 0; i + 3 < a.rgba.size(); i += 4) {
        bool seen = false;
        for (std::size_t c = 0; c < 3; ++c) seen = seen || std::abs(a.rgba[i + c] - b.rgba[i + c]) > visibly;
        differing += seen;
    }
    const long pixels = static_cast<long>(a.width) * a.height;
    return static_cast<int>((differing * 1000 + pixels - 1) / pixels);
}

// Which part of it: "x 32-768, y 434-635" of 1280 lines, for who can only read the log.
std::string where_it_differs(const machine::Pixels& a, const machine::Pixels& b) {
    int left = b.width, top = b.height, right = 0, bottom = 0;
    for (int y = 0; y < std::min(a.height, b.height); ++y) {
        for (int x = 0; x < std::min(a.width, b.width); ++x) {
            for (int c = 0; c < 3; ++c) {
                const auto in = [&](const machine::Pixels& p) {
                    return int{p.rgba[(static_cast<std::size_t>(y) * static_cast<std::size_t>(p.width) +
                                       static_cast<std::size_t>(x)) *
                                          4 +
                                      static_cast<std::size_t>(c)]};
                };
                if (std::abs(in(a)-in(b)) <= visibly) continue;
                left = std::min(left, x), top = std::min(top, y), right = std::max(right, x),
                bottom = std::max(bottom, y);
            }
        }
    }
    std::ostringstream out;
    out << "x " << left << '-' << right << ", y " << top << '-' << bottom;
    return out.str();
}

void compare_picture(const std::string& sample_name, const std::string& language, int width, int height) {
    const std::string name = sample_name + "-" + language + "-" + std::to_string(width) + "x" + std::to_string(height);
    for (const tests::Sample& sample : tests::samples()) {
        if (sample.name != sample_name) continue;
        auto display = glass::Display::open_offscreen(width, height);
        REQUIRE(display);
        widgets::Ui ui(*stage().typesetter);
        screens::Messages out;
        const flow::Model model = tests::in_language(sample.model, language);
        for (int n = 0; n < 2; ++n)  // the first frame may have made the atlas grow
            (*display)->draw(screens::draw(model, stage().assets(), (*display)->metrics(), ui, out),
                             *stage().typesetter);
        const fs::path file = fs::path(folder) / (name + ".png");
        if (approving()) {
            CHECK((*display)->save_png(file));
            return;
        }
        const auto approved = machine::load_png(file);
        REQUIRE(approved);
        const int differing = differing_of_1000(*approved, (*display)->pixels());
        INFO(name << ": " << differing << " of 1000 pixels differ, "
                  << where_it_differs(*approved, (*display)->pixels())
                  << ". If it was meant: AABEN_APPROVE=1 ctest --preset dev -L golden");
        CHECK(differing <= differing_of_1000_max);
        return;
    }
    FAIL("no sample " << sample_name);
}
}  // namespace

TEST_CASE("The tree of every screen is as approved, Danish 1280x800") {
    compare_text("da-1280x800", text_of_all("da", {1280, 800, 149}));
}
TEST_CASE("The tree of every screen is as approved, Arabic 1280x800") {
    compare_text("ar-1280x800", text_of_all("ar", {1280, 800, 149}));
}
TEST_CASE("The tree of every screen is as approved, Danish 800x1280") {
    compare_text("da-800x1280", text_of_all("da", {800, 1280, 149}));
}

TEST_CASE("The tree of every screen is as approved, Arabic 800x1280") {
    compare_text("ar-800x1280", text_of_all("ar", {800, 1280, 149}));
}

TEST_CASE("A few pictures are as approved") {
    compare_picture("home", "da", 1280, 800);
    compare_picture("home", "ar", 800, 1280);
    compare_picture("call_sign", "da", 1280, 800);
    compare_picture("letter_cards", "ar", 1280, 800);
    compare_picture("staff_queue", "da", 1280, 800);
}

TEST_CASE("A picture that differs is seen") {
    machine::Pixels one{100, 100, std::vector<std::uint8_t>(40'000, 255)}, other = one;
    CHECK(differing_of_1000(one, other) == 0);
    for (std::size_t i = 0; i < 4'000; ++i) other.rgba[i] = 0;
    CHECK(differing_of_1000(one, other) == 100);
    other.width = 99;
    CHECK(differing_of_1000(one, other) == 1000);
}
