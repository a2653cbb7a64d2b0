// A picture in memory, and PNG files of it. Pure but for the two file functions, which block on the disk. Any thread.
// Always: rgba holds width × height × 4 bytes, row by row from the top.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "platform/result.hpp"

namespace aaben::machine {

struct Pixels {  // RGBA, row by row
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgba;
};

Result<> save_png(const Pixels& pixels, const std::filesystem::path& path);
Result<Pixels> load_png(const std::filesystem::path& path);  // Fault::NotFound, Fault::Invalid

}  // namespace aaben::machine
