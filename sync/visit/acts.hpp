// What can happen at a unit: one act is one entry of the journal. Pure values; any thread. Written by flow's effects,
// stored and sealed by the journal, folded by fold.hpp. Private members are sealed; all others are open routing. How an
// act is spelled as an entry stands once, in entries/describe.hpp.
// Always: ids are UUIDv7 made at the first touch, so that a repeated touch is the same act.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>

#include "calendar/date.hpp"
#include "visit/call_sign.hpp"
#include "visit/choices.hpp"
#include "visit/ids.hpp"
#include "visit/private.hpp"
#include "visit/record.hpp"

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
    VisitId visit;
    CallSign sign;
    Private<Choices> choices;
};
struct ChoicesChanged {
    VisitId visit;
    Private<Choices> choices;
};
struct Identified {
    VisitId visit;
    Private<std::string> number;
    Private<bool> matched;
};
struct SteppedOut {
    VisitId visit;
};
struct CameBack {
    VisitId visit;
};
struct LeftUnit {
    VisitId visit;
};
struct Merged {
    VisitId visit;
    VisitId into;
};  // the same citizen checked in twice: `visit` ends, `into` stays
// A visit, by staff
struct Called {
    VisitId visit;
    ShiftId shift;
};
struct CallMissed {
    VisitId visit;
};  // nobody came: gently back, the third time the visit ends
struct ConversationStarted {
    VisitId visit;
    ShiftId shift;
};
struct ConversationRecorded {  // the whole record as it is now: each takes the place of the one before
    VisitId visit;
    Private<Record> record;
};
struct ConversationEnded {
    VisitId visit;
    Outcome outcome{};
};
struct ConversationLapsed {
    VisitId visit;
};  // its day ended it: nobody said how it went
struct Parked {
    VisitId visit;
};
struct Unparked {
    VisitId visit;
};
struct Transferred {
    VisitId visit;
    CaseworkerId caseworker;
};  // waits for this person from now on
struct PrioritySet {
    VisitId visit;
    int priority = 2;
};  // 1 first, 2 usual, 3 can wait
struct Undone {
    VisitId visit;
};  // takes the last staff act on this visit back
// A shift
struct ShiftStarted {
    ShiftId shift;
    CaseworkerId caseworker;
};
struct BreakStarted {
    ShiftId shift;
};
struct BreakEnded {
    ShiftId shift;
};
struct ShiftEnded {
    ShiftId shift;
    int visits = 0;
    int receipts = 0;
};
struct ShiftLapsed {
    ShiftId shift;
};  // its day ended it, or its caseworker is on the roster no more
// Beside the queue
struct CallbackRequested {
    CallbackId callback;
    Private<std::string> phone, call_me, when, language;
    Private<std::optional<Purpose>> about;
};
struct CallbackAnswered {
    CallbackId callback;
};
struct HelpRequested {
    HelpId help;
};  // 'Nogen skal komme nu'
struct HelpAnswered {
    HelpId help;
    ShiftId shift;
};
struct AlarmRaised {
    AlarmId alarm;
    ShiftId shift;
};  // staff's silent alarm
struct AlarmEnded {
    AlarmId alarm;
};
// Anonymous answers, bound to no visit. None becomes an entry of its own (journal/answer_box.hpp); the entries of an
// older release may hold some.
struct FaceGiven {
    AnswerId answer;
    int face = 0;
};  // 1 sad – 5 glad
struct CooperationRated {
    AnswerId answer;
    Cooperation degree{};
};
struct LetterUnderstood {
    AnswerId answer;
    std::string letter_type;
    int card = 0;
    Understood understood{};
};
using Counts = std::map<std::string, int>;
struct AnswersCounted {  // how many answered what since `day`, in nobody's order
    AnswerId answers;
    calendar::Date day;
    std::array<int, 5> faces{};        // 1 sad – 5 glad
    std::array<int, 6> cooperation{};  // as cooperation_names
    Private<Counts> letters;           // "letter type/card/understood" → how many
};

// The unit
enum class Opened : std::uint8_t { Visit, Record, Note };  // what of a citizen's a caseworker opened
inline constexpr std::array<std::string_view, 3> opened_names{"visit", "record", "note"};
struct Accessed {  // who opened what
    CaseworkerId caseworker;
    Opened what{};
    std::string ref;  // the visit, or what a note belongs to
};
struct ClosingSet {  // 'i dag lukker vi kl. 12': staff at the unit know better than the week's hours, for one day
    ShiftId shift;   // who said so
    calendar::Date day;
    std::optional<calendar::TimeOfDay> until;  // the first minute closed; none: as the hours say, after all
};
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
                 ConversationStarted, ConversationRecorded, ConversationEnded, ConversationLapsed, Parked, Unparked,
                 Transferred, PrioritySet, Undone, ShiftStarted, BreakStarted, BreakEnded, ShiftEnded, ShiftLapsed,
                 CallbackRequested, CallbackAnswered, HelpRequested, HelpAnswered, AlarmRaised, AlarmEnded, FaceGiven,
                 CooperationRated, LetterUnderstood, AnswersCounted, Accessed, ClosingSet, ItemApplied, ItemRefused,
                 ResendAsked, JournalRecovered, ClockCorrected, DayClosed>;

}  // namespace aaben::visit
