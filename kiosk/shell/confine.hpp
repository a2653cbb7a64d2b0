// What the kiosk takes from itself at its start: the network, and the possibility of a core dump. Called by main before
// the first thread. Always: after forbid_network() no thread and no child of this process can open a socket but a local
// one (AF_UNIX: the display, the sound server); the kernel refuses (seccomp), not our own good will.
#pragma once

namespace aaben::shell {

// false when the kernel does not know seccomp filters: the operator's log says so, and the unit's sandbox must do it.
[[nodiscard]] bool forbid_network();
void forbid_core_dumps();  // what a citizen typed must not end in a core file

}  // namespace aaben::shell
