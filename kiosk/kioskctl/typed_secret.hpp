// A PIN as somebody types it: not shown on a terminal, and typed twice there, since nobody saw a slip of the finger.
// Called by kioskctl's commands; one thread. Always: the terminal echoes again afterwards, also when reading ends
// early.
#pragma once

#include <iosfwd>
#include <string>

#include "platform/result.hpp"

namespace aaben::kioskctl {

// `terminal`: the descriptor `in` reads from when it is one, else -1: then one line is read and nothing is asked.
// Refused: the two differ.
[[nodiscard]] Result<std::string> typed_secret(std::istream& in, std::ostream& out, int terminal);

// What to hand in for standard input.
[[nodiscard]] int terminal_of_input();

}  // namespace aaben::kioskctl
