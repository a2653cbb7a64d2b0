// Scripts of touches for the demo and the tests: a line a step, played at the same door as a finger's. Loop's thread.
//   tap "Jeg vil tale med nogen"      a press in the middle of what carries that label, as soon as it can be pressed
//   tap-sign                           the first call-sign of the screen    tap-nth 2 "Kald"   the second of that label
//   scan AD-JOB1                       what a scanner types
//   type 20304050                      one key after the other
//   sees "Grøn" · lacks "Kald"         waits until the glass shows it · fails when it does
//   shot check-in                      NN-check-in.png into the shots folder
//   shot-room called                   the same of the second display
//   synced                             waits until no entry is without receipt
//   wait 200                           milliseconds
// Always: a step that does not come true within 40 s ends the play with the line and what the glass showed instead.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "flow/model.hpp"
#include "glass/display.hpp"
#include "platform/clock.hpp"
#include "widgets/node.hpp"

namespace aaben::shell {

class Play {
  public:
    [[nodiscard]] static Result<Play> read(const std::filesystem::path& script);

    struct Kiosk {  // what a step looks at and touches
        const widgets::Tree& tree;
        const flow::Model& model;
        glass::Display& display;
        const glass::Display* room;  // nullptr: there is no second display
    };

    enum class State { Going, Done, Failed };
    // Takes as many steps as come true now; at most one touch a call.
    State step(const Kiosk& kiosk, const std::filesystem::path& shots, MonoMs now_ms);
    [[nodiscard]] const std::string& failure() const { return failure_; }

  private:
    struct Line {
        std::string word, rest;
        int number = 0;
    };
    bool try_step(const Line& line, const Kiosk& kiosk, const std::filesystem::path& shots, MonoMs now_ms);
    bool shoot(const Line& line, const glass::Display* display, const std::filesystem::path& shots, MonoMs now_ms);
    bool tap(const widgets::Node* node, glass::Display& display, MonoMs now_ms);

    std::vector<Line> lines_;
    std::size_t next_ = 0;
    std::size_t typed_ = 0;  // characters of the current `type`
    int shots_taken_ = 0;
    MonoMs step_since_ms_ = -1;
    MonoMs touch_free_ms_ = 0;  // earliest time of the next touch
    bool touched_ = false;      // one touch a call
    float last_x_ = -1000, last_y_ = -1000;
    MonoMs last_touch_ms_ = 0;
    std::string screen_;  // that stood on the glass at the last step, and since when
    MonoMs screen_since_ms_ = 0;
    std::string failure_;
};

}  // namespace aaben::shell
