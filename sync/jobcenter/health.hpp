// How all kiosks are, for the operator: `jobcenter health`. From what each kiosk reports of itself when it asks for its
// items, and from what the store knows better (gaps, anomalies, refused items). Called by the commands. Always: a kiosk
// with any trouble says which in words; nothing private is read.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "jobcenter/store.hpp"
#include "wire/kiosk_report.hpp"

namespace aaben::jobcenter {

struct KioskHealth {
    Device device;
    WallMs seen_ms = 0;                       // 0: never
    std::optional<wire::KioskReport> report;  // none: it has never said, or is older than reports
    std::vector<std::string> trouble;         // sentences; empty: all is well
};

[[nodiscard]] std::vector<std::string> troubles_of(const KioskHealth& kiosk, WallMs now_ms);  // of the report alone
[[nodiscard]] std::string ago(WallMs then_ms, WallMs now_ms);                                 // "5 min ago", "never"

struct HealthWanted {
    std::string unit;  // empty: every unit's
    bool json = false;
    std::vector<std::string> gateway_trouble = {};  // of the jobcenter itself, known by who asks
};

// Says how many are in trouble, the jobcenter itself included. NotFound: no kiosk stands in the unit asked for.
[[nodiscard]] Result<std::size_t> write_health(Store& store, const HealthWanted& wanted, WallMs now_ms,
                                               std::ostream& out);

}  // namespace aaben::jobcenter
