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

Result<Done> sync_folder(const fs::path& folder) {
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return disk_error(folder, "opened", errno);
    const int failed = ::fsync(fd) == 0 ? 0 : errno;
    ::close(fd);
    if (failed != 0) return disk_error(folder, "flushed", failed);
    return Done{};
}

Result<Done> make_folder(const fs::path& folder) {
    std::error_code error;
    if (folder.empty() || fs::is_directory(folder, error)) return Done{};
    const fs::path named = folder.has_filename() ? folder : folder.parent_path();
    const fs::path above = named.parent_path();
    if (auto made = make_folder(above); !made) return made;
    if (::mkdir(named.c_str(), 0777) != 0 && errno != EEXIST) return disk_error(named, "made", errno);
    return sync_folder(above.empty() ? fs::path(".") : above);
}

}  // namespace aaben
