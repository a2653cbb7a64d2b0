// What a kiosk says of itself whenever it asks for its items, for the operator's list of all kiosks: a header, because
// it is the jobcenter's affair whether anybody reads it. Built by kiosk-sync, kept by the jobcenter. Pure; any thread.
// Always: nothing of a citizen or of staff, only counts; one line of at most 1 KiB of plain ASCII.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "platform/result.hpp"

namespace aaben::wire {

inline constexpr std::string_view kiosk_report_header = "Kiosk-Report";
inline constexpr std::size_t kiosk_report_bytes_max = 1024;

struct KioskReport {
    std::string version;
    std::int64_t unsent = 0;            // entries without a receipt, those in quarantine included
    std::int64_t oldest_unsent_s = 0;   // how long the oldest has waited
    std::int64_t quarantined = 0;       // what the jobcenter refused and staff have not dealt with
    std::int64_t machine_ahead_ms = 0;  // of the proven time; 0: right, or not known
    bool time_known = true;
    bool journal_readable = true;
    std::int64_t disk_free_mb = -1;  // -1: not known
    friend bool operator==(const KioskReport&, const KioskReport&) = default;
};

[[nodiscard]] std::string build_kiosk_report(const KioskReport& report);
[[nodiscard]] Result<KioskReport> parse_kiosk_report(std::string_view text);

}  // namespace aaben::wire
