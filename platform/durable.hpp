// What it takes for a name to outlive a power cut: a new, renamed or removed name is certain only when its folder has
// been flushed, whatever was done to the file itself. Any thread; blocks on the disk.
#pragma once

#include <filesystem>
#include <string_view>

#include "platform/result.hpp"

namespace aaben {

// What an errno of a file operation means: DiskFull, ReadOnly (a right that is missing included) or Io.
[[nodiscard]] Fault disk_fault(int error_number);

[[nodiscard]] Result<> sync_folder(const std::filesystem::path& folder);

// `folder` and whatever is missing above it, each new name flushed. Does nothing when it is there.
[[nodiscard]] Result<> make_folder(const std::filesystem::path& folder);

[[nodiscard]] bool write_all(int fd, std::string_view bytes);  // false: errno says why

// A small file that appears whole or not at all: after it returned, the new bytes survive a power cut; before, the old
// ones are there. Its owner alone may open it, whatever the umask.
[[nodiscard]] Result<> write_whole(const std::filesystem::path& file, std::string_view bytes);

}  // namespace aaben
