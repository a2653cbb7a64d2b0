#include "support/temporary_folder.hpp"

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <system_error>

#include "platform/private_files.hpp"

namespace aaben::tests {
namespace {

std::filesystem::path made_in(const std::filesystem::path& place) {
    if (place.empty()) throw std::runtime_error("a folder without a place would be made in the checkout");
    std::string name = (place / "aaben-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder can be made in " + place.string());
    return name;
}

}  // namespace

std::filesystem::path quick_place() {
    const std::filesystem::path memory = "/dev/shm";
    return std::filesystem::exists(memory) ? memory : std::filesystem::temp_directory_path();
}

TemporaryFolder::TemporaryFolder(const std::filesystem::path& place) : path(made_in(place)) {}

TemporaryFolder::~TemporaryFolder() {
    clear_memory_below(path);
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
}

}  // namespace aaben::tests
