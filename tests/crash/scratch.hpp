// A folder of a test's own, removed with everything in it. In memory where there is one: these tests make the disk's
// states themselves, and write them by the thousand. One thread.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace aaben::testing {

class Scratch {
  public:
    Scratch() {
        const std::filesystem::path memory = "/dev/shm";
        const auto base = std::filesystem::exists(memory) ? memory : std::filesystem::temp_directory_path();
        std::string name = (base / "aaben-crash-XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    ~Scratch() { std::filesystem::remove_all(path); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    std::filesystem::path path;
};

}  // namespace aaben::testing
