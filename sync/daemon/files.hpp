// Small files that are read whole and erased for good; how they are written whole says platform/durable.hpp. Called by
// kiosk-sync's one thread.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "platform/durable.hpp"
#include "platform/result.hpp"

namespace aaben::daemon {

[[nodiscard]] Result<std::string> read_small(const std::filesystem::path& file, std::size_t bytes_max = 256 * 1024);
[[nodiscard]] std::string without_line_end(std::string text);
void overwrite_and_remove(const std::filesystem::path& file);  // for keys; flash may keep remnants all the same

}  // namespace aaben::daemon
