#include "journal/owner_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <string>
#include <thread>
#include <utility>

#include "platform/durable.hpp"
#include "platform/fault_switch.hpp"

namespace aaben::journal {
namespace {
constexpr int tries = 20;
constexpr std::chrono::milliseconds between_tries{50};
}  // namespace

Result<OwnerLock> OwnerLock::take(const std::filesystem::path& file) {
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0660);
    if (fd < 0) return fail(disk_fault(errno), "cannot open " + file.filename().string() + ": " + std::strerror(errno));
    OwnerLock lock(fd);
    if (fault("two_writers")) return lock;
    for (int i = 0; i < tries; ++i) {
        if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return lock;
        std::this_thread::sleep_for(between_tries);
    }
    return fail(Fault::Busy, file.filename().string() + " is held by another program; nothing was touched");
}

OwnerLock::OwnerLock(OwnerLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

OwnerLock& OwnerLock::operator=(OwnerLock&& other) noexcept {
    if (this == &other) return *this;
    if (fd_ >= 0) ::close(fd_);
    fd_ = std::exchange(other.fd_, -1);
    return *this;
}

OwnerLock::~OwnerLock() {
    if (fd_ >= 0) ::close(fd_);
}

}  // namespace aaben::journal
