#include "timekeeping/kept_clock.hpp"

#include <cstdlib>

namespace aaben::timekeeping {

KeptClock::KeptClock(const Clock& machine, WallMs built_ms) : machine_(machine), boot_id_(machine.boot_id()) {
    known_.built_ms = built_ms;
}

Machine KeptClock::machine() const {
    return {machine_.wall_ms(), machine_.mono_ms(), boot_id_};
}

Judged KeptClock::judged() const {
    const Machine now = machine();
    const std::lock_guard lock(mutex_);
    return judge(now, known_);
}

void KeptClock::learn(const Proof& proof) {
    const std::lock_guard lock(mutex_);
    known_.proof = proof;
}

void KeptClock::learn_last_entry(WallMs last_entry_ms) {
    const std::lock_guard lock(mutex_);
    known_.last_entry_ms = last_entry_ms;
    known_.last_entry_learned_ms = machine_.mono_ms();
}

std::int64_t KeptClock::take_step() {
    const std::int64_t beside = wall_ms().ms - mono_ms().ms;
    const std::int64_t step = beside_mono_ms_ ? beside - *beside_mono_ms_ : 0;
    if (beside_mono_ms_ && std::abs(step) < step_least_ms) return 0;  // drift adds up until it is worth a word
    beside_mono_ms_ = beside;
    return step;
}

}  // namespace aaben::timekeeping
