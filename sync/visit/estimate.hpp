// An honest waiting time: a range learned from this unit's own days, or nothing. Pure; any thread.
// Always: no range is promised from fewer than `samples_min` comparable calls; the range aims to hold 85 to 90 of 100
// waits (split conformal prediction: the finite-sample quantiles of past errors, Vovk et al. 2005).
#pragma once

#include <optional>
#include <vector>

#include "visit/unit.hpp"

namespace aaben::visit {

struct WaitRange {
    int low_min = 0;   // minutes, rounded down to 5
    int high_min = 0;  // minutes, rounded up to 5
    friend bool operator==(const WaitRange&, const WaitRange&) = default;
};

inline constexpr std::size_t samples_min = 20;

// `ahead`: people before you; `on_duty`: shifts that call now (0 gives no estimate: nobody is here).
[[nodiscard]] std::optional<WaitRange> estimate(const std::vector<WaitSample>& samples, int ahead, int on_duty,
                                                WallMs now_ms);

}  // namespace aaben::visit
