// The glass as a machine: a window, or pixels in memory when there is no display, and the events that come from it.
// One thread (the loop's) but for wake(). Start at open_window() or open_offscreen().
// Always: nothing is drawn between draw() calls; wait() sleeps until an event, wake() or the time is up; both kinds
// draw the same pixels from the same triangles, and take touches at the same door.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "glass/event.hpp"
#include "machine/pixels.hpp"
#include "platform/result.hpp"
#include "text/typesetter.hpp"
#include "widgets/drawing.hpp"
#include "widgets/geometry.hpp"

namespace aaben::glass {

struct WindowWish {
    int width_px = 1280, height_px = 800;
    float dpi = widgets::reference_dpi;
    bool fullscreen = false;
    bool accelerated = false;  // software by default: the same pixels everywhere, and no GL in memory
    std::string title = "Åben Dør";
};

class Display {
  public:
    // Fault::NotFound: there is no display to open a window on.
    static Result<std::unique_ptr<Display>> open_window(const WindowWish& wish);
    static Result<std::unique_ptr<Display>> open_offscreen(int width_px, int height_px,
                                                           float dpi = widgets::reference_dpi);
    // A window beside the glass that only shows: on the output with this number (the glass's is 0), full; or, without
    // one, of this size somewhere on the desk. After open_window() and gone before it; touches on it are not heard, and
    // its exposures come through the glass's wait(). NotFound: there is no such output.
    struct Beside {
        std::optional<int> output;
        int width_px = 0, height_px = 0;
    };
    static Result<std::unique_ptr<Display>> open_beside(const Beside& wish);
    [[nodiscard]] bool still_there() const;  // of a display beside the glass: its output is plugged in
    void follow_window();                    // it has no wait(): takes its window's present size

    ~Display();
    Display(const Display&) = delete;
    Display& operator=(const Display&) = delete;

    [[nodiscard]] widgets::Metrics metrics() const;

    // Uploads what changed in the atlas, draws, shows. The typesetter's dirty rectangle is empty afterwards.
    void draw(const widgets::Drawing& drawing, text::Typesetter& typesetter);
    [[nodiscard]] machine::Pixels pixels() const;  // of the last drawn frame
    Result<> save_png(const std::filesystem::path& path) const;

    // Sleeps up to timeout_ms (negative: until something happens) and returns what came.
    Events wait(int timeout_ms);
    void wake();                    // any thread: wait() returns with Woken
    void push(const Event& event);  // any thread: scripts and tests enter here, as a finger would

  private:
    struct Impl;
    explicit Display(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace aaben::glass
