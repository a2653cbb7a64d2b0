// The touch vocabulary: every thing that can stand on the glass, drawn and entered into the semantic tree in one call.
// Screens call it, on the glass thread; start at begin(), place widgets in page(), read end(). It keeps no state but
// the finger and the focus: a widget shows what it is given and returns whether it was pressed. Always: coordinates are
// reference pixels from the reading start (geometry.hpp), mirrored here for right-to-left languages; text goes through
// text::Typesetter; what can be pressed is at least 20 mm both ways, though what is drawn may be smaller; a text
// shrinks to fit its box but never below 20 dp, and says in the tree when it was cut.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/typesetter.hpp"
#include "widgets/colour.hpp"
#include "widgets/drawing.hpp"
#include "widgets/geometry.hpp"
#include "widgets/icon.hpp"
#include "widgets/node.hpp"
#include "widgets/touch.hpp"

namespace aaben::widgets {

using text::Align;
using text::Weight;

enum class Stand { Top, Middle, Bottom };  // where a text stands in a box that is higher than it

struct TextLook {
    float size = 26;  // dp; shrinks step by step to `smallest` until the text fits its box
    Weight weight = Weight::Regular;
    Colour ink = palette::ink;
    Colour face = palette::paper;  // what it stands on, for the contrast test
    Align align = Align::Start;
    Stand stand = Stand::Top;
    float smallest = min_text_dp;
    float tracking = 0;              // em; titles use a little below 0, scripts that join ignore it
    float line_height = 0;           // 0: the script's own
    std::string_view language = {};  // empty: the frame's
    bool may_shorten = false;        // a name: what has no room gives way to "…"; the tree has all of it
};
[[nodiscard]] TextLook title_look(float size = 52);
[[nodiscard]] TextLook body_look(float size = 26);
[[nodiscard]] TextLook quiet_look(float size = 22);
[[nodiscard]] TextLook label_look(float size = 26);  // semibold

struct Size {
    float w = 0, h = 0;
};

enum class Kind { Primary, Secondary, Alarm };  // one Primary a screen

struct ButtonLook {
    std::string_view label = {};
    std::string_view icon = {};  // a Material Icons name, empty for none; directions are mirrored by themselves
    Kind kind = Kind::Secondary;
    bool disabled = false;
    bool selected = false;
    bool icon_at_end = false;        // "next" points forward
    bool stacked = false;            // the picture above the label
    float size = 26;                 // of the label
    std::string_view spoken = {};    // when speech says more than the label
    std::string_view language = {};  // of the label, empty: the frame's
    std::string_view name = {};      // what tests and speech call it, where that is not the label (icon buttons)
};

struct TileLook {
    std::string_view label = {};
    std::string_view detail = {};
    std::string_view icon = {};
    Tint tint = Tint::Mint;
    bool selected = false;
    bool choice = false;  // a toggle with a mark in its corner, one of many that may be on
    bool disabled = false;
    float size = 28;
    std::string_view detail_language = {};  // empty: the frame's
    bool may_shorten = false;               // the label is a name (TextLook::may_shorten)
    bool detail_yields = false;             // shortened, or left out, where the label needs the room
};

struct ChoiceLook {  // one of the few large ways on from a screen
    std::string_view label = {};
    std::string_view detail = {};
    std::string_view icon = {};
    bool primary = false;
    float size = 44;
};

struct LanguageLook {  // one of those to choose from: by its own name, with its own greeting
    std::string_view tag = {}, name = {}, greeting = {};
    bool selected = false;
};

struct HeaderLook {
    std::string_view title = {};   // the unit's name, or who is on shift
    std::string_view detail = {};  // the time, or since when
    std::string_view icon = icon::door;
    float kept = 0;  // at the band's end, for pills: title and detail never reach into it
};

struct SignLook {  // a call-sign
    int colour = 0;
    std::string_view icon = {};
    std::string_view label = {};  // "Grøn cykel 7"
};

struct Chip {
    std::string label;
    std::string_view icon = {};
    std::string_view language = {};
    std::string brief = {};  // when there is no room for the label
};

struct VisitRow {  // one visit in the staff's queue
    SignLook sign;
    std::string_view detail = {};
    std::span<const Chip> chips;
};

struct PagerLook {  // a long list in pages
    int page = 0, pages = 1;
    std::string_view position = {};             // "2 / 3"
    std::string_view previous = {}, next = {};  // what tests and speech call the two arrows
};

inline constexpr float bar_label_width = 48;  // dp that a label under a bar has at least

struct Bar {
    float value = 0;
    std::string_view label = {};  // under the bar; may be empty
};

struct Span {                // of a line of time: where something ran, or nothing did
    float from = 0, to = 0;  // shares of the line, 0–1
    bool filled = true;
};

struct SpansLook {
    std::string_view label = {};          // above the line: what it says in words
    std::string_view from = {}, to = {};  // below its ends
};

struct PageInput {
    Metrics metrics;
    std::string_view language = "da";
    std::string_view screen = {};  // a stable name, for the tree
    float text_scale = 1;          // larger text on wish; what has no room for it grows less
    MonoMs time_ms = 0;            // monotonic, the same clock as TouchEvent::time_ms
};

inline constexpr float pager_width = 2 * target_dp + 84;

// Five keys that reach everything: down, up, select, back, and the one with a mark to be felt, which starts the voice.
enum class KeypadStep { Next, Previous, Activate, Back, Aloud };

class Ui {
  public:
    explicit Ui(text::Typesetter& typesetter);
    ~Ui();
    Ui(const Ui&) = delete;
    Ui& operator=(const Ui&) = delete;

    // --- a frame -------------------------------------------------------------------------------------------------
    void set_touch_rules(const TouchRules& rules);
    void touch(const TouchEvent& event);  // before begin(); a completed press is answered by the next frame's widget
    void keypad(KeypadStep step);         // moves the focus ring, or presses what it stands on
    void begin(const PageInput& input);
    const Drawing& end();
    [[nodiscard]] const Tree& tree() const;  // of the last ended frame
    [[nodiscard]] bool press_waits() const;  // a press was completed that no frame has answered yet
    [[nodiscard]] bool touched_beside()
        const;                               // in a frame: a finger was lifted since the last one, beside every target
    [[nodiscard]] bool atlas_moved() const;  // glyphs moved while drawing: draw the frame again
    [[nodiscard]] bool drawing_differs() const;  // the last ended frame differs from the one before
    [[nodiscard]] const Metrics& metrics() const;
    [[nodiscard]] std::string_view language() const;
    [[nodiscard]] bool rtl() const;

    // --- the page ------------------------------------------------------------------------------------------------
    [[nodiscard]] bool portrait() const;
    [[nodiscard]] Rect glass() const;    // the whole glass
    [[nodiscard]] float margin() const;  // 40, or 32 in portrait
    [[nodiscard]] Rect page() const;     // the glass without its side margins
    // The band at the top: picture, name, detail. Returns the room at its end for pills; `rest` loses the band.
    Rect header(Rect& rest, const HeaderLook& look);

    // --- words ---------------------------------------------------------------------------------------------------
    Rect text(const Rect& box, std::string_view words, const TextLook& look = {});  // returns where the lines stand
    Rect heading(const Rect& box, std::string_view words, const TextLook& look = title_look());
    // What has just happened or goes on by itself ("Du er tjekket ind"): speech says it unasked.
    Rect status(const Rect& box, std::string_view words, const TextLook& look = {});
    [[nodiscard]] Size measure(std::string_view words, const TextLook& look, float width = 0);  // dp
    // A picture with a line of text beside it.
    void fact(const Rect& box, std::string_view icon, std::string_view words, const TextLook& look = body_look(28),
              Colour picture = palette::primary);

    // --- surfaces ------------------------------------------------------------------------------------------------
    class [[nodiscard]] Scope {  // nodes made while it lives are its children
      public:
        Scope(Ui& ui, int previous) : ui_(ui), previous_(previous) {}
        ~Scope();
        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;

      private:
        Ui& ui_;
        int previous_;
    };
    Scope group(Role role, std::string_view label, const Rect& box);  // no drawing
    Scope card(const Rect& box, std::string_view label = {}, Colour face = palette::card, Colour line = palette::line);
    // Covers the screen: what was drawn before can no longer be pressed. `box` gets the panel in the middle.
    Scope dialog(Rect& box, std::string_view label, float width = 760, float height = 420);

    // --- what can be pressed -------------------------------------------------------------------------------------
    bool button(const Rect& box, const ButtonLook& look);
    bool pill(const Rect& box, const ButtonLook& look);        // header: 76 high as drawn, 118 to be hit
    [[nodiscard]] float pill_width(const ButtonLook& look);    // never under a target
    [[nodiscard]] float button_width(const ButtonLook& look);  // with its own room around the label
    bool tile(const Rect& box, const TileLook& look);
    bool choice(const Rect& box, const ChoiceLook& look);
    bool language_tile(const Rect& box, const LanguageLook& look);
    bool sign_tile(const Rect& box, const SignLook& look, std::string_view detail = {});
    bool visit_row(const Rect& box, const VisitRow& look);  // stands on a card that the caller draws
    // Two arrows of a whole target each, and between them which page this is. Returns −1, 0 or +1.
    int pager(const Rect& box, const PagerLook& look);
    bool row_button(const Rect& box, const ButtonLook& look);  // picture, then label over the whole width
    bool key(const Rect& box, std::string_view label, std::string_view icon = {}, std::string_view spoken = {},
             bool strong = false);
    bool face(const Rect& box, std::string_view icon, std::string_view label, Tint tint, bool selected);

    // --- things to look at ---------------------------------------------------------------------------------------
    void picture(const Rect& box, std::string_view icon, Colour ink, Colour face, std::string_view label = {});
    void tinted_picture(const Rect& box, std::string_view icon, Tint tint);
    void sign_disc(const Rect& box, const SignLook& look);
    void initials(const Rect& box, std::string_view letters, Tint tint, std::string_view name);
    // A fact in a few words; returns the width it took. It has no face of its own, since it cannot be pressed.
    float chip(const Rect& box, std::string_view label, std::string_view icon = {}, std::string_view language = {});
    [[nodiscard]] float chip_width(std::string_view label, std::string_view icon, std::string_view language = {});
    void steps(const Rect& box, int count, int current, std::string_view label);
    void number(const Rect& box, std::string_view words, const TextLook& look);  // as large as the box allows
    void bars(const Rect& box, std::span<const Bar> bars, std::string_view label);
    void spans(const Rect& box, std::span<const Span> spans, const SpansLook& look);
    // As large as whole pixels allow, never mirrored. False: more words than a code holds (2,331 bytes).
    bool code(const Rect& box, const std::string& words, std::string_view label);
    void ring(const Rect& box, float share, std::string_view label);  // progress, drawn still
    void image(const Rect& box, const Picture& pixels, std::string_view label);
    // As much of the picture as `box` holds around the given place (in the picture's pixels), large enough to be read,
    // and an amber frame around the place. A place of no size shows the whole picture.
    void excerpt(const Rect& box, const Picture& pixels, int x, int y, int w, int h, std::string_view label);
    // What was typed; `masked` shows dots and keeps the content out of the tree.
    void field(const Rect& box, std::string_view label, std::string_view content, std::string_view hint,
               bool masked = false);

    struct Impl;  // the inside, impl.hpp: for the source files of widgets alone

  private:
    friend class Scope;
    std::unique_ptr<Impl> impl_;
};

}  // namespace aaben::widgets
