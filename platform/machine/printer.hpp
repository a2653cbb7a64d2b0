// A slip on paper: pixels to the raster command every ESC/POS receipt printer knows (GS v 0), and its way to the
// device. to_escpos is pure; send blocks and is called off the drawing thread. Always: nothing is kept or written
// elsewhere; a printer that is off or out of paper gives Fault::Io and costs nobody anything: the sign stays on the
// glass.
#pragma once

#include <filesystem>
#include <string>

#include "machine/pixels.hpp"

namespace aaben::machine {

inline constexpr int slip_width_px = 576;    // 72 mm at 203 dpi: the usual 80 mm roll
inline constexpr int slip_height_px = 1600;  // at most; white below the ink is left off
inline constexpr float slip_dpi = 203;

// Rows of white below the last ink are left off; then a feed and a cut.
[[nodiscard]] std::string to_escpos(const Pixels& pixels);
[[nodiscard]] Result<> send_to_printer(const std::filesystem::path& device, const std::string& bytes);

}  // namespace aaben::machine
