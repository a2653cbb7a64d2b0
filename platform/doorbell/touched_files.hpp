// Which files of a folder were touched: written and closed, or moved there (inotify). A file descriptor for a loop that
// sleeps in its own poll; a loop of another kind has doorbell.hpp. One thread. Always: listen() never blocks; touches
// may be merged; when the kernel's queue ran over, nobody knows what was in it, and every name counts as touched.
#pragma once

#include <filesystem>
#include <set>
#include <string>

#include "platform/result.hpp"

namespace aaben::doorbell {

struct Touched {
    std::set<std::string, std::less<>> names;
    bool all = false;  // the queue ran over
    [[nodiscard]] bool contains(std::string_view name) const { return all || names.contains(name); }
};

class TouchedFiles {
  public:
    // NotFound when the folder cannot be watched; its files need not exist yet.
    [[nodiscard]] static Result<TouchedFiles> in(const std::filesystem::path& folder);
    TouchedFiles(TouchedFiles&& other) noexcept;
    TouchedFiles& operator=(TouchedFiles&& other) noexcept;
    ~TouchedFiles();

    [[nodiscard]] int fd() const { return fd_; }  // readable when something was touched
    [[nodiscard]] Touched listen();               // since the last call

  private:
    explicit TouchedFiles(int fd) : fd_(fd) {}
    int fd_ = -1;
};

}  // namespace aaben::doorbell
