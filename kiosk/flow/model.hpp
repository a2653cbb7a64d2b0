// The whole state of the glass as one value, in three parts: the unit (queue, shifts, sync), the citizen at the glass,
// the staff member at the glass. Read by screens, changed only by update(). One thread (the loop's). Always: forgetting
// a citizen is `model.citizen = {}`; nothing a citizen typed or chose lives anywhere else in here.
#pragma once

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

struct Citizen {
    CitizenScreen screen;
    std::vector<CitizenScreen> back;  // where 'Tilbage' leads
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

struct Staff {               // the person at the glass, after badge and PIN
    std::string caseworker;  // roster id
    StaffScreen screen;
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

[[nodiscard]] DoorScreen screen_of(const SignIn& door);
[[nodiscard]] SignIn open_door(MonoMs now_ms);  // nobody has shown a badge yet

struct Lockout {
    int wrong = 0;  // wrong PINs in a row
    MonoMs until_ms = 0;
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

// What is drawn: staff first, then the staff door, then the citizen. Calls `seen` with that screen.
template <class F>
decltype(auto) visit_screen(const Model& model, F&& seen) {
    if (model.staff) return std::visit(std::forward<F>(seen), model.staff->screen);
    if (model.sign_in) return std::visit(std::forward<F>(seen), screen_of(*model.sign_in));
    return std::visit(std::forward<F>(seen), model.citizen.screen);
}
[[nodiscard]] std::string_view screen_name(const Model& model);  // "home", "call_sign": stable, for tests and pictures
inline constexpr std::size_t screen_count =
    std::variant_size_v<CitizenScreen> + std::variant_size_v<DoorScreen> + std::variant_size_v<StaffScreen>;
template <class S, class Screens>
[[nodiscard]] bool is(const Screens& screen) {
    return std::holds_alternative<S>(screen);
}
[[nodiscard]] const std::string& language(const Model& model);  // staff screens are Danish
[[nodiscard]] calendar::Local local_now(const Model& model);
[[nodiscard]] const visit::Caseworker* person(const Model& model, std::string_view id);
[[nodiscard]] std::vector<const visit::Caseworker*> here_now(const Model& model);  // on a running shift, not on a break
[[nodiscard]] std::optional<visit::CallSign> sign(const Model& model);             // of the citizen's visit
[[nodiscard]] std::vector<const visit::Visit*> called_now(const Model& model);
[[nodiscard]] bool may_go_on(const Model& model);              // a further page of the letter that was read can be laid
[[nodiscard]] bool own_alarm(const Model& model);              // raised by the staff member at the glass, and open
[[nodiscard]] bool waits_for(const Model& model, Then then);   // such an act is on its way to the journal
[[nodiscard]] std::string shift_of_staff(const Model& model);  // id of the staff member's running shift, or empty

}  // namespace aaben::flow
