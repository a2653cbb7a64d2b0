// Private to journal: what an open Journal holds, shared by journal.cpp (append), recover.cpp and upkeep.cpp. One
// thread.
#pragma once

#include <functional>
#include <optional>

#include "journal/database.hpp"
#include "journal/journal.hpp"
#include "journal/owner_lock.hpp"
#include "journal/projection.hpp"
#include "journal/visit_keys.hpp"
#include "seal/sealed.hpp"

namespace aaben::journal {

struct Journal::State {
    State(std::filesystem::path where, const Clock& the_clock, const OpenOptions& options, Database database,
          VisitKeys visit_keys);

    // All of these throw SqliteFailure.
    void read_head();
    // A disk that went back in time (a card that lied about its flush, a restored file): mail.db has a receipt for an
    // entry that the journal does not have. The next entry follows from that one, so that no seq is used twice.
    void go_on_after_receipts();
    void load_or_rebuild();  // the queue from its rows; from the entries when the rows disagree with them
    struct Replay {
        visit::Unit unit;
        std::int64_t unknown = 0;  // entries passed over, because only a newer program knows their type
    };
    [[nodiscard]] Replay replayed();
    void trust_rows(std::int64_t unknown);
    [[nodiscard]] Appended append(const visit::Act& act, const std::function<void()>& beside = {});
    [[nodiscard]] std::optional<Appended> already_answered(const visit::Act& act);
    [[nodiscard]] std::optional<Appended> already_there(const std::string& id, const std::string& type);
    void set_base(std::int64_t seq, const visit::Unit& at);

    std::optional<OwnerLock> lock;  // first, so that it is let go last
    std::filesystem::path folder;
    const Clock* clock;
    OpenOptions options;
    Database db;
    VisitKeys keys;
    Projection projection;
    visit::Unit unit;
    std::int64_t head_seq = 0;
    std::string head_hash;
    WallMs latest_ms = 0;
    std::string recovered;
    bool rebuilt = false;
    std::string unit_name;
    wire::KeyList key_list;
    std::optional<seal::SealReady> seal_ready;  // wrapped for key_list, made between two touches; seals once
    std::unique_ptr<Transaction> late;          // a deliberate fault only: a commit that comes after its confirmation
};

[[nodiscard]] std::filesystem::path journal_file(const std::filesystem::path& folder);
[[nodiscard]] std::filesystem::path mail_file(const std::filesystem::path& folder);
[[nodiscard]] Verdict verify_chain(Database& db);  // throws SqliteFailure

// Builds a sound journal beside a damaged one from everything in it that can be read, and has the entry written that
// says so: part of the salvage, so that no cut leaves a salvaged journal that tells nobody. Returns the note.
using Tell = std::function<void(Database, VisitKeys, const std::string& note)>;
[[nodiscard]] std::string salvage(const std::filesystem::path& folder, const OpenOptions& options, const Tell& tell);
// Puts a finished salvage into place; false when there is none. Safe to be cut at any point and run again.
[[nodiscard]] bool place_salvage(const std::filesystem::path& folder, WallMs now_ms);

// Folds the entries after `from_seq` that still have a body. `strict`: a refused act or an erased body is a failure.
// Returns how many it passed over because their type is not known here.
std::int64_t fold_entries(Database& db, std::int64_t from_seq, bool strict, visit::Unit& unit);

}  // namespace aaben::journal
