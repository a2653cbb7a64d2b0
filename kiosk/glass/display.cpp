#include "glass/display.hpp"

#include <SDL.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <span>

#include "glass/end_signals.hpp"
#include "glass/input.hpp"
#include "glass/raster.hpp"
#include "glass/wayland_glass.hpp"

namespace aaben::glass {

// A keyboard that never rests must not keep the loop from the journal's answers.
constexpr int events_a_wait_max = 1'000;

struct Display::Impl {
    SDL_Window* window = nullptr;
    std::optional<int> output;              // of a window beside the glass
    bool beside = false;                    // not the first window: SDL is the glass's to end
    SDL_Renderer* renderer = nullptr;       // accelerated windows only
    std::unique_ptr<WaylandGlass> wayland;  // windows of a Wayland compositor only
    SDL_Texture* atlas_texture = nullptr;
    std::uint32_t atlas_generation = 0;
    int atlas_width = 0, atlas_height = 0;
    struct Uploaded {
        SDL_Texture* texture = nullptr;
        std::uint64_t version = 0;
    };
    std::map<std::uint64_t, Uploaded> pictures;

    int width = 0, height = 0;
    float dpi = widgets::reference_dpi;
    std::vector<std::uint32_t> words;  // the last frame, 0xAARRGGBB
    Input input;
    Uint32 wake_type = 0;

    std::mutex mutex;
    std::condition_variable rung;
    Events pushed;

    ~Impl() {
        wayland.reset();  // before the window whose surface it draws on
        for (auto& [id, picture] : pictures) SDL_DestroyTexture(picture.texture);
        if (atlas_texture != nullptr) SDL_DestroyTexture(atlas_texture);
        if (renderer != nullptr) SDL_DestroyRenderer(renderer);
        if (window != nullptr) {
            SDL_DestroyWindow(window);
            if (beside) return;
            forget_end_signals();
            SDL_Quit();
        }
    }
    void fit_words() {
        if (wayland != nullptr) return;  // its frames lie in the memory that the compositor sees
        words.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    }
    [[nodiscard]] Canvas32 last_frame() const {
        if (wayland != nullptr) return wayland->shown();
        return {const_cast<std::uint32_t*>(words.data()), width, height, width};
    }
    bool draw_on_wayland(const widgets::Drawing& drawing, const text::Atlas& atlas);
    void draw_software(const widgets::Drawing& drawing, const text::Atlas& atlas);
    void draw_accelerated(const widgets::Drawing& drawing, const text::Atlas& atlas);
    void upload(const text::Atlas& atlas);
    SDL_Texture* texture_of(const widgets::Drawing& drawing, std::uint64_t id);
    void drain(Events& out);
};

Display::Display(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Display::~Display() = default;

Result<std::unique_ptr<Display>> Display::open_offscreen(int width_px, int height_px, float dpi) {
    if (width_px < 1 || height_px < 1) return fail(Fault::Invalid, "a glass of no size");
    auto impl = std::make_unique<Impl>();
    impl->width = width_px, impl->height = height_px, impl->dpi = dpi;
    impl->fit_words();
    return std::unique_ptr<Display>(new Display(std::move(impl)));
}

Result<std::unique_ptr<Display>> Display::open_window(const WindowWish& wish) {
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    // Our own raster fills the window's surface; without this SDL brings it to the glass through GL, which costs 45 MiB
    // of Mesa and LLVM and most of the time to the first frame.
    if (!wish.accelerated) SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        return fail(Fault::NotFound, std::string("no display: ") + SDL_GetError());
    }
    hear_end_signals();
    auto impl = std::make_unique<Impl>();
    const Uint32 flags = wish.fullscreen ? static_cast<Uint32>(SDL_WINDOW_FULLSCREEN_DESKTOP) : 0U;
    SDL_Rect place{SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, wish.width_px, wish.height_px};
    // Where no window manager would stretch the window, the whole panel is asked for from the start.
    if (wish.fullscreen) (void)SDL_GetDisplayBounds(0, &place);
    impl->window = SDL_CreateWindow(wish.title.c_str(), place.x, place.y, place.w, place.h, flags);
    if (impl->window == nullptr) {
        const std::string why = SDL_GetError();
        forget_end_signals();
        SDL_Quit();
        return fail(Fault::NotFound, "no window: " + why);
    }
    if (wish.fullscreen) SDL_ShowCursor(SDL_DISABLE);
    if (wish.accelerated) impl->renderer = SDL_CreateRenderer(impl->window, -1, SDL_RENDERER_ACCELERATED);
    SDL_GetWindowSize(impl->window, &impl->width, &impl->height);
    impl->dpi = wish.dpi;
    impl->input.set_size(impl->width, impl->height);
    impl->input.set_window(SDL_GetWindowID(impl->window));
    impl->wake_type = SDL_RegisterEvents(1);
    if (impl->renderer == nullptr) {
        auto wayland = WaylandGlass::of(impl->window);
        if (!wayland) return wayland.error();
        impl->wayland = *std::move(wayland);
    }
    impl->fit_words();
    SDL_StartTextInput();  // the scanner types
    return std::unique_ptr<Display>(new Display(std::move(impl)));
}

Result<std::unique_ptr<Display>> Display::open_beside(const Beside& wish) {
    SDL_Rect place{SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED, wish.width_px, wish.height_px};
    Uint32 flags = SDL_WINDOW_RESIZABLE;
    if (wish.output) {
        flags = SDL_WINDOW_FULLSCREEN_DESKTOP;
        if (*wish.output >= SDL_GetNumVideoDisplays() || SDL_GetDisplayBounds(*wish.output, &place) != 0)
            return fail(Fault::NotFound, "there is no output " + std::to_string(*wish.output));
    }
    auto impl = std::make_unique<Impl>();
    impl->beside = true, impl->output = wish.output;
    impl->window = SDL_CreateWindow("Åben Dør", place.x, place.y, place.w, place.h, flags);
    if (impl->window == nullptr) return fail(Fault::NotFound, std::string("no second window: ") + SDL_GetError());
    auto wayland = WaylandGlass::of(impl->window);
    if (!wayland) return wayland.error();
    impl->wayland = *std::move(wayland);
    std::unique_ptr<Display> display(new Display(std::move(impl)));
    display->follow_window();
    return display;
}

bool Display::still_there() const {
    return !impl_->output || *impl_->output < SDL_GetNumVideoDisplays();
}

void Display::follow_window() {
    if (impl_->window == nullptr) return;
    SDL_GetWindowSize(impl_->window, &impl_->width, &impl_->height);
    impl_->fit_words();
}

widgets::Metrics Display::metrics() const {
    return {impl_->width, impl_->height, impl_->dpi};
}

void Display::draw(const widgets::Drawing& drawing, text::Typesetter& typesetter) {
    if (impl_->renderer != nullptr) {
        impl_->draw_accelerated(drawing, typesetter.atlas());
    } else if (impl_->wayland != nullptr) {
        if (!impl_->draw_on_wayland(drawing, typesetter.atlas())) push(Uncovered{});  // the next turn tries again
    } else {
        impl_->draw_software(drawing, typesetter.atlas());
    }
    typesetter.atlas_uploaded();
}

bool Display::Impl::draw_on_wayland(const widgets::Drawing& drawing, const text::Atlas& atlas) {
    const Canvas32 canvas = wayland->begin(width, height);
    if (canvas.words == nullptr) return false;
    rasterise(drawing, atlas, canvas);
    wayland->show();
    return true;
}

void Display::Impl::draw_software(const widgets::Drawing& drawing, const text::Atlas& atlas) {
    rasterise(drawing, atlas, {words.data(), width, height, width});
    if (window == nullptr) return;
    SDL_Surface* glass = SDL_GetWindowSurface(window);
    if (glass == nullptr) return;
    SDL_ConvertPixels(std::min(width, glass->w), std::min(height, glass->h), SDL_PIXELFORMAT_ARGB8888, words.data(),
                      width * 4, glass->format->format, glass->pixels, glass->pitch);
    SDL_UpdateWindowSurface(window);
}

// The atlas is alpha; SDL wants colours: white with that alpha, only where it changed.
void Display::Impl::upload(const text::Atlas& atlas) {
    const bool anew = atlas_texture == nullptr || atlas.generation != atlas_generation || atlas.width != atlas_width ||
                      atlas.height != atlas_height;
    if (anew) {
        if (atlas_texture != nullptr) SDL_DestroyTexture(atlas_texture);
        atlas_texture =
            SDL_CreateTexture(renderer, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STATIC, atlas.width, atlas.height);
        SDL_SetTextureBlendMode(atlas_texture, SDL_BLENDMODE_BLEND);
        SDL_SetTextureScaleMode(atlas_texture, SDL_ScaleModeLinear);
        atlas_generation = atlas.generation, atlas_width = atlas.width, atlas_height = atlas.height;
    }
    const SDL_Rect part = anew ? SDL_Rect{0, 0, atlas.width, atlas.height}
                               : SDL_Rect{atlas.dirty_x0, atlas.dirty_y0, atlas.dirty_x1 - atlas.dirty_x0,
                                          atlas.dirty_y1 - atlas.dirty_y0};
    if (part.w <= 0 || part.h <= 0) return;
    std::vector<std::uint32_t> colours;
    colours.reserve(static_cast<std::size_t>(part.w) * static_cast<std::size_t>(part.h));
    for (int y = part.y; y < part.y + part.h; ++y) {
        for (int x = part.x; x < part.x + part.w; ++x) {
            const std::size_t at =
                static_cast<std::size_t>(y) * static_cast<std::size_t>(atlas.width) + static_cast<std::size_t>(x);
            colours.push_back(0xFFFFFFU | static_cast<std::uint32_t>(atlas.pixels[at]) << 24);
        }
    }
    SDL_UpdateTexture(atlas_texture, &part, colours.data(), part.w * 4);
}

SDL_Texture* Display::Impl::texture_of(const widgets::Drawing& drawing, std::uint64_t id) {
    if (id == 0) return atlas_texture;
    const auto wanted = std::find_if(drawing.pictures.begin(), drawing.pictures.end(),
                                     [&](const widgets::Picture& picture) { return picture.texture == id; });
    if (wanted == drawing.pictures.end() || wanted->rgba == nullptr) return nullptr;
    Uploaded& have = pictures[id];
    if (have.texture != nullptr && have.version == wanted->version) return have.texture;
    if (have.texture != nullptr) SDL_DestroyTexture(have.texture);
    have.texture =
        SDL_CreateTexture(renderer, SDL_PIXELFORMAT_RGBA32, SDL_TEXTUREACCESS_STATIC, wanted->width, wanted->height);
    have.version = wanted->version;
    SDL_UpdateTexture(have.texture, nullptr, wanted->rgba, wanted->width * 4);
    return have.texture;
}

void Display::Impl::draw_accelerated(const widgets::Drawing& drawing, const text::Atlas& atlas) {
    upload(atlas);
    const widgets::Colour paper = drawing.paper;
    SDL_RenderSetClipRect(renderer, nullptr);
    SDL_SetRenderDrawColor(renderer, paper.r, paper.g, paper.b, 255);
    SDL_RenderClear(renderer);
    for (const widgets::Command& command : drawing.commands) {
        const SDL_Rect clip{static_cast<int>(command.clip_x), static_cast<int>(command.clip_y),
                            static_cast<int>(command.clip_end - command.clip_x),
                            static_cast<int>(command.clip_bottom - command.clip_y)};
        SDL_RenderSetClipRect(renderer, &clip);
        const widgets::Vertex* first = drawing.vertices.data() + command.vertex_offset;
        const auto count = static_cast<int>(drawing.vertices.size() - command.vertex_offset);
        constexpr int stride = sizeof(widgets::Vertex);
        SDL_RenderGeometryRaw(renderer, texture_of(drawing, command.texture), &first->x, stride,
                              reinterpret_cast<const SDL_Color*>(&first->rgba), stride, &first->u, stride, count,
                              drawing.indices.data() + command.index_offset, static_cast<int>(command.index_count), 2);
    }
    // Read back before showing, so that save_png() works on a card too; a kiosk draws rarely.
    SDL_RenderReadPixels(renderer, nullptr, SDL_PIXELFORMAT_ARGB8888, words.data(), width * 4);
    SDL_RenderPresent(renderer);
}

machine::Pixels Display::pixels() const {
    const Canvas32 frame = impl_->last_frame();
    const std::span words(frame.words, static_cast<std::size_t>(frame.width) * static_cast<std::size_t>(frame.height));
    machine::Pixels out{frame.width, frame.height, {}};
    out.rgba.reserve(words.size() * 4);
    for (const std::uint32_t word : words) {
        for (const int shift : {16, 8, 0}) out.rgba.push_back(static_cast<std::uint8_t>(word >> shift & 255U));
        out.rgba.push_back(255);
    }
    return out;
}

Result<> Display::save_png(const std::filesystem::path& path) const {
    return machine::save_png(pixels(), path);
}

void Display::Impl::drain(Events& out) {
    const std::lock_guard lock(mutex);
    for (Event& event : pushed) out.push_back(std::move(event));
    pushed.clear();
}

Events Display::wait(int timeout_ms) {
    Events out;
    if (impl_->window == nullptr) {
        std::unique_lock lock(impl_->mutex);
        const auto something = [&] { return !impl_->pushed.empty(); };
        if (timeout_ms < 0) {
            impl_->rung.wait(lock, something);
        } else {
            impl_->rung.wait_for(lock, std::chrono::milliseconds(timeout_ms), something);
        }
        std::swap(out, impl_->pushed);
        return out;
    }
    SDL_Event event;
    const int some = timeout_ms < 0 ? SDL_WaitEvent(&event) : SDL_WaitEventTimeout(&event, timeout_ms);
    if (some != 0) {
        impl_->input.translate(event, impl_->wake_type, out);
        for (int n = 1; n < events_a_wait_max && SDL_PollEvent(&event) != 0; ++n)
            impl_->input.translate(event, impl_->wake_type, out);
    }
    follow_window();
    impl_->input.set_size(impl_->width, impl_->height);
    impl_->drain(out);
    // SDL would go on over a dead connection; whoever started the kiosk starts it again on the next compositor.
    if (impl_->wayland != nullptr && impl_->wayland->lost()) out.emplace_back(Quit{});
    return out;
}

void Display::wake() {
    push(Woken{});
}

void Display::push(const Event& event) {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->pushed.push_back(event);
    }
    impl_->rung.notify_one();
    if (impl_->window == nullptr) return;
    SDL_Event bell{};
    bell.type = impl_->wake_type;
    SDL_PushEvent(&bell);  // only so that SDL_WaitEvent returns; the event itself lies in `pushed`
}

}  // namespace aaben::glass
