// Virtual time: what happens next, in order. The simulator only; one thread. Always: equal times keep the order in
// which they were asked for, so a seed decides everything.
#pragma once

#include <cstdint>
#include <functional>
#include <queue>
#include <string>
#include <vector>

#include "platform/clock.hpp"

namespace aaben::sim {

class Loop {
  public:
    [[nodiscard]] std::int64_t now_ms() const { return now_; }
    void at(std::int64_t when_ms, std::function<void()> what) {
        queue_.push({when_ms < now_ ? now_ : when_ms, ++order_, std::move(what)});
    }
    void in(std::int64_t wait_ms, std::function<void()> what) { at(now_ + wait_ms, std::move(what)); }
    // Runs everything up to and including `until_ms`.
    void run_until(std::int64_t until_ms) {
        while (!queue_.empty() && queue_.top().when <= until_ms) {
            const auto event = queue_.top();
            queue_.pop();
            now_ = event.when;
            ++events_;
            event.what();
        }
        now_ = until_ms;
    }
    [[nodiscard]] std::int64_t events() const { return events_; }

  private:
    struct Event {
        std::int64_t when;
        std::uint64_t order;
        std::function<void()> what;
        bool operator<(const Event& other) const {
            return when != other.when ? when > other.when : order > other.order;  // the smallest first
        }
    };
    std::priority_queue<Event> queue_;
    std::int64_t now_ = 0;
    std::uint64_t order_ = 0;
    std::int64_t events_ = 0;
};

// A machine's clock: true time and a skew that a dead battery or a wrong hand gave it; a monotonic one since its boot.
class SkewedClock final : public Clock {
  public:
    explicit SkewedClock(const Loop& loop) : loop_(loop) {}
    [[nodiscard]] WallMs wall_ms() const override { return epoch_ms + loop_.now_ms() + skew_ms; }
    [[nodiscard]] MonoMs mono_ms() const override { return loop_.now_ms() - booted_ms + 1'000; }
    [[nodiscard]] std::string boot_id() const override { return "boot-" + std::to_string(boots); }
    void reboot() { booted_ms = loop_.now_ms(), ++boots; }

    static constexpr WallMs epoch_ms = 1'795'248'000'000;  // 2026-11-21T08:00:00Z
    std::int64_t skew_ms = 0;

  private:
    const Loop& loop_;
    std::int64_t booted_ms = 0;
    int boots = 1;
};

}  // namespace aaben::sim
