// Everything that can reach the glass: touches (past tense), a scanner's text, answers to effects, time. Pure values.
// Made by screens, the shell and tests; consumed by update(). One thread.
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "flow/pending.hpp"
#include "flow/values.hpp"
#include "platform/result.hpp"
#include "visit/hours.hpp"
#include "visit/roster.hpp"
#include "visit/unit.hpp"

namespace aaben::flow {

// Anywhere
struct LanguageTouched {
    std::string language;
};
struct LanguagesTouched {};  // all of them, to choose one
struct AlphabetTouched {};   // of the keyboard: the language's own letters, or the Danish ones
struct SpeakTouched {};      // 'Læs højt', and again: be silent
struct NoVoiceTouched {};    // the same, where no voice speaks the language
struct LargeTextTouched {};
struct BackTouched {};
struct NextTouched {};
struct DoneTouched {};
struct MoreTimeTouched {};   // 'Jeg har brug for mere tid'
struct StillHereTouched {};  // 'Ja, jeg er her'
struct GoneTouched {};       // 'Nej, jeg er færdig'
struct KeyTouched {
    std::string text;
};  // one key of keyboard or digit pad, UTF-8
struct EraseTouched {};
struct PageTouched {
    int step = 1;
};  // lists: +1, −1
// Check-in
struct TalkTouched {};
struct PurposeTouched {
    visit::Purpose purpose{};
};
struct NeedTouched {
    visit::Need need{};
};
struct InterpreterTouched {
    std::string language;
};
struct WhomTouched {
    visit::Whom whom{};
};
struct PersonTouched {
    visit::CaseworkerId caseworker;
};
struct PrintTouched {};
struct CodeTouched {};  // the slip's words as a code for one's telephone
struct NameTouched {};
struct IdentifyTouched {};
struct ServicesTouched {};
struct ServiceTouched {
    visit::Service service{};
};
struct CheckInAnywayTouched {};
struct RetryTouched {};
// My sign
struct MySignTouched {};
struct SignTouched {
    visit::VisitId visit;
};
struct StepOutTouched {};
struct CameBackTouched {};
struct LeaveTouched {};
struct LeaveConfirmed {};
// Call-back and help
struct CallbackTouched {};
struct WhenTouched {
    When when{};
};
struct HelpTouched {};
// Letter
struct LetterTouched {};
struct CameraTouched {};
struct ChooseTouched {};
struct SearchTouched {};
struct CancelTouched {};
struct MorePagesTouched {};    // 'Brevet har en side mere'
struct WholeLetterTouched {};  // 'Det er hele brevet'
struct LetterPicked {
    std::string type;
};
struct CardTouched {
    int card = 0;
};
struct FieldAnswered {
    bool right = true;
};
struct HardWordTouched {
    std::string word;
};  // empty closes it
struct LawTouched {
    bool open = true;
};  // the paragraphs that stand behind the letter
struct RingTouched {};
struct PractiseTouched {
    int step = 0;
};  // a step of the practice call; one behind the last shows the number
struct UnderstoodTouched {};
struct UnderstoodGiven {
    visit::Understood understood{};
};
// After a conversation
struct FaceTouched {
    int face = 3;
};
struct CooperationTouched {
    visit::Cooperation degree{};
};
// Staff
struct BadgeTouched {};
struct StartShiftTouched {};
struct EndShiftTouched {};
struct BreakTouched {};
struct LockTouched {};
struct CallTouched {
    visit::VisitId visit;
};
struct VisitTouched {
    visit::VisitId visit;
};
struct StartConversationTouched {};
struct MissedTouched {};
struct EndConversationTouched {};
struct OutcomeTouched {
    visit::Outcome outcome{};
};
struct RecordTouched {};  // what is written down of the conversation
struct RecordPartTouched {
    RecordPart part{};
};
struct TopicTouched {
    visit::Topic topic{};
};
struct AgreeTouched {};  // a new agreement is begun, or the one that is shown is made
struct StepTouched {
    visit::Step step{};
};
struct PartyTouched {
    visit::Party party{};
};
struct DayMoved {
    int days = 0;  // from the day that is shown
};
struct NoDayTouched {};  // no day was agreed; the last day of an offer is not known
struct OfferTouched {};  // a new offer is begun, or the one that is shown is registered
struct OfferKindTouched {
    visit::OfferKind kind{};
};
struct WeeksTouched {
    int weeks = 0;  // so long an offer lasts
};
struct ItemTouched {
    std::size_t at = 0;  // of the list that is shown: opens it
};
struct RemoveTouched {};  // what was opened
struct ConsentTouched {
    visit::Service contact{};  // given, or withdrawn
};
struct IndicatorTouched {
    visit::Indicator indicator{};
};
struct IndicatorGiven {
    int value = 0;  // 1 hard – 5 well, for the indicator that is shown
};
struct TellNextTouched {};
struct ParkTouched {};
struct UnparkTouched {
    visit::VisitId visit{};  // in the queue: whose; elsewhere the one that is shown
};
struct PriorityTouched {
    int priority = 2;
};
struct TransferTouched {};
struct MergeTouched {};
struct UndoTouched {};
struct AlarmTouched {};
struct HelpAnsweredTouched {};  // all that were made here: who comes to one comes to all
struct AlarmEndedTouched {
    visit::AlarmId alarm;
};
struct NotesTouched {};
struct DayTouched {};      // the day so far
struct ClosingTouched {};  // when the door closes today
struct ClosingPicked {
    std::optional<calendar::TimeOfDay> until;  // none: as planned
};
struct GuidanceTouched {};  // advice for a conversation
struct GuidancePicked {
    std::string topic;
    bool alone = false;  // it is shown to nobody who came with the citizen
};
struct SyncTouched {};
struct ResendTouched {
    std::string entry;
};
struct EnrolTouched {};
// From the machine
struct Ticked {};  // time passed; the Moment says how much
struct Scanned {
    std::string text;
};  // a scanner's line: letter code, badge, health card
struct CodeKnown {
    std::string type;
};  // answer to LookUpCode; empty: nobody knows it
struct BadgeChecked {
    visit::CaseworkerId caseworker;  // empty: unknown
    std::string badge{};             // the text that was scanned, kept for CheckPin
};
enum class PinAnswer {
    Right,
    Wrong,
    Unchecked
};  // Unchecked: for want of disk, memory or key; nobody learned anything
struct PinChecked {
    visit::CaseworkerId caseworker;
    PinAnswer answer{};
    int check = 0;  // as in CheckPin
};
struct TriesRemembered {
    std::map<std::string, int> tries;  // by caseworker
};  // at the start: what this glass counted before it was restarted
struct NotesOpened {
    visit::CaseworkerId caseworker;
    std::vector<Note> notes;
};  // after a right PIN, and again when mail came meanwhile; those that badge and PIN open
struct IdentityChecked {  // answer to CheckIdentity
    visit::VisitId visit;
    std::string number;  // as it is written down; empty: what was scanned or typed is no number
    bool matched = false;
};
struct Saved {
    PendingId pending = 0;
    visit::Unit unit;
};
struct SaveFailed {
    PendingId pending = 0;
    Fault fault{};
};
struct RecordOpened {
    visit::VisitId visit;
    std::optional<visit::Record> record;  // none: nothing was written down, or it cannot be read here any more
};  // answer to OpenRecord
struct UnitSeen {
    visit::Unit unit;
};  // loaded at start, or changed from below
struct SyncSeen {
    Sync sync;
};
struct RosterSeen {
    visit::Roster roster;
};
struct HoursSeen {
    visit::UnitHours hours;
};
struct HelpCallsSeen {
    std::vector<HelpCall> calls;
};
struct TroubleSeen {
    Trouble trouble{};
};
struct ClockSeen {
    bool today_known = true;
    std::string boot = {};     // with step_ms
    std::int64_t step_ms = 0;  // the device's time stepped by this much since it was last seen
};
struct EnrolmentAsked {
    bool is_code = false;  // false: what was typed is no one-time code, or it could not be handed on
};
struct VoiceSeen {
    bool speaks = false;
};
struct Spoken {};  // a sentence was said to the end
struct DevicesSeen {
    bool camera = false;
    Printer printer{};
    bool room_missing = false;
};
struct PrinterSeen {
    Printer printer{};
};  // every minute
struct SlipPrinted {
    Printer printer{};  // afterwards; Ready: the slip is out
};
struct LetterSeen {
    ReadingStage stage{};
};  // what the camera sees
struct LetterRead {
    std::string type;
    letters::Fields fields;
    letters::Official official;  // of a letter without a type
    std::vector<FieldShown> shown;
    int pages = 1;              // that were read together
    int missing_page = 0;       // as Letter::missing_page
    bool other_letter = false;  // the page laid last belongs to another letter and was not read with the others
    bool incomplete = false;    // what a letter of this type is about was not found in it
};  // type empty: unsure

using Message = std::variant<
    LanguageTouched, LanguagesTouched, AlphabetTouched, SpeakTouched, NoVoiceTouched, LargeTextTouched, BackTouched,
    NextTouched, DoneTouched, MoreTimeTouched, StillHereTouched, GoneTouched, KeyTouched, EraseTouched, PageTouched,
    TalkTouched, PurposeTouched, NeedTouched, InterpreterTouched, WhomTouched, PersonTouched, PrintTouched, CodeTouched,
    NameTouched, IdentifyTouched, ServicesTouched, ServiceTouched, CheckInAnywayTouched, RetryTouched, MySignTouched,
    SignTouched, StepOutTouched, CameBackTouched, LeaveTouched, LeaveConfirmed, CallbackTouched, WhenTouched,
    HelpTouched, LetterTouched, CameraTouched, ChooseTouched, SearchTouched, CancelTouched, MorePagesTouched,
    WholeLetterTouched, LetterPicked, CardTouched, FieldAnswered, HardWordTouched, LawTouched, RingTouched,
    PractiseTouched, UnderstoodTouched, UnderstoodGiven, FaceTouched, CooperationTouched, BadgeTouched,
    StartShiftTouched, EndShiftTouched, BreakTouched, LockTouched, CallTouched, VisitTouched, StartConversationTouched,
    MissedTouched, EndConversationTouched, OutcomeTouched, RecordTouched, RecordPartTouched, TopicTouched, AgreeTouched,
    StepTouched, PartyTouched, DayMoved, NoDayTouched, OfferTouched, OfferKindTouched, WeeksTouched, ItemTouched,
    RemoveTouched, ConsentTouched, IndicatorTouched, IndicatorGiven, TellNextTouched, ParkTouched, UnparkTouched,
    PriorityTouched, TransferTouched, MergeTouched, UndoTouched, AlarmTouched, HelpAnsweredTouched, AlarmEndedTouched,
    NotesTouched, DayTouched, ClosingTouched, ClosingPicked, GuidanceTouched, GuidancePicked, SyncTouched,
    ResendTouched, EnrolTouched, Ticked, Scanned, CodeKnown, BadgeChecked, PinChecked, TriesRemembered, NotesOpened,
    IdentityChecked, Saved, SaveFailed, RecordOpened, UnitSeen, SyncSeen, RosterSeen, HoursSeen, HelpCallsSeen,
    TroubleSeen, ClockSeen, EnrolmentAsked, DevicesSeen, PrinterSeen, SlipPrinted, VoiceSeen, Spoken, LetterSeen,
    LetterRead>;

// Comes with every message: when, and an id that nobody had before (UUIDv7).
struct Moment {
    WallMs wall_ms = 0;
    MonoMs mono_ms = 0;
    std::string fresh_id;
};

}  // namespace aaben::flow
