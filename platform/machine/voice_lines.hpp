// What the glass and kiosk-voice say to each other, a line each; both ends include this. To the voice: "say VOICE TEXT"
// (spoken after what waits), "chime" (the same, two tones) and "stop" (silence, and nothing waits any more). From it:
// "ready" once, when sound can be made, and "said" when it has said all it had. A line is at most voice_line_bytes_max
// long; a longer one is cut, and what is none of these is passed over.
#pragma once

#include <cstddef>
#include <string_view>

namespace aaben::machine {

inline constexpr std::size_t voice_line_bytes_max = 8 * 1024;
inline constexpr std::string_view voice_say = "say ", voice_stop = "stop", voice_chime = "chime", voice_ready = "ready",
                                  voice_said = "said";

}  // namespace aaben::machine
