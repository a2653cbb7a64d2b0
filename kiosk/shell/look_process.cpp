#include "shell/look_process.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <span>

#include "camera/look.hpp"
#include "platform/clock.hpp"

namespace aaben::shell {
namespace {

constexpr std::int64_t answer_limit_ms = 3'000;

bool ready(int socket, short what, MonoMs end) {
    const std::int64_t left_ms = end - SystemClock().mono_ms();
    pollfd waiting{socket, what, 0};
    return left_ms > 0 && ::poll(&waiting, 1, static_cast<int>(left_ms)) == 1;
}

bool send_all(int socket, std::span<const std::byte> bytes, MonoMs end) {
    while (!bytes.empty()) {
        if (!ready(socket, POLLOUT, end)) return false;
        const ssize_t n = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(n));
    }
    return true;
}

bool receive_all(int socket, std::span<std::byte> bytes, MonoMs end) {
    while (!bytes.empty()) {
        if (!ready(socket, POLLIN, end)) return false;
        const ssize_t n = ::recv(socket, bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (n <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(n));
    }
    return true;
}

template <class Plain>
std::span<std::byte> bytes_of(Plain& plain) {
    return std::as_writable_bytes(std::span(&plain, 1));
}

}  // namespace

Result<camera::Frame> LookProcess::look(std::vector<std::uint8_t> bytes) {
    if (bytes.size() > camera::look_bytes_max) return fail(Fault::Invalid, "the picture is too large");
    if (pid_ < 0 && !start()) return fail(Fault::Io, "the program that looks at pictures cannot be started");
    const MonoMs end_ms = SystemClock().mono_ms() + answer_limit_ms;
    camera::LookAsked asked{static_cast<std::uint32_t>(bytes.size())};
    camera::LookSeen seen;
    camera::Frame frame;
    bool whole = send_all(socket_, bytes_of(asked), end_ms) &&
                 send_all(socket_, std::as_bytes(std::span(bytes)), end_ms) &&
                 receive_all(socket_, bytes_of(seen), end_ms) && seen.width <= camera::look_width_max &&
                 seen.height <= camera::look_height_max;
    if (whole && seen.width > 0) {
        frame.rgb.resize(std::size_t{seen.width} * seen.height * 3);
        whole = receive_all(socket_, std::as_writable_bytes(std::span(frame.rgb)), end_ms);
    }
    if (!whole) {
        end();
        return fail(Fault::Io, "the program that looks at pictures gave no answer");
    }
    if (seen.width == 0 || seen.height == 0) return fail(Fault::Invalid, "not a picture that can be read");
    frame.width = static_cast<int>(seen.width), frame.height = static_cast<int>(seen.height);
    frame.encoded = std::move(bytes);
    return frame;
}

bool LookProcess::start() {
    std::array<int, 2> pair{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) return false;
    std::string program = program_.string(), word = "--look";
    const std::array<char*, 3> argv{program.data(), word.data(), nullptr};
    ::setenv("OMP_THREAD_LIMIT", "1", 0);
    pid_ = ::fork();
    if (pid_ == 0) {
        ::dup2(pair[1], STDIN_FILENO);
        [[maybe_unused]] const int less_urgent = ::nice(5);  // the glass keeps its frames
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    ::close(pair[1]);
    socket_ = pair[0];
    if (pid_ < 0) end();
    return pid_ > 0;
}

void LookProcess::end() {
    if (socket_ >= 0) ::close(socket_);
    if (pid_ > 0) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    socket_ = -1, pid_ = -1;
}

}  // namespace aaben::shell
