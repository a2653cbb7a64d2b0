// Weighs the jobcenter's signed times until one is a proof. kiosk-sync feeds it every signed time and its own reading
// of the clocks; pure; one thread. Always: one word alone never moves a clock that disagrees with it; what lies before
// the program was made or after the device's own certificate ends is no time at all.
#pragma once

#include <optional>

#include "timekeeping/judge.hpp"

namespace aaben::timekeeping {

struct Limits {
    WallMs built_ms = 0;
    WallMs certificate_ends_ms = 0;  // of this device; 0: not known, nothing is believed
};

class Witness {
  public:
    explicit Witness(Limits limits) : limits_(limits) {}

    // `signed_ms` came in a signed answer that was asked for in this boot. A proof when it can be believed: the
    // machine's clock agrees within ten minutes, or an earlier word at least a minute older agrees within ten seconds.
    [[nodiscard]] std::optional<Proof> hear(WallMs signed_ms, const Machine& machine);

  private:
    Limits limits_;
    std::optional<Proof> said_;  // one word, not yet borne out
};

inline constexpr std::int64_t machine_bears_out_ms = 600'000;
inline constexpr std::int64_t words_apart_ms = 60'000;
inline constexpr std::int64_t words_agree_ms = 10'000;

}  // namespace aaben::timekeeping
