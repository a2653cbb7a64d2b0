// Time as a value that can be faked. Wall time is for people and laws, monotonic time for waiting; order comes from
// neither (the journal's seq orders). Called on any thread. Logic never asks the system clock: it is handed a Clock or
// a time. Always: mono_ms never goes back within one boot_id; wall_ms may step either way.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace aaben {

// A moment on one of two clocks. A number becomes a moment by itself (rows and wire hold numbers); a moment becomes a
// number only where `.ms` says so, and a moment of the one clock never becomes one of the other. Moments of one clock
// are compared and subtracted; their difference is a plain count of milliseconds.
template <typename Which>
struct Moment {
    std::int64_t ms = 0;

    constexpr Moment() = default;
    // NOLINTNEXTLINE(google-explicit-constructor): see above
    constexpr Moment(std::int64_t given_ms) : ms(given_ms) {}

    friend constexpr auto operator<=>(Moment, Moment) = default;
    friend constexpr std::int64_t operator-(Moment a, Moment b) { return a.ms - b.ms; }
    friend constexpr Moment operator+(Moment a, std::int64_t wait_ms) { return {a.ms + wait_ms}; }
    friend constexpr Moment operator-(Moment a, std::int64_t wait_ms) { return {a.ms - wait_ms}; }
    constexpr Moment& operator+=(std::int64_t wait_ms) { return ms += wait_ms, *this; }
    constexpr Moment& operator-=(std::int64_t wait_ms) { return ms -= wait_ms, *this; }
};

using WallMs = Moment<struct WallClock>;       // milliseconds since 1970-01-01T00:00:00Z
using MonoMs = Moment<struct MonotonicClock>;  // milliseconds since boot

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
