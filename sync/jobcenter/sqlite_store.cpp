#include "jobcenter/sqlite_store.hpp"

#include "jobcenter/schema.hpp"
#include "jobcenter/sides.hpp"
#include "platform/fault_switch.hpp"

namespace aaben::jobcenter {
namespace {

constexpr std::string_view held_columns = "device, seq, id, sha256, prev, problem, server_seq";

Result<> add_held(SqlSession& session, const std::string& where, const std::vector<SqlValue>& values,
                  std::vector<HeldEntry>& held) {
    auto rows = session.query("SELECT " + std::string(held_columns) + " FROM entries WHERE " + where, values);
    if (!rows) return rows.error();
    for (const Row& row : *rows) held.push_back(held_of(row));
    return Done{};
}

Result<> look_at_device(SqlSession& session, const IntakeQuery& query, Look& look) {
    auto devices =
        session.query("SELECT " + std::string(device_columns) + " FROM devices WHERE id = $1", {query.device});
    if (!devices) return devices.error();
    if (!devices->empty()) look.device = device_of(devices->front());
    if (query.certificate_serial.empty()) return Done{};
    auto certificate =
        session.query("SELECT serial FROM certificates WHERE serial = $1 AND device = $2 AND revoked = 0",
                      {query.certificate_serial, query.device});
    if (!certificate) return certificate.error();
    look.certificate_ok = !certificate->empty();
    return Done{};
}

// A list as one parameter; ids and numbers need no escapes.
std::string as_list(const std::vector<std::string_view>& ids) {
    std::string out;
    for (const std::string_view id : ids) out.append(out.empty() ? "[\"" : ",\"").append(id).append("\"");
    return out.empty() ? "[]" : out + "]";
}
std::string as_list(const std::vector<std::int64_t>& numbers) {
    std::string out;
    for (const std::int64_t number : numbers) out.append(out.empty() ? "[" : ",").append(std::to_string(number));
    return out.empty() ? "[]" : out + "]";
}

Result<> look_at_doubts(SqlSession& session, const IntakeQuery& query, const std::string& seqs, Look& look) {
    auto sides = session.query("SELECT coalesce(max(side), 1) FROM sides WHERE device = $1", {query.device});
    if (!sides) return sides.error();
    look.sides = static_cast<int>(sides->front().number(0));
    auto told = session.query(
        "SELECT device, kind, seq, sha256, resolved FROM anomalies WHERE device = $1 AND kind IN ('altered', "
        "'conflict') AND seq IN (SELECT value FROM json_each($2))",
        {query.device, seqs});
    if (!told) return told.error();
    for (const Row& row : *told)
        look.told.push_back({row.text(0), row.text(1), row.number(2), row.text(3), "", 0, row.text(4)});
    return Done{};
}

Result<Look> look_up(SqlSession& session, const IntakeQuery& query) {
    Look look;
    if (auto done = look_at_device(session, query, look); !done) return done.error();
    const std::string ids = as_list(query.ids), seqs = as_list(query.seqs);
    if (auto done = add_held(session, "id IN (SELECT value FROM json_each($1))", {ids}, look.held); !done)
        return done.error();
    if (auto done = add_held(
            session, "device IN " + std::string(names_of_device_1) + " AND seq IN (SELECT value FROM json_each($2))",
            {query.device, seqs}, look.held);
        !done)
        return done.error();
    auto heads = session.query(
        "SELECT seq, sha256, signature FROM heads WHERE device = $1 AND seq IN (SELECT value FROM json_each($2))",
        {query.device, seqs});
    if (!heads) return heads.error();
    for (const Row& row : *heads) look.heads.push_back({row.number(0), row.text(1), row.text(2)});
    auto gaps = session.query(
        "SELECT first_seq, last_seq, since_ms FROM gaps WHERE device = $1 AND last_seq >= $2 AND first_seq <= $3 "
        "ORDER BY first_seq",
        {query.device, query.first_seq, query.last_seq});
    if (!gaps) return gaps.error();
    for (const Row& row : *gaps) look.gaps.push_back({row.number(0), row.number(1), row.number(2)});
    if (auto done = look_at_doubts(session, query, seqs, look); !done) return done.error();
    return look;
}

Result<> set_apart(SqlSession& session, std::string_view id, WallMs now_ms) {
    auto kept = session.query(
        "INSERT INTO replaced SELECT server_seq, device, seq, id, sha256, body, problem, received_ms, $2 FROM entries "
        "WHERE id = $1",
        {id, now_ms.ms});
    if (!kept) return kept.error();
    auto gone = session.query("DELETE FROM entries WHERE id = $1", {id});
    if (!gone) return gone.error();
    return Done{};
}

Result<> write_entries(SqlSession& session, const std::string& device, const Writing& writing, WallMs now_ms,
                       Written& written) {
    for (const auto& [side, from_seq] : writing.sides_opened)
        if (auto rows =
                session.query("INSERT INTO sides (name, device, side, from_seq, since_ms) VALUES ($1, $2, $3, $4, $5)",
                              {side_name(device, side), device, std::int64_t{side}, from_seq, now_ms.ms});
            !rows)
            return rows.error();
    for (const NewEntry& entry : writing.entries) {
        if (entry.replaces)
            if (auto done = set_apart(session, entry.id, now_ms); !done) return done;
        const std::string name = side_name(device, entry.side);
        const SqlValue body = entry.body ? SqlValue(Bytes{*entry.body}) : SqlValue();
        auto rows = session.query(
            "INSERT INTO entries (device, seq, id, type, sha256, prev, body, problem, received_ms) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING server_seq",
            {name, entry.seq, entry.id, entry.type, entry.sha256, entry.prev, body, entry.problem, now_ms.ms});
        if (!rows) return rows.error();
        written.server_seqs.emplace_back(entry.id, rows->front().number(0));
    }
    return Done{};
}

Result<> write_chain(SqlSession& session, const std::string& device, const Writing& writing, WallMs now_ms) {
    if (writing.head) {
        auto rows = session.query(
            "INSERT INTO heads (device, seq, sha256, signature) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            {device, writing.head->seq, writing.head->sha256, writing.head->signature});
        if (!rows) return rows.error();
    }
    auto head =
        session.query("UPDATE devices SET head_seq = $2 WHERE id = $1 AND head_seq < $2", {device, writing.head_seq});
    if (!head) return head.error();
    for (const std::int64_t first : writing.gaps_closed)
        if (auto rows = session.query("DELETE FROM gaps WHERE device = $1 AND first_seq = $2", {device, first}); !rows)
            return rows.error();
    for (const Gap& gap : writing.gaps_opened)
        if (auto rows =
                session.query("INSERT INTO gaps (device, first_seq, last_seq, since_ms) VALUES ($1, $2, $3, $4)",
                              {device, gap.first, gap.last, gap.since_ms.ms});
            !rows)
            return rows.error();
    for (const Anomaly& anomaly : writing.anomalies)
        if (auto rows = session.query("INSERT INTO anomalies (device, kind, seq, sha256, detail, found_ms) "
                                      "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
                                      {device, anomaly.kind, anomaly.seq, anomaly.sha256, anomaly.detail, now_ms.ms});
            !rows)
            return rows.error();
    return Done{};
}

Result<> write_acks(SqlSession& session, const std::string& device, const Writing& writing, WallMs now_ms) {
    for (const ItemAck& ack : writing.acks)
        if (auto rows = session.query(
                "INSERT INTO item_acks (device, kind, name, version, etag, applied, acked_ms) "
                "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (device, kind, name, etag) DO UPDATE SET "
                "applied = excluded.applied, acked_ms = excluded.acked_ms",
                {device, ack.kind, ack.name, ack.version, ack.etag, std::int64_t{ack.applied}, now_ms.ms});
            !rows)
            return rows.error();
    return Done{};
}

Result<> read_back(SqlSession& session, const std::string& device, Written& written) {
    auto gaps = session.query(
        "SELECT first_seq, last_seq, since_ms FROM gaps WHERE device = $1 ORDER BY first_seq LIMIT 100", {device});
    if (!gaps) return gaps.error();
    for (const Row& row : *gaps) written.first_gaps.push_back({row.number(0), row.number(1), row.number(2)});
    auto count = session.query("SELECT count(*) FROM anomalies WHERE device = $1 AND resolved = ''", {device});
    if (!count) return count.error();
    written.anomalies = count->front().number(0);
    return Done{};
}

}  // namespace

Result<std::unique_ptr<Store>> SqliteStore::open(const std::filesystem::path& file, Access access) {
    auto session = SqliteSession::open(file, access);
    if (!session) return session.error();
    if (auto begun = (*session)->begin(); !begun) return begun.error();
    if (auto done = migrate(**session, Dialect::Sqlite, access); !done) {
        (*session)->rollback();
        return done.error();
    }
    if (auto done = (*session)->commit(); !done) return done.error();
    return std::unique_ptr<Store>(new SqliteStore(std::move(*session)));
}

Result<> SqliteStore::transact(const Work& work) {
    const std::lock_guard guard(one_at_a_time_);
    if (auto begun = session_->begin(); !begun) return begun;
    if (auto done = work(*session_); !done) {
        session_->rollback();
        return done;
    }
    return session_->commit();
}

Result<Written> SqliteStore::intake(const IntakeQuery& query, const Judge& judge, WallMs now_ms) {
    Written written;
    auto done = transact([&](SqlSession& session) -> Result<> {
        auto look = look_up(session, query);
        if (!look) return look.error();
        auto writing = judge(*look);
        if (!writing) return writing.error();
        if (auto ok = write_entries(session, query.device, *writing, now_ms, written); !ok) return ok;
        if (auto ok = write_chain(session, query.device, *writing, now_ms); !ok) return ok;
        if (auto ok = write_acks(session, query.device, *writing, now_ms); !ok) return ok;
        if (auto ok = read_back(session, query.device, written); !ok) return ok;
        if (fault("acknowledged_uncommitted")) return fail(Fault::Io, "rolled back on purpose");
        return Done{};
    });
    if (!done && !fault("acknowledged_uncommitted")) return done.error();
    return written;
}

}  // namespace aaben::jobcenter
