// The loop of the kiosk: sleeps until an event, a wait the parts ask for, or the doorbell; then one turn. Owns the
// model; everything else reaches it as a message. One thread (the main one). Always: a frame is drawn only when it
// differs from the last; a confirmation is written to the ledger only after its frame was shown.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "glass/display.hpp"
#include "shell/play.hpp"
#include "shell/settings.hpp"
#include "timekeeping/kept_clock.hpp"
#include "watchdog/watchdog.hpp"

namespace aaben::shell {

struct LoopOptions {
    Settings settings;
    std::filesystem::path data;           // DATA: journal.db, mail.db, keys, content
    std::filesystem::path shots;          // pictures of a play
    std::filesystem::path confirmations;  // ledger of confirmations shown (tests); empty: none
    std::optional<Play> play;
    bool offscreen = false;         // the glass is pixels in memory, and so is the second display
    watchdog::Asked watchdog = {};  // by whoever started the kiosk
};

struct LoopCounts {  // for the bench and the tests
    long turns = 0;
    long frames_drawn = 0;
};

class Loop {
  public:
    [[nodiscard]] static Result<std::unique_ptr<Loop>> open(LoopOptions options, glass::Display& display,
                                                            timekeeping::KeptClock& clock);
    ~Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    int run();                  // until Quit or the play's end; 0, or 1 when the play failed (the reason is on stderr)
    void turn(int timeout_ms);  // one turn: wait, take, update, draw (tests)
    [[nodiscard]] LoopCounts counts() const;

  private:
    struct Parts;
    explicit Loop(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace aaben::shell
