#include "timekeeping/judge.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>

namespace aaben::timekeeping {

std::string to_text(const Proof& proof) {
    return std::to_string(proof.wall_ms.ms) + " " + std::to_string(proof.mono_ms.ms) + " " + proof.boot_id;
}

std::optional<Proof> proof_from(std::string_view text) {
    Proof proof;
    const char* const end = text.data() + text.size();
    const auto wall = std::from_chars(text.data(), text.data() + text.size(), proof.wall_ms.ms);
    if (wall.ec != std::errc{} || wall.ptr == end || *wall.ptr != ' ') return std::nullopt;
    const auto mono = std::from_chars(wall.ptr + 1, end, proof.mono_ms.ms);
    if (mono.ec != std::errc{} || mono.ptr == end || *mono.ptr != ' ') return std::nullopt;
    proof.boot_id.assign(mono.ptr + 1, end);
    if (proof.boot_id.empty() || proof.wall_ms < 0 || proof.mono_ms < 0) return std::nullopt;
    return proof;
}

WallMs floor_ms(const Known& known) {
    return std::max(known.built_ms, known.proof ? known.proof->wall_ms : WallMs(0));
}

Judged judge(const Machine& machine, const Known& known) {
    const WallMs floor = floor_ms(known);
    if (known.proof && known.proof->boot_id == machine.boot_id && machine.mono_ms >= known.proof->mono_ms) {
        const std::int64_t passed_ms = machine.mono_ms - known.proof->mono_ms;
        const WallMs proven = known.proof->wall_ms + passed_ms;
        const std::int64_t ahead_ms = machine.wall_ms - proven;
        if (std::abs(ahead_ms) <= agrees_ms + passed_ms / 1'000'000 * drift_per_million)
            return {machine.wall_ms, Doubt::Proven, 0};
        return {proven, Doubt::Proven, ahead_ms};
    }
    // A proof's moment may lie a little before the machine's own by the time an answer takes.
    if (machine.wall_ms >= floor - agrees_ms && machine.wall_ms <= floor + plausible_ahead_ms)
        return {std::max(machine.wall_ms, known.built_ms), Doubt::Plausible, 0};
    const bool entry_helps = known.last_entry_ms > floor && known.last_entry_ms <= floor + last_entry_ahead_ms;
    // Both are certain to have passed. The uptime is counted from the floor alone: a last entry of this boot has it in
    // itself, and each restart of the program would add it again.
    WallMs certain = floor + machine.mono_ms.ms;
    if (entry_helps) certain = std::max(certain, known.last_entry_ms + (machine.mono_ms - known.last_entry_learned_ms));
    return {certain, Doubt::Unknown, 0};
}

}  // namespace aaben::timekeeping
