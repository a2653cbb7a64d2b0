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
    bool attacked = false;               // disks go back in time, a card is copied, lines are altered on their way
    bool quiet = true;                   // no operator's log
    std::filesystem::path scratch = {};  // empty: in memory (/dev/shm) where there is such a thing
};

struct SimVerdict {
    std::vector<std::string> broken;  // promises, as sentences; empty: all kept
    std::int64_t shown = 0;           // confirmations
    std::int64_t held = 0;            // entries at the jobcenter
    std::int64_t events = 0;
    std::int64_t healings = 0;          // after which 60 s must do, whether the kiosk was told of it or not
    std::int64_t heal_ms_max = 0;       // from the healing until the outbox was empty
    std::int64_t refused_healings = 0;  // untold, within the cap after a 400 or 403
    std::int64_t refused_heal_ms_max = 0;
    Counts faults;
    std::string digest;
    [[nodiscard]] bool kept() const { return broken.empty(); }
};

inline constexpr std::int64_t heal_limit_ms = 60'000;
// A status that refuses (400 to a single entry, 401, 403) is answered with the cap of 15 minutes, by design; nobody
// tells the kiosk when the reason is gone.
inline constexpr std::int64_t refused_heal_limit_ms = 15 * 60'000 + heal_limit_ms;

[[nodiscard]] SimVerdict simulate(const SimOptions& options);
[[nodiscard]] std::string to_json(const SimOptions& options, const SimVerdict& verdict);

}  // namespace aaben::sim
