// The second display: opened when its output is there, closed when it is unplugged (its window would else come to lie
// over the glass), drawn when it differs from its last frame. The loop's thread. Always: it draws only what
// flow/room.hpp lets the room know; without it everything else goes on.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "glass/display.hpp"
#include "screens/screens.hpp"
#include "text/typesetter.hpp"
#include "widgets/ui.hpp"

namespace aaben::shell {

// "output 1", or "1920x1080" for a window on a desk (and, beside an offscreen glass, pixels in memory).
struct RoomWish {
    std::optional<int> output;
    int width_px = 0, height_px = 0;
};
[[nodiscard]] std::optional<RoomWish> read_room_wish(const std::string& text);  // none: it is neither

class RoomDisplay {
  public:
    RoomDisplay(const RoomWish& wish, bool offscreen, std::filesystem::path fonts)
        : wish_(wish), offscreen_(offscreen), fonts_(std::move(fonts)) {}

    void uncovered() { anew_ = true; }  // a display came, went or was uncovered
    void look(const flow::Model& model, const screens::Assets& assets);
    [[nodiscard]] const glass::Display* display() const { return display_.get(); }  // nullptr: not there

  private:
    void open_or_close();
    RoomWish wish_;
    bool offscreen_, anew_ = true;
    std::filesystem::path fonts_;
    std::unique_ptr<glass::Display> display_;
    std::unique_ptr<text::Typesetter> letters_;  // of its own: an atlas tells its changes once
    std::unique_ptr<widgets::Ui> ui_;
};

}  // namespace aaben::shell
