// What time it is, from what the machine says and what is proven: one pure judgement, made anew at every look, that
// keeps nothing. README.md has the model. Any thread. Always: whatever the machine's clock says, the judged time is
// never before the program was made, and a proof of this boot decides.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/clock.hpp"

namespace aaben::timekeeping {

enum class Doubt : std::uint8_t {
    Proven,     // the jobcenter signed it during this boot
    Plausible,  // nothing speaks against the machine's clock
    Unknown,    // the machine's clock is before the floor or years ahead: nobody here knows what day it is
};

struct Proof {  // the jobcenter's signed word, and when it was true here
    WallMs wall_ms = 0;
    MonoMs mono_ms = 0;
    std::string boot_id;
    friend bool operator==(const Proof&, const Proof&) = default;
};
[[nodiscard]] std::string to_text(const Proof& proof);                 // for a small fact; one line
[[nodiscard]] std::optional<Proof> proof_from(std::string_view text);  // nothing when it is not one

struct Known {
    WallMs built_ms = 0;               // of this program's commit
    std::optional<Proof> proof;        // the newest, of this boot or an earlier one
    WallMs last_entry_ms = 0;          // the newest moment in the journal; 0: none
    MonoMs last_entry_learned_ms = 0;  // when this program read it; how long it lay before is not known
};

struct Machine {  // what the machine says at one moment
    WallMs wall_ms = 0;
    MonoMs mono_ms = 0;
    std::string_view boot_id;
};

struct Judged {
    WallMs wall_ms = 0;
    Doubt doubt = Doubt::Unknown;
    std::int64_t machine_ahead_ms = 0;  // of what is proven; below 0 when it is behind; 0 while nothing is proven
};

inline constexpr std::int64_t day_ms = 86'400'000;
inline constexpr std::int64_t plausible_ahead_ms = 3 * 365 * day_ms;  // a spare device may lie on a shelf so long
inline constexpr std::int64_t last_entry_ahead_ms = 400 * day_ms;
inline constexpr std::int64_t agrees_ms = 120'000;      // the machine's clock with a proof; beside it the drift below
inline constexpr std::int64_t drift_per_million = 100;  // of a cheap crystal

[[nodiscard]] Judged judge(const Machine& machine, const Known& known);
[[nodiscard]] WallMs floor_ms(const Known& known);  // no right clock says less

}  // namespace aaben::timekeeping
