// A changed letter on its way to the kiosks in one command: checked, built, signed, tried with the key that kiosks
// trust, and put at the jobcenter. Called by kioskctl's main and by tests. Always: what fails says which step, and then
// nothing was put; only letters and words leave the folder, never a unit's file that lies beside them.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

#include "calendar/date.hpp"

namespace aaben::kioskctl {

struct Publishing {
    std::filesystem::path dir;     // content.toml, letters/, languages/
    std::filesystem::path key;     // signs; a minisign secret key without password, or a seed
    std::filesystem::path config;  // the jobcenter's
    std::string unit;              // empty: every kiosk
    calendar::Date today;
};

// Exit codes: 0 done · 1 a fault was found or a step failed · 2 wrong use.
int content_publish(const Publishing& wish, std::ostream& out, std::ostream& err);

}  // namespace aaben::kioskctl
