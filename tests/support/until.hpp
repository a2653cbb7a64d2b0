// Waits for a state of the world outside the test (a program, a thread, a file) instead of for a number of seconds.
// Any thread. Always: returns as soon as `holds` does, and false only when it did not hold at the limit either.
#pragma once

#include <chrono>
#include <functional>

namespace aaben::tests {

[[nodiscard]] bool until(std::chrono::milliseconds limit, const std::function<bool()>& holds);

}  // namespace aaben::tests
