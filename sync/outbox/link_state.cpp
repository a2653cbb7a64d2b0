#include "outbox/link_state.hpp"

#include <algorithm>

namespace aaben::outbox {

bool LinkState::good(MonoMs now) {
    if (online_ && !online(now)) online_ = false;  // the grace ran out before this good one came
    const bool came_up = !last_good_;
    last_good_ = true;
    failing_since_.reset();
    streak_ = std::min(streak_ + 1, limits_.good_needed);
    if (streak_ == limits_.good_needed) online_ = true;
    next_check_ms_ = now + (online_ ? limits_.check_online_ms : limits_.check_rising_ms);
    return came_up;
}

void LinkState::bad(MonoMs now) {
    last_good_ = false;
    streak_ = 0;
    if (!failing_since_) failing_since_ = now;
    if (online_ && !online(now)) online_ = false;
    // Never later than was meant already: failures that follow each other must not push the look ahead of them.
    next_check_ms_ = std::min(next_check_ms_, now + (online_ ? limits_.check_rising_ms : limits_.check_offline_ms));
}

bool LinkState::online(MonoMs now) const {
    return online_ && (!failing_since_ || now - *failing_since_ < limits_.grace_ms);
}

std::int64_t LinkState::wait_ms(MonoMs now) const {
    MonoMs at = next_check_ms_;
    if (online(now) && failing_since_) at = std::min(at, *failing_since_ + limits_.grace_ms);
    return std::max<std::int64_t>(0, at - now);
}

}  // namespace aaben::outbox
