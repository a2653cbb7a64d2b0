// Small files that must appear whole or not at all. Called by kiosk-sync's one thread.
// Always: after write_whole returned, the new bytes survive a power cut; before, the old ones are there.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "platform/result.hpp"

namespace aaben::daemon {

[[nodiscard]] Result<std::string> read_small(const std::filesystem::path& file, std::size_t bytes_max = 256 * 1024);
[[nodiscard]] Result<Done> write_whole(const std::filesystem::path& file, std::string_view bytes, unsigned mode = 0644);
[[nodiscard]] std::string without_line_end(std::string text);
void overwrite_and_remove(const std::filesystem::path& file);  // for keys; flash may keep remnants all the same

}  // namespace aaben::daemon
