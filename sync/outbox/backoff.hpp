// How long to wait after a failure: full jitter, base 5 s, cap 15 min, no last attempt (facts: ODK's 13 tries lost
// days). Called by Outbox and by everything else in kiosk-sync that asks the jobcenter for something. Pure; one thread.
// Always: a wait is never below `least_ms` nor above `cap_ms`; a Retry-After is a hard minimum, clamped to the cap.
#pragma once

#include "platform/clock.hpp"

namespace aaben::outbox {

struct BackoffLimits {
    std::int64_t base_ms = 5'000;
    std::int64_t cap_ms = 15 * 60'000;
    std::int64_t least_ms = 200;  // full jitter may draw nought; never spin
};

class Backoff {
  public:
    explicit Backoff(BackoffLimits limits = {}) : limits_(limits) {}

    // `jitter` in [0,1). `retry_after_ms` 0: the answer had none.
    void failed(MonoMs now, double jitter, std::int64_t retry_after_ms = 0);
    void failed_at_cap(MonoMs now, std::int64_t retry_after_ms = 0);  // 401/403: nothing to gain from haste
    void not_before(MonoMs now, std::int64_t retry_after_ms);         // a Retry-After that counts as no failure
    void succeeded();
    void forget_failures();      // as succeeded, but a Retry-After stands
    void wake(MonoMs now);       // something hopeful happened; ends the wait, but never a Retry-After
    void wake_after(MonoMs at);  // as wake, but not before `at`

    [[nodiscard]] bool due(MonoMs now) const { return now >= next_ms_; }
    [[nodiscard]] MonoMs next_ms() const { return next_ms_; }
    [[nodiscard]] int failures() const { return failures_; }
    [[nodiscard]] std::int64_t ceiling_ms() const;  // the widest wait the next failure may draw

  private:
    void wait_until(MonoMs now, std::int64_t wait_ms, std::int64_t retry_after_ms);

    BackoffLimits limits_;
    int failures_ = 0;
    MonoMs next_ms_ = 0;
    MonoMs hard_ms_ = 0;  // no wake may go below this
};

}  // namespace aaben::outbox
