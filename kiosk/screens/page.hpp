// What every screen has at hand: the model, the words of its language, the Ui, where messages go; and the parts that
// screens share (header, title, footer). Private to screens. Glass thread. Always: a screen lays out by cutting `rest`.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

// One function a screen; each draws into page.rest. The table is in screens.cpp.
void draw_home(Page&);

}  // namespace aaben::screens
