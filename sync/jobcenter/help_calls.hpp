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

// Of a batch whose receipt says which entries the store holds now.
void hand_on_help(Store& store, const Device& from, const ArrivedBatch& batch, const wire::Receipt& receipt,
                  WallMs now_ms);
// A kiosk that is ended cannot answer its own.
[[nodiscard]] Result<> end_help_of(Store& store, const Device& device);

// A line each, the newest last; `unit` empty: of all units.
[[nodiscard]] Result<> write_help_calls(Store& store, const std::string& unit, bool json, std::ostream& out);

struct HelpSeen {
    std::string help;  // id of the call
    std::string by;    // the name the citizen reads
};
// The kiosk shows it, unless it is a silent alarm; `out` is told which. NotFound: no such call is open. Invalid: no
// name to show.
[[nodiscard]] Result<> help_seen(Store& store, const HelpSeen& seen, WallMs now_ms, std::ostream& out);

}  // namespace aaben::jobcenter
