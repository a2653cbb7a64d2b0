// SDL's events as ours. Private to machine; the loop's thread. Always: a finger and the mouse become the same touch,
// and a touch that SDL reports twice (finger, and mouse made from it) is heard once.
#pragma once

#include <SDL.h>

#include "glass/event.hpp"

namespace aaben::glass {

class Input {
  public:
    void set_size(int width_px, int height_px) { width_ = width_px, height_ = height_px; }
    void set_window(Uint32 id) { window_ = id; }  // touches on another window are not heard
    void translate(const SDL_Event& event, Uint32 wake_type, Events& out);

  private:
    void key(const SDL_KeyboardEvent& event, Events& out);
    ScanGatherer scans_;
    int width_ = 0, height_ = 0;
    Uint32 window_ = 0;
};

}  // namespace aaben::glass
