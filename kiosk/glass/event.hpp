// What reaches the glass from the machine. Made by Display (and by scripts and tests at the same door), consumed by the
// loop. Plain values. A scanner types like a keyboard: its characters are gathered until Enter into one Scan.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "widgets/touch.hpp"
#include "widgets/ui.hpp"

namespace aaben::glass {

struct Scan {
    std::string text;
};
struct Woken {};      // somebody called Display::wake(): look at the data
struct Uncovered {};  // the window must be drawn again
struct Quit {};

using Event = std::variant<widgets::TouchEvent, Scan, widgets::KeypadStep, Woken, Uncovered, Quit>;
using Events = std::vector<Event>;

// Gathers typed characters into scans. A scanner needs some milliseconds a character, a developer's hands more: what is
// older than two seconds is no part of the same line.
class ScanGatherer {
  public:
    void typed(std::string_view utf8, MonoMs now_ms);
    [[nodiscard]] std::optional<Scan> entered(MonoMs now_ms);  // Enter; nothing when nothing was typed
  private:
    void drop_old(MonoMs now_ms);
    std::string text_;
    MonoMs last_ms_;
};
inline constexpr std::int64_t scan_gap_ms = 2'000;
inline constexpr std::size_t scan_bytes_max = 4'096;  // a QR code holds less; more is not a scan

}  // namespace aaben::glass
