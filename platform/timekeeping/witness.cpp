#include "timekeeping/witness.hpp"

#include <cstdlib>

namespace aaben::timekeeping {

std::optional<Proof> Witness::hear(WallMs signed_ms, const Machine& machine) {
    if (signed_ms < limits_.built_ms || signed_ms > limits_.certificate_ends_ms) return std::nullopt;
    Proof word{signed_ms, machine.mono_ms, std::string(machine.boot_id)};
    if (std::abs(machine.wall_ms - signed_ms) <= machine_bears_out_ms) return word;
    if (said_ && said_->boot_id == word.boot_id) {
        const std::int64_t apart_ms = word.mono_ms - said_->mono_ms;
        const bool agree = std::abs(word.wall_ms - said_->wall_ms - apart_ms) <= words_agree_ms;
        if (agree && apart_ms >= words_apart_ms) return word;
        if (agree) return std::nullopt;  // too soon after the first: the first stays, and is borne out later
    }
    said_ = std::move(word);
    return std::nullopt;
}

}  // namespace aaben::timekeeping
