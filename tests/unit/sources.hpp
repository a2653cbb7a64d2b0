// Every source file of the checkout, line by line, for the tests of the house's style. Test thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aaben::tests {

struct Source {
    std::string path;  // from the root
    std::vector<std::string> lines;
    [[nodiscard]] bool in(std::string_view folder) const { return path.starts_with(folder); }
};

[[nodiscard]] std::vector<Source> sources();

}  // namespace aaben::tests
