#include "widgets/touch.hpp"

#include <cmath>

namespace aaben::widgets {

bool TouchTracker::is_repeat(const TouchEvent& event, TouchTarget target, float same_spot_px) const {
    if (!last_) return false;
    const bool same_spot = std::hypot(event.x - last_->x, event.y - last_->y) < same_spot_px;
    const bool same = same_spot || (target.id != 0 && target.id == last_->target);
    // Of keys the beats count, from touch to touch, so that a quick finger may hold each a while; but a panel that lets
    // a finger go for a moment types nothing twice.
    const bool quick = target.key
                           ? event.time_ms - last_->down_ms < rules_.key_repeat_ms ||
                                 event.time_ms - last_->time_ms < rules_.key_repeat_ms * 2 / 5
                           : event.time_ms - last_->time_ms < (target.toggle ? rules_.settle_ms : rules_.repeat_ms);
    if (same && quick) return true;
    return same_spot && changed_ms_ && *changed_ms_ >= last_->time_ms &&
           event.time_ms - *changed_ms_ < rules_.settle_ms;
}

void TouchTracker::down(const TouchEvent& event, TouchTarget target, float same_spot_px) {
    // The same finger down again: its up was lost.
    const bool another = finger_ && *finger_ != event.finger;
    if (another && event.time_ms - down_ms_ < rules_.alone_ms) return;
    finger_ = event.finger;
    down_ms_ = event.time_ms;
    target_ = is_repeat(event, target, same_spot_px) ? 0 : target.id;
    inside_ = target_ != 0;
}

std::optional<std::uint64_t> TouchTracker::feed(const TouchEvent& event, TouchTarget target, float same_spot_px) {
    using Kind = TouchEvent::Kind;
    if (event.kind == Kind::Down) {
        down(event, target, same_spot_px);
        return std::nullopt;
    }
    const bool all = event.kind == Kind::Cancel && event.finger == every_finger;
    if (finger_ != event.finger && !all) return std::nullopt;
    if (event.kind == Kind::Move) {
        inside_ = target_ != 0 && target.id == target_;
        return std::nullopt;
    }
    finger_.reset();
    const std::uint64_t touched = target_;
    const bool complete = event.kind == Kind::Up && touched != 0 && target.id == touched;
    target_ = 0;
    inside_ = false;
    if (!complete) return std::nullopt;
    last_ = Press{touched, down_ms_, event.time_ms, event.x, event.y};
    return touched;
}

}  // namespace aaben::widgets
