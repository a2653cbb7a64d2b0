#include "jobcenter/schema.hpp"

#include "platform/schema_version.hpp"

namespace aaben::jobcenter {
namespace {

struct Step {
    bool adds = true;  // a program that knows only what was before can go on with it
    std::vector<std::string_view> statements;
};

// {int} {blob} {key} {strict} stand for what the two databases call a 64-bit integer, bytes, a growing key, strict
// typing.
const std::vector<Step>& steps() {
    static const std::vector<Step> all{
        {false,
         {
             ("CREATE TABLE devices (id TEXT PRIMARY KEY, unit TEXT NOT NULL, sign_key TEXT NOT NULL, box_key TEXT NOT "
              "NULL, "
              "revoked_ms {int} NOT NULL, head_seq {int} NOT NULL, enrolled_ms {int} NOT NULL){strict}"),
             ("CREATE TABLE certificates (serial TEXT PRIMARY KEY, device TEXT NOT NULL REFERENCES devices (id), "
              "expires_ms {int} NOT NULL, revoked {int} NOT NULL){strict}"),
             "CREATE INDEX certificates_by_device ON certificates (device)",
             ("CREATE TABLE enrolment_codes (sha256 TEXT PRIMARY KEY, device TEXT NOT NULL, unit TEXT NOT NULL, "
              "expires_ms {int} NOT NULL, used_by TEXT NOT NULL){strict}"),
             ("CREATE TABLE entries (server_seq {key}, device TEXT NOT NULL, seq {int} NOT NULL, id TEXT NOT NULL "
              "UNIQUE, "
              "type TEXT NOT NULL, sha256 TEXT NOT NULL, prev TEXT NOT NULL, body {blob}, problem TEXT NOT NULL, "
              "received_ms {int} NOT NULL, UNIQUE (device, seq)){strict}"),
             ("CREATE TABLE heads (device TEXT NOT NULL, seq {int} NOT NULL, sha256 TEXT NOT NULL, signature TEXT NOT "
              "NULL, "
              "PRIMARY KEY (device, seq, sha256)){strict}"),
             ("CREATE TABLE gaps (device TEXT NOT NULL, first_seq {int} NOT NULL, last_seq {int} NOT NULL, "
              "since_ms {int} NOT NULL, PRIMARY KEY (device, first_seq)){strict}"),
             ("CREATE TABLE anomalies (device TEXT NOT NULL, kind TEXT NOT NULL, seq {int} NOT NULL, sha256 TEXT NOT "
              "NULL, "
              "detail TEXT NOT NULL, found_ms {int} NOT NULL, PRIMARY KEY (device, kind, seq, sha256)){strict}"),
             ("CREATE TABLE items (kind TEXT NOT NULL, name TEXT NOT NULL, target TEXT NOT NULL, version {int} NOT "
              "NULL, "
              "etag TEXT NOT NULL, size {int} NOT NULL, bytes {blob} NOT NULL, put_ms {int} NOT NULL, "
              "PRIMARY KEY (kind, name, target)){strict}"),
             ("CREATE TABLE item_acks (device TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, version {int} NOT "
              "NULL, "
              "etag TEXT NOT NULL, applied {int} NOT NULL, acked_ms {int} NOT NULL, "
              "PRIMARY KEY (device, kind, name, etag)){strict}"),
         }},
        // Each kiosk asks for its own items every few minutes; the table holds every unit's.
        {true, {"CREATE INDEX items_by_target ON items (target)"}},
        // A device whose journal went on twice (store.hpp). `replaced`: what was held under an id until the chain, or
        // the operator, proved other bytes to be the true ones.
        {true,
         {
             "CREATE TABLE sides (name TEXT PRIMARY KEY, device TEXT NOT NULL, side {int} NOT NULL, from_seq {int} NOT "
             "NULL, since_ms {int} NOT NULL){strict}",
             "CREATE INDEX sides_by_device ON sides (device)",
             "CREATE TABLE replaced (server_seq {int} PRIMARY KEY, device TEXT NOT NULL, seq {int} NOT NULL, id TEXT "
             "NOT NULL, sha256 TEXT NOT NULL, body {blob}, problem TEXT NOT NULL, received_ms {int} NOT NULL, "
             "replaced_ms {int} NOT NULL){strict}",
             "ALTER TABLE anomalies ADD COLUMN resolved TEXT NOT NULL DEFAULT ''",
         }},
        // When each device was last heard, and what it said of itself.
        {true,
         {"CREATE TABLE kiosk_reports (device TEXT PRIMARY KEY, seen_ms {int} NOT NULL, report TEXT NOT "
          "NULL){strict}"}},
    };
    return all;
}

std::string in_dialect(std::string_view sql, Dialect dialect) {
    const bool lite = dialect == Dialect::Sqlite;
    const std::pair<std::string_view, std::string_view> words[] = {
        {"{int}", lite ? "INTEGER" : "BIGINT"},
        {"{blob}", lite ? "BLOB" : "BYTEA"},
        {"{key}", lite ? "INTEGER PRIMARY KEY AUTOINCREMENT" : "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"},
        {"{strict}", lite ? " STRICT" : ""}};
    std::string text(sql);
    for (const auto& [word, meaning] : words)
        for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos;)
            text.replace(at, word.size(), meaning);
    return text;
}

Result<SchemaVersion> held_version(SqlSession& session, Dialect dialect) {
    auto tables = session.query(dialect == Dialect::Sqlite
                                    ? "SELECT name FROM sqlite_schema WHERE name = 'schema_version'"
                                    : "SELECT table_name::text FROM information_schema.tables WHERE table_name = "
                                      "'schema_version' AND table_schema = current_schema()",
                                {});
    if (!tables) return tables.error();
    if (tables->empty()) return SchemaVersion{};
    auto rows = session.query("SELECT version FROM schema_version", {});
    if (!rows) return rows.error();
    if (rows->empty()) return fail(Fault::Corrupt, "the store has lost its schema version; restore it from its backup");
    return SchemaVersion::from(rows->front().number(0));
}

Result<> make_version_table(SqlSession& session, Dialect dialect) {
    const std::string sql = in_dialect("CREATE TABLE schema_version (version {int} NOT NULL){strict}", dialect);
    if (auto made = session.query(sql, {}); !made) return made.error();
    auto first = session.query("INSERT INTO schema_version (version) VALUES (0)", {});
    return first ? Result<>(Done{}) : first.error();
}

}  // namespace

std::int64_t newest_schema() {
    return static_cast<std::int64_t>(steps().size());
}

Result<> migrate(SqlSession& session, Dialect dialect, Access access, std::int64_t known) {
    const auto step = [&](const SchemaVersion& at) -> Result<> {
        if (access == Access::ReadOnly)
            return fail(Fault::NotFound, "the store is empty or older than this program; start jobcenter on it once");
        if (at.version == 0)
            if (auto made = make_version_table(session, dialect); !made) return made;
        const Step& next = steps().at(static_cast<std::size_t>(at.version));
        for (const std::string_view sql : next.statements)
            if (auto done = session.query(in_dialect(sql, dialect), {}); !done) return done.error();
        auto set = session.query("UPDATE schema_version SET version = $1", {at.next(next.adds).number()});
        return set ? Result<>(Done{}) : set.error();
    };
    return bring_up(known, "the store", [&] { return held_version(session, dialect); }, step);
}

}  // namespace aaben::jobcenter
