#include "doorbell/touched_files.hpp"

#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace aaben::doorbell {

Result<TouchedFiles> TouchedFiles::in(const std::filesystem::path& folder) {
    TouchedFiles made(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    if (made.fd_ < 0) return fail(Fault::Io, "inotify is not available: " + std::string(std::strerror(errno)));
    if (::inotify_add_watch(made.fd_, folder.c_str(), IN_CLOSE_WRITE | IN_MOVED_TO) < 0)
        return fail(Fault::NotFound, "the doorbell's folder cannot be watched: " + std::string(std::strerror(errno)));
    return made;
}

TouchedFiles::TouchedFiles(TouchedFiles&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

TouchedFiles& TouchedFiles::operator=(TouchedFiles&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
}

TouchedFiles::~TouchedFiles() {
    if (fd_ >= 0) ::close(fd_);
}

Touched TouchedFiles::listen() {
    Touched touched;
    alignas(inotify_event) std::array<char, 8192> bytes{};
    for (ssize_t size = 0; (size = ::read(fd_, bytes.data(), bytes.size())) > 0;) {
        for (std::size_t at = 0; at + sizeof(inotify_event) <= static_cast<std::size_t>(size);) {
            inotify_event event{};
            std::memcpy(&event, bytes.data() + at, sizeof event);
            touched.all = touched.all || (event.mask & IN_Q_OVERFLOW) != 0;
            if (event.len > 0) touched.names.emplace(bytes.data() + at + sizeof event);
            at += sizeof event + event.len;
        }
    }
    return touched;
}

}  // namespace aaben::doorbell
