// What a program takes from itself at its start, so that whoever gets a hold on it through a hostile picture, answer or
// file finds little to do. Called by main, on its only thread, before any other thread and before a byte from outside
// is read. Always: what was taken is the kernel's to keep, for every thread and child, and nobody gives it back; a
// system call by another architecture's numbers (32-bit on x86-64, x32) ends the process.
#pragma once

#include <filesystem>
#include <vector>

#include "platform/result.hpp"

namespace aaben::confinement {

enum class Program { Kiosk, KioskSync, Jobcenter, Kioskctl, Reader, Voice };

// No core file and no debugger of the same user: what passes through memory stays there. The first line of main.
void forbid_core_dumps();

// The program's table of system calls (tables.cpp). Io: the kernel knows no such filters; nothing was taken.
[[nodiscard]] Result<> confine_calls(Program program);

// From here on files are written, made and removed beneath these places only (and /dev/null); a place that does not
// exist is passed over. Reading stays as it was. NotFound: the kernel has no Landlock that can do this.
[[nodiscard]] Result<> write_only_beneath(const std::vector<std::filesystem::path>& places);

// For kiosk-reader: no file and no folder is opened any more, no descriptor is made, and memory and time end where
// `memory_max_bytes` and `cpu_max_s` say. What is open stays open. NotFound: without Landlock; the limits hold.
struct ReaderLimits {
    std::size_t memory_max_bytes = 0;  // of private writable memory (RLIMIT_DATA)
    unsigned cpu_max_s = 0;
};
[[nodiscard]] Result<> open_nothing_more(ReaderLimits limits);

}  // namespace aaben::confinement
