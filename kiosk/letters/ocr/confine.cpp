#include "ocr/confine.hpp"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>

namespace aaben::ocr {
namespace {

bool landlocked() {
    landlock_ruleset_attr rules{};
    rules.handled_access_fs = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |
                              LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_SYM | LANDLOCK_ACCESS_FS_MAKE_SOCK |
                              LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_REMOVE_FILE |
                              LANDLOCK_ACCESS_FS_EXECUTE;
    const auto ruleset = syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0);
    if (ruleset < 0) return false;
    const bool done = syscall(SYS_landlock_restrict_self, static_cast<int>(ruleset), 0) == 0;
    close(static_cast<int>(ruleset));
    return done;
}

// socket(), execve() and reading other processes answer EPERM; everything else is as before.
bool filtered() {
    constexpr auto allow = static_cast<unsigned>(SECCOMP_RET_ALLOW);
    constexpr auto deny = static_cast<unsigned>(SECCOMP_RET_ERRNO | EPERM);
    const auto jump = [](unsigned call) { return sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1); };
    const sock_filter refuse = BPF_STMT(BPF_RET | BPF_K, deny);
    std::array filter{sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
                      jump(SYS_socket),
                      refuse,
                      jump(SYS_execve),
                      refuse,
                      jump(SYS_execveat),
                      refuse,
                      jump(SYS_ptrace),
                      refuse,
                      jump(SYS_process_vm_readv),
                      refuse,
                      sock_filter BPF_STMT(BPF_RET | BPF_K, allow)};
    const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

}  // namespace

void forbid_core_dumps() {
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

bool forbid_files_and_network() {
    const bool files = landlocked();
    return filtered() && files;
}

}  // namespace aaben::ocr
