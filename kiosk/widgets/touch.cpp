#include "widgets/touch.hpp"

#include <cmath>

namespace aaben::widgets {

std::optional<std::uint64_t> TouchTracker::feed(const TouchEvent& event, std::uint64_t target, float same_spot_px) {
    using Kind = TouchEvent::Kind;
    if (event.kind == Kind::Down) {
        if (finger_) return std::nullopt;  // a second finger is not heard
        finger_ = event.finger;
        const bool soon = last_press_ms_ && event.time_ms - *last_press_ms_ < repeat_guard_ms;
        const bool same_spot = std::hypot(event.x - last_x_, event.y - last_y_) < same_spot_px;
        const bool repeat = soon && (same_spot || (target != 0 && target == last_target_));
        target_ = repeat ? 0 : target;
        inside_ = target_ != 0;
        return std::nullopt;
    }
    if (finger_ != event.finger) return std::nullopt;
    if (event.kind == Kind::Move) {
        inside_ = target_ != 0 && target == target_;
        return std::nullopt;
    }
    finger_.reset();
    const std::uint64_t touched = target_;
    const bool complete = event.kind == Kind::Up && touched != 0 && target == touched;
    target_ = 0;
    inside_ = false;
    if (!complete) return std::nullopt;
    last_target_ = touched;
    last_press_ms_ = event.time_ms;
    last_x_ = event.x, last_y_ = event.y;
    return touched;
}

}  // namespace aaben::widgets
