// Who may end the kiosk: the service manager (SIGTERM) and a developer's terminal (SIGINT), and nobody at the keyboard.
// SDL makes the same SDL_QUIT of a signal and of a window manager's Alt-F4; only what a signal announced counts.
// Private to glass; the loop's thread but for the signals themselves.
#pragma once

namespace aaben::glass {

void hear_end_signals();             // after SDL_Init, which has put its own handlers there: they still wake the loop
[[nodiscard]] bool told_to_end();    // a signal came
void forget_end_signals() noexcept;  // the next window begins anew

}  // namespace aaben::glass
