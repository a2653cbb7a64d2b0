// What every screen has at hand: the model, the words of its language, the Ui, where messages go; and the parts that
// screens share (header, title, footer). Private to screens. Glass thread. Always: a screen lays out by cutting `rest`.
#pragma once

#include <array>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "explain/explanation.hpp"
#include "screens/screens.hpp"
#include "text/dates.hpp"
#include "visit/fold.hpp"

namespace aaben::screens {

using text::Key;
using widgets::Kind;
using widgets::Rect;
using widgets::Tint;
using widgets::Ui;
namespace icon = widgets::icon;
namespace palette = widgets::palette;

inline constexpr std::string_view danish_tag = "da";  // what is called out loud, and what staff read
inline constexpr float gap = 22;                      // between things that belong together
inline constexpr float large_text_scale = 1.25F;
inline constexpr float button_height = 118;  // a target; also what is drawn

struct Page {
    const flow::Model& model;
    const Assets& assets;
    Ui& ui;
    Messages& out;
    std::string_view language;
    Rect rest;  // the glass without its margins; parts are cut off it

    [[nodiscard]] std::string_view say(Key key) const { return assets.words.get(key, language); }
    [[nodiscard]] std::string say(Key key, std::initializer_list<text::Param> params) const {
        return assets.words.get(key, language, params);
    }
    // The same page in another language: for words to somebody else than who stands at the glass.
    [[nodiscard]] Page in(std::string_view other) const { return {model, assets, ui, out, other, rest}; }
    void send(flow::Message message) { out.push_back(std::move(message)); }
    [[nodiscard]] const flow::Citizen& citizen() const { return model.citizen; }
    [[nodiscard]] bool portrait() const { return ui.portrait(); }

    // The band with the unit's name and what is always one touch away: Danish, all languages, larger text, a person.
    void header();
    // The screen's question. One or two lines; the rest begins below.
    void title(std::string_view words, float size = 52);
    void hint(std::string_view words);
    // 'Tilbage' at the start; returns the room beside it for the primary way on.
    Rect footer(bool back = true);
    void primary(Rect& row, std::string_view label, std::string_view picture, flow::Message message);
    // The way on that is closed until enough was typed.
    void primary_when(Rect& row, bool open, std::string_view label, flow::Message message);
    // Of a list of `count` things, `fits` at a time: the first to show. Several pages get a pager at the end of `row`,
    // which sends PageTouched; `page` is where the list is now.
    std::size_t pager(Rect& row, std::size_t count, std::size_t fits, int page);
    void secondary(Rect& row, std::string_view label, std::string_view picture, flow::Message message);
};

// Words and pictures of the values a citizen chooses.
struct Shown {
    Key label;
    std::string_view icon;
    Tint tint = Tint::Mint;
};
[[nodiscard]] Shown shown(visit::Purpose purpose);
[[nodiscard]] Shown shown(visit::Need need);
[[nodiscard]] Shown shown(visit::Whom whom);
[[nodiscard]] Shown shown(visit::Service service);
[[nodiscard]] std::string sign_name(const Page& page, const visit::CallSign& sign);  // "Grøn cykel 7"
// In which language a visit is spoken to: the one its citizen chose; Danish when nobody knows it any more.
[[nodiscard]] std::string visit_language(const Page& page, const visit::Visit& visit);
[[nodiscard]] widgets::SignLook sign_look(const visit::CallSign& sign, std::string_view label);
using flow::first_name;
[[nodiscard]] std::string clock(const Page& page, WallMs wall_ms);  // "10.24"

// What the slip of this screen says, a line each, for a telephone (slip.cpp).
[[nodiscard]] std::string slip_words(const Page& page);
// The way to take it home: a printer that prints, else a code for one's telephone; taken off the row's start.
void take_home(Page& page, Rect& row, flow::Slip slip);
// 'Læs højt', where the machine has a voice.
void voice_pill(Page& page, Rect& band);
[[nodiscard]] float voice_pill_width(const Page& page);
// The way to another language, in the pills of a header: all of them, and Danish where it is not what is read.
[[nodiscard]] float language_pills_width(Page& page);
void language_pills(Page& page, Rect& band);                     // taken off the band's end
void language_names(Page& page, Rect box);                       // home: every language by its own name, as one target
[[nodiscard]] std::string_view translated_by(const Page& page);  // "Oversat af en maskine"; empty: read by a person

// Days and hours, relative to now (times.cpp).
[[nodiscard]] std::string day_words(const Page& page, calendar::Date day);                 // "i dag", "fredag"
[[nodiscard]] std::string opening_words(const Page& page, const visit::Opening& opening);  // "nu og til kl. 15.00"
[[nodiscard]] std::string phone_words(const Page& page);  // whether one can ring now, and if not, when
[[nodiscard]] std::string call_words(const Page& page,
                                     const flow::CallWindow& window);  // "i morgen kl. 8.00 til 10.00"
[[nodiscard]] std::string capitalised(std::string words);              // as a sentence begins

// Parts that several screens share.
void purpose_tiles(Page& page, const Rect& area);
// The words that will be called, below a call-sign in another language; takes their room off the bottom of `area`.
void sign_in_danish(Page& page, Rect& area, const visit::CallSign& sign);
void sign_poster(Page& page, Rect area, const visit::CallSign& sign, Key lead, std::string_view below, Rect& right);
struct Typing {
    std::string_view label, content, hint;
    bool digits = false;   // a row of digits above the letters
    bool capital = false;  // what is typed stays in capitals
    bool space = true;
    bool prose = false;  // sentences, in a box of several lines: full stop, comma and digits, capitals where one begins
    std::size_t least = 1;  // so many characters open the way on
    std::string_view next;  // label of the way on
};
void keyboard_screen(Page& page, const Typing& typing);
void erase_key(Page& page, const Rect& box);
[[nodiscard]] std::string place_words(const Page& page, const visit::Visit& own);  // "2 før dig"
void phone_card(Page& page, const Rect& box);  // the unit's number, and whether it is answered now
// What the whole room must see, whoever stands at the glass: a call for help until it is answered, and who is called.
void strips(Page& page);
void help_strip(Page& page);  // of these only that help was asked for, here or elsewhere at the unit
[[nodiscard]] std::string_view talk_hint(const Page& page);       // what asking to talk leads to now
void people_card(Page& page, const Rect& box, float larger = 1);  // who is here, else when the door opens
// A colleague's alarm, else a call for help, with the button that ends it: for staff, in a box a button high.
[[nodiscard]] bool alert_stands(const Page& page);
void alert(Page& page, const Rect& box);
[[nodiscard]] std::string names(const Page& page, const std::vector<const visit::Caseworker*>& people);
void digit_pad(Page& page, const Rect& area);  // 3 × 4 keys: KeyTouched, EraseTouched
// A large picture and a few lines in the middle: confirmations and questions. Returns the room below the lines.
Rect message(Page& page, std::string_view picture, widgets::Colour ink, std::string_view title, std::string_view body);

// None while the clock cannot be right: then nothing is said to be near, past or in so many days.
[[nodiscard]] std::optional<calendar::Date> today_of(const Page& page);
// The letter at hand in the citizen's language, by today's date; a fault when nobody knows its type.
[[nodiscard]] Result<explain::Explanation> explanation_of(const Page& page);
void letter_paper(Page& page, const Rect& box);  // the place in the letter that a field was read from: 'Passer det?'

[[nodiscard]] Tint tint_named(std::string_view name);  // as the letters' files spell it
void staff_header(Page& page, bool lock);
void arrivals(Page& page, const Rect& box);                                      // who came today, by the hour
[[nodiscard]] std::string undo_words(const Page& page, const visit::Act& last);  // "Fortryd: Kald · Grøn cykel 7"
[[nodiscard]] std::vector<widgets::Chip> chips_of(const Page& page, const visit::Visit& one);  // what the citizen chose

// The table of screens: one function each, which draws into page.rest. A screen without one does not compile.
void draw(Page&, const flow::HomeScreen&);
void draw(Page&, const flow::PurposeScreen&);
void draw(Page&, const flow::NeedsScreen&);
void draw(Page&, const flow::WhomScreen&);
void draw(Page&, const flow::SavingScreen&);
void draw(Page&, const flow::CallSignScreen&);
void draw(Page&, const flow::NameScreen&);
void draw(Page&, const flow::IdentifyScreen&);
void draw(Page&, const flow::IdentifyDoneScreen&);
void draw(Page&, const flow::ServicesScreen&);
void draw(Page&, const flow::MySignScreen&);
void draw(Page&, const flow::SignStatusScreen&);
void draw(Page&, const flow::LeaveConfirmScreen&);
void draw(Page&, const flow::NobodyHereScreen&);
void draw(Page&, const flow::CallbackPhoneScreen&);
void draw(Page&, const flow::CallbackWhenScreen&);
void draw(Page&, const flow::CallbackAboutScreen&);
void draw(Page&, const flow::CallbackSavedScreen&);
void draw(Page&, const flow::HelpNowScreen&);
void draw(Page&, const flow::LetterStartScreen&);
void draw(Page&, const flow::LetterCameraScreen&);
void draw(Page&, const flow::LetterMoreScreen&);
void draw(Page&, const flow::LetterChooseScreen&);
void draw(Page&, const flow::LetterCardsScreen&);
void draw(Page&, const flow::LetterOfficialScreen&);
void draw(Page&, const flow::LetterRingScreen&);
void draw(Page&, const flow::LetterPracticeScreen&);
void draw(Page&, const flow::UnderstoodScreen&);
void draw(Page&, const flow::LetterHelpScreen&);
void draw(Page&, const flow::PhoneCodeScreen&);
void draw(Page&, const flow::FacesScreen&);
void draw(Page&, const flow::CooperationScreen&);
void draw(Page&, const flow::ThanksScreen&);
void draw(Page&, const flow::SaveFailedScreen&);
void draw(Page&, const flow::BadgeScreen&);
void draw(Page&, const flow::PinScreen&);
void draw(Page&, const flow::StaffQueueScreen&);
void draw(Page&, const flow::StaffVisitScreen&);
void draw(Page&, const flow::StaffTransferScreen&);
void draw(Page&, const flow::StaffMergeScreen&);
void draw(Page&, const flow::StaffAskScreen&);
void draw(Page&, const flow::StaffCallScreen&);
void draw(Page&, const flow::StaffConversationScreen&);
void draw(Page&, const flow::StaffRecordScreen&);
void draw(Page&, const flow::StaffAgreementScreen&);
void draw(Page&, const flow::StaffOfferScreen&);
void draw(Page&, const flow::StaffTellNextScreen&);
void draw(Page&, const flow::StaffOutcomeScreen&);
void draw(Page&, const flow::StaffSyncScreen&);
void draw(Page&, const flow::EnrolScreen&);
void draw(Page&, const flow::StaffEnrolScreen&);
void draw(Page&, const flow::StaffNotesScreen&);
void draw(Page&, const flow::StaffDayScreen&);
void draw(Page&, const flow::StaffClosingScreen&);
void draw(Page&, const flow::StaffGuidanceScreen&);
void draw(Page&, const flow::ShiftEndedScreen&);
void draw_still_there(Page&);
void draw_languages(Page&);
void draw_no_voice(Page&);

}  // namespace aaben::screens
