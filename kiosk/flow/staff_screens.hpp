// The staff's side of the glass and its door: one struct a screen, which owns what only this screen knows. The comment
// says what it is for and which touches it offers. Pure values; one thread. Always: a screen that is left takes its
// fields with it.
#pragma once

#include <string_view>
#include <variant>

namespace aaben::flow {

// 'Scan dit skilt' (a scanner types it); EnrolTouched at a kiosk that is not enrolled; BackTouched.
struct BadgeScreen {
    static constexpr std::string_view name = "badge";
};
// Digit pad, masked: KeyTouched, EraseTouched; wait when locked out; BackTouched.
struct PinScreen {
    static constexpr std::string_view name = "pin";
};
// Of a kiosk that is not enrolled: keyboard or scanner for the one-time code; NextTouched, BackTouched.
struct EnrolScreen {
    static constexpr std::string_view name = "enrol";
};
// The queue with what each chose; CallTouched, VisitTouched, BreakTouched, UndoTouched, AlarmTouched, SyncTouched,
// EndShiftTouched, LockTouched, NotesTouched when there are any; StartShiftTouched when off shift.
struct StaffQueueScreen {
    static constexpr std::string_view name = "staff_queue";
};
// One visit in full: CallTouched, ParkTouched, UnparkTouched, PriorityTouched, TransferTouched, MergeTouched,
// BackTouched.
struct StaffVisitScreen {
    static constexpr std::string_view name = "staff_visit";
};
// To whom: PersonTouched; BackTouched.
struct StaffTransferScreen {
    static constexpr std::string_view name = "staff_transfer";
};
// Which other visit is the same person: SignTouched; BackTouched.
struct StaffMergeScreen {
    static constexpr std::string_view name = "staff_merge";
};
// The poster for the room: StartConversationTouched, MissedTouched, UndoTouched, LockTouched.
struct StaffCallScreen {
    static constexpr std::string_view name = "staff_call";
};
// What the citizen chose, time quietly; EndConversationTouched, ParkTouched, TransferTouched, LockTouched.
struct StaffConversationScreen {
    static constexpr std::string_view name = "staff_conversation";
};
// Four outcomes: OutcomeTouched; BackTouched.
struct StaffOutcomeScreen {
    static constexpr std::string_view name = "staff_outcome";
};
// Unreceipted, oldest, quarantine with ResendTouched; EnrolTouched; BackTouched.
struct StaffSyncScreen {
    static constexpr std::string_view name = "staff_sync";
};
// Keyboard for the one-time code: KeyTouched, EraseTouched, NextTouched; BackTouched.
struct StaffEnrolScreen {
    static constexpr std::string_view name = "staff_enrol";
};
// What the jobcenter sealed to this caseworker, a card each: PageTouched; BackTouched.
struct StaffNotesScreen {
    static constexpr std::string_view name = "staff_notes";
};
// The statement: so many visits, so many receipts; DoneTouched.
struct ShiftEndedScreen {
    static constexpr std::string_view name = "shift_ended";
};

// Between the citizen's side and the staff's: belongs to nobody yet.
using DoorScreen = std::variant<BadgeScreen, PinScreen, EnrolScreen>;
// Every screen after badge and PIN.
using StaffScreen = std::variant<StaffQueueScreen, StaffVisitScreen, StaffTransferScreen, StaffMergeScreen,
                                 StaffCallScreen, StaffConversationScreen, StaffOutcomeScreen, StaffSyncScreen,
                                 StaffEnrolScreen, StaffNotesScreen, ShiftEndedScreen>;

}  // namespace aaben::flow
