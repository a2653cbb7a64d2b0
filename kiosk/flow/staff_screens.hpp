// The staff's side of the glass and its door: one struct a screen, which owns what only this screen knows, and beside
// it its update(). The comment says what it is for; update() answers what it offers. What all of them answer alike
// (Back, locking, notes that come) is in staff.cpp, the door's in door.cpp. Pure values; one thread. Always: a screen
// that is left takes its fields with it; update() reads nothing of its screen after it moved on.
#pragma once

#include <cstdint>
#include <optional>
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
    bool unchecked = false;  // the last PIN could not be checked; it did not count
    bool checking = false;
    int check = 0;  // its number; an answer to another one, typed before somebody left, opens nothing here
};
void update(PinScreen&, const Message&, Turn&);

// Of a kiosk that is not enrolled, where nobody can sign in yet: keyboard or scanner for the one-time code.
struct EnrolScreen {
    static constexpr std::string_view name = "enrol";
    std::string code;     // as far as it is typed
    bool wrong = false;   // it was no code, or the jobcenter refused it
    bool sent = false;    // it is on its way
    bool asking = false;  // it is being written down; until then no other is taken
};
void update(EnrolScreen&, const Message&, Turn&);

// The queue with what each chose, the day, calls for help, and the caseworker's own shift.
struct StaffQueueScreen {
    static constexpr std::string_view name = "staff_queue";
    int page = 0;  // each opening begins with who is next
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

// Asked once before what cannot simply be gone on from: the same touch again carries it out, 'Tilbage' does not.
struct StaffAskScreen {
    static constexpr std::string_view name = "staff_ask";
    enum class About : std::uint8_t { EndShift, CallInBreak, Merge } about{};
    visit::VisitId visit{};  // to be called, or the one that stays
    visit::VisitId other{};  // the one that ends in a merge
};
void update(StaffAskScreen&, const Message&, Turn&);

// The poster for the room.
struct StaffCallScreen {
    static constexpr std::string_view name = "staff_call";
    visit::VisitId visit;
    bool came_back = false;  // through badge and PIN: only then 'Kom ikke' can be said, by nobody who passes by
};
void update(StaffCallScreen&, const Message&, Turn&);

// What the citizen chose, time quietly.
struct StaffConversationScreen {
    static constexpr std::string_view name = "staff_conversation";
    visit::VisitId visit;
};
void update(StaffConversationScreen&, const Message&, Turn&);

// What is written down of the conversation, a page a part: each touch is saved, sealed, at once.
struct StaffRecordScreen {
    static constexpr std::string_view name = "staff_record";
    visit::VisitId visit;
    RecordPart part{};
    visit::Indicator indicator{};  // which one the scale is for
};
void update(StaffRecordScreen&, const Message&, Turn&);

// A next step: what, who, by when.
struct StaffAgreementScreen {
    static constexpr std::string_view name = "staff_agreement";
    visit::VisitId visit;
    std::optional<visit::Step> step{};
    visit::Party party = visit::Party::Citizen;
    std::optional<calendar::Date> by{};
    std::optional<std::size_t> at{};  // which of the record's it is; none: a new one
};
void update(StaffAgreementScreen&, const Message&, Turn&);

// An offer: which, from when, for how long.
struct StaffOfferScreen {
    static constexpr std::string_view name = "staff_offer";
    visit::VisitId visit;
    std::optional<visit::OfferKind> kind{};
    calendar::Date start{};
    std::optional<calendar::Date> end{};  // its last day; none: not known
    std::optional<std::size_t> at{};      // which of the record's it is; none: a new one
};
void update(StaffOfferScreen&, const Message&, Turn&);

// Keyboard for 'Fortæl den næste'.
struct StaffTellNextScreen {
    static constexpr std::string_view name = "staff_tell_next";
    visit::VisitId visit;
    std::string typed{};
};
void update(StaffTellNextScreen&, const Message&, Turn&);

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

// The day in figures: who came when, how long they waited, what about, how it ended.
struct StaffDayScreen {
    static constexpr std::string_view name = "staff_day";
};
void update(StaffDayScreen&, const Message&, Turn&);

// When the door closes today, when it is not as planned.
struct StaffClosingScreen {
    static constexpr std::string_view name = "staff_closing";
};
void update(StaffClosingScreen&, const Message&, Turn&);

// Advice for a conversation: the topics, or one of them.
struct StaffGuidanceScreen {
    static constexpr std::string_view name = "staff_guidance";
    std::string topic;  // its id; empty: all of them
    bool asks = false;  // first whether the citizen is alone
    int page = 0;
};
void update(StaffGuidanceScreen&, const Message&, Turn&);

// The statement: so many visits, so many receipts.
struct ShiftEndedScreen {
    static constexpr std::string_view name = "shift_ended";
    int visits = 0, receipts = 0;
};
void update(ShiftEndedScreen&, const Message&, Turn&);

// Between the citizen's side and the staff's: belongs to nobody yet.
using DoorScreen = std::variant<BadgeScreen, PinScreen, EnrolScreen>;
// Every screen after badge and PIN.
using StaffScreen =
    std::variant<StaffQueueScreen, StaffVisitScreen, StaffTransferScreen, StaffMergeScreen, StaffAskScreen,
                 StaffCallScreen, StaffConversationScreen, StaffRecordScreen, StaffAgreementScreen, StaffOfferScreen,
                 StaffTellNextScreen, StaffOutcomeScreen, StaffSyncScreen, StaffEnrolScreen, StaffNotesScreen,
                 StaffDayScreen, StaffClosingScreen, StaffGuidanceScreen, ShiftEndedScreen>;

}  // namespace aaben::flow
