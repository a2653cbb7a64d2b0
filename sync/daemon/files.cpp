#include "daemon/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>

#include "platform/durable.hpp"

namespace aaben::daemon {
namespace {

namespace fs = std::filesystem;

}  // namespace

Result<std::string> read_small(const fs::path& file, std::size_t bytes_max) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return fail(Fault::NotFound, file.filename().string() + " cannot be read");
    std::string bytes(bytes_max + 1, '\0');  // never more, whatever the file claims to be
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > bytes_max) return fail(Fault::Invalid, file.filename().string() + " is too large");
    return bytes;
}

std::string without_line_end(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) text.pop_back();
    return text;
}

void overwrite_and_remove(const fs::path& file) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    if (!error) {
        if (const int fd = ::open(file.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC); fd >= 0) {
            const bool wiped = write_all(fd, std::string(size, '\0')) && ::fsync(fd) == 0;
            ::close(fd);
            if (!wiped) errno = EIO;
        }
    }
    fs::remove(file, error);
}

}  // namespace aaben::daemon
