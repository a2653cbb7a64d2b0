// The citizen's side of the glass: one struct a screen, which owns what only this screen knows. The comment says what
// it is for and which touches it offers. Pure values; one thread. Always: a screen that is left takes its fields with
// it.
#pragma once

#include <string_view>
#include <variant>

namespace aaben::flow {

// One line, one picture: TalkTouched, LetterTouched, MySignTouched, CallbackTouched, HelpTouched, BadgeTouched,
// LanguageTouched.
struct HomeScreen {
    static constexpr std::string_view name = "home";
};
// Eight tiles: PurposeTouched; BackTouched, MoreTimeTouched.
struct PurposeScreen {
    static constexpr std::string_view name = "purpose";
};
// Six toggles: NeedTouched; Interpreter on shows language pills InterpreterTouched; NextTouched.
struct NeedsScreen {
    static constexpr std::string_view name = "needs";
};
// Anyone (primary) / my caseworker / placement consultant / mentor / people here now: WhomTouched, PersonTouched →
// saves.
struct WhomScreen {
    static constexpr std::string_view name = "whom";
};
// A quiet moment until COMMIT has returned.
struct SavingScreen {
    static constexpr std::string_view name = "saving";
};
// The poster: sign huge, before you, range; PrintTouched (if printer), StepOutTouched, NameTouched, IdentifyTouched,
// ServicesTouched, DoneTouched.
struct CallSignScreen {
    static constexpr std::string_view name = "call_sign";
};
// Keyboard for the name one wants to be called by: KeyTouched, EraseTouched, NextTouched, BackTouched.
struct NameScreen {
    static constexpr std::string_view name = "name";
};
// Scan the health card, or type the CPR number masked on a digit pad; BackTouched.
struct IdentifyScreen {
    static constexpr std::string_view name = "identify";
};
// 'Din aftale er registreret' when matched, else 'Tak. Vi hjælper dig'; DoneTouched.
struct IdentifyDoneScreen {
    static constexpr std::string_view name = "identify_done";
};
// Eight pictures: whom do you need help to reach: ServiceTouched, NextTouched.
struct ServicesScreen {
    static constexpr std::string_view name = "services";
};
// Discs of all live call-signs: SignTouched; BackTouched.
struct MySignScreen {
    static constexpr std::string_view name = "my_sign";
};
// One sign: before you / you are called / outside; StepOutTouched, CameBackTouched, LeaveTouched, ServicesTouched,
// DoneTouched.
struct SignStatusScreen {
    static constexpr std::string_view name = "sign_status";
};
// 'Vil du gå?': LeaveConfirmed, BackTouched.
struct LeaveConfirmScreen {
    static constexpr std::string_view name = "leave_confirm";
};
// No shift runs: next opening, main number + hours; CheckInAnywayTouched when the door is open, CallbackTouched,
// BackTouched.
struct NobodyHereScreen {
    static constexpr std::string_view name = "nobody_here";
};
// Digit pad: KeyTouched, EraseTouched, NextTouched (8 digits).
struct CallbackPhoneScreen {
    static constexpr std::string_view name = "callback_phone";
};
// Morning / noon / afternoon / any time: WhenTouched.
struct CallbackWhenScreen {
    static constexpr std::string_view name = "callback_when";
};
// The eight purposes: PurposeTouched → saves.
struct CallbackAboutScreen {
    static constexpr std::string_view name = "callback_about";
};
// 'Vi ringer til dig' and what happens next; DoneTouched.
struct CallbackSavedScreen {
    static constexpr std::string_view name = "callback_saved";
};
// 'Nogen skal komme nu': asked, answered or the number; DoneTouched.
struct HelpNowScreen {
    static constexpr std::string_view name = "help_now";
};
// Lay it under the camera / choose by picture / scan the code: CameraTouched, ChooseTouched, TalkTouched, BackTouched.
struct LetterStartScreen {
    static constexpr std::string_view name = "letter_start";
};
// Live picture, reading, too dark, cut off, unsure: CancelTouched, ChooseTouched, TalkTouched, WholeLetterTouched,
// MorePagesTouched once a page was read.
struct LetterCameraScreen {
    static constexpr std::string_view name = "letter_camera";
};
// What was read may go on: MorePagesTouched lays the next page, WholeLetterTouched does without; CancelTouched,
// TalkTouched.
struct LetterMoreScreen {
    static constexpr std::string_view name = "letter_more";
};
// List by look and first words; SearchTouched shows the keyboard: KeyTouched, EraseTouched, NextTouched; LetterPicked,
// PageTouched, TalkTouched, BackTouched.
struct LetterChooseScreen {
    static constexpr std::string_view name = "letter_choose";
};
// The cards: CardTouched, FieldAnswered, RingTouched, TalkTouched ('Tal med nogen her'), HardWordTouched,
// MorePagesTouched when the camera read it, UnderstoodTouched at the end; BackTouched.
struct LetterCardsScreen {
    static constexpr std::string_view name = "letter_cards";
};
// The number large, phone hours, what to say: PractiseTouched, PrintTouched (if printer), TalkTouched; BackTouched.
struct LetterRingScreen {
    static constexpr std::string_view name = "letter_ring";
};
// The call, step by step, and the number at the end: PractiseTouched, TalkTouched; BackTouched.
struct LetterPracticeScreen {
    static constexpr std::string_view name = "letter_practice";
};
// Yes · partly · no: UnderstoodGiven; BackTouched.
struct UnderstoodScreen {
    static constexpr std::string_view name = "understood";
};
// Five faces: FaceTouched; DoneTouched.
struct FacesScreen {
    static constexpr std::string_view name = "faces";
};
// 'Arbejder de sammen om dig?' six answers: CooperationTouched, DoneTouched.
struct CooperationScreen {
    static constexpr std::string_view name = "cooperation";
};
// Short; DoneTouched, idle.
struct ThanksScreen {
    static constexpr std::string_view name = "thanks";
};
// 'Vi kunne ikke gemme': what is safe, whom to ask; RetryTouched, DoneTouched.
struct SaveFailedScreen {
    static constexpr std::string_view name = "save_failed";
};

// Every screen of the citizen's side.
using CitizenScreen =
    std::variant<HomeScreen, PurposeScreen, NeedsScreen, WhomScreen, SavingScreen, CallSignScreen, NameScreen,
                 IdentifyScreen, IdentifyDoneScreen, ServicesScreen, MySignScreen, SignStatusScreen, LeaveConfirmScreen,
                 NobodyHereScreen, CallbackPhoneScreen, CallbackWhenScreen, CallbackAboutScreen, CallbackSavedScreen,
                 HelpNowScreen, LetterStartScreen, LetterCameraScreen, LetterMoreScreen, LetterChooseScreen,
                 LetterCardsScreen, LetterRingScreen, LetterPracticeScreen, UnderstoodScreen, FacesScreen,
                 CooperationScreen, ThanksScreen, SaveFailedScreen>;

}  // namespace aaben::flow
