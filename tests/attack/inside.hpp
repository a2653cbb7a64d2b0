// One system call made from inside another, running program, through the kernel's door for debuggers: what the kernel
// lets that program do, not what its code says. Test thread only; x86-64 and root. Always: after a call that came back,
// the program goes on as if nothing had happened (a wait is begun again).
#pragma once

#include <sys/types.h>

#include <array>
#include <optional>
#include <string>

namespace aaben::tests {

enum class Door { Native, ThirtyTwoBit };  // syscall, int 0x80

enum class Came {
    Back,
    Killed,
    NoDoor
};  // Killed: the call ended the program. NoDoor: the machine has none (it ends, too)

struct Answer {
    Came came = Came::Back;
    long value = 0;  // what it returned; an error is negative
};

// Whether this machine lets a test do so.
[[nodiscard]] bool can_step_inside();
// `text`, if any, is put into the program's memory and stands as the argument `text_at`.
[[nodiscard]] std::optional<Answer> call_inside(pid_t program, long call, std::array<long, 4> arguments,
                                                Door door = Door::Native, const std::string& text = {},
                                                std::size_t text_at = 0);

}  // namespace aaben::tests
