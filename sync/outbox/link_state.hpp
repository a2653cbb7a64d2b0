// Whether the glass may say 'online', with hysteresis, so that the words do not flicker: five good checks in a row make
// it online; one failure makes it offline once a grace has passed without a good one. A captive portal is a failure.
// Called by kiosk-sync's loop; pure, one thread. Also says when the next check is due.
// Always: never online before the fifth good check after being offline.
#pragma once

#include <optional>

#include "platform/clock.hpp"

namespace aaben::outbox {

struct LinkLimits {
    int good_needed = 5;
    std::int64_t grace_ms = 20'000;
    std::int64_t check_online_ms = 60'000;   // how often to look when all is well
    std::int64_t check_offline_ms = 30'000;  // how often to look when it is away
    std::int64_t check_rising_ms = 2'000;    // between the five, and inside the grace
};

class LinkState {
  public:
    explicit LinkState(LinkLimits limits = {}) : limits_(limits) {}

    // Any verified answer of the jobcenter is good. Returns true when this was the first good one after a bad one (or
    // the first of all): the link has come up, and whoever waits should try now.
    bool good(MonoMs now);
    void bad(MonoMs now);
    void link_up(MonoMs now) { next_check_ms_ = now; }  // the machine's own network came up: look at once

    [[nodiscard]] bool online(MonoMs now) const;
    [[nodiscard]] bool check_due(MonoMs now) const { return now >= next_check_ms_; }
    void check_started(MonoMs now) { next_check_ms_ = now + limits_.check_offline_ms; }
    [[nodiscard]] std::int64_t wait_ms(MonoMs now) const;  // until the next check, or until online() changes by itself

  private:
    LinkLimits limits_;
    bool online_ = false;
    bool last_good_ = false;
    int streak_ = 0;
    std::optional<MonoMs> failing_since_;
    MonoMs next_check_ms_ = 0;
};

}  // namespace aaben::outbox
