#include "inside.hpp"

#include <elf.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <fstream>
#include <string>

namespace aaben::tests {
namespace {

#ifdef __x86_64__

constexpr long below_red_zone = 1024;  // beneath what the program itself may have laid below its stack pointer

bool stopped(pid_t program, int& status) {
    return ::waitpid(program, &status, __WALL) == program && WIFSTOPPED(status);
}

// Runs until the breakpoint behind the call; other stops (a timer, a child) are let through.
std::optional<Answer> run_to_breakpoint(pid_t program) {
    int status = 0;
    if (::ptrace(PTRACE_CONT, program, nullptr, nullptr) != 0) return std::nullopt;
    while (::waitpid(program, &status, __WALL) == program) {
        if (WIFSIGNALED(status)) return Answer{.came = WTERMSIG(status) == SIGSYS ? Came::Killed : Came::NoDoor};
        if (!WIFSTOPPED(status)) return std::nullopt;
        if (WSTOPSIG(status) == SIGTRAP) {
            user_regs_struct after{};
            ::ptrace(PTRACE_GETREGS, program, nullptr, &after);
            return Answer{.came = Came::Back, .value = static_cast<long>(after.rax)};
        }
        ::ptrace(WSTOPSIG(status) == SIGSEGV ? PTRACE_KILL : PTRACE_CONT, program, nullptr, nullptr);
    }
    return std::nullopt;
}

// Where a program began and where no thread of it comes by again: words laid there meet nobody else's steps.
unsigned long entry_of(pid_t program) {
    std::ifstream words("/proc/" + std::to_string(program) + "/auxv", std::ios::binary);
    for (std::array<unsigned long, 2> pair{}; words.read(reinterpret_cast<char*>(pair.data()), sizeof pair);)
        if (pair[0] == AT_ENTRY) return pair[1];
    return 0;
}

void lay(pid_t program, unsigned long at, const std::string& text) {
    for (std::size_t i = 0; i <= text.size(); i += sizeof(long)) {
        long word = 0;
        std::memcpy(&word, text.c_str() + i, std::min(sizeof word, text.size() + 1 - i));
        ::ptrace(PTRACE_POKEDATA, program, at + i, word);
    }
}

#endif

}  // namespace

bool can_step_inside() {
#ifdef __x86_64__
    return ::geteuid() == 0;
#else
    return false;
#endif
}

std::optional<Answer> call_inside([[maybe_unused]] pid_t program, [[maybe_unused]] long call,
                                  [[maybe_unused]] std::array<long, 4> arguments, [[maybe_unused]] Door door,
                                  [[maybe_unused]] const std::string& text, [[maybe_unused]] std::size_t text_at) {
#ifdef __x86_64__
    int status = 0;
    if (::ptrace(PTRACE_ATTACH, program, nullptr, nullptr) != 0 || !stopped(program, status)) return std::nullopt;
    user_regs_struct before{};
    ::ptrace(PTRACE_GETREGS, program, nullptr, &before);
    const unsigned long place = entry_of(program);
    if (place == 0) return std::nullopt;
    const long code = ::ptrace(PTRACE_PEEKTEXT, program, place, nullptr);
    const unsigned char enter[] = {0x0F, 0x05, 0xCC}, enter_32[] = {0xCD, 0x80, 0xCC};  // the call, a breakpoint
    long with_call = code;
    std::memcpy(&with_call, door == Door::Native ? enter : enter_32, sizeof enter);
    user_regs_struct regs = before;
    regs.rip = place;
    regs.rsp -= below_red_zone + ((text.size() + 64) & ~15UL);
    if (!text.empty()) lay(program, regs.rsp, text), arguments[text_at] = static_cast<long>(regs.rsp);
    regs.orig_rax = ~0ULL;  // what was interrupted is not begun again now
    regs.rax = static_cast<unsigned long long>(call);
    const auto argument = [&](std::size_t i) { return static_cast<unsigned long long>(arguments[i]); };
    if (door == Door::Native)
        regs.rdi = argument(0), regs.rsi = argument(1), regs.rdx = argument(2), regs.r10 = argument(3);
    else
        regs.rbx = argument(0), regs.rcx = argument(1), regs.rdx = argument(2), regs.rsi = argument(3);
    ::ptrace(PTRACE_POKETEXT, program, place, with_call);
    ::ptrace(PTRACE_SETREGS, program, nullptr, &regs);
    const auto answer = run_to_breakpoint(program);
    if (answer && answer->came == Came::Back) {
        ::ptrace(PTRACE_POKETEXT, program, place, code);
        // A wait that was interrupted is begun again: its own call instruction, two bytes long, lies just behind it.
        if (static_cast<long>(before.orig_rax) >= 0 && static_cast<long>(before.rax) <= -512 &&
            static_cast<long>(before.rax) >= -516)
            before.rip -= 2, before.rax = before.orig_rax;
        before.orig_rax = ~0ULL;
        ::ptrace(PTRACE_SETREGS, program, nullptr, &before);
        ::ptrace(PTRACE_DETACH, program, nullptr, nullptr);
    }
    return answer;
#else
    return std::nullopt;
#endif
}

}  // namespace aaben::tests
