#include "sources.hpp"

#include <filesystem>

#include "support/files.hpp"
#include "support/paths.hpp"

namespace aaben::tests {

std::vector<Source> sources() {
    namespace fs = std::filesystem;
    const fs::path root = source_dir();
    std::vector<Source> out;
    for (const char* top : {"platform", "kiosk", "sync", "tests", "image"}) {
        if (!fs::exists(root / top)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
            const std::string ext = entry.path().extension();
            if (!entry.is_regular_file() || (ext != ".cpp" && ext != ".hpp")) continue;
            out.push_back({fs::relative(entry.path(), root).string(), lines_of(entry.path())});
        }
    }
    return out;
}

}  // namespace aaben::tests
