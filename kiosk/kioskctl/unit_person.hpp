// A colleague written into a unit's file with badge and PIN, of which only hashes are kept. Called by kioskctl's main
// and by tests. Always: a PIN that is easily guessed and a badge that is none are refused with the reason; a refused or
// interrupted try leaves the file as it was.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

#include "kioskctl/unit_file.hpp"

namespace aaben::kioskctl {

struct NewPerson {
    std::string id, name, initials, role = "caseworker", direct_phone = {};
};

[[nodiscard]] Result<> good_pin(std::string_view pin);      // Refused: short, a run, a repeat, a day
[[nodiscard]] Result<> good_badge(std::string_view badge);  // Refused: nothing a scanner would read

struct Typing {
    int terminal = -1;  // typed_secret.hpp
    seal::PinCost cost = {};
};

// Reads the badge and then the PIN, a line each; on a terminal the PIN twice and unseen. Exit codes: 0 done · 1 refused
// or failed.
int unit_person(const std::filesystem::path& file, const NewPerson& person, std::istream& in, std::ostream& out,
                std::ostream& err, const Typing& typing = {});

}  // namespace aaben::kioskctl
