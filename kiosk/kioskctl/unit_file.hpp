// A unit's file (assets/units/*.toml) made into what the jobcenter sends down: roster and hours. Called by kioskctl and
// the demo. One thread. Always: a torn or contradicting file gives one sentence that names the place, and no output.
#pragma once

#include <filesystem>
#include <string>

#include "platform/result.hpp"
#include "seal/pin.hpp"
#include "visit/roster.hpp"

namespace aaben::kioskctl {

struct UnitFile {
    std::string unit;      // id, for addressing items
    visit::Roster roster;  // with verifiers, as it goes down the wire
    visit::UnitHours hours;
};

// `cost` is Argon2id's for PINs given in the clear (demo, tests).
[[nodiscard]] Result<UnitFile> read_unit_file(const std::filesystem::path& file, seal::PinCost cost = {});
[[nodiscard]] Result<UnitFile> parse_unit_file(std::string_view text, const std::string& name, seal::PinCost cost);

}  // namespace aaben::kioskctl
