// One finger on the glass as an own event, and what a row of them means. Machine, scripts and tests feed the same door.
// Called on the glass thread. Always: a press acts on release; the finger may slip within its target; a long press is
// an ordinary press; a second finger is not heard; a second press on the same spot within 0.5 s is not a second press
// (EN 301 549 5.8; a kiosk elsewhere made double tickets of double touches).
#pragma once

#include <cstdint>
#include <optional>

namespace aaben::widgets {

struct TouchEvent {
    enum class Kind { Down, Move, Up, Cancel };
    Kind kind = Kind::Down;
    float x = 0, y = 0;        // panel pixels
    std::int64_t time_ms = 0;  // monotonic
    std::int64_t finger = 0;   // the mouse is finger 0
};

inline constexpr std::int64_t repeat_guard_ms = 500;

// Follows the one finger that counts. Targets are the ids of nodes; 0 is none.
class TouchTracker {
  public:
    // `target` is what lies under the event now. Returns the target that was pressed, when this event completed a
    // press.
    std::optional<std::uint64_t> feed(const TouchEvent& event, std::uint64_t target, float same_spot_px);
    [[nodiscard]] std::uint64_t held() const { return inside_ ? target_ : 0; }  // drawn as pressed
    [[nodiscard]] bool touching() const { return finger_.has_value(); }
    // The target under the finger vanished from the glass: the touch is spent, whatever comes to lie under it.
    void forget_target() { target_ = 0; }
    [[nodiscard]] std::uint64_t target() const { return target_; }

  private:
    std::optional<std::int64_t> finger_;
    std::uint64_t target_ = 0;
    bool inside_ = false;
    std::uint64_t last_target_ = 0;
    std::optional<std::int64_t> last_press_ms_;
    float last_x_ = 0, last_y_ = 0;
};

}  // namespace aaben::widgets
