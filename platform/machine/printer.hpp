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
inline constexpr int slip_height_px = 2400;  // at most; white below the ink is left off
inline constexpr float slip_dpi = 203;

// What stands between a slip and its paper, as the printer's own status says. Off: it cannot be opened.
enum class PrinterState { Ready, PaperOut, CoverOpen, Off };

// Asks for the printer's status (DLE EOT 2 and 4, the real-time commands of ESC/POS) and waits at most half a second.
// One that answers nothing, as those do whose line only carries to them, is taken to be ready.
[[nodiscard]] PrinterState look_at_printer(const std::filesystem::path& device);

// Rows of white below the last ink are left off; then a feed and a cut.
[[nodiscard]] std::string to_escpos(const Pixels& pixels);
[[nodiscard]] Result<> send_to_printer(const std::filesystem::path& device, const std::string& bytes);
// Looks, sends and looks again: Ready when, as far as the printer says, the slip is on paper.
[[nodiscard]] PrinterState print_slip(const std::filesystem::path& device, const std::string& bytes);

}  // namespace aaben::machine
