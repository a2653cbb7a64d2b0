#include "outbox/backoff.hpp"

#include <algorithm>

#include "platform/fault_switch.hpp"

namespace aaben::outbox {

std::int64_t Backoff::ceiling_ms() const {
    std::int64_t ceiling = limits_.base_ms;
    for (int i = 0; i < failures_ && ceiling < limits_.cap_ms; ++i) ceiling *= 2;
    return std::min(ceiling, limits_.cap_ms);
}

void Backoff::wait_until(MonoMs now, std::int64_t wait_ms, std::int64_t retry_after_ms) {
    next_ms_ = now + std::max(wait_ms, limits_.least_ms);
    not_before(now, retry_after_ms);
    if (failures_ < 1'000'000) ++failures_;
}

void Backoff::not_before(MonoMs now, std::int64_t retry_after_ms) {
    if (fault("retry_after_ignored")) return;
    hard_ms_ = std::max(hard_ms_, now + std::clamp<std::int64_t>(retry_after_ms, 0, limits_.cap_ms));
    next_ms_ = std::max(next_ms_, hard_ms_);
}

void Backoff::failed(MonoMs now, double jitter, std::int64_t retry_after_ms) {
    const double part = std::clamp(jitter, 0.0, 1.0);
    wait_until(now, static_cast<std::int64_t>(part * static_cast<double>(ceiling_ms())), retry_after_ms);
}

void Backoff::failed_at_cap(MonoMs now, std::int64_t retry_after_ms) {
    wait_until(now, limits_.cap_ms, retry_after_ms);
}

void Backoff::succeeded() {
    failures_ = 0, next_ms_ = 0, hard_ms_ = 0;
}

void Backoff::forget_failures() {
    failures_ = 0, next_ms_ = hard_ms_;
}

void Backoff::wake(MonoMs now) {
    wake_after(now);
}

void Backoff::wake_after(MonoMs at) {
    next_ms_ = std::min(next_ms_, std::max(at, hard_ms_));
}

}  // namespace aaben::outbox
