// What can happen at a unit: one act is one entry of the journal. Pure values; any thread. Written by flow's effects,
// stored and sealed by the journal, folded by fold.hpp. Private members are sealed; all others are open routing. How an
// act is spelled as an entry stands once, in entries/describe.hpp.
// Always: ids are UUIDv7 made at the first touch, so that a repeated touch is the same act.
#pragma once

#include <string>
#include <variant>

#include "visit/call_sign.hpp"
#include "visit/choices.hpp"
#include "visit/private.hpp"

namespace aaben::visit {

enum class Outcome : std::uint8_t { Helped, NewMeeting, SentOn, NotHelped };  // how a conversation ended
enum class Understood : std::uint8_t { Yes, Partly, No };
enum class Cooperation : std::uint8_t {
    ToAHighDegree,
    ToSomeDegree,
    ToALesserDegree,
    NotAtAll,
    DoNotKnow,
    NotRelevant
};

inline constexpr std::array<std::string_view, 4> outcome_names{"helped", "new_meeting", "sent_on", "not_helped"};
inline constexpr std::array<std::string_view, 3> understood_names{"yes", "partly", "no"};
inline constexpr std::array<std::string_view, 6> cooperation_names{"high_degree", "some_degree", "lesser_degree",
                                                                   "not_at_all",  "do_not_know", "not_relevant"};

// A visit, by the citizen
struct CheckedIn {
    std::string visit;
    CallSign sign;
    Private<Choices> choices;
};
struct ChoicesChanged {
    std::string visit;
    Private<Choices> choices;
};
struct Identified {
    std::string visit;
    Private<std::string> number;
    Private<bool> matched;
};
struct SteppedOut {
    std::string visit;
};
struct CameBack {
    std::string visit;
};
struct LeftUnit {
    std::string visit;
};
struct Merged {
    std::string visit;
    std::string into;
};  // the same citizen checked in twice: `visit` ends, `into` stays
// A visit, by staff
struct Called {
    std::string visit;
    std::string shift;
};
struct CallMissed {
    std::string visit;
};  // nobody came: gently back, the third time the visit ends
struct ConversationStarted {
    std::string visit;
    std::string shift;
};
struct ConversationEnded {
    std::string visit;
    Outcome outcome{};
};
struct Parked {
    std::string visit;
};
struct Unparked {
    std::string visit;
};
struct Transferred {
    std::string visit;
    std::string caseworker;
};  // waits for this person from now on
struct PrioritySet {
    std::string visit;
    int priority = 2;
};  // 1 first, 2 usual, 3 can wait
struct Undone {
    std::string visit;
};  // takes the last staff act on this visit back
// A shift
struct ShiftStarted {
    std::string shift;
    std::string caseworker;
};
struct BreakStarted {
    std::string shift;
};
struct BreakEnded {
    std::string shift;
};
struct ShiftEnded {
    std::string shift;
    int visits = 0;
    int receipts = 0;
};
// Beside the queue
struct CallbackRequested {
    std::string callback;
    Private<std::string> phone, call_me, when, language;
    Private<std::optional<Purpose>> about;
};
struct CallbackAnswered {
    std::string callback;
};
struct HelpRequested {
    std::string help;
};  // 'Nogen skal komme nu'
struct HelpAnswered {
    std::string help;
    std::string shift;
};
struct AlarmRaised {
    std::string alarm;
    std::string shift;
};  // staff's silent alarm
struct AlarmEnded {
    std::string alarm;
};
// Anonymous counts, bound to no visit
struct FaceGiven {
    std::string answer;
    int face = 0;
};  // 1 sad – 5 glad
struct CooperationRated {
    std::string answer;
    Cooperation degree{};
};
struct LetterUnderstood {
    std::string answer;
    std::string letter_type;
    int card = 0;
    Understood understood{};
};
// The unit
struct ItemApplied {
    std::string kind, name;
    std::int64_t version = 0;
    std::string etag;
};
struct ItemRefused {
    std::string kind, name;
    std::int64_t version = 0;
    std::string reason;
};
struct ResendAsked {
    std::string entry;
};  // staff want a quarantined entry sent again
struct JournalRecovered {
    std::string note;
};  // a damaged journal was set aside
struct ClockCorrected {  // the device's time stepped: what was recorded in this boot before moves along by as much
    std::string boot;
    std::int64_t step_ms = 0;
    bool known = true;  // false: nobody at the device knows what day it is
};
struct DayClosed {
    calendar::Date day;
};  // ends what is left of `day`

using Act =
    std::variant<CheckedIn, ChoicesChanged, Identified, SteppedOut, CameBack, LeftUnit, Merged, Called, CallMissed,
                 ConversationStarted, ConversationEnded, Parked, Unparked, Transferred, PrioritySet, Undone,
                 ShiftStarted, BreakStarted, BreakEnded, ShiftEnded, CallbackRequested, CallbackAnswered, HelpRequested,
                 HelpAnswered, AlarmRaised, AlarmEnded, FaceGiven, CooperationRated, LetterUnderstood, ItemApplied,
                 ItemRefused, ResendAsked, JournalRecovered, ClockCorrected, DayClosed>;

}  // namespace aaben::visit
