// Our raster on a Wayland compositor's glass, through memory that both share (wl_shm): no GL, and no copy but the
// compositor's own. SDL2 has no software surface on Wayland without GL; it keeps window, touch and keys, and only the
// pixels go this way. Private to glass; the loop's thread.
// Always: a buffer is drawn into only while the compositor does not hold it; what it is told to look at anew holds
// every pixel that changed since the frame before.
#pragma once

#include <memory>

#include "glass/raster.hpp"
#include "platform/result.hpp"

struct SDL_Window;

namespace aaben::glass {

class WaylandGlass {
  public:
    // Null where the window is another system's. NotFound: the compositor offers no shared memory.
    [[nodiscard]] static Result<std::unique_ptr<WaylandGlass>> of(SDL_Window* window);
    ~WaylandGlass();
    WaylandGlass(const WaylandGlass&) = delete;
    WaylandGlass& operator=(const WaylandGlass&) = delete;

    // Where the next frame of that size is drawn, all of it. Without words: the compositor holds every buffer, or
    // there is no memory; nothing can be shown now.
    [[nodiscard]] Canvas32 begin(int width, int height);
    void show();  // what was drawn since begin(); a frame like the last one is not sent

    [[nodiscard]] Canvas32 shown() const;  // the last frame; without words before the first
    [[nodiscard]] bool lost() const;       // the compositor is gone; nothing will be shown any more

  private:
    struct Impl;
    explicit WaylandGlass(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

// The smallest rectangle that holds every pixel in which two frames of one size differ; of no size when none does.
struct Damage {
    int x = 0, y = 0, width = 0, height = 0;
    friend bool operator==(const Damage&, const Damage&) = default;
};
[[nodiscard]] Damage damage_between(const Canvas32& before, const Canvas32& now);

}  // namespace aaben::glass
