// The whole state of the glass as one value, in three parts: the unit (queue, shifts, sync), the citizen at the glass,
// the staff member at the glass. Read by screens, changed only by update(). One thread (the loop's). Always: forgetting
// a citizen is `model.citizen = {}`; nothing a citizen typed or chose lives anywhere else in here.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "flow/citizen_screens.hpp"
#include "flow/pending.hpp"
#include "flow/staff_screens.hpp"
#include "flow/values.hpp"
#include "visit/hours.hpp"
#include "visit/roster.hpp"
#include "visit/unit.hpp"

namespace aaben::flow {

// What a citizen opened from the header of any screen: all languages, or that theirs has no voice.
enum class Over { Nothing, Languages, NoVoice };

struct Citizen {
    CitizenScreen screen;
    std::vector<CitizenScreen> back;  // where 'Tilbage' leads
    std::string language = "da";
    std::string own_language;  // chosen before Danish was looked at, perhaps with somebody of the staff; empty: none
    visit::Choices choices;    // being chosen, or those of `visit` once saved
    visit::VisitId visit;      // this citizen's own, once a touch has made its id
    bool saved = false;        // the journal has it
    Letter letter;
    bool large = false;           // large text
    Over over = Over::Nothing;    // stands over the screen; what happens below goes on
    bool danish_letters = false;  // the keyboard's, in a language with letters of its own
    bool aloud = false;           // what stands on the glass is spoken
    Slip sign_slip = Slip::No;    // with the call-sign
    // Idle
    MonoMs touched_ms = 0;
    bool still_there = false;  // 'Er du her stadig?' is shown
    int patience = 1;          // times the idle timeout; 'Jeg har brug for mere tid' raises it
};

// What a caseworker finds again after the lock. Notes are not in it: badge and PIN open them anew.
struct Draft {
    std::optional<visit::Act> last;  // what 'Fortryd' takes back: the last act on a visit
};

// The record of the conversation at hand, as it was saved last. In memory only while the glass is unlocked: behind the
// lock it waits in the journal, under the visit's key.
struct OpenedRecord {
    visit::VisitId visit;  // empty: none is open, or it is being opened
    visit::Record record;
    bool earlier = false;  // something was written down before that cannot be read here any more; it is safe elsewhere
};

struct Staff {                       // the person at the glass, after badge and PIN
    visit::CaseworkerId caseworker;  // roster id
    StaffScreen screen;
    std::vector<StaffScreen> back;  // where 'Tilbage' leads
    Draft draft;
    std::vector<Note> notes;  // forgotten when the glass is locked
    OpenedRecord record;      // of the conversation that goes on; forgotten with the notes
    MonoMs touched_ms = 0;
};

struct Door {  // between the citizen's side and the staff's; belongs to nobody yet
    DoorScreen screen;
    MonoMs touched_ms = 0;
};

// What visits of today that ended were about. Their choices are gone; the numbers are nobody's, live in memory only and
// never leave the unit.
struct DayTally {
    calendar::Date day;
    std::array<int, visit::purpose_names.size()> purposes{};
    WallMs since_ms = 0;  // visits that ended before are not in it (the program was restarted); 0: all are
};

struct Lockout {
    int tries = 0;     // PINs typed in a row, each counted before it was checked; a right one ends the row
    MonoMs until_ms;   // no digit is taken before
    MonoMs last_ms{};  // of the last try
};

struct Model {
    // The unit
    visit::Unit unit;
    bool unit_known = true;  // false: the journal has not been read yet, and nothing is said of who is here
    visit::Roster roster;
    visit::UnitHours hours;
    DayTally tally;
    Sync sync;
    std::vector<HelpCall> help_calls;  // what the jobcenter tells of them; what is open here stands in `unit`
    Trouble trouble = Trouble::None;
    bool today_known = true;  // false: the clock cannot be right, and nobody here knows what day it is
    bool has_camera = false;
    Printer printer = Printer::None;
    bool room_missing = false;  // the second display that the settings name is not there
    bool has_voice = false;     // the machine can speak now
    WallMs now_ms = 0;          // wall clock of the last message
    MonoMs mono_ms = 0;
    std::vector<std::string> languages{"da", "en", "ar"};
    std::map<std::string, Lockout>
        lockouts;                        // by caseworker, on this glass; the tries outlive a restart (DATA/pin-tries)
    int last_check = 0;                  // number of the last PIN that was typed
    std::int64_t badge_alone_ms = 0;     // so long after a right PIN the badge alone opens; 0: never
    std::map<std::string, MonoMs> pins;  // when the PIN of a caseworker on shift was last right
    std::map<std::string, MonoMs> leaving;  // by visit: who said to go home, and when; the place is kept for a while
    std::vector<Pending> pending;           // on their way to the journal
    PendingId last_pending = 0;
    std::optional<MonoMs> day_end_tried_ms;  // when what is overdue was last asked to be ended
    // Who stands at the glass
    Citizen citizen;
    std::optional<Door> door;             // set: the staff door is open
    std::optional<Staff> staff;           // set: unlocked
    std::map<std::string, Draft> drafts;  // of who locked, by caseworker
};

// What is drawn: staff first, then the staff door, then the citizen. Calls `seen` with that screen.
template <class F>
decltype(auto) visit_screen(const Model& model, F&& seen) {
    if (model.staff) return std::visit(std::forward<F>(seen), model.staff->screen);
    if (model.door) return std::visit(std::forward<F>(seen), model.door->screen);
    return std::visit(std::forward<F>(seen), model.citizen.screen);
}
[[nodiscard]] std::string_view screen_name(const Model& model);  // "home", "call_sign": stable, for tests and pictures
inline constexpr std::size_t screen_count =
    std::variant_size_v<CitizenScreen> + std::variant_size_v<DoorScreen> + std::variant_size_v<StaffScreen>;
[[nodiscard]] const std::string& language(const Model& model);  // staff screens are Danish
[[nodiscard]] calendar::Local local_now(const Model& model);
[[nodiscard]] const visit::Caseworker* person(const Model& model, std::string_view id);
[[nodiscard]] std::string first_name(const visit::Caseworker& person);
[[nodiscard]] std::vector<const visit::Caseworker*> here_now(const Model& model);  // on a running shift, not on a break
[[nodiscard]] std::optional<visit::CallSign> sign(const Model& model);             // of the citizen's own visit
[[nodiscard]] bool is_own(const Citizen& citizen, const SignStatusScreen& shown);  // not only a sign that was touched
[[nodiscard]] bool is_being_saved(const Model& model, const visit::HelpRequested& help);
[[nodiscard]] const HelpCall* seen_help(const Model& model, std::string_view help);  // told to be seen by somebody
// Asked today at another display of the unit and not answered; the newest. nullptr: none.
[[nodiscard]] const HelpCall* help_elsewhere(const Model& model);
[[nodiscard]] visit::WeeklyHours door_hours(const Model& model);  // with what staff said of today's end
[[nodiscard]] bool closed_by_staff(const Model& model);           // staff said so for today, and it is past that time
// Whether who comes may wait: not when staff closed. Hours that have not come yet are no closed door.
[[nodiscard]] bool door_open(const Model& model);
[[nodiscard]] int before(const Model& model, std::string_view visit);  // in the queue, without who said to go home
[[nodiscard]] bool out_of_use(const Model& model);                     // never enrolled, or ended by the jobcenter
[[nodiscard]] bool may_leave(const visit::Visit& visit);               // waits or is outside; who is called is expected
// Called by or talking with a colleague for an hour, or with somebody who is on the roster no more: forgotten, perhaps,
// and anybody on shift may end it.
[[nodiscard]] std::vector<const visit::Visit*> left_open(const Model& model);
inline constexpr std::int64_t left_open_ms = 3'600'000;
[[nodiscard]] bool may_go_on(const Model& model);             // a further page of the letter that was read can be laid
[[nodiscard]] bool own_alarm(const Model& model);             // raised by the staff member at the glass, and open
[[nodiscard]] bool waits_for(const Model& model, Then then);  // such an act is on its way to the journal
[[nodiscard]] visit::ShiftId shift_of_staff(const Model& model);  // id of the staff member's running shift, or empty
[[nodiscard]] bool badge_is_enough(const Model& model, const std::string& caseworker);  // no PIN is asked for now
// The act on a visit, and which visit it was: nullptr for acts that staff cannot take back.
[[nodiscard]] const visit::VisitId* visit_of_undoable(const visit::Act& act);
// Given to another caseworker than the one at the glass: still there to be called, never the next.
[[nodiscard]] bool is_for_another(const Model& model, const visit::Visit& visit);

}  // namespace aaben::flow
