// The citizen's side of the glass: one struct a screen, which owns what only this screen knows, and beside it its
// update(). The comment says what it is for; update() answers what it offers. What all of them answer alike (Back,
// Done, language, large text, idle) is in citizen.cpp. Pure values; one thread. Always: a screen that is left takes its
// fields with it, but for those that 'Tilbage' leads back to; update() reads nothing of its screen after it moved on.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "flow/call_window.hpp"
#include "flow/message.hpp"
#include "visit/ids.hpp"

namespace aaben::flow {

struct Turn;

// One line, one picture, the languages; a scanned badge opens the staff door, a scanned code its letter.
struct HomeScreen {
    static constexpr std::string_view name = "home";
};
void update(HomeScreen&, const Message&, Turn&);

// Check-in: eight tiles.
struct PurposeScreen {
    static constexpr std::string_view name = "purpose";
};
void update(PurposeScreen&, const Message&, Turn&);

// Six toggles; Interpreter on shows languages.
struct NeedsScreen {
    static constexpr std::string_view name = "needs";
};
void update(NeedsScreen&, const Message&, Turn&);

// Anyone (primary) / my caseworker / placement consultant / mentor / people here now → saves.
struct WhomScreen {
    static constexpr std::string_view name = "whom";
};
void update(WhomScreen&, const Message&, Turn&);

// A quiet moment until COMMIT has returned.
struct SavingScreen {
    static constexpr std::string_view name = "saving";
    PendingId pending = 0;  // whose answer leads on; 0: a number is being checked first
};
void update(SavingScreen&, const Message&, Turn&);

// The poster: sign huge, before you, range; what can be added to the visit.
struct CallSignScreen {
    static constexpr std::string_view name = "call_sign";
};
void update(CallSignScreen&, const Message&, Turn&);

// Keyboard for the name one wants to be called by.
struct NameScreen {
    static constexpr std::string_view name = "name";
    std::string typed;
};
void update(NameScreen&, const Message&, Turn&);

// Scan the health card, or type the CPR number masked on a digit pad.
struct IdentifyScreen {
    static constexpr std::string_view name = "identify";
    std::string typed;
};
void update(IdentifyScreen&, const Message&, Turn&);

// 'Din aftale er registreret' when matched, else 'Tak. Vi hjælper dig'.
struct IdentifyDoneScreen {
    static constexpr std::string_view name = "identify_done";
    bool matched = false;  // the number met an expected visit
};
inline void update(IdentifyDoneScreen&, const Message&, Turn&) {}

// Eight pictures: whom do you need help to reach.
struct ServicesScreen {
    static constexpr std::string_view name = "services";
};
void update(ServicesScreen&, const Message&, Turn&);

// Discs of all live call-signs.
struct MySignScreen {
    static constexpr std::string_view name = "my_sign";
    int page = 0;
};
void update(MySignScreen&, const Message&, Turn&);

// One sign, one's own or one that was touched: before you / you are called / outside.
struct SignStatusScreen {
    static constexpr std::string_view name = "sign_status";
    visit::VisitId visit;
};
void update(SignStatusScreen&, const Message&, Turn&);

// 'Vil du gå?'
struct LeaveConfirmScreen {
    static constexpr std::string_view name = "leave_confirm";
    visit::VisitId visit;
};
void update(LeaveConfirmScreen&, const Message&, Turn&);

// No shift runs: next opening, main number + hours; checking in anyway when the door is open.
struct NobodyHereScreen {
    static constexpr std::string_view name = "nobody_here";
};
void update(NobodyHereScreen&, const Message&, Turn&);

// A call-back in three steps. Digit pad, 8 digits.
struct CallbackPhoneScreen {
    static constexpr std::string_view name = "callback_phone";
    std::string typed;
};
void update(CallbackPhoneScreen&, const Message&, Turn&);

// Morning / noon / afternoon / any time.
struct CallbackWhenScreen {
    static constexpr std::string_view name = "callback_when";
    std::string phone;
};
void update(CallbackWhenScreen&, const Message&, Turn&);

// The eight purposes → saves.
struct CallbackAboutScreen {
    static constexpr std::string_view name = "callback_about";
    std::string phone;
    When when = When::AnyTime;
};
void update(CallbackAboutScreen&, const Message&, Turn&);

// 'Vi ringer til 20 30 40 50', and when.
struct CallbackSavedScreen {
    static constexpr std::string_view name = "callback_saved";
    std::string phone;
    CallWindow window;
};
inline void update(CallbackSavedScreen&, const Message&, Turn&) {}

// 'Nogen skal komme nu': being saved while it is on its way to the journal, asked while the unit has it open, answered
// when staff took it. With nobody on duty, or when it could not be saved, 112 and the number.
struct HelpNowScreen {
    static constexpr std::string_view name = "help_now";
    std::string help;  // its id; empty: it could not be saved
};
inline void update(HelpNowScreen&, const Message&, Turn&) {}

// A letter: lay it under the camera / choose by picture / scan the code.
struct LetterStartScreen {
    static constexpr std::string_view name = "letter_start";
    bool unknown_code = false;  // a scanned code that nobody knows
};
void update(LetterStartScreen&, const Message&, Turn&);

// Live picture, reading, too dark, cut off, unsure.
struct LetterCameraScreen {
    static constexpr std::string_view name = "letter_camera";
    ReadingStage stage = ReadingStage::Looking;
};
void update(LetterCameraScreen&, const Message&, Turn&);

// What was read may go on: lay the next page, or do without.
struct LetterMoreScreen {
    static constexpr std::string_view name = "letter_more";
};
void update(LetterMoreScreen&, const Message&, Turn&);

// List by look and first words, and a search with its own keyboard.
struct LetterChooseScreen {
    static constexpr std::string_view name = "letter_choose";
    std::string typed;
    bool typing = false;  // the keyboard is shown
    int page = 0;
};
void update(LetterChooseScreen&, const Message&, Turn&);

// The cards, the place in the letter each fact was read from, hard words.
struct LetterCardsScreen {
    static constexpr std::string_view name = "letter_cards";
    std::string hard_word;  // the word whose explanation is open; empty: none
    bool law = false;       // the paragraphs are open
};
void update(LetterCardsScreen&, const Message&, Turn&);

// A letter of no known type: who sent it, and each place in it with a date, a sum or a number; no rule.
struct LetterOfficialScreen {
    static constexpr std::string_view name = "letter_official";
    int page = 0;  // the passage that is shown
};
void update(LetterOfficialScreen&, const Message&, Turn&);

// The number large, phone hours, what to say.
struct LetterRingScreen {
    static constexpr std::string_view name = "letter_ring";
};
void update(LetterRingScreen&, const Message&, Turn&);

// The call, step by step, and the number at the end.
struct LetterPracticeScreen {
    static constexpr std::string_view name = "letter_practice";
    int step = 0;
};
void update(LetterPracticeScreen&, const Message&, Turn&);

// Yes · partly · no.
struct UnderstoodScreen {
    static constexpr std::string_view name = "understood";
};
void update(UnderstoodScreen&, const Message&, Turn&);

// Not understood, or only some of it: read it again, or a person.
struct LetterHelpScreen {
    static constexpr std::string_view name = "letter_help";
};
void update(LetterHelpScreen&, const Message&, Turn&);

// After a conversation: five faces.
struct FacesScreen {
    static constexpr std::string_view name = "faces";
};
void update(FacesScreen&, const Message&, Turn&);

// 'Arbejder de sammen om dig?' six answers.
struct CooperationScreen {
    static constexpr std::string_view name = "cooperation";
};
void update(CooperationScreen&, const Message&, Turn&);

// The slip's words as a code for one's telephone: what the printer would print of the screen it was opened from.
struct PhoneCodeScreen {
    static constexpr std::string_view name = "phone_code";
};
inline void update(PhoneCodeScreen&, const Message&, Turn&) {}

struct ThanksScreen {
    static constexpr std::string_view name = "thanks";
};
inline void update(ThanksScreen&, const Message&, Turn&) {}

// 'Vi kunne ikke gemme': what is safe, whom to ask.
struct SaveFailedScreen {
    static constexpr std::string_view name = "save_failed";
    Pending failed;  // what 'Prøv igen' sends
};
void update(SaveFailedScreen&, const Message&, Turn&);

// Every screen of the citizen's side.
using CitizenScreen =
    std::variant<HomeScreen, PurposeScreen, NeedsScreen, WhomScreen, SavingScreen, CallSignScreen, NameScreen,
                 IdentifyScreen, IdentifyDoneScreen, ServicesScreen, MySignScreen, SignStatusScreen, LeaveConfirmScreen,
                 NobodyHereScreen, CallbackPhoneScreen, CallbackWhenScreen, CallbackAboutScreen, CallbackSavedScreen,
                 HelpNowScreen, LetterStartScreen, LetterCameraScreen, LetterMoreScreen, LetterChooseScreen,
                 LetterCardsScreen, LetterOfficialScreen, LetterRingScreen, LetterPracticeScreen, UnderstoodScreen,
                 LetterHelpScreen, PhoneCodeScreen, FacesScreen, CooperationScreen, ThanksScreen, SaveFailedScreen>;

}  // namespace aaben::flow
