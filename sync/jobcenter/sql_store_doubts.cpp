// What the operator reads and settles of a store: anomalies, and journals that went on twice. The same SQL for both.
#include "jobcenter/sides.hpp"
#include "jobcenter/sql_store.hpp"

namespace aaben::jobcenter {

Result<std::vector<Anomaly>> SqlStore::anomalies() {
    auto rows = ask(
        "SELECT device, kind, seq, sha256, detail, found_ms, resolved FROM anomalies ORDER BY found_ms, device, seq",
        {});
    if (!rows) return rows.error();
    std::vector<Anomaly> all;
    for (const Row& row : *rows)
        all.push_back({row.text(0), row.text(1), row.number(2), row.text(3), row.text(4), row.number(5), row.text(6)});
    return all;
}

Result<> SqlStore::resolve(const std::string& device, std::int64_t seq) {
    auto rows =
        ask("UPDATE anomalies SET resolved = $3 WHERE device = $1 AND (seq = $2 OR $2 = 0) AND resolved = '' RETURNING "
            "device",
            {device, seq, resolutions::seen});
    if (!rows) return rows.error();
    if (rows->empty()) return fail(Fault::NotFound, "there is nothing to resolve");
    return Done{};
}

Result<> SqlStore::resolve_by_taking(const std::string& device, const std::string& sha256) {
    auto rows =
        ask("UPDATE anomalies SET resolved = $3 WHERE device = $1 AND sha256 = $2 AND kind IN ('conflict', 'altered') "
            "RETURNING device",
            {device, sha256, resolutions::take});
    if (!rows) return rows.error();
    if (rows->empty()) return fail(Fault::NotFound, "no bytes of this hash were refused or doubted");
    return Done{};
}

Result<std::vector<ForkSide>> SqlStore::forks() {
    // The device's own side is looked at from where the first other side parted from it.
    auto rows = ask(
        "SELECT s.device, s.name, min(e.seq), max(e.seq), count(*), min(e.server_seq), max(e.server_seq), "
        "min(e.received_ms), max(e.received_ms) FROM "
        "(SELECT device, name, from_seq, side FROM sides UNION ALL SELECT device, device, min(from_seq), 1 FROM sides "
        "GROUP BY device) s JOIN entries e ON e.device = s.name AND (s.side > 1 OR e.seq >= s.from_seq) "
        "GROUP BY s.device, s.name, s.side ORDER BY s.device, s.side",
        {});
    if (!rows) return rows.error();
    std::vector<ForkSide> all;
    for (const Row& row : *rows)
        all.push_back({row.text(0), device_and_side(row.text(1)).second, row.number(2), row.number(3), row.number(4),
                       row.number(5), row.number(6), row.number(7), row.number(8)});
    return all;
}

}  // namespace aaben::jobcenter
