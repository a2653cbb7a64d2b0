// What the second display may know: it hangs where everybody looks. Pure; one thread. Always: the model it draws from
// holds call-signs and first names of staff and nothing else of anybody; no name, choice, letter, note, alarm or number
// of a citizen, since they are not copied.
#pragma once

#include <vector>

#include "flow/model.hpp"

namespace aaben::flow {

inline constexpr std::int64_t call_fresh_ms = 20'000;  // so long a call blinks, once a second
inline constexpr std::int64_t call_blink_ms = 1'000;   // far under the three flashes a second of WCAG 2.3.1

[[nodiscard]] Model for_the_room(const Model& model);
// Called now, the newest first; not those who want to be fetched silently.
[[nodiscard]] std::vector<const visit::Visit*> called_aloud(const Model& model);
[[nodiscard]] bool is_fresh(const visit::Visit& called, const Model& model);
// Until the display changes by itself, in milliseconds; at most a minute.
[[nodiscard]] std::int64_t room_wait_ms(const Model& model, WallMs wall_ms, MonoMs mono_ms);

}  // namespace aaben::flow
