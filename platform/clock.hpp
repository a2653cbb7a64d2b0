// Time as a value that can be faked. Wall time is for people and laws, monotonic time for waiting; order comes from
// neither (the journal's seq orders). Called on any thread. Logic never asks the system clock: it is handed a Clock or
// a time. Always: mono_ms never goes back within one boot_id; wall_ms may step either way.
#pragma once

#include <cstdint>
#include <string>

namespace aaben {

using WallMs = std::int64_t;  // milliseconds since 1970-01-01T00:00:00Z
using MonoMs = std::int64_t;  // milliseconds since boot

class Clock {
  public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual WallMs wall_ms() const = 0;
    [[nodiscard]] virtual MonoMs mono_ms() const = 0;
    [[nodiscard]] virtual std::string boot_id() const = 0;  // changes at every boot
};

// The machine's own clock, as it is: 1970 on a board without a battery, stepped by NTP at any moment. The device's
// programs judge it first (platform/timekeeping); tools and the jobcenter take its word.
class SystemClock final : public Clock {
  public:
    [[nodiscard]] WallMs wall_ms() const override;
    [[nodiscard]] MonoMs mono_ms() const override;
    [[nodiscard]] std::string boot_id() const override;
};

// A hand-cranked clock for tests and the simulator.
class FakeClock final : public Clock {
  public:
    WallMs wall = 1'795'262'400'000;  // 2026-11-21T12:00:00Z
    MonoMs mono = 1'000;
    std::string boot = "boot-1";
    [[nodiscard]] WallMs wall_ms() const override { return wall; }
    [[nodiscard]] MonoMs mono_ms() const override { return mono; }
    [[nodiscard]] std::string boot_id() const override { return boot; }
    void advance_ms(std::int64_t ms) { wall += ms, mono += ms; }
};

}  // namespace aaben
