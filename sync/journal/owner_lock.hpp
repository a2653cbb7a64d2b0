// Private to journal: one program owns a database file for writing. Two writers or checkpointers can corrupt a WAL
// (SQLite before 3.51.3), so ownership is a lock beside the file, held as long as the program lives and let go by the
// kernel when it dies. One thread. Always: whoever cannot have it gets Busy and has touched nothing.
#pragma once

#include <filesystem>

#include "platform/result.hpp"

namespace aaben::journal {

class OwnerLock {
  public:
    // Waits up to a second: the program before may be ending.
    [[nodiscard]] static Result<OwnerLock> take(const std::filesystem::path& file);
    OwnerLock(OwnerLock&& other) noexcept;
    OwnerLock& operator=(OwnerLock&& other) noexcept;
    ~OwnerLock();

  private:
    explicit OwnerLock(int fd) : fd_(fd) {}
    int fd_ = -1;
};

}  // namespace aaben::journal
