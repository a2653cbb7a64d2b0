// What the glass is told of the link, worked out of what the courier's parts know: one pure function, so that no fact
// is set by hand on the way. The courier calls it at every tick; the test of it wants a cause for each fact. Always: a
// revocation is told until the device is enrolled again, a refused code until another is typed, each across restarts.
#pragma once

#include <cstdint>
#include <string>

#include "folder/link_facts.hpp"

namespace aaben::daemon {

struct Known {  // by the courier, now
    bool online = false;
    bool has_identity = false;
    bool certificate_expired = false;
    bool forbidden = false;  // an upload was answered 401 or 403
    bool revoked = false;    // a signed list said so in this run
    bool code_wanted = false;
    bool code_refused = false;
    std::int64_t machine_ahead_ms = 0;
    std::string proof;  // of the time, in this run; empty: none yet
};

[[nodiscard]] folder::LinkFacts facts_for_glass(const Known& known, const folder::LinkFacts& told_before);

// The glass must not go on saying 'online' for a program that is no longer there.
[[nodiscard]] folder::LinkFacts facts_when_stopped(folder::LinkFacts told_before);

}  // namespace aaben::daemon
