#include "glass/wayland_glass.hpp"

#include <SDL.h>
#include <SDL_syswm.h>
#include <poll.h>
#include <sys/mman.h>
#include <unistd.h>
#include <wayland-client.h>

#include <algorithm>
#include <cstring>
#include <string_view>
#include <vector>

namespace aaben::glass {
namespace {

// One on the glass, one on its way, one to draw into.
constexpr std::size_t buffers_most = 3;
// A compositor gives a buffer back within a frame or two; one that takes longer is busy with something else.
constexpr int release_waits_most = 10, release_wait_ms = 20;

// Memory that the compositor sees, and the kernel's count of it: gone with both of them.
struct Buffer {
    wl_buffer* handle = nullptr;
    std::uint32_t* words = nullptr;
    int width = 0, height = 0;
    bool held = false;  // by the compositor

    Buffer() = default;
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;
    ~Buffer() {
        if (handle != nullptr) wl_buffer_destroy(handle);
        if (words != nullptr) ::munmap(words, bytes());
    }
    [[nodiscard]] std::size_t bytes() const {
        return static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * sizeof *words;
    }
    [[nodiscard]] bool fits(int w, int h) const { return width == w && height == h; }
    [[nodiscard]] Canvas32 canvas() const { return {words, width, height, width}; }
};

void take_back(void* buffer, wl_buffer*) {
    static_cast<Buffer*>(buffer)->held = false;
}
constexpr wl_buffer_listener listener_of_buffers{take_back};

std::unique_ptr<Buffer> make_buffer(wl_shm* shm, int width, int height) {
    auto buffer = std::make_unique<Buffer>();
    buffer->width = width, buffer->height = height;
    const int fd = ::memfd_create("glass", MFD_CLOEXEC);
    if (fd < 0) return nullptr;
    const auto bytes = static_cast<off_t>(buffer->bytes());
    void* memory = ::ftruncate(fd, bytes) == 0
                       ? ::mmap(nullptr, buffer->bytes(), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0)
                       : MAP_FAILED;
    if (memory != MAP_FAILED) {
        buffer->words = static_cast<std::uint32_t*>(memory);
        wl_shm_pool* pool = wl_shm_create_pool(shm, fd, static_cast<std::int32_t>(bytes));
        buffer->handle = wl_shm_pool_create_buffer(pool, 0, width, height, width * 4, WL_SHM_FORMAT_XRGB8888);
        wl_shm_pool_destroy(pool);
        wl_buffer_add_listener(buffer->handle, &listener_of_buffers, buffer.get());
    }
    ::close(fd);
    return buffer->words != nullptr ? std::move(buffer) : nullptr;
}

}  // namespace

Damage damage_between(const Canvas32& before, const Canvas32& now) {
    const auto row = [](const Canvas32& canvas, int y) {
        return canvas.words + static_cast<std::ptrdiff_t>(y) * canvas.pitch;
    };
    const auto same = [&](int y) {
        return std::memcmp(row(before, y), row(now, y), static_cast<std::size_t>(now.width) * sizeof *now.words) == 0;
    };
    int top = 0, bottom = now.height;
    while (top < bottom && same(top)) ++top;
    while (bottom > top && same(bottom - 1)) --bottom;
    int left = now.width, right = 0;
    for (int y = top; y < bottom; ++y) {
        const std::uint32_t *a = row(before, y), *b = row(now, y);
        const auto first = static_cast<int>(std::mismatch(b, b + left, a).first - b);
        left = std::min(left, first);
        for (int x = now.width; x > right; --x)
            if (a[x - 1] != b[x - 1]) right = x;
    }
    return top == bottom ? Damage{} : Damage{left, top, right - left, bottom - top};
}

struct WaylandGlass::Impl {
    wl_display* display = nullptr;  // SDL's, as is the surface
    wl_surface* surface = nullptr;
    wl_event_queue* queue = nullptr;  // our own, so that SDL's turn and ours never take each other's events
    wl_shm* shm = nullptr;
    std::vector<std::unique_ptr<Buffer>> buffers;
    Buffer* drawn = nullptr;     // begun and not yet shown
    Buffer* on_glass = nullptr;  // shown last

    ~Impl() {
        buffers.clear();
        if (shm != nullptr) wl_shm_destroy(shm);
        if (queue != nullptr) wl_event_queue_destroy(queue);
    }

    void find_shm() {
        auto* ours = static_cast<wl_display*>(wl_proxy_create_wrapper(display));
        wl_proxy_set_queue(reinterpret_cast<wl_proxy*>(ours), queue);
        wl_registry* registry = wl_display_get_registry(ours);
        wl_proxy_wrapper_destroy(ours);
        static constexpr wl_registry_listener listener{
            [](void* self, wl_registry* from, std::uint32_t name, const char* what, std::uint32_t) {
                auto& found = static_cast<Impl*>(self)->shm;
                if (found == nullptr && std::string_view(what) == wl_shm_interface.name)
                    found = static_cast<wl_shm*>(wl_registry_bind(from, name, &wl_shm_interface, 1));
            },
            [](void*, wl_registry*, std::uint32_t) {}};
        wl_registry_add_listener(registry, &listener, this);
        wl_display_roundtrip_queue(display, queue);
        wl_registry_destroy(registry);
    }

    // Buffers of another size go as soon as the compositor has given them back.
    void drop_misfits(int width, int height) {
        std::erase_if(buffers, [&](const std::unique_ptr<Buffer>& buffer) {
            const bool goes = !buffer->fits(width, height) && !buffer->held;
            if (goes && buffer.get() == on_glass) on_glass = nullptr;
            return goes;
        });
    }

    Buffer* free_buffer(int width, int height) {
        wl_display_dispatch_queue_pending(display, queue);
        drop_misfits(width, height);
        for (const auto& buffer : buffers)
            if (!buffer->held && buffer.get() != on_glass && buffer->fits(width, height)) return buffer.get();
        const auto fitting = std::ranges::count_if(buffers, [&](const auto& b) { return b->fits(width, height); });
        if (static_cast<std::size_t>(fitting) >= buffers_most) return nullptr;
        auto fresh = make_buffer(shm, width, height);
        if (fresh == nullptr) return nullptr;
        buffers.push_back(std::move(fresh));
        return buffers.back().get();
    }

    // Reads what the compositor says, for so long; events of SDL's stay in SDL's queue.
    void hear_for(int ms) const {
        if (wl_display_prepare_read_queue(display, queue) != 0) {
            wl_display_dispatch_queue_pending(display, queue);
            return;
        }
        wl_display_flush(display);
        pollfd in{wl_display_get_fd(display), POLLIN, 0};
        if (::poll(&in, 1, ms) > 0)
            wl_display_read_events(display);
        else
            wl_display_cancel_read(display);
        wl_display_dispatch_queue_pending(display, queue);
    }
};

WaylandGlass::WaylandGlass(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
WaylandGlass::~WaylandGlass() = default;

Result<std::unique_ptr<WaylandGlass>> WaylandGlass::of(SDL_Window* window) {
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (SDL_GetWindowWMInfo(window, &info) != SDL_TRUE || info.subsystem != SDL_SYSWM_WAYLAND)
        return std::unique_ptr<WaylandGlass>();
    auto impl = std::make_unique<Impl>();
    impl->display = info.info.wl.display, impl->surface = info.info.wl.surface;
    impl->queue = wl_display_create_queue(impl->display);
    impl->find_shm();
    if (impl->shm == nullptr) return fail(Fault::NotFound, "no glass: the compositor offers no shared memory (wl_shm)");
    return std::unique_ptr<WaylandGlass>(new WaylandGlass(std::move(impl)));
}

Canvas32 WaylandGlass::begin(int width, int height) {
    Impl& m = *impl_;
    m.drawn = m.free_buffer(width, height);
    for (int n = 0; m.drawn == nullptr && n < release_waits_most && !lost(); ++n) {
        m.hear_for(release_wait_ms);
        m.drawn = m.free_buffer(width, height);
    }
    return m.drawn != nullptr ? m.drawn->canvas() : Canvas32{};
}

void WaylandGlass::show() {
    Impl& m = *impl_;
    Buffer* const now = std::exchange(m.drawn, nullptr);
    if (now == nullptr) return;
    const bool comparable = m.on_glass != nullptr && m.on_glass->fits(now->width, now->height);
    const Damage part =
        comparable ? damage_between(m.on_glass->canvas(), now->canvas()) : Damage{0, 0, now->width, now->height};
    if (part == Damage{}) return;  // it stays free, and what is on the glass is right
    wl_surface_attach(m.surface, now->handle, 0, 0);
    wl_surface_damage(m.surface, part.x, part.y, part.width, part.height);
    wl_surface_commit(m.surface);
    now->held = true;
    m.on_glass = now;
    wl_display_flush(m.display);
}

Canvas32 WaylandGlass::shown() const {
    return impl_->on_glass != nullptr ? impl_->on_glass->canvas() : Canvas32{};
}

bool WaylandGlass::lost() const {
    return wl_display_get_error(impl_->display) != 0;
}

}  // namespace aaben::glass
