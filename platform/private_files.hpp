// What keeps the device's files from those who only hold the card, and from other users of the machine. Called by each
// main before its first file, and by whoever owns what a pulled plug shall clear. Any thread.
// Always: a file of these programs is readable by their user alone; what lies in the memory folder was never on a disk
// (a machine with swap needs it encrypted: SECURITY.md).
#pragma once

#include <filesystem>

#include "platform/result.hpp"

namespace aaben {

// The first line of main: new folders are 0700, new files 0600, whatever a library asks for.
void keep_new_files_private();

// Makes `folder` when it is missing, and takes the rights of group and others from it and from what an older release
// left in it with wider ones. Refused, with a sentence for the operator, when others keep a right to it.
[[nodiscard]] Result<> keep_folder_private(const std::filesystem::path& folder);

// The folder that belongs to the data folder `data` and lives in memory only: below $AABEN_RUN, which must be on a
// tmpfs, or below /dev/shm. Both programs of a device find the same one. Refused when it would be on a disk or is not
// ours alone.
[[nodiscard]] Result<std::filesystem::path> memory_folder(const std::filesystem::path& data);

// Takes away the memory folders of `data` and of every data folder below it, as a pulled plug does.
void clear_memory_below(const std::filesystem::path& data);

}  // namespace aaben
