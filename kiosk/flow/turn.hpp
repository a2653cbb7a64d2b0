// Private to flow: one turn of update() — the model being changed, the effects gathered — and what the rooms of flow
// have at hand together. A message goes first to what the unit learns from it, then to the side at the glass: what all
// its screens answer alike, else the update() of its screen.
#pragma once

#include "flow/update.hpp"
#include "visit/fold.hpp"

namespace aaben::flow {

struct Turn {
    Model m;
    Effects effects;
    const Moment& at;

    // Moving on ends the screen whose update() runs: it reads nothing of itself afterwards.
    void go(CitizenScreen screen);       // forward, remembering where 'Tilbage' leads
    void replace(CitizenScreen screen);  // forward, with no way back
    void go(StaffScreen screen);
    void replace(StaffScreen screen);
    void forget_citizen(CitizenScreen next = HomeScreen{});  // the privacy rule: nothing of this citizen stays
    PendingId save(Then then, visit::Act act);
    PendingId send(Pending pending);                // one that was made before
    void save_and_wait(Then then, visit::Act act);  // the citizen sees Saving until the answer has come
    void emit(Effect effect) { effects.push_back(std::move(effect)); }
};

// The side at the glass hears a message.
void citizen_side(Turn&, const Message&);  // citizen.cpp
void door_side(Turn&, const Message&);     // door.cpp
void staff_side(Turn&, const Message&);    // staff.cpp

void tick(Turn&);                                                 // idle.cpp
void on_saved(Turn&, const Pending&);                             // citizen.cpp: what a citizen waits for
void on_save_failed(Turn&, const Pending&);                       // citizen.cpp
void on_staff_saved(Turn&, const Pending&);                       // staff.cpp: what staff wait for
void go_home(Turn&, const visit::VisitId&);                       // my_sign.cpp: thanked; the place is kept
void start_check_in(Turn&);                                       // check_in.cpp: from home or from a letter
void open_door(Turn&, DoorScreen);                                // door.cpp
void on_pin_checked(Turn&, const PinChecked&);                    // door.cpp: whoever stands at the glass by now
void on_tries_remembered(Turn&, const TriesRemembered&);          // door.cpp
void unlock(Turn&, const std::string& caseworker);                // staff.cpp: after badge and PIN
void lock(Turn&);                                                 // staff.cpp
void go_back(Staff&);                                             // staff.cpp: 'Tilbage'
void open_record(Turn&, const visit::Visit&);                     // record.cpp: of a conversation that goes on
void keep_typed(Turn&);                                           // record.cpp: before the glass locks
void on_record_opened(Turn&, const RecordOpened&);                // record.cpp
void on_record_saved(Turn&, const visit::ConversationRecorded&);  // record.cpp
void close_to_strangers(Turn&);  // staff.cpp: who is on the roster no more leaves the staff's side

void print(Turn&, Slip& slip);    // slip.cpp: once, however often it is touched
void on_printed(Turn&, Printer);  // slip.cpp

// A scanned code is looked up; a letter's opens its cards. True: nobody knows the code. letter.cpp
bool take_code(Turn&, const Message&);

// Of screens with keys or with a list. turn.cpp
enum class Keys { All, Digits };
inline constexpr std::size_t enrol_code_max = 20;  // twelve letters and digits, and what people put between them
void type_into(std::string& typed, const Message&, std::size_t most, Keys keys = Keys::All);  // a key, or erasing one
void turn_page(int& page, const Message&);
[[nodiscard]] const std::string* digit_of(const Message&);  // the key that was touched when it is a digit, else nullptr
void erase_key(std::string& typed);                         // a whole UTF-8 character

}  // namespace aaben::flow
