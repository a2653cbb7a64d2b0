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
    visit::VisitId visit;    // this citizen's own, once a touch has made its id
    bool saved = false;      // the journal has it
    Letter letter;
    bool large = false;         // large text
    bool sign_printed = false;  // the slip with the call-sign
    // Idle
    MonoMs touched_ms = 0;
    bool still_there = false;  // 'Er du her stadig?' is shown
    int patience = 1;          // times the idle timeout; 'Jeg har brug for mere tid' raises it
};

// What a caseworker finds again after the lock. Notes are not in it: badge and PIN open them anew.
struct Draft {
    int queue_page = 0;
    visit::VisitId last_visit;  // the one 'Fortryd sidste' means
};

struct Staff {                       // the person at the glass, after badge and PIN
    visit::CaseworkerId caseworker;  // roster id
    StaffScreen screen;
    std::vector<StaffScreen> back;  // where 'Tilbage' leads
    Draft draft;
    std::vector<Note> notes;  // forgotten when the glass is locked
    MonoMs touched_ms = 0;
};

struct Door {  // between the citizen's side and the staff's; belongs to nobody yet
    DoorScreen screen;
    MonoMs touched_ms = 0;
};

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
[[nodiscard]] std::vector<const visit::Caseworker*> here_now(const Model& model);  // on a running shift, not on a break
[[nodiscard]] std::optional<visit::CallSign> sign(const Model& model);             // of the citizen's own visit
[[nodiscard]] bool is_own(const Citizen& citizen, const SignStatusScreen& shown);  // not only a sign that was touched
[[nodiscard]] bool may_go_on(const Model& model);             // a further page of the letter that was read can be laid
[[nodiscard]] bool own_alarm(const Model& model);             // raised by the staff member at the glass, and open
[[nodiscard]] bool waits_for(const Model& model, Then then);  // such an act is on its way to the journal
[[nodiscard]] visit::ShiftId shift_of_staff(const Model& model);  // id of the staff member's running shift, or empty

}  // namespace aaben::flow
