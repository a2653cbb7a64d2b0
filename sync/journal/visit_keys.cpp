#include "journal/visit_keys.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <numeric>
#include <utility>

#include "platform/durable.hpp"
#include "seal/hash.hpp"

namespace aaben::journal {
namespace {

constexpr std::int64_t slot_bytes = 4096;  // a page each, so that overwriting one can never tear another
constexpr std::int64_t slots_at_once = 64;
constexpr std::int64_t slots_most = 4096;
constexpr std::size_t key_bytes = 32;

Error io(const char* what) {
    return fail(disk_fault(errno), std::string("visit-keys: ") + what + ": " + std::strerror(errno));
}

}  // namespace

Result<VisitKeys> VisitKeys::open(const std::filesystem::path& file) {
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return io("open");
    struct stat info{};
    ::fchmod(fd, 0600);
    if (::fstat(fd, &info) != 0) {
        const Error error = io("look");
        ::close(fd);
        return error;
    }
    VisitKeys keys(fd, info.st_size / slot_bytes);
    if (info.st_size % slot_bytes != 0) keys.slots_ = 0;
    if (keys.slots_ == 0) {
        if (const auto grown = keys.grow(); !grown) return grown.error();
        if (const auto named = sync_folder(file.parent_path()); !named) return named.error();
    }
    return keys;
}

Result<> VisitKeys::move_from(const std::filesystem::path& old, const std::filesystem::path& file) {
    std::error_code error;
    if (old == file || !std::filesystem::exists(old, error)) return Done{};
    if (!std::filesystem::exists(file, error)) std::filesystem::copy_file(old, file, error);
    if (error) return fail(Fault::Io, "visit-keys: move: " + error.message());
    {
        auto keys = open(old);
        if (!keys) return keys.error();
        std::vector<std::int64_t> all(static_cast<std::size_t>(keys->slots_));
        std::iota(all.begin(), all.end(), 0);
        if (const auto burnt = keys->burn(all); !burnt) return burnt;
    }
    std::filesystem::remove(old, error);
    if (error) return fail(Fault::Io, "visit-keys: remove: " + error.message());
    return sync_folder(old.parent_path());
}

VisitKeys::VisitKeys(VisitKeys&& other) noexcept : fd_(std::exchange(other.fd_, -1)), slots_(other.slots_) {}

VisitKeys& VisitKeys::operator=(VisitKeys&& other) noexcept {
    if (this == &other) return *this;
    if (fd_ >= 0) ::close(fd_);
    fd_ = std::exchange(other.fd_, -1);
    slots_ = other.slots_;
    return *this;
}

VisitKeys::~VisitKeys() {
    if (fd_ >= 0) ::close(fd_);
}

Result<> VisitKeys::write_fresh(std::int64_t slot) const {
    seal::Secret page = seal::random_secret(slot_bytes);
    const ssize_t n = ::pwrite(fd_, page.data(), page.size(), slot * slot_bytes);
    if (n != slot_bytes) return io("write");
    return Done{};
}

Result<> VisitKeys::grow() {
    if (slots_ >= slots_most) return fail(Fault::Refused, "visit-keys: too many live visits");
    for (std::int64_t slot = slots_; slot < slots_ + slots_at_once; ++slot)
        if (const auto written = write_fresh(slot); !written) return written;
    if (::fsync(fd_) != 0) return io("sync");
    slots_ += slots_at_once;
    return Done{};
}

Result<std::int64_t> VisitKeys::free_slot(const std::set<std::int64_t>& taken) {
    std::int64_t slot = 0;
    while (taken.contains(slot)) ++slot;
    while (slot >= slots_)
        if (const auto grown = grow(); !grown) return grown.error();
    return slot;
}

Result<seal::Secret> VisitKeys::key(std::int64_t slot) const {
    if (slot < 0 || slot >= slots_) return fail(Fault::NotFound, "visit-keys: no such slot");
    seal::Secret key(key_bytes);
    if (::pread(fd_, key.data(), key_bytes, slot * slot_bytes) != static_cast<ssize_t>(key_bytes)) return io("read");
    return key;
}

Result<> VisitKeys::burn(const std::vector<std::int64_t>& slots) {
    for (const std::int64_t slot : slots) {
        if (slot < 0 || slot >= slots_) continue;
        if (const auto written = write_fresh(slot); !written) return written;
    }
    if (!slots.empty() && ::fdatasync(fd_) != 0) return io("sync");
    return Done{};
}

}  // namespace aaben::journal
