// A bell between two programs of this machine: a file that one touches and the other watches. kiosk rings after a
// commit, kiosk-sync after something came down; watchers wake within milliseconds.
// ring() on any thread; the watcher's callback runs on its own thread and should only wake a loop.
// Always: a ring before the watch began is not heard (look at the data once after watching); rings may be merged.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "platform/result.hpp"

namespace aaben::doorbell {

// Fault::Io when the file cannot be written: nothing is lost, the other side will look by itself.
Result<> ring(const std::filesystem::path& bell);

class DoorbellWatch {
  public:
    // The file need not exist yet; its folder must (Fault::NotFound).
    static Result<std::unique_ptr<DoorbellWatch>> start(const std::filesystem::path& bell, std::function<void()> heard);
    ~DoorbellWatch();  // waits for the thread
    DoorbellWatch(const DoorbellWatch&) = delete;
    DoorbellWatch& operator=(const DoorbellWatch&) = delete;

  private:
    struct Impl;
    explicit DoorbellWatch(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace aaben::doorbell
