// The slip printer as the glass knows it. Both block, for a second at most but for the printing itself: the worker's
// thread.
#pragma once

#include <filesystem>
#include <string>

#include "flow/values.hpp"

namespace aaben::shell {

[[nodiscard]] flow::Printer look_at_printer(const std::filesystem::path& device);
[[nodiscard]] flow::Printer print_slip(const std::filesystem::path& device, const std::string& escpos);

}  // namespace aaben::shell
