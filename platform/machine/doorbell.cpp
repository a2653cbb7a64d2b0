#include "machine/doorbell.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <thread>

namespace aaben::machine {

Result<Done> ring(const std::filesystem::path& bell) {
    const int file = ::open(bell.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0660);
    if (file < 0) return fail(Fault::Io, "doorbell cannot be opened: " + std::string(std::strerror(errno)));
    const bool written = ::pwrite(file, "!", 1, 0) == 1;
    const int problem = errno;
    ::close(file);
    if (!written) return fail(Fault::Io, "doorbell cannot be written: " + std::string(std::strerror(problem)));
    return Done{};
}

struct DoorbellWatch::Impl {
    int notify = -1, stop = -1;
    std::string name;
    std::function<void()> heard;
    std::thread thread;

    ~Impl() {
        if (thread.joinable()) {
            const std::uint64_t one = 1;
            // The eventfd can only refuse when its counter is full, and then the thread is awake anyway.
            if (::write(stop, &one, sizeof one) < 0) errno = 0;
            thread.join();
        }
        if (notify >= 0) ::close(notify);
        if (stop >= 0) ::close(stop);
    }

    [[nodiscard]] bool ours_in(const char* bytes, std::size_t size) const {
        bool ours = false;
        for (std::size_t at = 0; at + sizeof(inotify_event) <= size;) {
            inotify_event event{};
            std::memcpy(&event, bytes + at, sizeof event);
            const char* event_name = bytes + at + sizeof event;
            // When the kernel's queue ran over, nobody knows what was in it: that counts as a ring.
            ours = ours || (event.mask & IN_Q_OVERFLOW) != 0 || (event.len > 0 && name == event_name);
            at += sizeof event + event.len;
        }
        return ours;
    }

    void listen() {
        alignas(inotify_event) std::array<char, 4096> bytes{};
        std::array<pollfd, 2> both{{{notify, POLLIN, 0}, {stop, POLLIN, 0}}};
        while (true) {
            if (::poll(both.data(), both.size(), -1) < 0 && errno != EINTR) return;
            if ((both[1].revents & POLLIN) != 0) return;
            if ((both[0].revents & POLLIN) == 0) continue;
            const ssize_t size = ::read(notify, bytes.data(), bytes.size());
            if (size > 0 && ours_in(bytes.data(), static_cast<std::size_t>(size))) heard();
        }
    }
};

DoorbellWatch::DoorbellWatch(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
DoorbellWatch::~DoorbellWatch() = default;

Result<std::unique_ptr<DoorbellWatch>> DoorbellWatch::start(const std::filesystem::path& bell,
                                                            std::function<void()> heard) {
    auto impl = std::make_unique<Impl>();
    impl->name = bell.filename().string();
    impl->heard = std::move(heard);
    impl->notify = ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    impl->stop = ::eventfd(0, EFD_CLOEXEC);
    if (impl->notify < 0 || impl->stop < 0) return fail(Fault::Io, "inotify is not available");
    const std::filesystem::path folder = bell.has_parent_path() ? bell.parent_path() : ".";
    if (::inotify_add_watch(impl->notify, folder.c_str(), IN_CLOSE_WRITE | IN_MOVED_TO) < 0) {
        return fail(Fault::NotFound, "the doorbell's folder cannot be watched: " + std::string(std::strerror(errno)));
    }
    Impl* raw = impl.get();
    impl->thread = std::thread([raw] { raw->listen(); });
    return std::unique_ptr<DoorbellWatch>(new DoorbellWatch(std::move(impl)));
}

}  // namespace aaben::machine
