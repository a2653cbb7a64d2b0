#include "doorbell/doorbell.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <thread>

#include "doorbell/touched_files.hpp"

namespace aaben::doorbell {

Result<> ring(const std::filesystem::path& bell) {
    const int file = ::open(bell.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0660);
    if (file < 0) return fail(Fault::Io, "doorbell cannot be opened: " + std::string(std::strerror(errno)));
    const bool written = ::pwrite(file, "!", 1, 0) == 1;
    const int problem = errno;
    ::close(file);  // closing is what the other side hears
    if (!written) return fail(Fault::Io, "doorbell cannot be written: " + std::string(std::strerror(problem)));
    return Done{};
}

struct DoorbellWatch::Impl {
    TouchedFiles files;
    std::string name;
    std::function<void()> heard;
    int stop = -1;
    std::thread thread = {};

    ~Impl() {
        if (thread.joinable()) {
            const std::uint64_t one = 1;
            // The eventfd can only refuse when its counter is full, and then the thread is awake anyway.
            if (::write(stop, &one, sizeof one) < 0) errno = 0;
            thread.join();
        }
        if (stop >= 0) ::close(stop);
    }

    void listen() {
        std::array<pollfd, 2> both{{{files.fd(), POLLIN, 0}, {stop, POLLIN, 0}}};
        while (true) {
            if (::poll(both.data(), both.size(), -1) < 0 && errno != EINTR) return;
            if ((both[1].revents & POLLIN) != 0) return;
            if ((both[0].revents & POLLIN) != 0 && files.listen().contains(name)) heard();
        }
    }
};

DoorbellWatch::DoorbellWatch(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
DoorbellWatch::~DoorbellWatch() = default;

Result<std::unique_ptr<DoorbellWatch>> DoorbellWatch::start(const std::filesystem::path& bell,
                                                            std::function<void()> heard) {
    auto files = TouchedFiles::in(bell.has_parent_path() ? bell.parent_path() : ".");
    if (!files) return files.error();
    auto impl = std::make_unique<Impl>(*std::move(files), bell.filename().string(), std::move(heard));
    impl->stop = ::eventfd(0, EFD_CLOEXEC);
    if (impl->stop < 0) return fail(Fault::Io, "no eventfd: " + std::string(std::strerror(errno)));
    Impl* raw = impl.get();
    impl->thread = std::thread([raw] { raw->listen(); });
    return std::unique_ptr<DoorbellWatch>(new DoorbellWatch(std::move(impl)));
}

}  // namespace aaben::doorbell
