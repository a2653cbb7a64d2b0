#include "machine/printer.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>

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

// ESC/POS real-time status: two bits are always set and two never, so that what else comes is not taken for one.
constexpr unsigned fixed_bits = 0x93, fixed_value = 0x12;
constexpr unsigned cover_bit = 0x04, stopped_bit = 0x20;  // of DLE EOT 2
constexpr unsigned paper_end_bits = 0x60;                 // of DLE EOT 4
constexpr int answer_ms = 250;

// The answer to DLE EOT `question`; none when the printer says nothing.
std::optional<unsigned> status(int fd, char question) {
    const std::array<char, 3> ask{'\x10', '\x04', question};
    if (::write(fd, ask.data(), ask.size()) != static_cast<ssize_t>(ask.size())) return std::nullopt;
    for (pollfd heard{fd, POLLIN, 0}; ::poll(&heard, 1, answer_ms) > 0 && (heard.revents & POLLIN) != 0;) {
        unsigned char byte = 0;
        if (::read(fd, &byte, 1) != 1) return std::nullopt;
        if ((byte & fixed_bits) == fixed_value) return byte;
    }
    return std::nullopt;
}

struct Line {  // an open device, closed with it
    int fd;
    explicit Line(const std::filesystem::path& device, int mode)
        : fd(::open(device.c_str(), mode | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | O_APPEND)) {}
    ~Line() {
        if (fd >= 0) ::close(fd);
    }
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;
};

}  // namespace

PrinterState look_at_printer(const std::filesystem::path& device) {
    const Line line(device, O_RDWR);
    if (line.fd < 0) {
        const Line one_way(device, O_WRONLY);
        return one_way.fd < 0 ? PrinterState::Off : PrinterState::Ready;
    }
    struct stat what{};
    if (::fstat(line.fd, &what) != 0 || S_ISREG(what.st_mode)) return PrinterState::Ready;  // a file, in development
    const auto offline = status(line.fd, 2), paper = status(line.fd, 4);
    if (offline && (*offline & cover_bit) != 0) return PrinterState::CoverOpen;
    if ((offline && (*offline & stopped_bit) != 0) || (paper && (*paper & paper_end_bits) != 0))
        return PrinterState::PaperOut;
    return PrinterState::Ready;
}

PrinterState print_slip(const std::filesystem::path& device, const std::string& bytes) {
    const PrinterState before = look_at_printer(device);
    if (before != PrinterState::Ready) return before;
    const bool sent = send_to_printer(device, bytes).ok();
    const PrinterState after = look_at_printer(device);
    return sent || after != PrinterState::Ready ? after : PrinterState::Off;
}

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
                     "d\x06"  // the knife sits above the head: no line of words under it
                     "\x1dV\x01",
                     6);
}

Result<> send_to_printer(const std::filesystem::path& device, const std::string& bytes) {
    const Line line(device, O_WRONLY);
    if (line.fd < 0) return fail(Fault::Io, "the printer cannot be opened; nothing was printed");
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const ssize_t n = ::write(line.fd, bytes.data() + sent, bytes.size() - sent);
        if (n > 0) {
            sent += static_cast<std::size_t>(n);
            continue;
        }
        pollfd waiting{line.fd, POLLOUT, 0};
        if (n < 0 && errno == EAGAIN && ::poll(&waiting, 1, send_limit_ms) > 0) continue;
        return fail(Fault::Io, "the printer took only a part; it may be out of paper");
    }
    return Done{};
}

}  // namespace aaben::machine
