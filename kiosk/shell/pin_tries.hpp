// The tries at a PIN that this glass has counted, on the disk: DATA/pin-tries, by caseworker. Read at the start on the
// loop's thread, written on the worker's before each check. Always: after write_tries returned, the tries survive a
// power cut; the file holds no PIN and no time.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "flow/model.hpp"
#include "platform/result.hpp"

namespace aaben::shell {

using Tries = std::map<std::string, int>;

[[nodiscard]] Tries tries_of(const flow::Model& model);
// None when there is no file; Invalid or Io when it is there and cannot be understood.
[[nodiscard]] Result<Tries> read_tries(const std::filesystem::path& file);
[[nodiscard]] Result<> write_tries(const std::filesystem::path& file, const Tries& tries);

}  // namespace aaben::shell
