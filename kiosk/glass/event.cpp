#include "glass/event.hpp"

#include <utility>

namespace aaben::glass {

void ScanGatherer::drop_old(MonoMs now_ms) {
    if (now_ms - last_ms_ > scan_gap_ms) text_.clear();
    last_ms_ = now_ms;
}

void ScanGatherer::typed(std::string_view utf8, MonoMs now_ms) {
    drop_old(now_ms);
    if (text_.size() + utf8.size() <= scan_bytes_max) text_ += utf8;
}

std::optional<Scan> ScanGatherer::entered(MonoMs now_ms) {
    drop_old(now_ms);
    if (text_.empty()) return std::nullopt;
    return Scan{std::exchange(text_, {})};
}

}  // namespace aaben::glass
