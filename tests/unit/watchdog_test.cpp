// The words a supervisor hears, on a real datagram socket.
#include "watchdog/watchdog.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "support/temporary_folder.hpp"

using namespace aaben;

namespace {

class Supervisor {
  public:
    explicit Supervisor(const std::string& name) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        REQUIRE(name.size() < sizeof address.sun_path);
        std::memcpy(address.sun_path, name.data(), name.size());
        if (name[0] == '@') address.sun_path[0] = '\0';
        fd_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
        REQUIRE(::bind(fd_, reinterpret_cast<const sockaddr*>(&address), length) == 0);
    }
    ~Supervisor() { ::close(fd_); }
    Supervisor(const Supervisor&) = delete;
    Supervisor& operator=(const Supervisor&) = delete;

    std::vector<std::string> heard() const {
        std::vector<std::string> out;
        std::array<char, 256> bytes{};
        for (ssize_t n = 0; (n = ::recv(fd_, bytes.data(), bytes.size(), 0)) >= 0;)
            out.emplace_back(bytes.data(), static_cast<std::size_t>(n));
        return out;
    }

  private:
    int fd_ = -1;
};

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("a supervisor hears ready once, a ping a third of its patience, and the end") {
    const tests::TemporaryFolder dir;
    for (const std::string& name : {(dir.path / "notify").string(), "@aaben-watchdog-" + std::to_string(::getpid())}) {
        INFO(name);
        const Supervisor supervisor(name);
        {
            watchdog::Watchdog dog({name, 30'000});
            CHECK(dog.wait_ms(1'000) == 0);
            dog.ready();
            dog.ready();
            dog.turned(1'000);
            CHECK(supervisor.heard() == Words{"READY=1", "WATCHDOG=1"});
            CHECK(dog.wait_ms(1'000) == 10'000);
            dog.turned(10'999);
            CHECK(supervisor.heard().empty());
            CHECK(dog.wait_ms(10'999) == 1);
            dog.turned(11'000);
            CHECK(supervisor.heard() == Words{"WATCHDOG=1"});
            CHECK(dog.wait_ms(500'000) == 0);  // a loop that overslept is due at once
        }
        CHECK(supervisor.heard() == Words{"STOPPING=1"});
    }
}

TEST_CASE("who counts no silence is told of the start alone, and nobody is told nothing") {
    const tests::TemporaryFolder dir;
    const std::string name = dir.path / "notify";
    const Supervisor supervisor(name);
    watchdog::Watchdog uncounted({name, 0});
    uncounted.ready();
    uncounted.turned(1'000);
    CHECK(supervisor.heard() == Words{"READY=1"});
    CHECK_FALSE(uncounted.wait_ms(1'000));
    for (const std::string& nobody : {std::string(), std::string("notify"), std::string("/nowhere/notify"),
                                      "/" + std::string(200, 'n')}) {  // none, relative, missing, too long
        watchdog::Watchdog alone({nobody, 30'000});
        alone.ready();
        alone.turned(1'000);
        CHECK_FALSE(alone.wait_ms(1'000));
    }
    CHECK(supervisor.heard().empty());
}

TEST_CASE("a supervisor that does not read keeps no loop waiting") {
    const tests::TemporaryFolder dir;
    const std::string name = dir.path / "notify";
    const Supervisor supervisor(name);
    watchdog::Watchdog dog({name, 3});
    for (int turn = 0; turn < 10'000; ++turn) dog.turned(turn);  // far more than its queue holds
    CHECK_FALSE(supervisor.heard().empty());
}

TEST_CASE("what the supervisor asked is read once and kept from child programs") {
    const auto asked_by = [](const char* silence_us, const std::string& pid) {
        ::setenv("NOTIFY_SOCKET", "/run/notify", 1);
        ::setenv("WATCHDOG_USEC", silence_us, 1);
        ::setenv("WATCHDOG_PID", pid.c_str(), 1);
        return watchdog::take_from_environment(::getpid());
    };
    const watchdog::Asked ours = asked_by("45000000", std::to_string(::getpid()));
    CHECK(ours.socket == "/run/notify");
    CHECK(ours.silence_ms == 45'000);
    for (const char* name : {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"}) CHECK(std::getenv(name) == nullptr);
    CHECK(asked_by("45000000", "1").silence_ms == 0);  // another program's
    CHECK(asked_by("45000000", "").silence_ms == 45'000);
    for (const char* none : {"", "0", "-5", "45s", "99999999999999999999"}) CHECK(asked_by(none, "").silence_ms == 0);
    CHECK(asked_by("", "").socket == "/run/notify");
    CHECK(watchdog::take_from_environment(::getpid()).socket.empty());
}
