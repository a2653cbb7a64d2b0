// A Clock that judges the machine's own (judge.hpp). Both programs of the device have one; kiosk-sync learns proofs
// from the wire, kiosk from mail.db. wall_ms() and learn() on any thread; take_step() on one. Always: wall_ms() follows
// a step of the machine's clock, in both directions, as soon as it happens.
#pragma once

#include <mutex>

#include "timekeeping/judge.hpp"

namespace aaben::timekeeping {

class KeptClock final : public Clock {
  public:
    KeptClock(const Clock& machine, WallMs built_ms);
    [[nodiscard]] WallMs wall_ms() const override { return judged().wall_ms; }
    [[nodiscard]] MonoMs mono_ms() const override { return machine_.mono_ms(); }
    [[nodiscard]] std::string boot_id() const override { return boot_id_; }

    [[nodiscard]] WallMs built_ms() const { return known_.built_ms; }
    [[nodiscard]] Judged judged() const;
    [[nodiscard]] Machine machine() const;  // what the machine says; boot_id lives as long as this clock
    void learn(const Proof& proof);
    void learn_last_entry(WallMs last_entry_ms);

    // How far wall_ms() has stepped beside the monotonic time since the last call, in ms; 0 below a minute. The first
    // call only remembers.
    [[nodiscard]] std::int64_t take_step();

  private:
    const Clock& machine_;
    const std::string boot_id_;
    mutable std::mutex mutex_;
    Known known_;
    std::optional<std::int64_t> beside_mono_ms_;  // wall − mono when last taken
};

inline constexpr std::int64_t step_least_ms = 60'000;

}  // namespace aaben::timekeeping
