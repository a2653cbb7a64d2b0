// What the glass shows: one draw function a screen, all behind draw(). Called by the loop whenever something changed,
// on the glass thread. Always: drawing reads the model and changes nothing; what was pressed comes back as messages;
// every screen of the flow is drawn (or this does not compile), in every language and on every glass, without cut text
// (tests/screens).
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "explain/guidance.hpp"
#include "explain/library.hpp"
#include "flow/message.hpp"
#include "flow/model.hpp"
#include "text/catalogue.hpp"
#include "widgets/ui.hpp"

namespace aaben::screens {

using Messages = std::vector<flow::Message>;

// What screens draw with besides the model. All of it is read only and outlives the frame.
struct Assets {
    const text::Catalogue& words;
    const explain::LetterLibrary& letters;  // what the letter screens explain and search (explain/explanation.hpp)
    const explain::Guidance& guidance;      // advice for staff
    // Pictures the shell holds: crops of a letter by FieldShown::image. None when it was forgotten.
    std::function<std::optional<widgets::Picture>(int)> crop;
    std::function<std::optional<widgets::Picture>()> camera;  // the live picture
    bool require_reviewed = false;  // unreviewed legal text only in Danish, with a person offered
};

// Draws the screen that the model is on, from Ui::begin() to Ui::end(); appends what was pressed to `out`.
const widgets::Drawing& draw(const flow::Model& model, const Assets& assets, const widgets::Metrics& metrics,
                             widgets::Ui& ui, Messages& out);

// The slip to take home, for a printer: the call-sign on the poster's screen, else the letter that is open.
const widgets::Drawing& draw_slip(const flow::Model& model, const Assets& assets, const widgets::Metrics& metrics,
                                  widgets::Ui& ui);

// The second display, for the room. Draws from for_the_room(model) alone (flow/room.hpp).
const widgets::Drawing& draw_room(const flow::Model& model, const Assets& assets, const widgets::Metrics& metrics,
                                  widgets::Ui& ui);

}  // namespace aaben::screens
