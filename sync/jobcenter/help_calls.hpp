// Calls for help, handed on to every kiosk of the unit as items of kind `help`, and told back who has seen them. Called
// by the intake after an entry is held, and by the operator's commands. Threads as the store's. Always: what cannot be
// handed on is said in the log and refuses no entry; a call that was answered, or is a day old, is withdrawn.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "jobcenter/intake.hpp"
#include "jobcenter/store.hpp"

namespace aaben::jobcenter {

// Entries the store holds now, of one device.
void hand_on_help(Store& store, const Device& from, const std::vector<const ArrivedEntry*>& held, WallMs now_ms);

// A line each, the newest last; `unit` empty: of all units.
[[nodiscard]] Result<> write_help_calls(Store& store, const std::string& unit, bool json, std::ostream& out);

struct HelpSeen {
    std::string help;  // id of the call
    std::string by;    // the name the citizen reads
};
// The kiosk shows it; `out` is told so. NotFound: no such call is open. Invalid: no name to show.
[[nodiscard]] Result<> help_seen(Store& store, const HelpSeen& seen, WallMs now_ms, std::ostream& out);

}  // namespace aaben::jobcenter
