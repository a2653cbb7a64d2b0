// The whole state of the glass as one value, in three parts: the unit (queue, shifts, sync), the citizen at the glass,
// the staff member at the glass. Read by screens, changed only by update(). One thread (the loop's). Always: forgetting
// a citizen is `model.citizen = {}`; nothing a citizen typed or chose lives anywhere else in here.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "flow/pending.hpp"
#include "letters/fields.hpp"
#include "visit/hours.hpp"
#include "visit/roster.hpp"
#include "visit/unit.hpp"

namespace aaben::flow {

// Every screen of the glass. A screen draws from the model alone; the comment says what it is for and where it leads.
enum class Screen {
    // The citizen's side
    Home,      // one line, one picture: TalkTouched, LetterTouched, MySignTouched, CallbackTouched, HelpTouched,
               // BadgeTouched, LanguageTouched
    Purpose,   // eight tiles: PurposeTouched; BackTouched, MoreTimeTouched
    Needs,     // six toggles: NeedTouched; Interpreter on shows language pills InterpreterTouched; NextTouched
    Whom,      // anyone (primary) / my caseworker / placement consultant / mentor / people here now: WhomTouched,
               // PersonTouched → saves
    Saving,    // a quiet moment until COMMIT has returned
    CallSign,  // the poster: sign huge, before you, range; PrintTouched (if printer), StepOutTouched, NameTouched,
               // IdentifyTouched, ServicesTouched, DoneTouched
    Name,      // keyboard for the name one wants to be called by: KeyTouched, EraseTouched, NextTouched, BackTouched
    Identify,  // scan the health card, or type the CPR number masked on a digit pad; BackTouched
    IdentifyDone,    // 'Din aftale er registreret' when matched, else 'Tak. Vi hjælper dig'; DoneTouched
    Services,        // eight pictures: whom do you need help to reach: ServiceTouched, NextTouched
    MySign,          // discs of all live call-signs: SignTouched; BackTouched
    SignStatus,      // one sign: before you / you are called / outside; StepOutTouched, CameBackTouched, LeaveTouched,
                     // ServicesTouched, DoneTouched
    LeaveConfirm,    // 'Vil du gå?': LeaveConfirmed, BackTouched
    NobodyHere,      // no shift runs: next opening, main number + hours; CheckInAnywayTouched when the door is open,
                     // CallbackTouched, BackTouched
    CallbackPhone,   // digit pad: KeyTouched, EraseTouched, NextTouched (8 digits)
    CallbackWhen,    // morning / noon / afternoon / any time: WhenTouched
    CallbackAbout,   // the eight purposes: PurposeTouched → saves
    CallbackSaved,   // 'Vi ringer til dig' + what happens next; DoneTouched
    HelpNow,         // 'Nogen skal komme nu': asked, answered or the number; DoneTouched
    LetterStart,     // lay it under the camera / choose by picture / scan the code: CameraTouched, ChooseTouched,
                     // LetterPicked
    LetterCamera,    // live picture, reading, too dark, cut off, unsure: CancelTouched, ChooseTouched, TalkTouched,
                     // MorePagesTouched once a page was read
    LetterMore,      // what was read may go on: MorePagesTouched lays the next page, WholeLetterTouched does without
    LetterChoose,    // list by look and first words; search: SearchTouched shows the keyboard; LetterPicked, KeyTouched
    LetterCards,     // the cards: CardTouched, FieldAnswered, RingTouched, TalkTouched ('Tal med nogen her'),
                     // HardWordTouched, MorePagesTouched when the camera read it, UnderstoodTouched at the end
    LetterRing,      // the number large, phone hours, what to say: PractiseTouched; BackTouched
    LetterPractice,  // the call, step by step, and the number at the end: PractiseTouched; BackTouched
    Understood,      // yes · partly · no: UnderstoodGiven
    Faces,           // five faces: FaceTouched
    Cooperation,     // 'Arbejder de sammen om dig?' six answers: CooperationTouched, DoneTouched
    Thanks,          // short; DoneTouched, idle
    SaveFailed,      // 'Vi kunne ikke gemme': what is safe, whom to ask; RetryTouched, DoneTouched
    // The staff side
    Badge,       // 'Scan dit skilt' (a scanner types it); BackTouched
    Pin,         // digit pad, masked; wait when locked out; BackTouched
    Enrol,       // of a kiosk that is not enrolled: keyboard or scanner for the one-time code; NextTouched, BackTouched
    StaffQueue,  // the queue with what each chose; CallTouched, VisitTouched, BreakTouched, UndoTouched, AlarmTouched,
                 // SyncTouched, EndShiftTouched, LockTouched, NotesTouched when there are any;
                 // StartShiftTouched when off shift
    StaffVisit,  // one visit in full: CallTouched, ParkTouched, UnparkTouched, PriorityTouched, TransferTouched,
                 // MergeTouched, BackTouched
    StaffTransfer,      // to whom: PersonTouched; BackTouched
    StaffMerge,         // which other visit is the same person: SignTouched; BackTouched
    StaffCall,          // the poster for the room: StartConversationTouched, MissedTouched, UndoTouched, LockTouched
    StaffConversation,  // what the citizen chose, time quietly; EndConversationTouched, ParkTouched, TransferTouched,
                        // LockTouched
    StaffOutcome,       // four outcomes: OutcomeTouched; BackTouched
    StaffSync,          // unreceipted, oldest, quarantine with ResendTouched; EnrolTouched; BackTouched
    StaffEnrol,         // keyboard for the one-time code: KeyTouched, EraseTouched, NextTouched
    StaffNotes,         // what the jobcenter sealed to this caseworker, a card each: PageTouched; BackTouched
    ShiftEnded,         // the statement: so many visits, so many receipts; DoneTouched
};
inline constexpr int screen_count = static_cast<int>(Screen::ShiftEnded) + 1;

enum class ReadingStage { None, Looking, TooDark, CutOff, Moving, Reading, Unsure, NoCamera };

struct Area {  // of a picture, in its pixels
    int x = 0, y = 0, w = 0, h = 0;
    friend bool operator==(const Area&, const Area&) = default;
};

struct FieldShown {
    std::string field;          // "meeting_date", …
    int image = 0;              // the shell's handle of the crop; 0: none
    std::optional<bool> right;  // the citizen's answer to 'Passer det?'
    Area place{};               // where in the crop the field stands
};

struct Letter {        // one letter on its way to being understood
    std::string type;  // empty until known
    letters::Fields fields;
    std::vector<FieldShown> shown;
    ReadingStage stage = ReadingStage::None;
    bool read_by_machine = false;
    int pages = 0;              // laid under the camera and read together
    int missing_page = 0;       // the page that the letter prints of itself and that was not laid; 0: none
    int card = 0;               // 0–5
    int field = 0;              // which crop is shown
    std::string hard_word;      // the word whose explanation is open; empty: none
    int practice = 0;           // the step of the practice call
    bool unknown_code = false;  // a scanned code that nobody knows
    bool printed = false;       // the slip to take home
};

inline constexpr int letter_pages_max = 4;  // read together; more belong before a person

enum class When { Morning, Noon, Afternoon, AnyTime };
inline constexpr std::array<std::string_view, 4> when_names{"morning", "noon", "afternoon", "any_time"};

enum class Reached { No, Asked, Answered };

struct Citizen {
    Screen screen = Screen::Home;
    std::vector<Screen> back;  // where 'Tilbage' leads
    std::string language = "da";
    visit::Choices choices;  // being chosen, or those of `visit` once saved
    std::string visit;       // this citizen's visit, once a touch has made its id
    bool saved = false;      // the journal has it
    Letter letter;
    std::string typed;     // what the keyboard or digit pad holds: name, phone, CPR, search
    bool typing = false;   // LetterChoose: the keyboard is shown
    std::string help;      // id of 'Nogen skal komme nu'
    std::string callback;  // id of a call-back request
    std::string phone;     // of the call-back, once typed
    When when = When::AnyTime;
    bool matched = false;  // identification met an expected visit
    bool rated = false;    // the cooperation question was asked
    bool large = false;    // large text
    bool sign_printed = false;
    std::optional<Pending> failed;  // SaveFailed: what 'Prøv igen' sends
    int choose_page = 0;            // LetterChoose, MySign: which page of the list
    // Idle
    MonoMs touched_ms = 0;
    bool still_there = false;  // 'Er du her stadig?' is shown
    int patience = 1;          // times the idle timeout; 'Jeg har brug for mere tid' raises it
};

enum class NoteKind : std::uint8_t { Brief, Answer, Transfer };

struct Note {  // sealed to this caseworker by the jobcenter, opened by badge and PIN; in memory only while unlocked
    NoteKind kind{};
    std::string ref;  // of the expected visit, the call-back or the visit sent here
    std::string text;
    WallMs at_ms = 0;
    friend bool operator==(const Note&, const Note&) = default;
};

struct Staff {               // the person at the glass, after badge and PIN
    std::string caseworker;  // roster id
    Screen screen = Screen::StaffQueue;
    std::string visit;  // shown in StaffVisit, being called or talked with
    std::string typed;  // enrolment code
    int queue_page = 0;
    MonoMs touched_ms = 0;
    int statement_visits = 0, statement_receipts = 0;  // ShiftEnded
    std::string last_visit;                            // the one 'Fortryd sidste' means
    std::vector<Note> notes;                           // forgotten when the glass is locked, unlike the rest
    int list_page = 0;                                 // of the list on this screen; the queue's own page is kept
};

struct SignIn {              // between badge and PIN; belongs to nobody yet
    std::string caseworker;  // found by badge; empty: not yet
    bool unknown_badge = false;
    bool wrong_pin = false;
    bool checking = false;
    int pin_digits = 0;  // how many are typed; the digits themselves stay in `pin`
    std::string pin;
    std::string badge;        // its text, which opens the notes together with the PIN
    bool enrolling = false;   // the kiosk is not enrolled, and its one-time code is being typed
    std::string code;         // as far as it is typed
    bool code_wrong = false;  // it was no code, or the jobcenter refused it
    bool code_sent = false;   // it is on its way
    MonoMs touched_ms = 0;
};

[[nodiscard]] SignIn open_door(MonoMs now_ms);  // nobody has shown a badge yet

struct Lockout {
    int wrong = 0;  // wrong PINs in a row
    MonoMs until_ms = 0;
};

struct Quarantined {
    std::string id, type, problem;
    friend bool operator==(const Quarantined&, const Quarantined&) = default;
};

struct Sync {
    int unreceipted = 0;
    std::optional<WallMs> oldest_ms;
    std::vector<Quarantined> quarantined;
    bool online = false;  // with hysteresis, from the outbox
    bool enrolled = true;
    bool certificate_expired = false;
    bool revoked = false;             // the jobcenter has ended this device; a new one-time code begins it again
    bool forbidden = false;           // the jobcenter refuses this device
    bool code_refused = false;        // the one-time code that was typed last
    std::int64_t clock_ahead_ms = 0;  // the machine's clock beside the jobcenter's time
    int anomalies = 0;
    int visits_today = 0, receipts_today = 0;  // check-ins of today, and those with a receipt
    friend bool operator==(const Sync&, const Sync&) = default;
};

enum class Trouble { None, JournalReadOnly, DiskFull, JournalTooNew, JournalSetAside, ContentMissing };
// Nothing can be written at the moment; nothing that was confirmed is lost.
[[nodiscard]] constexpr bool cannot_save(Trouble trouble) {
    return trouble == Trouble::JournalReadOnly || trouble == Trouble::DiskFull || trouble == Trouble::JournalTooNew;
}

struct CallbackAnswer {  // comes down from the jobcenter; shows no private detail
    std::string callback;
    WallMs answered_ms = 0;
};

struct Model {
    // The unit
    visit::Unit unit;
    visit::Roster roster;
    visit::UnitHours hours;
    Sync sync;
    Trouble trouble = Trouble::None;
    bool today_known = true;  // false: the clock cannot be right, and nobody here knows what day it is
    bool has_camera = false;
    bool has_printer = false;
    WallMs now_ms = 0;  // wall clock of the last message
    MonoMs mono_ms = 0;
    std::vector<std::string> languages{"da", "en", "ar"};
    std::map<std::string, Lockout> lockouts;  // by caseworker
    std::vector<Pending> pending;             // on their way to the journal
    PendingId last_pending = 0;
    // Who stands at the glass
    Citizen citizen;
    std::optional<SignIn> sign_in;        // set: the staff door is open
    std::optional<Staff> staff;           // set: unlocked
    std::map<std::string, Staff> drafts;  // locked staff parts, by caseworker
};

// What is drawn: staff first, then the staff door, then the citizen.
[[nodiscard]] Screen screen(const Model& model);
[[nodiscard]] const std::string& language(const Model& model);  // staff screens are Danish
[[nodiscard]] calendar::Local local_now(const Model& model);
[[nodiscard]] const visit::Caseworker* person(const Model& model, std::string_view id);
[[nodiscard]] std::vector<const visit::Caseworker*> here_now(const Model& model);  // on a running shift, not on a break
[[nodiscard]] std::optional<visit::CallSign> sign(const Model& model);             // of the citizen's visit
[[nodiscard]] bool may_go_on(const Model& model);              // a further page of the letter that was read can be laid
[[nodiscard]] bool own_alarm(const Model& model);              // raised by the staff member at the glass, and open
[[nodiscard]] bool waits_for(const Model& model, Then then);   // such an act is on its way to the journal
[[nodiscard]] std::string shift_of_staff(const Model& model);  // id of the staff member's running shift, or empty

}  // namespace aaben::flow
