// Every workload, with the power cut at every single I/O operation, and five ideas of what a cut does to what was not
// synced. Afterwards: the journal opens without repair, SQLite and the chain are whole, a transaction is there whole or
// not at all, the queue equals its replay, and every append that returned is present. The last is what tells FULL from
// NORMAL, and the last cases show that the proof can tell them apart.
#include <sqlite3.h>

#include <catch2/catch_test_macros.hpp>

#include "workload.hpp"

using namespace aaben;
using namespace aaben::testing;

namespace {

constexpr Cut cuts[] = {Cut::LosesAll, Cut::KeepsAll, Cut::LosesSome, Cut::TearsSome, Cut::TearsToNoise};

// The faults found over all crash points; the first few as sentences.
std::vector<std::string> prove(Bench& bench, const Workload& work, bool drop_wal_syncs = false) {
    std::vector<std::string> found;
    bench.start(work);
    CrashDisk::get().drop_wal_syncs(drop_wal_syncs);
    CrashDisk::get().crash_at(-1);
    (void)bench.run(work);
    const std::int64_t operations = CrashDisk::get().operations();
    REQUIRE(operations > 3);
    std::printf("%s: %lld operations, %zu cuts each\n", work.name.c_str(), static_cast<long long>(operations) + 1,
                std::size(cuts));
    for (std::int64_t at = 0; at <= operations; ++at) {
        for (const Cut cut : cuts) {
            bench.start(work);
            CrashDisk::get().drop_wal_syncs(drop_wal_syncs);
            CrashDisk::get().crash_at(at);
            const Ledger ledger = bench.run(work);
            bench.stop();
            CrashDisk::get().reboot(cut, static_cast<std::uint64_t>(at) * 977 + static_cast<std::uint64_t>(cut));
            CrashDisk::get().drop_wal_syncs(false);
            if (const std::string fault = bench.judge(work, ledger); !fault.empty())
                found.push_back("cut " + std::to_string(static_cast<int>(cut)) + " at operation " + std::to_string(at) +
                                " of " + std::to_string(operations) + ": " + fault);
        }
    }
    return found;
}

void check_sound(const Workload& work) {
    Bench bench;
    const auto found = prove(bench, work);
    for (std::size_t i = 0; i < found.size() && i < 5; ++i) UNSCOPED_INFO(found[i]);
    CHECK(found.empty());
}

}  // namespace

TEST_CASE("a check-in survives a cut at every operation, whole or not at all") {
    check_sound(check_ins());
}
TEST_CASE("call, conversation and end survive a cut at every operation") {
    check_sound(a_visit_to_its_end());
}
TEST_CASE("closing the day and starting the next survives a cut at every operation") {
    check_sound(a_day_closed());
}
TEST_CASE("the first start, which makes the schema, survives a cut at every operation") {
    check_sound(first_start());
}
TEST_CASE("entries between checkpoints survive a cut at every operation") {
    check_sound(with_checkpoints());
}
TEST_CASE("erasure survives a cut at every operation and erases only what has its receipt") {
    check_sound(erasure());
}
TEST_CASE("acknowledging items survives a cut at every operation") {
    check_sound(items_acknowledged());
}
TEST_CASE("receipts and quarantine in mail.db survive a cut at every operation") {
    check_sound(receipts());
}
TEST_CASE("an item's switch to its next version is whole, with its etag, at every cut") {
    check_sound(item_switch());
}

TEST_CASE("an operation that fails once costs that act and nothing else") {
    for (const int code : {SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC, SQLITE_FULL}) {
        for (const Workload& work : {check_ins(), a_visit_to_its_end(), with_checkpoints()}) {
            Bench bench;
            bench.start(work);
            CrashDisk::get().crash_at(-1);
            (void)bench.run(work);
            const std::int64_t operations = CrashDisk::get().operations();
            for (std::int64_t at = 0; at < operations; ++at) {
                bench.start(work);
                CrashDisk::get().fail_once_at(at, code);
                const Ledger ledger = bench.run(work, Bench::AfterFault::TryAgain);
                CHECK_FALSE(ledger.gave_up);
                bench.stop();
                CrashDisk::get().reboot(Cut::LosesAll, 1);
                const std::string fault = bench.judge(work, ledger);
                INFO(work.name << ": code " << code << " at operation " << at << ": " << fault);
                CHECK(fault.empty());
            }
        }
    }
}

TEST_CASE("a full or read-only disk refuses with its own fault, keeps everything, and works again afterwards") {
    const std::vector<std::pair<int, Fault>> kinds{
        {SQLITE_FULL, Fault::DiskFull}, {SQLITE_READONLY, Fault::ReadOnly}, {SQLITE_BUSY, Fault::Busy}};
    for (const auto& [code, expected] : kinds) {
        Bench bench;
        const Workload work = check_ins();
        bench.start(work);
        const visit::Unit before = bench.journal().unit();
        CrashDisk::get().fail_writes(code);
        const auto refused = bench.journal().append(bench.next_check_in());
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().fault == expected);
        CHECK(bench.journal().unit() == before);
        CrashDisk::get().fail_writes(0);
        CHECK(bench.journal().append(bench.next_check_in()).ok());
        const auto verdict = bench.journal().verify();
        CHECK((verdict.ok() && verdict->ok()));
    }
}

TEST_CASE("a journal cannot be made on a full or read-only disk, says why, and is made when the disk is well again") {
    for (const auto& [code, expected] : std::vector<std::pair<int, Fault>>{
             {SQLITE_FULL, Fault::DiskFull}, {SQLITE_READONLY, Fault::ReadOnly}, {SQLITE_IOERR_WRITE, Fault::Io}}) {
        Bench bench;
        CrashDisk::get().fail_writes(code);
        CHECK(bench.opens() == expected);
        CrashDisk::get().fail_writes(0);
        CHECK_FALSE(bench.opens().has_value());
    }
}

TEST_CASE("the proof catches a disk that does not sync the WAL at commit") {
    Bench bench;
    const auto found = prove(bench, check_ins(), true);
    REQUIRE_FALSE(found.empty());
    CHECK(found.front().find("was confirmed and is gone") != std::string::npos);
}

// A card that lied about its flush: the journal goes back in time at the cut, and mail.db, which is newer, does not.
TEST_CASE("after a disk that lied, no seq that has a receipt is used twice, and the journal says what happened") {
    const Workload work = check_ins();
    Bench bench;
    bench.start(work);
    CrashDisk::get().crash_at(-1);
    (void)bench.run(work);
    const std::int64_t operations = CrashDisk::get().operations();
    int went_back = 0;
    for (std::int64_t at = 0; at <= operations; ++at) {
        bench.start(work);
        CrashDisk::get().drop_wal_syncs(true);
        CrashDisk::get().crash_at(at);
        const Ledger ledger = bench.run(work);
        bench.stop();
        CrashDisk::get().reboot(Cut::LosesAll, static_cast<std::uint64_t>(at));
        CrashDisk::get().drop_wal_syncs(false);
        bench.receipts_on_real_disk(ledger.confirmed);
        const std::string fault = bench.judge_gone_back(ledger, went_back);
        INFO("cut at operation " << at << ": " << fault);
        CHECK(fault.empty());
    }
    CHECK(went_back > 0);
}

// Bare SQLite on the same disk: what the journal's pragma is worth. Returns how often a committed row was lost.
static int committed_rows_lost(const char* synchronous) {
    CrashDisk& disk = CrashDisk::get();
    int lost = 0;
    for (std::int64_t at = 8; at < 60; ++at) {
        disk.clear();
        sqlite3* db = nullptr;
        REQUIRE(sqlite3_open_v2("/bare.db", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, "crashvfs") == SQLITE_OK);
        sqlite3_exec(db, "PRAGMA journal_mode=WAL; CREATE TABLE t(n INTEGER PRIMARY KEY)", nullptr, nullptr, nullptr);
        sqlite3_exec(db, (std::string("PRAGMA synchronous=") + synchronous).c_str(), nullptr, nullptr, nullptr);
        disk.crash_at(at);
        int committed = 0;
        while (sqlite3_exec(db, "INSERT INTO t DEFAULT VALUES", nullptr, nullptr, nullptr) == SQLITE_OK) ++committed;
        sqlite3_close(db);
        disk.reboot(Cut::LosesAll, 1);
        REQUIRE(sqlite3_open_v2("/bare.db", &db, SQLITE_OPEN_READWRITE, "crashvfs") == SQLITE_OK);
        int present = 0;
        const auto count = [](void* out, int, char** row, char**) { return *static_cast<int*>(out) = atoi(row[0]), 0; };
        sqlite3_exec(db, "SELECT count(*) FROM t", count, &present, nullptr);
        sqlite3_close(db);
        if (present < committed) ++lost;
    }
    disk.clear();
    return lost;
}

TEST_CASE("bare SQLite loses committed rows with NORMAL and none with FULL on this disk") {
    CHECK(committed_rows_lost("FULL") == 0);
    CHECK(committed_rows_lost("NORMAL") > 0);
}
