#include "machine/printer.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>

namespace aaben::machine {
namespace {

constexpr int band_rows = 128;  // small printers hold little: a band at a time
constexpr int send_limit_ms = 5'000;

bool ink(const Pixels& p, int x, int y) {
    const std::size_t at =
        (static_cast<std::size_t>(y) * static_cast<std::size_t>(p.width) + static_cast<std::size_t>(x)) * 4;
    return p.rgba[at] * 77 + p.rgba[at + 1] * 151 + p.rgba[at + 2] * 28 < 128 * 256;
}

int last_ink_row(const Pixels& p) {
    for (int y = p.height - 1; y >= 0; --y)
        for (int x = 0; x < p.width; ++x)
            if (ink(p, x, y)) return y;
    return -1;
}

}  // namespace

std::string to_escpos(const Pixels& p) {
    std::string out = "\x1b@";
    const int rows = last_ink_row(p) + 1, bytes_a_row = (p.width + 7) / 8;
    for (int top = 0; top < rows; top += band_rows) {
        const int high = std::min(band_rows, rows - top);
        out += std::string("\x1dv0\0", 4);
        for (const int number : {bytes_a_row, high})
            out += static_cast<char>(number & 255), out += static_cast<char>(number >> 8);
        for (int y = top; y < top + high; ++y) {
            for (int column = 0; column < bytes_a_row; ++column) {
                unsigned byte = 0;
                for (int bit = 0; bit < 8; ++bit)
                    if (const int x = column * 8 + bit; x < p.width && ink(p, x, y)) byte |= 128U >> bit;
                out += static_cast<char>(byte);
            }
        }
    }
    return out + std::string(
                     "\x1b"
                     "d\x04"
                     "\x1dV\x01",
                     6);
}

Result<> send_to_printer(const std::filesystem::path& device, const std::string& bytes) {
    const int fd = ::open(device.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_APPEND);
    if (fd < 0) return fail(Fault::Io, "the printer cannot be opened; nothing was printed");
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const ssize_t n = ::write(fd, bytes.data() + sent, bytes.size() - sent);
        if (n > 0) {
            sent += static_cast<std::size_t>(n);
            continue;
        }
        pollfd waiting{fd, POLLOUT, 0};
        if (n < 0 && errno == EAGAIN && ::poll(&waiting, 1, send_limit_ms) > 0) continue;
        ::close(fd);
        return fail(Fault::Io, "the printer took only a part; it may be out of paper");
    }
    ::close(fd);
    return Done{};
}

}  // namespace aaben::machine
