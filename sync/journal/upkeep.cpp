// What a journal needs besides append: checking, erasing, copying, reading out.
#include <nlohmann/json.hpp>

#include "journal/migrate.hpp"
#include "journal/state.hpp"
#include "journal/unit_json.hpp"
#include "platform/fault_switch.hpp"
#include "seal/hash.hpp"
#include "wire/entry.hpp"

namespace aaben::journal {
namespace {

constexpr std::size_t faults_most = 20;  // a broken chain is broken; nobody reads the ten-thousandth sentence

// Why the row and its body disagree; empty when they agree.
std::string body_fault(const std::string& body, const std::string& id, const std::string& type, std::int64_t seq,
                       const std::string& hash, const std::string& prev) {
    if (seal::sha256_hex(body) != hash) return "its bytes do not have its hash";
    const auto entry = wire::parse_entry(body);
    if (!entry) return "its bytes are not an entry";
    if (entry->seq != seq || entry->id != id || entry->type != type || entry->prev != prev)
        return "its bytes say something else than its row";
    return {};
}

bool gap_is_known(Database& db, std::int64_t first, std::int64_t last) {
    Query row = db.query("SELECT 1 FROM gap WHERE first_seq <= ? AND last_seq >= ?");
    row(first)(last);
    return row.next();
}

Database open_for_reading(const std::filesystem::path& folder) {
    Database db(journal_file(folder), Access::ReadOnly);
    refuse_newer(db, journal_migrations(), "journal.db");
    return db;
}

}  // namespace

Verdict verify_chain(Database& db) {
    Verdict verdict;
    verdict.head = wire::first_prev;
    const auto found = [&](std::int64_t seq, const std::string& what) {
        if (verdict.faults.size() < faults_most) verdict.faults.push_back("entry " + std::to_string(seq) + ": " + what);
    };
    Query rows = db.query("SELECT seq, id, type, body, hash, prev FROM entry ORDER BY seq");
    while (rows.next()) {
        const std::int64_t seq = rows.number(0);
        const std::string hash = rows.text(4);
        const std::string prev = rows.text(5);
        const bool follows = seq == verdict.head_seq + 1;
        if (!follows && !gap_is_known(db, verdict.head_seq + 1, seq - 1)) found(seq, "entries before it are missing");
        if (follows && prev != verdict.head && !fault("chain_unchecked"))
            found(seq, "does not follow from the entry before it");
        if (rows.is_null(3)) {
            ++verdict.erased;
        } else if (std::string why = body_fault(rows.text(3), rows.text(1), rows.text(2), seq, hash, prev);
                   !why.empty() && !fault("chain_unchecked")) {
            found(seq, why);
        }
        ++verdict.entries;
        verdict.head_seq = seq;
        verdict.head = hash;
    }
    return verdict;
}

Result<Verdict> Journal::verify() {
    return guarded([&] { return verify_chain(state_->db); });
}

Result<> Journal::check_disk() {
    return guarded([&] {
        const std::string found = state_->db.check(true);
        if (found != "ok") throw SqliteFailure{fail(Fault::Corrupt, "journal.db: " + found)};
        return Done{};
    });
}

Result<> Journal::back_up_to(const std::filesystem::path& file) {
    return guarded([&] {
        // Into a fresh file that takes the old copy's place only when it is whole.
        const std::filesystem::path fresh = file.string() + ".new";
        std::filesystem::remove(fresh);
        state_->db.back_up_to(fresh);
        std::filesystem::rename(fresh, file);
        return Done{};
    });
}

Result<> Journal::checkpoint() {
    return guarded([&] {
        state_->db.checkpoint();
        return Done{};
    });
}

Result<std::int64_t> Journal::erase_receipted(const std::filesystem::path& mail, std::int64_t keep_ms) {
    if (!std::filesystem::exists(mail)) return std::int64_t{0};
    return guarded([&]() -> std::int64_t {
        Database letters(mail, Access::ReadOnly);
        if (letters.number("PRAGMA user_version") < 1) return 0;
        refuse_newer(letters, mail_migrations(), "mail.db");
        const WallMs due_ms = state_->clock->wall_ms() - keep_ms;
        std::vector<std::int64_t> due;
        {
            Query rows = state_->db.query("SELECT seq, id, hash FROM entry WHERE body IS NOT NULL ORDER BY seq");
            while (rows.next()) {
                Query receipt = letters.query("SELECT received_ms FROM receipt WHERE id = ? AND sha256 = ?");
                receipt(rows.text(1))(rows.text(2));
                const bool held = receipt.next() && receipt.number(0) <= due_ms;
                if (held || fault("erase_unreceipted")) due.push_back(rows.number(0));
            }
        }
        if (due.empty()) return 0;
        Transaction erase(state_->db);
        // A replay must never need what is erased, so the queue as it is now becomes the replay's start.
        if (due.back() > state_->db.number("SELECT seq FROM base")) state_->set_base(state_->head_seq, state_->unit);
        for (const std::int64_t seq : due) state_->db.query("UPDATE entry SET body = NULL WHERE seq = ?")(seq).exec();
        erase.commit();
        // The WAL still holds the pages as they were; folding it into the file overwrites them.
        state_->db.checkpoint();
        return static_cast<std::int64_t>(due.size());
    });
}

Result<std::int64_t> Journal::acknowledge_items(const std::filesystem::path& mail) {
    if (!std::filesystem::exists(mail)) return std::int64_t{0};
    return guarded([&]() -> std::int64_t {
        Database letters(mail, Access::ReadOnly);
        if (letters.number("PRAGMA user_version") < 1) return 0;
        refuse_newer(letters, mail_migrations(), "mail.db");
        std::int64_t told = 0;
        Query items = letters.query("SELECT kind, name, version, etag, state, reason FROM item ORDER BY kind, name");
        while (items.next()) {
            const std::string kind = items.text(0), name = items.text(1), etag = items.text(3);
            const std::int64_t version = items.number(2);
            {
                Query known =
                    state_->db.query("SELECT version, etag FROM item_acknowledged WHERE kind = ? AND name = ?");
                known(kind)(name);
                if (known.next() && known.number(0) == version && known.text(1) == etag) continue;
            }
            const visit::Act act = items.text(4) == "applied"
                                       ? visit::Act(visit::ItemApplied{kind, name, version, etag})
                                       : visit::Act(visit::ItemRefused{kind, name, version, items.text(5)});
            (void)state_->append(act, [&] {
                state_->db
                    .query(
                        "INSERT INTO item_acknowledged(kind, name, version, etag) VALUES (?, ?, ?, ?) ON "
                        "CONFLICT DO UPDATE SET version = excluded.version, etag = excluded.etag")(kind)(
                        name)(version)(etag)
                    .exec();
            });
            ++told;
        }
        return told;
    });
}

Result<Verdict> verify_folder(const std::filesystem::path& folder) {
    return guarded([&] {
        Database db = open_for_reading(folder);
        return verify_chain(db);
    });
}

Result<std::int64_t> export_folder(const std::filesystem::path& folder,
                                   const std::function<void(std::string_view line)>& each) {
    return guarded([&]() -> std::int64_t {
        Database db = open_for_reading(folder);
        std::int64_t count = 0;
        Query rows = db.query("SELECT seq, id, type, body, hash, prev FROM entry ORDER BY seq");
        while (rows.next()) {
            ++count;
            if (!rows.is_null(3)) {
                each(rows.text(3));
                continue;
            }
            each(dump(Json{{"seq", rows.number(0)},
                           {"id", rows.text(1)},
                           {"type", rows.text(2)},
                           {"sha256", rows.text(4)},
                           {"prev", rows.text(5)},
                           {"erased", true}}));
        }
        return count;
    });
}

}  // namespace aaben::journal
