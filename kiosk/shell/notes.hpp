// What came down the wire sealed to the unit's staff (kinds `brief`, `answer`, `transfer`), opened for one caseworker.
// Called on the worker's thread after a right PIN, since making the key takes as long as checking the PIN. Always: the
// key and the opened texts live in memory only; what this caseworker's key does not open is passed over in silence.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "flow/model.hpp"

namespace aaben::shell {

// Newest first. Empty too when there is no mail.db yet or nothing is sealed at all (then no key is made).
[[nodiscard]] std::vector<flow::Note> open_notes(const std::filesystem::path& data, std::string_view caseworker,
                                                 std::string_view badge, std::string_view pin);

}  // namespace aaben::shell
