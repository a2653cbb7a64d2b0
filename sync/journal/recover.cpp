// A damaged journal: build a sound one beside it from everything that can be read, then change places. The order of the
// steps is what matters: until the salvage is whole and synced nothing of the damaged journal is touched, its visits'
// keys included; the rename to journal.salvaged.db decides, and from then on it counts, whatever else is interrupted.
// Between two renames that build on each other the folder is flushed (tests/crash/salvage_test.cpp).
#include <algorithm>
#include <map>
#include <set>

#include "entries/codec.hpp"
#include "journal/migrate.hpp"
#include "journal/state.hpp"
#include "journal/unit_json.hpp"
#include "platform/durable.hpp"
#include "platform/fault_switch.hpp"
#include "platform/log.hpp"
#include "seal/hash.hpp"
#include "seal/sealed.hpp"
#include "wire/entry.hpp"

namespace aaben::journal {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view lost_type = "journal.lost";  // a skeleton: the jobcenter holds the entry, this disk does not

struct Row {
    std::string id, type, visit;
    std::int64_t wall_ms = 0;
    bool erased = false;
    std::string body, hash, prev;
};

struct Salvaged {
    std::map<std::int64_t, Row> rows;
    std::map<std::string, visit::Choices> choices;  // by live visit
    std::set<std::pair<std::int64_t, std::int64_t>> gaps;
    std::optional<visit::Unit> base;
    std::int64_t base_seq = 0;
    bool queue_read = false;
};

// A rename counts only when the folder is synced.
void must_sync(const fs::path& folder) {
    if (fault("salvage_unsynced")) return;
    if (const auto synced = sync_folder(folder); !synced) throw SqliteFailure{synced.error()};
}

fs::path fresh_file(const fs::path& folder) {
    return folder / "journal.salvaging.db";
}
fs::path done_file(const fs::path& folder) {
    return folder / "journal.salvaged.db";
}
// Belongs to the salvage: before it is done to the fresh file, afterwards to the done one.
fs::path fresh_keys(const fs::path& keys_in) {
    return keys_in / (fault("salvage_keys_first") ? "visit-keys" : "visit-keys.salvaging");
}

// Reads entries in one direction until the damage stops it.
void read_entries(Database& damaged, bool forwards, Salvaged& out) {
    try {
        Query rows =
            damaged.query(forwards ? "SELECT seq, id, type, visit, wall_ms, body, hash, prev FROM entry ORDER BY seq"
                                   : "SELECT seq, id, type, visit, wall_ms, body, hash, prev FROM entry ORDER BY seq "
                                     "DESC");
        while (rows.next()) {
            Row row{rows.text(1),    rows.text(2), rows.text(3), rows.number(4),
                    rows.is_null(5), rows.text(5), rows.text(6), rows.text(7)};
            const bool known = out.rows.contains(rows.number(0));
            if (known && !forwards) return;
            // A row whose bytes do not have their hash would be a lie with our signature on it.
            if (!row.erased && seal::sha256_hex(row.body) != row.hash) continue;
            out.rows.emplace(rows.number(0), std::move(row));
        }
    } catch (const SqliteFailure&) {
        return;  // this is where the damage is; what was read so far is kept
    }
}

void read_queue(Database& damaged, const fs::path& keys_in, Salvaged& out) {
    try {
        Query gaps = damaged.query("SELECT first_seq, last_seq FROM gap");
        while (gaps.next()) out.gaps.emplace(gaps.number(0), gaps.number(1));
        Query base = damaged.query("SELECT seq, unit FROM base");
        if (base.next()) {
            out.base_seq = base.number(0);
            out.base = read_unit(Json::parse(base.text(1), nullptr, false));
        }
        const auto keys = VisitKeys::open(keys_in / "visit-keys");
        Query live = damaged.query("SELECT visit, slot, locked FROM live_visit WHERE slot IS NOT NULL");
        while (keys && live.next()) {
            const auto key = keys->key(live.number(1));
            if (!key) continue;
            const auto plain = seal::unlock(*key, live.text(2));
            if (!plain) continue;
            if (auto choices = entries::choices_from_json(*plain)) out.choices[live.text(0)] = std::move(*choices);
        }
    } catch (const SqliteFailure&) {
        return;  // the queue is made again from the entries; choices that were not read stay sealed for the jobcenter
    }
}

// The newest entry the jobcenter has confirmed: a new entry must not take its seq.
void read_receipts(const fs::path& folder, std::int64_t& seq, std::string& hash) {
    try {
        if (!fs::exists(mail_file(folder))) return;
        Database mail(mail_file(folder), Access::ReadOnly);
        Query row = mail.query("SELECT seq, sha256 FROM receipt ORDER BY seq DESC LIMIT 1");
        if (row.next()) seq = row.number(0), hash = row.text(1);
    } catch (const SqliteFailure&) {
        return;  // without mail.db the chain goes on from what was salvaged
    }
}

void write_entries(Database& db, const Salvaged& found) {
    std::int64_t last = 0;
    for (const auto& [first_seq, last_seq] : found.gaps)
        db.query("INSERT OR IGNORE INTO gap(first_seq, last_seq) VALUES (?, ?)")(first_seq)(last_seq).exec();
    for (const auto& [seq, row] : found.rows) {
        if (seq > last + 1)
            db.query(
                  "INSERT INTO gap(first_seq, last_seq) VALUES (?, ?) ON CONFLICT DO UPDATE SET last_seq = "
                  "max(last_seq, excluded.last_seq)")(last + 1)(seq - 1)
                .exec();
        Query insert = db.query(
            "INSERT INTO entry(seq, id, type, visit, wall_ms, body, hash, prev) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        insert(seq)(row.id)(row.type)(row.visit)(row.wall_ms);
        if (row.erased)
            insert.null();
        else
            insert.blob(row.body);
        insert(row.hash)(row.prev).exec();
        last = seq;
    }
}

// When the jobcenter holds entries newer than what was read, their skeleton stands in for the newest of them, so that
// the next entry follows from what the jobcenter knows.
bool continue_after_receipt(Database& db, const fs::path& folder, std::int64_t last) {
    std::int64_t seq = 0;
    std::string hash;
    read_receipts(folder, seq, hash);
    if (seq <= last) return false;
    if (seq > last + 1)
        db.query("INSERT OR IGNORE INTO gap(first_seq, last_seq) VALUES (?, ?)")(last + 1)(seq - 1).exec();
    const std::string id = seal::new_id(0);
    db.query(
          "INSERT INTO entry(seq, id, type, visit, wall_ms, body, hash, prev) VALUES (?, ?, ?, '', 0, "
          "NULL, ?, (SELECT coalesce((SELECT hash FROM entry WHERE seq = ?), ?)))")(seq)(id)(lost_type)(hash)(seq - 1)(
          wire::first_prev)
        .exec();
    return true;
}

}  // namespace

std::string salvage(const fs::path& folder, const OpenOptions& options, const Tell& tell) {
    const fs::path keys_in = keys_folder(folder, options);
    Salvaged found;
    try {
        Database damaged(journal_file(folder), Access::ReadOnly, {.vfs = options.vfs});
        read_entries(damaged, true, found);
        read_entries(damaged, false, found);
        read_queue(damaged, keys_in, found);
    } catch (const SqliteFailure&) {
        found = {};  // not even its header can be read: nothing to carry over but the receipts
    }
    for (const char* tail : {"", "-wal", "-shm", "-journal"}) fs::remove(fresh_file(folder).string() + tail);
    fs::remove(fresh_keys(keys_in));
    const std::int64_t last = found.rows.empty() ? 0 : found.rows.rbegin()->first;
    const std::string note = "a damaged journal was set aside; " + std::to_string(found.rows.size()) +
                             " entries were kept, the newest being " + std::to_string(last);
    {
        Database db(fresh_file(folder), Access::ReadWrite, {.vfs = options.vfs});
        migrate(db, journal_migrations(), "journal.db");
        // Fresh keys: the old slots stay readable nowhere once their file is gone.
        auto keys = VisitKeys::open(fresh_keys(keys_in));
        if (!keys) throw SqliteFailure{keys.error()};
        Transaction all(db);
        write_entries(db, found);
        continue_after_receipt(db, folder, last);
        visit::Unit unit = found.base.value_or(visit::Unit{});
        (void)fold_entries(db, found.base ? found.base_seq : 0, false, unit);
        for (visit::Visit& v : unit.visits) {
            const auto it = found.choices.find(v.id);
            v.choices = it == found.choices.end() ? entries::no_choices() : it->second;
        }
        Projection(db, *keys).save(visit::Unit{}, unit);
        db.query("INSERT INTO base(one, seq, unit) VALUES (1, (SELECT coalesce(max(seq), 0) FROM entry), ?)")(
              dump(unit_json(unit)))
            .exec();
        all.commit();
        tell(std::move(db), std::move(*keys), note);
    }
    must_sync(folder);  // the keys' name before the journal that needs them
    fs::rename(fresh_file(folder), done_file(folder));
    must_sync(folder);
    for (const char* tail : {"-wal", "-shm"}) fs::remove(fresh_file(folder).string() + tail);
    return note;
}

// The queue stays as the disk has it: what it shows did happen, and staff see in the entry why it is yesterday's.
void Journal::State::go_on_after_receipts() {
    const std::int64_t last = head_seq;
    if (!fault("rollback_unnoticed")) {
        Transaction gap(db);
        if (continue_after_receipt(db, folder, last)) {
            set_base(db.number("SELECT max(seq) FROM entry"), unit);
            gap.commit();
        }
    }
    read_head();
    Query newest = db.query("SELECT type FROM entry ORDER BY seq DESC LIMIT 1");
    if (!newest.next() || newest.text(0) != lost_type)
        return;  // else it is told, also when the last start was cut here
    recovered = "the journal's disk went back in time; the newest entry it has is older than entry " +
                std::to_string(head_seq) + ", which the jobcenter holds";
    log(LogLevel::Alert, "journal", recovered);
    (void)append(visit::JournalRecovered{recovered});
}

bool place_salvage(const fs::path& folder, const OpenOptions& options, WallMs now_ms) {
    const fs::path keys_in = keys_folder(folder, options);
    if (!fs::exists(done_file(folder))) return false;
    const fs::path aside = folder / ("journal.damaged-" + std::to_string(now_ms.ms) + ".db");
    for (const char* tail : {"-wal", "-shm", ""}) {
        const fs::path old = journal_file(folder).string() + tail;
        std::error_code ignored;
        if (fs::exists(old)) fs::rename(old, aside.string() + tail, ignored);
    }
    must_sync(folder);  // an old WAL must never stand beside the new journal
    if (fs::exists(fresh_keys(keys_in))) fs::rename(fresh_keys(keys_in), keys_in / "visit-keys");
    must_sync(folder);
    fs::rename(done_file(folder), journal_file(folder));
    must_sync(folder);
    log(LogLevel::Alert, "journal", "the damaged file is kept as " + aside.filename().string());
    return true;
}

}  // namespace aaben::journal
