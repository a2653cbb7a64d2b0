#include "watchdog/watchdog.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <cstring>

#include "platform/log.hpp"

namespace aaben::watchdog {
namespace {

// Two pings may be lost or late before the supervisor gives the program up.
constexpr std::int64_t pings_in_a_silence = 3;

std::string taken(const char* name) {
    const char* value = std::getenv(name);
    std::string out = value != nullptr ? value : "";
    ::unsetenv(name);
    return out;
}

std::optional<std::int64_t> number(const std::string& text) {
    std::int64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [stopped, fault] = std::from_chars(text.data(), end, value);
    if (text.empty() || fault != std::errc() || stopped != end || value <= 0) return std::nullopt;
    return value;
}

}  // namespace

Asked take_from_environment(pid_t pid) {
    Asked asked;
    asked.socket = taken("NOTIFY_SOCKET");
    const auto silence_us = number(taken("WATCHDOG_USEC"));
    const std::string whose = taken("WATCHDOG_PID");
    if (silence_us && (whose.empty() || number(whose) == pid)) asked.silence_ms = *silence_us / 1000;
    return asked;
}

Watchdog::Watchdog(const Asked& asked) {
    if (asked.socket.empty()) return;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (asked.socket.size() >= sizeof address.sun_path || (asked.socket[0] != '/' && asked.socket[0] != '@')) {
        log(LogLevel::Warning, "watchdog", "NOTIFY_SOCKET names no socket; nobody is told that this program runs");
        return;
    }
    std::memcpy(address.sun_path, asked.socket.data(), asked.socket.size());
    if (asked.socket[0] == '@') address.sun_path[0] = '\0';
    socket_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + asked.socket.size());
    if (socket_ < 0 || ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), length) != 0) {
        log(LogLevel::Warning, "watchdog",
            std::string("the supervisor cannot be reached: ") + std::strerror(errno) + ". It may start this one anew.");
        if (socket_ >= 0) ::close(socket_);
        socket_ = -1;
        return;
    }
    silence_ms_ = asked.silence_ms;
}

Watchdog::~Watchdog() {
    if (socket_ < 0) return;
    if (told_ready_) tell("STOPPING=1");
    ::close(socket_);
}

// A full queue is a supervisor that is slow, not a reason to wait: the next turn tells it again.
void Watchdog::tell(const char* word) {
    (void)::send(socket_, word, std::strlen(word), MSG_NOSIGNAL | MSG_DONTWAIT);
}

void Watchdog::ready() {
    if (socket_ < 0 || told_ready_) return;
    told_ready_ = true;
    tell("READY=1");
}

void Watchdog::turned(MonoMs now) {
    if (wait_ms(now) != 0) return;
    tell("WATCHDOG=1");
    pinged_ = now;
}

std::optional<std::int64_t> Watchdog::wait_ms(MonoMs now) const {
    if (socket_ < 0 || silence_ms_ == 0) return std::nullopt;
    if (!pinged_) return 0;
    const std::int64_t every_ms = std::max<std::int64_t>(1, silence_ms_ / pings_in_a_silence);
    return std::max<std::int64_t>(0, *pinged_ + every_ms - now);
}

}  // namespace aaben::watchdog
