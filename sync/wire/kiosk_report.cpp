#include "wire/kiosk_report.hpp"

#include "wire/json_reading.hpp"

namespace aaben::wire {

std::string build_kiosk_report(const KioskReport& r) {
    return dump(Json{{"version", r.version},
                     {"unsent", r.unsent},
                     {"oldest_unsent_s", r.oldest_unsent_s},
                     {"quarantined", r.quarantined},
                     {"machine_ahead_ms", r.machine_ahead_ms},
                     {"time_known", r.time_known ? 1 : 0},
                     {"journal_readable", r.journal_readable ? 1 : 0},
                     {"disk_free_mb", r.disk_free_mb}});
}

Result<KioskReport> parse_kiosk_report(std::string_view text) {
    const auto json = parse_object(text, kiosk_report_bytes_max, 1);
    if (!json) return invalid("a kiosk's report: not a JSON object within limits");
    Members m(*json);
    KioskReport r;
    r.version = m.text("version", 64);
    r.unsent = m.integer("unsent");
    r.oldest_unsent_s = m.integer("oldest_unsent_s");
    r.quarantined = m.integer("quarantined");
    r.machine_ahead_ms = m.integer("machine_ahead_ms", -integer_max);
    r.time_known = m.integer("time_known", 0, 1) == 1;
    r.journal_readable = m.integer("journal_readable", 0, 1) == 1;
    r.disk_free_mb = m.integer("disk_free_mb", -1);
    for (const char c : r.version) m.must(c >= ' ' && c <= '~');
    if (!m.good()) return invalid("a kiosk's report: a member is missing or of another kind");
    return r;
}

}  // namespace aaben::wire
