// Tells the service supervisor (systemd's notify protocol: a datagram to $NOTIFY_SOCKET) that a program is ready and
// that its loop still turns. Owned by the loop and called on its thread: a loop that hangs falls silent and is started
// anew. Drawing never pings, so a glass at rest is as alive as a busy one.
// Always: without a supervisor every call does nothing; no call waits; the child programs never see the socket.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>

#include "platform/clock.hpp"

namespace aaben::watchdog {

// What the supervisor asks of this program.
struct Asked {
    std::string socket;           // a path, or an abstract name that begins with '@'; empty: nobody listens
    std::int64_t silence_ms = 0;  // a longer silence is taken for death; 0: nobody counts
};

// Reads NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID for the process `pid`, and takes them out of the environment. A
// number that is none, or meant for another process, counts as no watchdog. Before the first thread.
[[nodiscard]] Asked take_from_environment(pid_t pid);

class Watchdog {
  public:
    explicit Watchdog(const Asked& asked);
    ~Watchdog();
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;

    void ready();             // once: what this program is for has begun (the first frame, the first look at the wire)
    void turned(MonoMs now);  // at every turn of the loop; pings when a ping is due
    // How long the loop may sleep and still be in time; nothing when nobody counts.
    [[nodiscard]] std::optional<std::int64_t> wait_ms(MonoMs now) const;

  private:
    void tell(const char* word);

    int socket_ = -1;
    std::int64_t silence_ms_ = 0;
    bool told_ready_ = false;
    std::optional<MonoMs> pinged_;
};

}  // namespace aaben::watchdog
