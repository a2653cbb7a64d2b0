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

inline constexpr float gap = 22;             // between things that belong together
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
    void send(flow::Message message) { out.push_back(std::move(message)); }
    [[nodiscard]] const flow::Citizen& citizen() const { return model.citizen; }
    [[nodiscard]] bool portrait() const { return ui.portrait(); }

    // The band with the unit's name and what is always one touch away: Danish, larger text.
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
[[nodiscard]] Shown shown(visit::Service service);
[[nodiscard]] std::string sign_name(const Page& page, const visit::CallSign& sign);  // "Grøn cykel 7"
[[nodiscard]] widgets::SignLook sign_look(const visit::CallSign& sign, std::string_view label);
[[nodiscard]] std::string first_name(const visit::Caseworker& person);
[[nodiscard]] std::string clock(const Page& page, WallMs wall_ms);  // "10.24"

struct Spoken {  // a language one can ask an interpreter for, in its own script
    std::string_view tag, name;
};
inline constexpr std::array<Spoken, 8> interpreter_languages{{{"ar", "العربية"},
                                                              {"tr", "Türkçe"},
                                                              {"so", "Soomaali"},
                                                              {"uk", "Українська"},
                                                              {"fa", "فارسی"},
                                                              {"ti", "ትግርኛ"},
                                                              {"pl", "Polski"},
                                                              {"en", "English"}}};
[[nodiscard]] std::string_view language_name(std::string_view tag);

// Parts that several screens share.
void purpose_tiles(Page& page, const Rect& area);
void sign_poster(Page& page, Rect area, const visit::CallSign& sign, Key lead, std::string_view below, Rect& right);
struct Typing {
    std::string_view label, content, hint;
    bool digits = false;   // a row of digits above the letters
    bool capital = false;  // what is typed stays in capitals
    bool space = true;
    std::size_t least = 1;  // so many characters open the way on
    std::string_view next;  // label of the way on
};
void keyboard_screen(Page& page, const Typing& typing);
void digit_pad(Page& page, const Rect& area);  // 3 × 4 keys: KeyTouched, EraseTouched
// A large picture and a few lines in the middle: confirmations and questions. Returns the room below the lines.
Rect message(Page& page, std::string_view picture, widgets::Colour ink, std::string_view title, std::string_view body);

// The letter at hand in the citizen's language, by today's date; a fault when nobody knows its type.
[[nodiscard]] Result<explain::Explanation> explanation_of(const Page& page);
void letter_paper(Page& page, const Rect& box);  // the place in the letter that a field was read from: 'Passer det?'

[[nodiscard]] Tint tint_named(std::string_view name);  // as the letters' files spell it
void staff_header(Page& page, bool lock);
[[nodiscard]] int list_page(const Page& page);  // of the staff's list that is shown
[[nodiscard]] std::vector<widgets::Chip> chips_of(const Page& page, const visit::Visit& one);  // what the citizen chose

// One function a screen; each draws into page.rest. The table is in screens.cpp.
void draw_home(Page&);
void draw_purpose(Page&);
void draw_needs(Page&);
void draw_whom(Page&);
void draw_saving(Page&);
void draw_call_sign(Page&);
void draw_name(Page&);
void draw_identify(Page&);
void draw_identify_done(Page&);
void draw_services(Page&);
void draw_my_sign(Page&);
void draw_sign_status(Page&);
void draw_leave_confirm(Page&);
void draw_nobody_here(Page&);
void draw_callback_phone(Page&);
void draw_callback_when(Page&);
void draw_callback_about(Page&);
void draw_callback_saved(Page&);
void draw_help_now(Page&);
void draw_letter_start(Page&);
void draw_letter_camera(Page&);
void draw_letter_more(Page&);
void draw_letter_choose(Page&);
void draw_letter_cards(Page&);
void draw_letter_ring(Page&);
void draw_letter_practice(Page&);
void draw_understood(Page&);
void draw_faces(Page&);
void draw_cooperation(Page&);
void draw_thanks(Page&);
void draw_save_failed(Page&);
void draw_badge(Page&);
void draw_pin(Page&);
void draw_staff_queue(Page&);
void draw_staff_visit(Page&);
void draw_staff_transfer(Page&);
void draw_staff_merge(Page&);
void draw_staff_call(Page&);
void draw_staff_conversation(Page&);
void draw_staff_outcome(Page&);
void draw_staff_sync(Page&);
void draw_enrol(Page&);
void draw_staff_enrol(Page&);
void draw_staff_notes(Page&);
void draw_shift_ended(Page&);
void draw_still_there(Page&);

}  // namespace aaben::screens
