#include "glass/input.hpp"

#include <ctime>

#include "glass/end_signals.hpp"

namespace aaben::glass {

namespace {
using widgets::KeypadStep;
using widgets::TouchEvent;

// SDL counts from its own start; the glass asks how long ago a screen came, so touches carry the loop's clock.
std::int64_t boot_ms(Uint32 sdl_ms) {
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    const Uint32 ago_ms = SDL_GetTicks() - sdl_ms;
    return static_cast<std::int64_t>(now.tv_sec) * 1'000 + now.tv_nsec / 1'000'000 - ago_ms;
}

TouchEvent touch_of(TouchEvent::Kind kind, float x, float y, Uint32 sdl_ms, std::int64_t finger) {
    return {kind, x, y, boot_ms(sdl_ms), finger};
}

// Turned, resized, hidden or left by the pointer's focus: the ups of fingers that were down may never come.
bool loses_touches(Uint8 window_event) {
    return window_event == SDL_WINDOWEVENT_SIZE_CHANGED || window_event == SDL_WINDOWEVENT_HIDDEN ||
           window_event == SDL_WINDOWEVENT_MINIMIZED || window_event == SDL_WINDOWEVENT_FOCUS_LOST;
}
}  // namespace

void Input::key(const SDL_KeyboardEvent& event, Events& out) {
    switch (event.keysym.sym) {
        case SDLK_RETURN:
        case SDLK_KP_ENTER:
            if (auto scan = scans_.entered(event.timestamp)) {
                out.emplace_back(std::move(*scan));
            } else if (event.repeat == 0) {
                out.emplace_back(KeypadStep::Activate);
            }
            break;
        case SDLK_TAB:
            if (auto scan = scans_.entered(event.timestamp))  // some scanners end with it
                out.emplace_back(std::move(*scan));
            else
                out.emplace_back((event.keysym.mod & KMOD_SHIFT) != 0 ? KeypadStep::Previous : KeypadStep::Next);
            break;
        case SDLK_DOWN:
        case SDLK_RIGHT:
            out.emplace_back(KeypadStep::Next);
            break;
        case SDLK_UP:
        case SDLK_LEFT:
            out.emplace_back(KeypadStep::Previous);
            break;
        case SDLK_ESCAPE:
            if (event.repeat == 0) out.emplace_back(KeypadStep::Back);
            break;
        case SDLK_F1:
            if (event.repeat == 0) out.emplace_back(KeypadStep::Aloud);
            break;
        default:
            break;  // letters come as text
    }
}

void Input::translate(const SDL_Event& event, Uint32 wake_type, Events& out) {
    using Kind = TouchEvent::Kind;
    const auto w = static_cast<float>(width_), h = static_cast<float>(height_);
    if (event.type == wake_type) return;  // what was pushed is in Display's own list
    switch (event.type) {
        case SDL_QUIT:
            if (told_to_end()) out.emplace_back(Quit{});  // else somebody pressed Alt-F4
            break;
        case SDL_DISPLAYEVENT:
        case SDL_RENDER_TARGETS_RESET:
            out.emplace_back(touch_of(Kind::Cancel, 0, 0, event.common.timestamp, widgets::every_finger));
            out.emplace_back(Uncovered{});
            break;
        case SDL_WINDOWEVENT:
            if (event.window.windowID == window_ && loses_touches(event.window.event))
                out.emplace_back(touch_of(Kind::Cancel, 0, 0, event.window.timestamp, widgets::every_finger));
            if (event.window.event == SDL_WINDOWEVENT_EXPOSED || event.window.event == SDL_WINDOWEVENT_SIZE_CHANGED) {
                out.emplace_back(Uncovered{});
            }
            break;
        case SDL_FINGERDOWN:
        case SDL_FINGERMOTION:
        case SDL_FINGERUP: {
            if (event.tfinger.windowID != 0 && event.tfinger.windowID != window_) break;
            const Kind kind = event.type == SDL_FINGERDOWN ? Kind::Down
                              : event.type == SDL_FINGERUP ? Kind::Up
                                                           : Kind::Move;
            out.emplace_back(touch_of(kind, event.tfinger.x * w, event.tfinger.y * h, event.tfinger.timestamp,
                                      event.tfinger.fingerId + 1));
            break;
        }
        case SDL_MOUSEBUTTONDOWN:
        case SDL_MOUSEBUTTONUP:
            if (event.button.windowID != window_ || event.button.which == SDL_TOUCH_MOUSEID ||
                event.button.button != SDL_BUTTON_LEFT)
                break;
            out.emplace_back(touch_of(event.type == SDL_MOUSEBUTTONDOWN ? Kind::Down : Kind::Up,
                                      static_cast<float>(event.button.x), static_cast<float>(event.button.y),
                                      event.button.timestamp, 0));
            break;
        case SDL_MOUSEMOTION:
            if (event.motion.windowID != window_ || event.motion.which == SDL_TOUCH_MOUSEID ||
                (event.motion.state & SDL_BUTTON_LMASK) == 0)
                break;
            out.emplace_back(touch_of(Kind::Move, static_cast<float>(event.motion.x),
                                      static_cast<float>(event.motion.y), event.motion.timestamp, 0));
            break;
        case SDL_TEXTINPUT:
            scans_.typed(event.text.text, event.text.timestamp);
            break;
        case SDL_KEYDOWN:
            key(event.key, out);
            break;
        default:
            break;
    }
}

}  // namespace aaben::glass
