// One table a program: which system calls it keeps. Pure values; read by calls.cpp alone.
#pragma once

#include <span>
#include <string_view>

#include "confinement/confine.hpp"

namespace aaben::confinement {

struct Table {
    // The calls that pass, when the program needs so few that they can be named; empty: all but those of
    // `refused_to_all` and what is said below.
    std::span<const int> only{};
    std::span<const int> families{};  // of sockets that may be made (AF_…)
    bool serves = false;              // listens and takes connections
    bool starts_programs = false;     // execve
};

[[nodiscard]] const Table& table_of(Program program);
[[nodiscard]] std::span<const int> refused_to_all();  // whatever a program's table says

}  // namespace aaben::confinement
