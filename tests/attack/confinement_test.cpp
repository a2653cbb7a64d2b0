// Somebody has taken a running program over and tries to get further. The real programs; each attempt is made from
// inside of them, and it is the kernel that answers.
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <cerrno>
#include <filesystem>

#include "fakes/world.hpp"
#include "inside.hpp"

using namespace aaben;
using namespace std::chrono_literals;
using tests::call_inside, tests::Came, tests::Door;
namespace fs = std::filesystem;

namespace {

constexpr long socketcall_32 = 102;  // of 32-bit x86
constexpr long x32 = 0x40000000;     // 64-bit calls with 32-bit pointers, which most kernels know as well

std::string status_of(pid_t pid, const std::string& field) {
    for (const std::string& line : fakes::lines_of("/proc/" + std::to_string(pid) + "/status"))
        if (line.starts_with(field + ":\t")) return line.substr(field.size() + 2);
    return {};
}

std::string limit_of(pid_t pid, const std::string& name) {
    for (const std::string& line : fakes::lines_of("/proc/" + std::to_string(pid) + "/limits"))
        if (line.starts_with(name)) return line.substr(name.size(), 42);
    return {};
}

bool confined(pid_t pid) {
    return fakes::until(20s, [&] { return status_of(pid, "Seccomp") == "2"; });
}

long inside(pid_t pid, long call, std::array<long, 4> arguments, const std::string& text = {}, std::size_t at = 0) {
    const auto answer = call_inside(pid, call, arguments, Door::Native, text, at);
    REQUIRE(answer);
    CHECK(answer->came == Came::Back);
    return answer->value;
}

long makes_file(pid_t pid, const fs::path& file) {
    return inside(pid, SYS_openat, {AT_FDCWD, 0, O_CREAT | O_WRONLY, 0600}, file.string(), 1);
}

// What holds for every program.
void cannot_break_out(pid_t pid) {
    CHECK(status_of(pid, "NoNewPrivs") == "1");
    CHECK(limit_of(pid, "Max core file size").find("0                    0") != std::string::npos);
    CHECK(inside(pid, SYS_io_uring_setup, {8, 0, 0, 0}) == -EPERM);
    CHECK(inside(pid, SYS_ptrace, {0, 0, 0, 0}) == -EPERM);
    CHECK(inside(pid, SYS_process_vm_readv, {getpid(), 0, 0, 0}) == -EPERM);
    CHECK(inside(pid, SYS_unshare, {0, 0, 0, 0}) == -EPERM);
}

void is_not_dumpable(pid_t pid) {
    CHECK(inside(pid, SYS_prctl, {PR_GET_DUMPABLE, 0, 0, 0}) == 0);
}

void runs_no_program(pid_t pid) {
    CHECK(inside(pid, SYS_execve, {0, 0, 0, 0}, "/bin/true", 0) == -EPERM);
}

// The last attempt: it ends the program.
void dies_of_another_architecture(pid_t pid) {
    const auto answer = call_inside(pid, x32 | SYS_socket, {AF_INET, SOCK_STREAM, 0, 0});
    REQUIRE(answer);
    CHECK(answer->came == Came::Killed);
}

#define NEEDS_THE_DOOR() \
    if (!tests::can_step_inside()) SKIP("only root on x86-64 can make a call inside another program")

}  // namespace

TEST_CASE("a kiosk that was taken over reaches no network, no other program's memory and no file but its own") {
    NEEDS_THE_DOOR();
    const tests::TemporaryFolder elsewhere;  // the world's own folder holds the ledger, which the kiosk writes
    fakes::World world;
    world.start_kiosk();
    const pid_t pid = world.kiosk.pid();
    REQUIRE(confined(pid));
    REQUIRE(fakes::until(20s, [&] { return fs::exists(world.data() / "journal.db-wal"); }));
    cannot_break_out(pid);
    is_not_dumpable(pid);
    for (const long family : {long{AF_INET}, long{AF_INET6}, long{AF_NETLINK}, long{AF_PACKET}, long{AF_VSOCK}})
        CHECK(inside(pid, SYS_socket, {family, SOCK_STREAM, 0, 0}) == -EACCES);
    CHECK(inside(pid, SYS_socket, {AF_INET + (1L << 32), SOCK_STREAM, 0, 0}) == -EACCES);  // the kernel takes 32 bits
    CHECK(inside(pid, SYS_socket, {AF_UNIX, SOCK_STREAM, 0, 0}) >= 0);                     // the display
    CHECK(makes_file(pid, elsewhere.path / "file") == -EACCES);
    CHECK(makes_file(pid, world.data() / "own") >= 0);
    dies_of_another_architecture(pid);
}

TEST_CASE("the old 32-bit door to sockets ends the kiosk as well") {
    NEEDS_THE_DOOR();
    fakes::World world;
    world.start_kiosk();
    REQUIRE(confined(world.kiosk.pid()));
    const auto answer = call_inside(world.kiosk.pid(), socketcall_32, {1, 0, 0, 0}, Door::ThirtyTwoBit);
    REQUIRE(answer);
    if (answer->came == Came::NoDoor) SKIP("this machine has no 32-bit door");
    CHECK(answer->came == Came::Killed);
}

TEST_CASE("a kiosk-sync that was taken over serves nobody, starts nothing and writes nowhere but in its folder") {
    NEEDS_THE_DOOR();
    fakes::World world;
    world.start_sync();
    const pid_t pid = world.sync.pid();
    REQUIRE(confined(pid));
    REQUIRE(fakes::until(20s, [&] { return fs::exists(world.data() / "mail.db-wal"); }));
    cannot_break_out(pid);
    is_not_dumpable(pid);
    runs_no_program(pid);
    CHECK(inside(pid, SYS_listen, {0, 1, 0, 0}) == -EPERM);
    CHECK(inside(pid, SYS_socket, {AF_PACKET, SOCK_RAW, 0, 0}) == -EACCES);
    CHECK(inside(pid, SYS_socket, {AF_INET, SOCK_STREAM, 0, 0}) >= 0);
    CHECK(makes_file(pid, world.dir() / "elsewhere") == -EACCES);
    CHECK(makes_file(pid, world.data() / "own") >= 0);
    dies_of_another_architecture(pid);
}

TEST_CASE("a jobcenter that was taken over starts nothing and writes nowhere but beside its database") {
    NEEDS_THE_DOOR();
    fakes::World world;
    world.start_jobcenter();
    const pid_t pid = world.jobcenter.pid();
    REQUIRE(confined(pid));
    cannot_break_out(pid);
    is_not_dumpable(pid);
    runs_no_program(pid);
    CHECK(inside(pid, SYS_socket, {AF_PACKET, SOCK_RAW, 0, 0}) == -EACCES);
    CHECK(makes_file(pid, world.dir() / "elsewhere") == -EACCES);
    CHECK(makes_file(pid, world.dir() / "jobcenter" / "own") >= 0);
    dies_of_another_architecture(pid);
}

TEST_CASE("kiosk-reader is confined before the first byte of a picture, and can then open nothing") {
    NEEDS_THE_DOOR();
    tests::TemporaryFolder dir;
    const fs::path fifo = dir.path / "picture";
    REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
    const int writer = ::open(fifo.c_str(), O_RDWR | O_CLOEXEC);  // open, and it will say nothing
    fakes::Process reader({tests::program("kiosk-reader"), fifo.string()}, dir.path / "log");
    const pid_t pid = reader.pid();
    REQUIRE(confined(pid));
    cannot_break_out(pid);
    runs_no_program(pid);
    CHECK(inside(pid, SYS_socket, {AF_UNIX, SOCK_STREAM, 0, 0}) == -EPERM);
#ifndef __SANITIZE_ADDRESS__  // whose runtime needs these
    CHECK(inside(pid, SYS_clone, {0, 0, 0, 0}) == -EPERM);
    CHECK(inside(pid, SYS_openat, {AT_FDCWD, 0, O_RDONLY, 0}, "/etc/passwd", 1) == -EPERM);
    CHECK(makes_file(pid, dir.path / "elsewhere") == -EPERM);
    CHECK(limit_of(pid, "Max open files").find("0                    0") != std::string::npos);
    CHECK(limit_of(pid, "Max data size").find("unlimited") == std::string::npos);
#endif
    CHECK(limit_of(pid, "Max cpu time").find("unlimited") == std::string::npos);
    dies_of_another_architecture(pid);
    ::close(writer);
}

TEST_CASE("kiosk-voice is confined before the first text, and can then only make sound") {
    NEEDS_THE_DOOR();
    tests::TemporaryFolder dir;
    const fs::path fifo = dir.path / "texts", wav = dir.path / "speech.wav";
    REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
    const int writer = ::open(fifo.c_str(), O_RDWR | O_CLOEXEC);
    fakes::Process voice(
        {"/bin/sh", "-c",
         "exec '" + tests::program("kiosk-voice") + "' --record '" + wav.string() + "' < '" + fifo.string() + "'"},
        dir.path / "log");
    const pid_t pid = voice.pid();
    REQUIRE(confined(pid));
    cannot_break_out(pid);
    is_not_dumpable(pid);
    runs_no_program(pid);
    for (const long family : {long{AF_INET}, long{AF_INET6}, long{AF_NETLINK}})
        CHECK(inside(pid, SYS_socket, {family, SOCK_STREAM, 0, 0}) == -EACCES);
    CHECK(makes_file(pid, dir.path / "elsewhere") == -EACCES);
    dies_of_another_architecture(pid);
    ::close(writer);
}

TEST_CASE("kioskctl, through which PINs pass, leaves no core and reads no other program") {
    NEEDS_THE_DOOR();
    tests::TemporaryFolder dir;
    const fs::path fifo = dir.path / "pin";
    REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
    const int writer = ::open(fifo.c_str(), O_RDWR | O_CLOEXEC);
    fakes::Process ctl(
        {"/bin/sh", "-c", "exec '" + tests::program("kioskctl") + "' unit pin < '" + fifo.string() + "'"},
        dir.path / "log");
    const pid_t pid = ctl.pid();
    REQUIRE(confined(pid));
    cannot_break_out(pid);
    is_not_dumpable(pid);
    dies_of_another_architecture(pid);
    ::close(writer);
}
