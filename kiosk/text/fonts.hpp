// Which font files the glass draws with: assets/fonts.toml as a value. Called once at start by the mains, and by tests.
// Always: families are in order of preference; the first is the main one, the others are asked for what it lacks.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "platform/result.hpp"

namespace aaben::text {

enum class Weight : std::uint8_t { Regular, Semibold, Bold };
inline constexpr std::size_t weight_count = 3;

struct FontFamily {
    std::string name;
    std::array<std::vector<std::string>, weight_count> paths;  // tried in order; an empty weight borrows a neighbour's
    float scale = 1.0F;                                        // matches its optical size to the main family's
    float line_height = 1.25F;                                 // a multiple of the style's size
};

struct FontPaths {
    std::vector<FontFamily> families;
    std::vector<std::string> icons;
};

// Faults: NotFound (no such file), Invalid (no TOML, or no family in it; `what` says where).
Result<FontPaths> read_font_paths(const std::filesystem::path& toml);

}  // namespace aaben::text
