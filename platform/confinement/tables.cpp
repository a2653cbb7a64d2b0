#include "confinement/tables.hpp"

#include <seccomp.h>
#include <sys/socket.h>

namespace aaben::confinement {
namespace {

// Doors past the other rules (io_uring makes sockets without socket(2)), looks into other programs, and changes of the
// machine itself. None of our programs has a use for one of them.
constexpr int nobody_needs[] = {
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(io_uring_enter),
    SCMP_SYS(io_uring_register),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(pidfd_getfd),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(bpf),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(vmsplice),
    SCMP_SYS(add_key),
    SCMP_SYS(request_key),
    SCMP_SYS(keyctl),
    SCMP_SYS(personality),
    SCMP_SYS(modify_ldt),
    SCMP_SYS(iopl),
    SCMP_SYS(ioperm),
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(pivot_root),
    SCMP_SYS(chroot),
    SCMP_SYS(move_mount),
    SCMP_SYS(open_tree),
    SCMP_SYS(fsopen),
    SCMP_SYS(fsconfig),
    SCMP_SYS(fsmount),
    SCMP_SYS(fspick),
    SCMP_SYS(mount_setattr),
    SCMP_SYS(setns),
    SCMP_SYS(unshare),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(delete_module),
    SCMP_SYS(kexec_load),
    SCMP_SYS(kexec_file_load),
    SCMP_SYS(reboot),
    SCMP_SYS(swapon),
    SCMP_SYS(swapoff),
    SCMP_SYS(acct),
    SCMP_SYS(quotactl),
    SCMP_SYS(open_by_handle_at),
    SCMP_SYS(name_to_handle_at),
    SCMP_SYS(syslog),
    SCMP_SYS(settimeofday),
    SCMP_SYS(clock_settime),
    SCMP_SYS(adjtimex),
    SCMP_SYS(clock_adjtime),
#ifndef __SANITIZE_ADDRESS__  // its leak checker stops the other threads this way
    SCMP_SYS(ptrace),
#endif
};

// The reader computes on what it has: memory, reading its pictures, writing its answer, the clock, its own end.
constexpr int reader_needs[] = {
    SCMP_SYS(read),
    SCMP_SYS(pread64),
    SCMP_SYS(readv),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(lseek),
    SCMP_SYS(close),
    SCMP_SYS(fstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(brk),
    SCMP_SYS(mmap),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(mprotect),
    SCMP_SYS(madvise),
    SCMP_SYS(futex),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(times),
    SCMP_SYS(getrusage),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getrandom),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(tgkill),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
#ifdef __SANITIZE_ADDRESS__  // what its runtime and leak checker ask for; a pipe says whether memory can be read
    SCMP_SYS(pipe),
    SCMP_SYS(pipe2),
    SCMP_SYS(ptrace),
    SCMP_SYS(clone),
    SCMP_SYS(wait4),
    SCMP_SYS(prctl),
    SCMP_SYS(openat),
    SCMP_SYS(readlink),
    SCMP_SYS(getdents64),
    SCMP_SYS(getppid),
    SCMP_SYS(prlimit64),
#endif
};

constexpr int local_only[] = {AF_UNIX};                              // the display, the sound server
constexpr int network[] = {AF_UNIX, AF_INET, AF_INET6, AF_NETLINK};  // netlink: is the link up, which addresses

constexpr Table kiosk{.families = local_only, .starts_programs = true};  // starts kiosk-reader
constexpr Table kiosk_sync{.families = network};
constexpr Table jobcenter{.families = network, .serves = true};
constexpr Table kioskctl{.families = network, .starts_programs = true};  // becomes kiosk-reader for `letter read`
constexpr Table voice{.families = local_only};
constexpr Table reader{.only = reader_needs};

}  // namespace

const Table& table_of(Program program) {
    switch (program) {
        case Program::Kiosk:
            return kiosk;
        case Program::KioskSync:
            return kiosk_sync;
        case Program::Jobcenter:
            return jobcenter;
        case Program::Kioskctl:
            return kioskctl;
        case Program::Reader:
            return reader;
        case Program::Voice:
            return voice;
    }
    return reader;
}

std::span<const int> refused_to_all() {
    return nobody_needs;
}

}  // namespace aaben::confinement
