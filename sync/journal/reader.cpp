#include "journal/reader.hpp"

#include <sys/stat.h>

#include "journal/database.hpp"
#include "journal/migrate.hpp"

namespace aaben::journal {
namespace {

std::uint64_t inode(const std::filesystem::path& file) {
    struct stat info{};
    return ::stat(file.c_str(), &info) == 0 ? info.st_ino : 0;
}

}  // namespace

struct JournalReader::State {
    std::filesystem::path folder;
    std::optional<Database> db;
    std::uint64_t journal_inode = 0;
    std::uint64_t mail_inode = 0;

    // Opens what is there; again when a damaged file was set aside and another lies in its place.
    Database& look() {
        const std::uint64_t journal_now = inode(folder / "journal.db");
        const std::uint64_t mail_now = inode(folder / "mail.db");
        if (db && journal_now == journal_inode && mail_now == mail_inode) return *db;
        db.reset();
        if (journal_now == 0) throw SqliteFailure{fail(Fault::NotFound, "there is no journal yet")};
        Database fresh(folder / "journal.db", Access::ReadOnly);
        if (refuse_newer(fresh, journal_migrations(), "journal.db") == 0)
            throw SqliteFailure{fail(Fault::NotFound, "the journal is being made")};
        mail_inode = 0;
        if (mail_now != 0) {
            fresh.attach_read_only(folder / "mail.db", "mail");
            if (refuse_newer(fresh, mail_migrations(), "mail.db", "mail") > 0)
                mail_inode = mail_now;  // else it is being made: look again next time
        }
        journal_inode = journal_now;
        db = std::move(fresh);
        return *db;
    }
    [[nodiscard]] bool with_mail() const { return mail_inode != 0; }
};

namespace {
// Entries that are not done. The partial index keeps this to the entries of the last day: an erased one had its
// receipt.
constexpr std::string_view unreceipted =
    " FROM entry e WHERE e.body IS NOT NULL AND NOT EXISTS "
    "(SELECT 1 FROM mail.receipt r WHERE r.id = e.id AND r.sha256 = e.hash)";
constexpr std::string_view unreceipted_without_mail = " FROM entry e WHERE e.body IS NOT NULL";

constexpr std::string_view pending_columns = "SELECT e.seq, e.id, e.type, e.visit, e.hash, e.wall_ms, length(e.body)";

PendingEntry pending_of(Query& row) {
    return {row.number(0),
            row.text(1),
            row.text(2),
            row.text(3),
            row.text(4),
            row.number(5),
            static_cast<std::size_t>(row.number(6))};
}

std::string pending_sql(bool mail, std::string_view which) {
    std::string sql(pending_columns);
    sql.append(mail ? unreceipted : unreceipted_without_mail);
    if (mail) sql.append(" AND NOT EXISTS (SELECT 1 FROM mail.quarantine q WHERE q.id = e.id)");
    return sql.append(which);
}

std::vector<PendingEntry> all_pending(Query rows) {
    std::vector<PendingEntry> out;
    while (rows.next()) out.push_back(pending_of(rows));
    return out;
}
}  // namespace

JournalReader::JournalReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
JournalReader::JournalReader(JournalReader&&) noexcept = default;
JournalReader& JournalReader::operator=(JournalReader&&) noexcept = default;
JournalReader::~JournalReader() = default;

Result<JournalReader> JournalReader::open(const std::filesystem::path& folder) {
    return guarded([&] {
        auto state = std::make_unique<State>();
        state->folder = folder;
        (void)state->look();
        return JournalReader(std::move(state));
    });
}

bool is_urgent(std::string_view type) {
    return type == "help.requested" || type == "alarm.raised";
}

Result<std::vector<PendingEntry>> JournalReader::urgent() {
    return guarded([&] {
        Database& db = state_->look();
        return all_pending(db.query(pending_sql(state_->with_mail(),
                                                " AND e.type IN ('help.requested', 'alarm.raised') "
                                                "ORDER BY e.seq")));
    });
}

Result<std::vector<PendingEntry>> JournalReader::pending(std::int64_t after_seq, std::size_t limit) {
    return guarded([&] {
        Database& db = state_->look();
        Query rows = db.query(pending_sql(state_->with_mail(), " AND e.seq > ? ORDER BY e.seq LIMIT ?"));
        rows(after_seq)(static_cast<std::int64_t>(limit));
        return all_pending(std::move(rows));
    });
}

namespace {

std::string body_of(Database& db, std::int64_t seq) {
    Query row = db.query("SELECT body FROM entry WHERE seq = ? AND body IS NOT NULL");
    row(seq);
    if (!row.next()) throw SqliteFailure{fail(Fault::NotFound, "no such entry, or it is erased")};
    return row.text(0);
}

HeadOfChain head_of(Database& db) {
    Query row = db.query("SELECT seq, hash, wall_ms FROM entry ORDER BY seq DESC LIMIT 1");
    if (!row.next()) return HeadOfChain{0, std::string(64, '0'), 0};
    return HeadOfChain{row.number(0), row.text(1), row.number(2)};
}

}  // namespace

Result<std::string> JournalReader::body(std::int64_t seq) {
    return guarded([&] { return body_of(state_->look(), seq); });
}

Result<LinesAndHead> JournalReader::lines(const std::vector<std::int64_t>& seqs) {
    return guarded([&] {
        Database& db = state_->look();
        const OneMoment moment(db);
        LinesAndHead out;
        out.lines.reserve(seqs.size());
        for (const std::int64_t seq : seqs) out.lines.push_back(body_of(db, seq));
        out.head = head_of(db);
        return out;
    });
}

Result<HeadOfChain> JournalReader::head() {
    return guarded([&] { return head_of(state_->look()); });
}

std::uint64_t JournalReader::file() const {
    return state_->journal_inode;
}

Result<OutboxStatus> JournalReader::status() {
    return guarded([&] {
        Database& db = state_->look();
        const bool mail = state_->with_mail();
        OutboxStatus out;
        // seq has no gaps but those written down, so nothing needs to be counted.
        out.entries = db.number(
            "SELECT coalesce(max(seq), 0) - (SELECT coalesce(sum(last_seq - first_seq + 1), 0) FROM "
            "gap) FROM entry");
        {
            Query row = db.query(
                std::string("SELECT count(*), min(e.wall_ms)").append(mail ? unreceipted : unreceipted_without_mail));
            if (row.next()) {
                out.unreceipted = row.number(0);
                if (!row.is_null(1)) out.oldest_ms = row.number(1);
            }
        }
        if (!mail) return out;
        Query rows = db.query(
            "SELECT q.seq, q.id, coalesce(e.type, ''), q.problem, q.at_ms FROM mail.quarantine q LEFT JOIN "
            "entry e ON e.id = q.id ORDER BY q.seq LIMIT 1000");
        while (rows.next())
            out.quarantined.push_back({rows.number(0), rows.text(1), rows.text(2), rows.text(3), rows.number(4)});
        out.anomalies = db.number("SELECT coalesce((SELECT value FROM mail.note WHERE name = 'anomalies'), 0)");
        return out;
    });
}

Result<DayStatement> JournalReader::statement(calendar::Date day) {
    return guarded([&] {
        Database& db = state_->look();
        const WallMs from = calendar::wall_ms({day, {}});
        const WallMs until = calendar::wall_ms({calendar::add_days(day, 1), {}});
        // seq bounds first: only the newest rows can be of today, and wall_ms has no index of its own.
        const std::int64_t newest = db.number("SELECT max(seq) FROM entry");
        constexpr std::int64_t rows_a_day_most = 20'000;
        const std::string where =
            " FROM entry e WHERE e.seq > ? AND e.type = 'visit.checked_in' AND e.wall_ms >= ? AND e.wall_ms < ?";
        const auto count = [&](const std::string& more) {
            Query row = db.query("SELECT count(*)" + where + more);
            row(newest - rows_a_day_most)(from)(until);
            return row.next() ? static_cast<int>(row.number(0)) : 0;
        };
        DayStatement out{count(""), 0};
        // An erased body had its receipt; its row in mail.db may be gone after a restore.
        out.receipts = state_->with_mail()
                           ? count(
                                 " AND (e.body IS NULL OR EXISTS (SELECT 1 FROM mail.receipt r WHERE r.id = e.id AND "
                                 "r.sha256 = e.hash))")
                           : count(" AND e.body IS NULL");
        return out;
    });
}

Result<PendingEntry> JournalReader::entry(std::int64_t seq) {
    return guarded([&] {
        const std::string sql = std::string(pending_columns).append(unreceipted_without_mail).append(" AND e.seq = ?");
        Query row = state_->look().query(sql);
        row(seq);
        if (!row.next()) throw SqliteFailure{fail(Fault::NotFound, "no such entry, or it is erased")};
        return pending_of(row);
    });
}

Result<std::int64_t> JournalReader::quarantined() {
    return guarded([&] {
        Database& db = state_->look();
        if (!state_->with_mail()) return std::int64_t{0};
        return db.number("SELECT count(*) FROM mail.quarantine q JOIN entry e ON e.id = q.id WHERE e.body IS NOT NULL");
    });
}

Result<std::string> JournalReader::resend_asked(std::int64_t seq) {
    return guarded([&] {
        Query row = state_->look().query(
            "SELECT coalesce(json_extract(body, '$.open.entry'), '') FROM entry WHERE seq = ? AND body IS NOT NULL");
        row(seq);
        if (!row.next()) throw SqliteFailure{fail(Fault::NotFound, "no such entry, or it is erased")};
        return row.text(0);
    });
}

}  // namespace aaben::journal
