// A run: so many days of so many kiosks against one gateway, with every fault, from one seed; and the verdict. Called
// by `simulate` and the tests; one run at a time in a process (libsodium's randomness is seeded). Always: the same
// options give the same digest, byte for byte.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/net.hpp"

namespace aaben::sim {

struct SimOptions {
    std::uint64_t seed = 1;
    int days = 1;
    int kiosks = 1;
    int visits_a_day = 6;
    bool quiet = true;                   // no operator's log
    std::filesystem::path scratch = {};  // empty: in memory (/dev/shm) where there is such a thing
};

struct SimVerdict {
    std::vector<std::string> broken;  // promises, as sentences; empty: all kept
    std::int64_t shown = 0;           // confirmations
    std::int64_t held = 0;            // entries at the jobcenter
    std::int64_t events = 0;
    std::int64_t healings = 0;
    std::int64_t heal_ms_max = 0;         // from a healing with a link event until the outbox was empty
    std::int64_t silent_heal_ms_max = 0;  // from one that nobody tells the kiosk of
    Counts faults;
    std::string digest;
    [[nodiscard]] bool kept() const { return broken.empty(); }
};

inline constexpr std::int64_t heal_limit_ms = 60'000;
// Nobody tells the kiosk: the five-minute tick wakes it, or the cap if the last it heard was a 403.
inline constexpr std::int64_t silent_heal_limit_ms = 15 * 60'000 + heal_limit_ms;

[[nodiscard]] SimVerdict simulate(const SimOptions& options);
[[nodiscard]] std::string to_json(const SimOptions& options, const SimVerdict& verdict);

}  // namespace aaben::sim
