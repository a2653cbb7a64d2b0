#include "support/paths.hpp"

namespace aaben::tests {

const std::string& source_dir() {
    static const std::string dir = AABEN_SOURCE_DIR;
    return dir;
}

std::string program(const std::string& name) {
    return std::string(AABEN_PROGRAM_DIR) + "/" + name;
}

}  // namespace aaben::tests
