// Whole files in and out, for tests. Any thread. Always: a file that cannot be read is empty, as one that is missing.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace aaben::tests {

[[nodiscard]] std::string slurp(const std::filesystem::path& file);  // every byte of it
[[nodiscard]] std::vector<std::string> lines_of(const std::filesystem::path& file);
void spill(const std::filesystem::path& file, std::string_view bytes);  // in place of what was there

}  // namespace aaben::tests
