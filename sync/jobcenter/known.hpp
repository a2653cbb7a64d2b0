// Whether the unit and the device that an operator named are known here. Called by every command that takes one.
// Always: a slip of the pen is one sentence that says what is known, never an empty list that looks like all is well.
#pragma once

#include <string>

#include "jobcenter/store.hpp"

namespace aaben::jobcenter {

// NotFound, with a sentence for the operator; an empty name is known: it means all.
[[nodiscard]] Result<> must_know_unit(Store& store, const std::string& unit, WallMs now_ms);
[[nodiscard]] Result<> must_know_device(Store& store, const std::string& device);
[[nodiscard]] Result<> must_know_target(Store& store, const std::string& target, WallMs now_ms);  // as Item::target

[[nodiscard]] std::string names_told(const std::vector<std::string>& names);  // "a, b, c"; of very many the first
[[nodiscard]] std::string target_of(const std::string& unit, const std::string& device);  // both empty: "*"

}  // namespace aaben::jobcenter
