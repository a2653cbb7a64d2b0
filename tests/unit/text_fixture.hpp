// What the tests of the typesetter share: the project's own fonts, one body style, and where a letter of a text stands.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "support/paths.hpp"
#include "text/typesetter.hpp"

namespace aaben::text {

inline constexpr Style body{26, Weight::Regular, 0, 0};

inline FontPaths fonts() {
    auto paths = read_font_paths(aaben::tests::source_dir() + "/assets/fonts.toml");
    REQUIRE(paths.ok());
    return *paths;
}

inline std::unique_ptr<Typesetter> opened() {
    auto typesetter = Typesetter::open(fonts());
    REQUIRE(typesetter.ok());
    return std::move(*typesetter);
}

inline Shaped shaped(std::string_view words, float width = 0, std::string_view language = "da",
                     Align align = Align::Start) {
    return opened()->shape(words, body, width, align, language);
}

// Where the letter that starts at `part` of `whole` stands.
inline float x_of(const Shaped& text, std::string_view whole, std::string_view part) {
    const std::size_t byte = whole.find(part);
    REQUIRE(byte != std::string_view::npos);
    for (const Cluster& cluster : text.clusters) {
        if (cluster.byte_begin == byte) return cluster.x0;
    }
    FAIL("no cluster starts at " << part);
    return 0;
}

inline std::string line_of(const Shaped& text, std::string_view whole, std::size_t line) {
    const LineBox& box = text.lines.at(line);
    return std::string(whole.substr(box.byte_begin, box.byte_end - box.byte_begin));
}

inline std::vector<std::uint32_t> glyphs_of(const Shaped& text) {
    std::vector<std::uint32_t> glyphs;
    for (const Cluster& cluster : text.clusters) glyphs.push_back(cluster.glyph);
    return glyphs;
}

}  // namespace aaben::text
