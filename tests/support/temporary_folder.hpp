// A new folder of a test's own, removed with everything in it. Each object is owned by one thread.
// Always: no other test or process gets the same folder; a place without a name is refused (std::runtime_error).
#pragma once

#include <filesystem>

namespace aaben::tests {

// Where many small writes cost nothing: in memory, or the usual place on a machine that has no such folder.
[[nodiscard]] std::filesystem::path quick_place();

class TemporaryFolder {
  public:
    explicit TemporaryFolder(const std::filesystem::path& place = std::filesystem::temp_directory_path());
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path path;
};

}  // namespace aaben::tests
