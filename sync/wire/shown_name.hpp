// A name that somebody typed far away and the glass shows as it is. Called by the jobcenter when it is given and by the
// kiosk's side when it comes. Pure; any thread. Always: what passes is one line of UTF-8 with a letter in it, and holds
// nothing that turns, hides or breaks the text around it (Unicode's controls, formats, separators).
#pragma once

#include <cstddef>
#include <string_view>

namespace aaben::wire {

inline constexpr std::size_t shown_name_bytes_max = 60;
[[nodiscard]] bool is_shown_name(std::string_view name);

}  // namespace aaben::wire
