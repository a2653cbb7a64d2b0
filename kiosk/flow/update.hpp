// The one door through which the glass changes. Pure; the loop's thread; tests and the monkey call it without drawing.
#pragma once

#include "flow/effect.hpp"
#include "flow/model.hpp"

namespace aaben::flow {

inline constexpr std::int64_t idle_ask_ms = 60'000;     // then 'Er du her stadig?'
inline constexpr std::int64_t idle_answer_ms = 20'000;  // then the citizen's part is wiped
inline constexpr std::int64_t staff_lock_ms = 90'000;   // the staff part locks and keeps its draft
inline constexpr int patience_max = 10;
inline constexpr int pin_digits = 6;

struct Next {
    Model model;
    Effects effects;
};

[[nodiscard]] Next update(Model model, const Message& message, const Moment& moment);

// Milliseconds until something changes by itself (idle, lock, lockout, the minute on the clock); never negative.
[[nodiscard]] std::int64_t wait_ms(const Model& model, WallMs wall_ms, MonoMs mono_ms);

// How long wrong PINs lock: none for the first two, then 30 s, doubled each time, at most an hour.
[[nodiscard]] std::int64_t lockout_ms(int wrong);

}  // namespace aaben::flow
