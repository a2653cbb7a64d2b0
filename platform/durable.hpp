// What it takes for a name to outlive a power cut: a new, renamed or removed name is certain only when its folder has
// been flushed, whatever was done to the file itself. Any thread; blocks on the disk.
#pragma once

#include <filesystem>

#include "platform/result.hpp"

namespace aaben {

// What an errno of a file operation means: DiskFull, ReadOnly (a right that is missing included) or Io.
[[nodiscard]] Fault disk_fault(int error_number);

[[nodiscard]] Result<Done> sync_folder(const std::filesystem::path& folder);

// `folder` and whatever is missing above it, each new name flushed. Does nothing when it is there.
[[nodiscard]] Result<Done> make_folder(const std::filesystem::path& folder);

}  // namespace aaben
