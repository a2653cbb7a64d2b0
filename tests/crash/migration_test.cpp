// Files that earlier releases wrote are opened by today's program: nothing is lost, the chain holds, the work goes on,
// and a cut at any change of the migration is finished by the next start. And today's program opens what the next
// release will have added to, so that a release can be taken back.
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "jobcenter/schema.hpp"
#include "jobcenter/sqlite_session.hpp"
#include "journal/migrate.hpp"
#include "old_unit.hpp"
#include "platform/schema_version.hpp"
#include "seal/hash.hpp"
#include "seal/sealed.hpp"
#include "sqlite/database.hpp"
#include "support/temporary_folder.hpp"
#include "watched_folder.hpp"
#include "wire/entry.hpp"

using namespace aaben;
using namespace aaben::testing;
namespace fs = std::filesystem;
using sqlite::Access;
using sqlite::Database;

namespace {

struct Expected {  // what the fixtures hold; see OldUnit::make_old_files
    std::int64_t entries = 16, erased = 8, receipts = 11, held = 11;
};

std::int64_t number(const fs::path& file, const char* sql) {
    return Database(file, Access::ReadOnly).number(sql);
}

std::string plan(const fs::path& file, const std::string& sql) {
    Database db(file, Access::ReadOnly);
    auto row = db.query("EXPLAIN QUERY PLAN " + sql);
    return row.next() ? row.text(3) : "";
}

// Opens everything in the folder with today's program and carries on. What is wrong, or nothing.
std::string carry_on(const fs::path& folder) {
    const Expected old;
    try {
        OldUnit unit(folder);
        {
            auto journal = unit.open();
            if (!journal.recovered().empty()) return "the journal was set aside";
            if (journal.queue_was_rebuilt()) return "the queue was made again";
            const auto verdict = journal.verify();
            if (!verdict.ok() || !verdict->ok()) return "the chain is broken";
            if (verdict->entries != old.entries || verdict->erased != old.erased) return "entries are gone";
            unit.check_in(journal);  // closes the old day first
            if (const auto after = journal.verify(); !after.ok() || !after->ok()) return "the chain breaks";
        }
        if (number(folder / "mail.db", "SELECT count(*) FROM receipt") != old.receipts) return "receipts are gone";
        if (const auto held = unit.deliver(); held != old.entries + 2) return "held are " + std::to_string(held);
        if (number(folder / "jobcenter.db", "SELECT count(*) FROM gaps") != 0) return "the jobcenter misses entries";
        if (number(folder / "jobcenter.db", "SELECT count(*) FROM anomalies") != 0) return "the jobcenter doubts";
        if (number(folder / "jobcenter.db", "SELECT count(*) FROM items") != 4) return "items are gone";
        const auto version = SchemaVersion::from(number(folder / "journal.db", "PRAGMA user_version"));
        if (version.version != static_cast<std::int64_t>(journal::journal_migrations().size())) return "not migrated";
        auto reader = journal::JournalReader::open(folder);
        const auto status = reader.ok() ? reader->status() : Result<journal::OutboxStatus>(reader.error());
        return status.ok() && status->unreceipted == 0 ? "" : "something has no receipt";
    } catch (const std::runtime_error& error) {
        return error.what();
    } catch (const sqlite::SqliteFailure& failure) {
        return failure.error.what;
    }
}

std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// Writes as the next release might: an act of a kind that today's program does not know, and what came of it.
void newer_program_moves_the_first(const fs::path& folder, const std::string& state) {
    Database db(folder / "journal.db", Access::ReadWrite);
    wire::Entry entry;
    entry.seq = db.number("SELECT max(seq) FROM entry") + 1;
    entry.id = seal::new_id(entry.seq);
    entry.type = "visit.lent_a_tablet";
    entry.recorded = {db.number("SELECT max(wall_ms) FROM entry"), "boot-next", 1};
    entry.open = R"({"tablet":"3"})";
    entry.prev = db.text("SELECT hash FROM entry ORDER BY seq DESC LIMIT 1");
    const std::string body = wire::build_entry(entry).value();
    sqlite::Transaction one(db);
    db.query("INSERT INTO entry(seq, id, type, visit, wall_ms, body, hash, prev) VALUES (?, ?, ?, '', ?, ?, ?, ?)")(
          entry.seq)(entry.id)(entry.type)(entry.recorded.wall_ms)
        .blob(body)(seal::sha256_hex(body))(entry.prev)
        .exec();
    db.run(R"(UPDATE live_visit SET open = replace(open, '"state":"waiting"', '"state":")" + state +
           R"("') WHERE place = 0)");
    one.commit();
}

}  // namespace

TEST_CASE("files of every earlier release are opened, nothing is lost, and the work goes on") {
    int releases = 0;
    for (const auto& each : fs::directory_iterator(old_files)) {
        if (!each.is_directory()) continue;
        ++releases;
        INFO(each.path().filename().string());
        const tests::TemporaryFolder scratch{tests::quick_place()};
        fs::copy(each.path(), scratch.path, fs::copy_options::recursive);
        CHECK(carry_on(scratch.path) == "");
        CHECK(carry_on(scratch.path) != "");  // a second carrying on finds more than the release left
    }
    CHECK(releases >= 1);
}

TEST_CASE("a cut at any change of the migration is finished by the next start") {
    const tests::TemporaryFolder scratch{tests::quick_place()};
    const fs::path live = scratch.path / "live", cut = scratch.path / "cut";
    fs::copy(old_files / "v1", live, fs::copy_options::recursive);
    WatchedFolder watched(live);
    {
        OldUnit unit(live);
        const auto journal = unit.open();
        const auto store =
            jobcenter::open_store("sqlite:" + (live / "jobcenter.db").string(), jobcenter::Access::ReadWrite);
        REQUIRE(store.ok());
        watched.stop();
        REQUIRE(watched.missed() == "");
    }
    const auto faults = cut_everywhere("migration", watched, cut, 4, [&](bool) { return carry_on(cut); });
    for (std::size_t i = 0; i < faults.size() && i < 8; ++i) UNSCOPED_INFO(faults[i]);
    CHECK(faults.empty());
}

TEST_CASE("a release can be taken back: what the next one added to is opened, what it changed is refused") {
    const tests::TemporaryFolder scratch{tests::quick_place()};
    fs::copy(old_files / "v1", scratch.path, fs::copy_options::recursive);
    const auto known = static_cast<std::int64_t>(journal::journal_migrations().size());
    const auto pretend = [&](const SchemaVersion& next) {
        Database db(scratch.path / "journal.db", Access::ReadWrite);
        db.run("PRAGMA user_version = " + std::to_string(next.number()));
    };
    {
        auto journal = OldUnit(scratch.path).open();
        REQUIRE(journal.verify().ok());
    }
    const auto now = SchemaVersion::from(number(scratch.path / "journal.db", "PRAGMA user_version"));
    CHECK(now.version == known);
    {
        Database db(scratch.path / "journal.db", Access::ReadWrite);
        db.run("ALTER TABLE entry ADD COLUMN of_the_next_release TEXT; CREATE TABLE next_release(n INTEGER) STRICT");
    }
    pretend(now.next(true));
    CHECK(carry_on(scratch.path) == "not migrated");  // all else held; the file stays the newer program's
    CHECK(SchemaVersion::from(number(scratch.path / "journal.db", "PRAGMA user_version")).version == known + 1);
    pretend(now.next(false));
    FakeClock clock;
    const auto refused = journal::Journal::open(scratch.path, clock);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().fault == Fault::TooNew);
    CHECK(journal::JournalReader::open(scratch.path).error().fault == Fault::TooNew);
}

TEST_CASE("a newer program's acts, unknown here, cost the queue nothing: not a visit, not its choices, not its key") {
    const tests::TemporaryFolder scratch{tests::quick_place()};
    fs::copy(old_files / "v1", scratch.path, fs::copy_options::recursive);
    visit::Unit before;
    {
        OldUnit unit(scratch.path);
        auto journal = unit.open();  // up from the release before
        unit.check_in(journal);
        unit.check_in(journal);
        before = journal.unit();
    }
    const auto down_and_up = [&](int round) {
        INFO("round " << round);
        newer_program_moves_the_first(scratch.path, "parked");
        const std::string keys = bytes_of(scratch.path / "visit-keys");
        before.visits.front().state = visit::State::Parked;
        OldUnit unit(scratch.path);
        auto journal = unit.open();
        CHECK_FALSE(journal.queue_was_rebuilt());
        CHECK(journal.unit() == before);
        CHECK(journal.unit().visits.front().choices.call_me == "Test Testesen");
        CHECK(bytes_of(scratch.path / "visit-keys") == keys);
        CHECK(journal.replay().value() == before);  // from here on the entries are checked against the rows again
        CHECK(journal.append(visit::Unparked{before.visits.front().id}).ok());
        CHECK(journal.verify()->ok());
        before = journal.unit();
    };
    down_and_up(1);
    down_and_up(2);
    OldUnit unit(scratch.path);
    auto journal = unit.open();
    CHECK_FALSE(journal.queue_was_rebuilt());
    CHECK(journal.unit() == before);
}

TEST_CASE("a state of a newer release, unknown here, leaves its visit in the queue with its choices and its key") {
    const tests::TemporaryFolder scratch{tests::quick_place()};
    fs::copy(old_files / "v1", scratch.path, fs::copy_options::recursive);
    visit::Unit before;
    {
        OldUnit unit(scratch.path);
        auto journal = unit.open();
        unit.check_in(journal);
        before = journal.unit();
    }
    newer_program_moves_the_first(scratch.path, "lent_a_tablet");
    const std::string keys = bytes_of(scratch.path / "visit-keys");
    OldUnit unit(scratch.path);
    auto journal = unit.open();
    CHECK_FALSE(journal.queue_was_rebuilt());
    CHECK(journal.unit() == before);  // it waits, and can be called
    CHECK(journal.unit().visits.front().choices.call_me == "Test Testesen");
    CHECK(bytes_of(scratch.path / "visit-keys") == keys);
    CHECK(journal.append(visit::Parked{before.visits.front().id}).ok());
    CHECK(journal.verify()->ok());
}

TEST_CASE("what the second schema is for: no look through every entry, nor through every unit's items") {
    const tests::TemporaryFolder scratch{tests::quick_place()};
    fs::copy(old_files / "v1", scratch.path, fs::copy_options::recursive);
    const std::string answered = "SELECT seq, id, hash FROM entry WHERE visit = ? AND type = 'callback.answered'";
    const std::string items = "SELECT kind FROM items WHERE target IN ('*', ?, ?)";
    CHECK(plan(scratch.path / "journal.db", answered).starts_with("SCAN"));
    CHECK(plan(scratch.path / "jobcenter.db", items).starts_with("SCAN"));
    CHECK(carry_on(scratch.path) == "");
    CHECK(plan(scratch.path / "journal.db", answered).starts_with("SEARCH"));
    CHECK(plan(scratch.path / "jobcenter.db", items).starts_with("SEARCH"));
}

TEST_CASE("a schema's number says who may open it") {
    const SchemaVersion first = SchemaVersion{}.next(false);
    CHECK(first.number() == 1);
    const SchemaVersion second = first.next(true);
    CHECK(SchemaVersion::from(second.number()).version == 2);
    CHECK(second.may_open(1));
    CHECK_FALSE(second.next(false).may_open(2));
    CHECK(second.next(false).number() == 3);
    CHECK_FALSE(SchemaVersion::from(99).may_open(2));
    CHECK(SchemaVersion::from(second.next(true).number()).opens_with == 1);
}

// AABEN_FIXTURE=v2 … "[.make]": once a release, with the program of that release.
TEST_CASE("make the files of this release", "[.make]") {
    const char* release = std::getenv("AABEN_FIXTURE");
    REQUIRE(release != nullptr);
    const fs::path folder = old_files / release;
    REQUIRE_FALSE(fs::exists(folder / "journal.db"));
    fs::create_directories(folder);
    OldUnit(folder).make_old_files();
    for (const char* file : {"visit-keys", "journal.lock", "mail.lock", "jobcenter.db.lock"}) fs::remove(folder / file);
}
