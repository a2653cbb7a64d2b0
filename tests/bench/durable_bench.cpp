// From a touch's act to the disk: Journal::append of a check-in, beside a bare SQLite FULL commit of the same bytes, in
// turn on the same disk. Prints one JSON line: medians, and the 95th percentiles, in milliseconds.
#include <sqlite3.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "journal/journal.hpp"
#include "journal/reader.hpp"
#include "seal/hash.hpp"
#include "seal/keys.hpp"
#include "support/must.hpp"
#include "version/version.hpp"
#include "visit/fold.hpp"

using namespace aaben;
namespace fs = std::filesystem;

namespace {

double milliseconds(const std::function<void()>& body) {
    const auto start = std::chrono::steady_clock::now();
    body();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

double at(std::vector<double> values, double share) {
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

using tests::must;

void must_sql(sqlite3* db, const char* sql) {
    if (sqlite3_exec(db, sql, nullptr, nullptr, nullptr) != SQLITE_OK) std::exit(1);
}

// The leanest durable thing SQLite can do: one table, one prepared insert, WAL + FULL.
struct Bare {
    sqlite3* db = nullptr;
    sqlite3_stmt* insert = nullptr;
    explicit Bare(const fs::path& file) {
        if (sqlite3_open(file.c_str(), &db) != SQLITE_OK) std::exit(1);
        must_sql(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t(n INTEGER PRIMARY KEY, b BLOB)");
        sqlite3_prepare_v2(db, "INSERT INTO t(b) VALUES (?)", -1, &insert, nullptr);
    }
    void commit(const std::string& bytes) const {
        sqlite3_bind_blob(insert, 1, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
        if (sqlite3_step(insert) != SQLITE_DONE) std::exit(1);
        sqlite3_reset(insert);
    }
    // Grows the WAL to its lasting size first, as ours is after its warm-up: a growing file syncs slower.
    void warm_up() const {
        must_sql(db,
                 "PRAGMA wal_autocheckpoint=400; INSERT INTO t(b) VALUES (zeroblob(3000000)); DELETE FROM t;"
                 "PRAGMA wal_checkpoint(PASSIVE)");
    }
    ~Bare() {
        sqlite3_finalize(insert);
        sqlite3_close(db);
    }
    Bare(const Bare&) = delete;
    Bare& operator=(const Bare&) = delete;
};

}  // namespace

int main(int argc, char** argv) {
    CLI::App app(
        "From a check-in's act to the disk, beside a bare SQLite FULL commit of the same bytes; one JSON line.");
    app.set_version_flag("--version", aaben::version());
    int rounds = 400;
    app.add_option("rounds", rounds)->check(CLI::Range(1, 1'000'000));
    CLI11_PARSE(app, argc, argv);
    // Beside the build, because a temporary folder may lie in memory.
    const fs::path folder = fs::current_path() / ("durable-" + seal::new_id(0));
    fs::create_directories(folder);
    std::vector<double> ours, bare;
    {
        FakeClock clock;
        const seal::BoxKey first = seal::new_box_key(), second = seal::new_box_key();
        auto journal = must(journal::Journal::open(folder, clock));
        journal.set_key_list({1, {{first.id, first.public_key, 0}, {second.id, second.public_key, 0}}});
        const Bare peer(folder / "bare.db");
        peer.warm_up();
        auto reader = must(journal::JournalReader::open(folder));
        visit::Choices choices;
        choices.purpose = visit::Purpose::Letter;
        choices.needs.put(visit::Need::QuietPlace);
        choices.letter = visit::CarriedLetter{"indkaldelse-jobsamtale", {}};
        constexpr int warm_up = 150;
        for (int i = -warm_up; i < rounds; ++i) {
            clock.advance_ms(1000);
            const auto today = calendar::copenhagen(clock.wall).date;
            const visit::Act act =
                visit::CheckedIn{seal::new_id(clock.wall), visit::next_sign(journal.unit(), today), choices};
            std::int64_t seq = 0;
            journal.make_ready();  // as the store does between two touches
            const double mine = milliseconds([&] { seq = must(journal.append(act)).seq; });
            const std::string bytes = must(reader.body(seq));
            const double theirs = milliseconds([&] { peer.commit(bytes); });
            if (i >= 0) ours.push_back(mine), bare.push_back(theirs);
            // A queue of about ten, as on a busy day.
            if (journal.unit().visits.size() > 10)
                (void)must(journal.append(visit::LeftUnit{journal.unit().visits.front().id}));
        }
    }
    fs::remove_all(folder);
    std::printf(R"({"append_ms": %.3f, "bare_ms": %.3f, "append_p95_ms": %.3f, "bare_p95_ms": %.3f, "rounds": %d})"
                "\n",
                at(ours, 0.5), at(bare, 0.5), at(ours, 0.95), at(bare, 0.95), rounds);
    return 0;
}
