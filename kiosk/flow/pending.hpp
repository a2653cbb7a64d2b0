// An act on its way to the journal, as a value: what was asked, and what its answer leads to. Kept in the model until
// the answer comes; a failed one that a citizen waits for is kept beside the citizen, so that 'Prøv igen' sends the
// very same act, with the ids it was made with (the journal knows a repeated act by them). Pure values; one thread.
#pragma once

#include <cstdint>

#include "visit/acts.hpp"

namespace aaben::flow {

enum class Then : std::uint8_t {  // what the glass shows once the act is saved
    CheckedIn,                    // the call-sign
    Chosen,                       // the call-sign again, with what was added
    Identified,                   // 'Din aftale er registreret', or thanks
    SignStatus,                   // the sign and where it stands
    Left,                         // a short word, and home
    CallbackAsked,                // 'Vi ringer til dig'
    HelpAsked,                    // the screen follows the unit's open calls for help
    Nothing,
    ShiftEnded,         // the statement
    Calling,            // the poster for the room
    Talking,            // the conversation
    ConversationEnded,  // the glass turns to the citizen
    Queue,              // back to the queue
    Undone,             // where the visit stands now
    ClosingSet,         // the day again, with the new time
    AlarmRaised,        // the unit's alarms say it
    DayEnded,           // what ended by itself
    ClockCorrected,     // the queue of the right time
};

using PendingId = std::uint64_t;  // of this run of the program; 0: nobody waits for the answer

struct Pending {
    PendingId id = 0;
    visit::Act act;
    Then then{};
};

}  // namespace aaben::flow
