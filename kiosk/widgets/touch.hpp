// One finger on the glass as an own event, and what a row of them means. Machine, scripts and tests feed the same door.
// Called on the glass thread. Always: a press acts on release; the finger may slip within its target; a long press is
// an ordinary press; a touch that never ends keeps nobody else from the glass.
//
// Three guards keep a hand that shakes, or hurries, from pressing what it did not mean (EN 301 549 5.8; a kiosk
// elsewhere made double tickets of double touches):
// · the same target or spot again within `repeat_ms` is the same press; on the keys of a keyboard within
// `key_repeat_ms`,
//   because a finger can type the same digit seven times a second;
// · for `settle_ms` after another screen has come, the spot that was pressed last does nothing: the second tap of a
//   double tap must not land on what now stands there. Other spots count at once, so that quick hands stay quick;
// · a second finger is not heard while the first is younger than `alone_ms`. After that the first one has ended: its
//   up was lost, or something rests on the panel.
#pragma once

#include <cstdint>
#include <optional>

#include "platform/clock.hpp"

namespace aaben::widgets {

struct TouchEvent {
    enum class Kind { Down, Move, Up, Cancel };
    Kind kind = Kind::Down;
    float x = 0, y = 0;       // panel pixels
    MonoMs time_ms;           // monotonic, the same clock as PageInput::time_ms
    std::int64_t finger = 0;  // the mouse is finger 0
};
inline constexpr std::int64_t every_finger = -1;  // with Cancel: the panel went, came back or turned

struct TouchRules {  // of a unit; longer for hands that shake
    std::int64_t repeat_ms = 500;
    std::int64_t key_repeat_ms = 100;
    std::int64_t settle_ms = 1'200;
    std::int64_t alone_ms = 1'500;
};

struct TouchTarget {       // what lies under a finger
    std::uint64_t id = 0;  // of the node; 0 is none
    bool key = false;      // of a keyboard or digit pad
    bool toggle = false;   // a second touch takes back what the first one did
};

// Follows the one finger that counts.
class TouchTracker {
  public:
    // `target` is what lies under the event now. Returns the target that was pressed, when this event completed a
    // press.
    std::optional<std::uint64_t> feed(const TouchEvent& event, TouchTarget target, float same_spot_px);
    void screen_changed(MonoMs time_ms) { changed_ms_ = time_ms; }
    void set_rules(const TouchRules& rules) { rules_ = rules; }
    [[nodiscard]] std::uint64_t held() const { return inside_ ? target_ : 0; }  // drawn as pressed
    // The target under the finger vanished from the glass: the touch is spent, whatever comes to lie under it.
    void forget_target() { target_ = 0; }
    [[nodiscard]] std::uint64_t target() const { return target_; }

  private:
    void down(const TouchEvent& event, TouchTarget target, float same_spot_px);
    [[nodiscard]] bool is_repeat(const TouchEvent& event, TouchTarget target, float same_spot_px) const;

    struct Press {
        std::uint64_t target = 0;
        MonoMs down_ms = 0, time_ms = 0;  // of the finger down and up
        float x = 0, y = 0;
    };
    TouchRules rules_;
    std::optional<std::int64_t> finger_;
    MonoMs down_ms_;
    std::uint64_t target_ = 0;
    bool inside_ = false;
    std::optional<Press> last_;
    std::optional<MonoMs> changed_ms_;  // when the screen that stands now came
};

}  // namespace aaben::widgets
