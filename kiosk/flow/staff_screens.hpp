// The staff's side of the glass and its door: one struct a screen, which owns what only this screen knows, and beside
// it its update(). The comment says what it is for; update() answers what it offers. What all of them answer alike
// (Back, locking, notes that come) is in staff.cpp, the door's in door.cpp. Pure values; one thread. Always: a screen
// that is left takes its fields with it; update() reads nothing of its screen after it moved on.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "flow/message.hpp"
#include "visit/ids.hpp"

namespace aaben::flow {

struct Turn;

// 'Scan dit skilt' (a scanner types it); at a kiosk that is not enrolled, the way to its one-time code.
struct BadgeScreen {
    static constexpr std::string_view name = "badge";
    bool unknown = false;   // the last one was nobody's
    bool checking = false;  // one is being looked up
};
void update(BadgeScreen&, const Message&, Turn&);

// Digit pad, masked; wait when locked out.
struct PinScreen {
    static constexpr std::string_view name = "pin";
    visit::CaseworkerId caseworker;  // found by badge
    std::string badge;               // its text, which opens the notes together with the PIN
    std::string pin{};
    int digits = 0;  // how many are typed; they stay on the glass while `pin` is being checked and is gone from here
    bool wrong = false;
    bool checking = false;
};
void update(PinScreen&, const Message&, Turn&);

// Of a kiosk that is not enrolled, where nobody can sign in yet: keyboard or scanner for the one-time code.
struct EnrolScreen {
    static constexpr std::string_view name = "enrol";
    std::string code;    // as far as it is typed
    bool wrong = false;  // it was no code, or the jobcenter refused it
    bool sent = false;   // it is on its way
};
void update(EnrolScreen&, const Message&, Turn&);

// The queue with what each chose, the day, calls for help, and the caseworker's own shift.
struct StaffQueueScreen {
    static constexpr std::string_view name = "staff_queue";
};
void update(StaffQueueScreen&, const Message&, Turn&);

// One visit in full.
struct StaffVisitScreen {
    static constexpr std::string_view name = "staff_visit";
    visit::VisitId visit;
};
void update(StaffVisitScreen&, const Message&, Turn&);

// To whom.
struct StaffTransferScreen {
    static constexpr std::string_view name = "staff_transfer";
    visit::VisitId visit;
    int page = 0;
};
void update(StaffTransferScreen&, const Message&, Turn&);

// Which other visit is the same person.
struct StaffMergeScreen {
    static constexpr std::string_view name = "staff_merge";
    visit::VisitId visit;
    int page = 0;
};
void update(StaffMergeScreen&, const Message&, Turn&);

// The poster for the room.
struct StaffCallScreen {
    static constexpr std::string_view name = "staff_call";
    visit::VisitId visit;
};
void update(StaffCallScreen&, const Message&, Turn&);

// What the citizen chose, time quietly.
struct StaffConversationScreen {
    static constexpr std::string_view name = "staff_conversation";
    visit::VisitId visit;
};
void update(StaffConversationScreen&, const Message&, Turn&);

// Four outcomes.
struct StaffOutcomeScreen {
    static constexpr std::string_view name = "staff_outcome";
    visit::VisitId visit;
};
void update(StaffOutcomeScreen&, const Message&, Turn&);

// Unreceipted, oldest, quarantine.
struct StaffSyncScreen {
    static constexpr std::string_view name = "staff_sync";
    int page = 0;
};
void update(StaffSyncScreen&, const Message&, Turn&);

// Keyboard for the one-time code.
struct StaffEnrolScreen {
    static constexpr std::string_view name = "staff_enrol";
    std::string typed;
};
void update(StaffEnrolScreen&, const Message&, Turn&);

// What the jobcenter sealed to this caseworker, a card each.
struct StaffNotesScreen {
    static constexpr std::string_view name = "staff_notes";
    int page = 0;
};
void update(StaffNotesScreen&, const Message&, Turn&);

// The statement: so many visits, so many receipts.
struct ShiftEndedScreen {
    static constexpr std::string_view name = "shift_ended";
    int visits = 0, receipts = 0;
};
void update(ShiftEndedScreen&, const Message&, Turn&);

// Between the citizen's side and the staff's: belongs to nobody yet.
using DoorScreen = std::variant<BadgeScreen, PinScreen, EnrolScreen>;
// Every screen after badge and PIN.
using StaffScreen = std::variant<StaffQueueScreen, StaffVisitScreen, StaffTransferScreen, StaffMergeScreen,
                                 StaffCallScreen, StaffConversationScreen, StaffOutcomeScreen, StaffSyncScreen,
                                 StaffEnrolScreen, StaffNotesScreen, ShiftEndedScreen>;

}  // namespace aaben::flow
