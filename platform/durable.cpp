#include "platform/durable.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace aaben {
namespace {

namespace fs = std::filesystem;

Error disk_error(const fs::path& folder, const char* doing, int error_number) {
    return fail(disk_fault(error_number), "the folder " + folder.filename().string() + " could not be " + doing + ": " +
                                              std::strerror(error_number));
}

Error cannot_write(const fs::path& file) {
    return fail(disk_fault(errno), "cannot write " + file.filename().string() + "; what was there is unchanged");
}

}  // namespace

Fault disk_fault(int error_number) {
    switch (error_number) {
        case ENOSPC:
        case EDQUOT:
        case EFBIG:
            return Fault::DiskFull;
        case EROFS:
        case EACCES:
        case EPERM:
            return Fault::ReadOnly;
        default:
            return Fault::Io;
    }
}

Result<> sync_folder(const fs::path& folder) {
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return disk_error(folder, "opened", errno);
    const int failed = ::fsync(fd) == 0 ? 0 : errno;
    ::close(fd);
    if (failed != 0) return disk_error(folder, "flushed", failed);
    return Done{};
}

Result<> make_folder(const fs::path& folder) {
    std::error_code error;
    if (folder.empty() || fs::is_directory(folder, error)) return Done{};
    const fs::path named = folder.has_filename() ? folder : folder.parent_path();
    const fs::path above = named.parent_path();
    if (auto made = make_folder(above); !made) return made;
    if (::mkdir(named.c_str(), 0777) != 0 && errno != EEXIST) return disk_error(named, "made", errno);
    return sync_folder(above.empty() ? fs::path(".") : above);
}

bool write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t n = ::write(fd, bytes.data(), bytes.size());
        if (n <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

Result<> write_whole(const fs::path& file, std::string_view bytes) {
    constexpr mode_t mode = 0600;
    if (auto made = make_folder(file.parent_path()); !made.ok()) return made;
    const fs::path fresh = file.string() + ".new";
    const int fd = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, mode);
    if (fd < 0) return cannot_write(file);
    const bool written = ::fchmod(fd, mode) == 0 && write_all(fd, bytes) && ::fsync(fd) == 0;
    ::close(fd);
    if (!written || ::rename(fresh.c_str(), file.c_str()) != 0) return cannot_write(file);
    return sync_folder(file.parent_path().empty() ? "." : file.parent_path());
}

}  // namespace aaben
