// Where a test finds the checkout and the programs that were built beside it. Any thread; the paths never change.
#pragma once

#include <string>

namespace aaben::tests {

[[nodiscard]] const std::string& source_dir();               // the checkout, without a slash at its end
[[nodiscard]] std::string program(const std::string& name);  // build/<preset>/bin/<name>

}  // namespace aaben::tests
