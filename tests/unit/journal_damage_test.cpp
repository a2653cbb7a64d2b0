// A journal that was altered, torn, cut, or written by a newer program.
#include <atomic>
#include <catch2/generators/catch_generators.hpp>
#include <thread>

#include "journal_unit.hpp"
#include "sqlite/database.hpp"
#include "wire/entry.hpp"

using namespace aaben;
using namespace aaben::journal;
using aaben::sqlite::Access, aaben::sqlite::Database;
using namespace aaben::journal::testing;

TEST_CASE("an altered, missing or swapped entry breaks the chain") {
    Unit unit;
    for (int i = 0; i < 5; ++i) unit.check_in();
    unit.journal.reset();
    const auto broken_by = [&](const std::string& sql) {
        const fs::path copy = unit.folder.path / "broken";
        fs::create_directories(copy);
        fs::copy_file(unit.folder.path / "journal.db", copy / "journal.db", fs::copy_options::overwrite_existing);
        {
            Database db(copy / "journal.db", Access::ReadWrite);
            db.run(sql);
        }
        return !must(verify_folder(copy)).ok();
    };
    CHECK_FALSE(broken_by("SELECT 1"));
    CHECK(broken_by("DELETE FROM entry WHERE seq = 3"));
    CHECK(broken_by("UPDATE entry SET body = CAST(replace(body, 'checked_in', 'checked_on') AS BLOB) WHERE seq = 2"));
    CHECK(broken_by("UPDATE entry SET type = 'visit.left' WHERE seq = 2"));
    CHECK(broken_by("UPDATE entry SET body = NULL, hash = '" + std::string(64, 'a') + "' WHERE seq = 4"));
    CHECK(broken_by("UPDATE entry SET prev = '" + std::string(64, 'a') + "', body = NULL WHERE seq = 4"));
    CHECK(broken_by("DELETE FROM entry WHERE seq = 1"));
}

TEST_CASE("a journal of a newer program is refused untouched, with a message that says what to do") {
    Unit unit;
    unit.check_in();
    unit.journal.reset();
    {
        Database db(unit.folder.path / "journal.db", Access::ReadWrite);
        db.run("PRAGMA user_version = 99");
    }
    const std::string before = slurp(unit.folder.path / "journal.db");
    const auto refused = Journal::open(unit.folder.path, unit.clock);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().fault == Fault::TooNew);
    CHECK(refused.error().what.find("newer program") != std::string::npos);
    CHECK(slurp(unit.folder.path / "journal.db") == before);
    CHECK(JournalReader::open(unit.folder.path).error().fault == Fault::TooNew);
    CHECK(verify_folder(unit.folder.path).error().fault == Fault::TooNew);
}

TEST_CASE("a damaged journal is set aside, what can be read is kept, and the work goes on") {
    const int damage = GENERATE_COPY(0, 1, 2, 3);
    Unit unit;
    std::vector<std::string> visits;
    visits.reserve(40);
    for (int i = 0; i < 40; ++i) visits.push_back(unit.check_in());
    must(unit.journal->checkpoint());
    (void)must(unit.journal->verify());
    unit.journal.reset();
    const fs::path file = unit.folder.path / "journal.db";
    const auto size = fs::file_size(file);
    {
        std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
        const std::string junk(4096, '\x5a');
        if (damage == 0) out.seekp(static_cast<std::streamoff>(size / 2 / 4096 * 4096)), out << junk;  // a page
        if (damage == 1) out << junk;                                                                  // the header
        if (damage == 2) out.seekp(static_cast<std::streamoff>(size - 4096)), out << junk;             // the last page
    }
    if (damage == 3) fs::resize_file(file, size / 2);  // cut
    INFO("damage " << damage);
    unit.start();
    CHECK_FALSE(unit.journal->recovered().empty());
    const Verdict verdict = must(unit.journal->verify());
    for (const auto& f : verdict.faults) UNSCOPED_INFO(f);
    CHECK(verdict.ok());
    CHECK(verdict.entries >= 1);
    bool aside = false;
    for (const auto& each : fs::directory_iterator(unit.folder.path))
        aside = aside || each.path().filename().string().starts_with("journal.damaged-");
    CHECK(aside);
    unit.check_in();
    CHECK(must(unit.journal->load()) == must(unit.journal->replay()));
    CHECK(must(unit.journal->verify()).ok());
    unit.start();
    CHECK(unit.journal->recovered().empty());
}

TEST_CASE("a journal that is lost altogether goes on after the newest entry the jobcenter has confirmed") {
    Unit unit;
    for (int i = 0; i < 3; ++i) unit.check_in();
    std::string held;
    {
        Mail mail = must(Mail::open(unit.folder.path));
        JournalReader reader = must(JournalReader::open(unit.folder.path));
        const auto pending = must(reader.pending());
        held = pending.back().sha256;
        (void)must(mail.take_receipts({{receipt_for(pending), "envelope", pending}}, unit.clock.wall));
    }
    unit.journal.reset();
    for (const char* tail : {"-wal", "-shm"}) fs::remove(unit.folder.path / (std::string("journal.db") + tail));
    std::ofstream(unit.folder.path / "journal.db", std::ios::trunc) << std::string(8192, 'x');
    unit.start();
    const wire::Entry next = must(wire::parse_entry(unit.body(4)));
    CHECK(next.type == "journal.recovered");
    CHECK(next.prev == held);
    CHECK(must(unit.journal->verify()).ok());
}

TEST_CASE("a salvage that was cut before or between its renames is finished at the next start") {
    Unit unit;
    for (int i = 0; i < 3; ++i) unit.check_in();
    const visit::Unit before = unit.journal->unit();
    must(unit.journal->checkpoint());
    unit.journal.reset();
    const fs::path& f = unit.folder.path;
    SECTION("half a salvage beside a sound journal is ignored") {
        std::ofstream(f / "journal.salvaging.db") << "half";
    }
    SECTION("a whole salvage beside the damaged journal counts") {
        fs::copy_file(f / "journal.db", f / "journal.salvaged.db");
        std::ofstream(f / "journal.db", std::ios::trunc) << "damaged";
    }
    SECTION("a whole salvage with the damaged journal already moved counts") {
        fs::rename(f / "journal.db", f / "journal.salvaged.db");
    }
    unit.start();
    CHECK(unit.journal->unit() == before);
    CHECK(must(unit.journal->verify()).ok());
}

TEST_CASE("rows of the queue that disagree with the entries are made again from the entries") {
    Unit unit;
    const std::string visit = unit.check_in();
    unit.journal.reset();
    {
        Database db(unit.folder.path / "journal.db", Access::ReadWrite);
        db.run("DELETE FROM live_visit");
    }
    unit.start();
    CHECK(visit::find(unit.journal->unit(), visit) != nullptr);
    CHECK(must(unit.journal->load()) == must(unit.journal->replay()));
}

TEST_CASE("a lost key file costs the choices on the glass and nothing else") {
    Unit unit;
    const std::string visit = unit.check_in();
    unit.journal.reset();
    fs::remove(unit.folder.path / "visit-keys");
    unit.start();
    REQUIRE(visit::find(unit.journal->unit(), visit) != nullptr);
    CHECK(visit::find(unit.journal->unit(), visit)->choices == entries::no_choices());
    CHECK(must(unit.journal->verify()).ok());
}

TEST_CASE("one program owns a journal and a mailbox; a second writer is refused and touches nothing") {
    Unit unit;
    unit.check_in();
    const auto second = Journal::open(unit.folder.path, unit.clock);
    REQUIRE_FALSE(second.ok());
    CHECK(second.error().fault == Fault::Busy);
    std::optional<Mail> mail(must(Mail::open(unit.folder.path)));
    const auto other = Mail::open(unit.folder.path);
    REQUIRE_FALSE(other.ok());
    CHECK(other.error().fault == Fault::Busy);
    unit.check_in();
    CHECK(must(unit.journal->verify()).ok());
    mail.reset();
    CHECK(Mail::open(unit.folder.path).ok());
    unit.start();  // after the first has ended
    CHECK(must(unit.journal->verify()).entries == 2);
}

TEST_CASE("a reader that leaves last does not checkpoint its owner's file") {
    Unit unit;
    unit.check_in();
    {
        JournalReader reader = must(JournalReader::open(unit.folder.path));
        CHECK(must(reader.head()).seq == 1);
        unit.journal.reset();
        const auto size = fs::file_size(unit.folder.path / "journal.db-wal");
        CHECK(size > 0);
    }
    CHECK(fs::exists(unit.folder.path / "journal.db-wal"));
    unit.start();
    CHECK(must(unit.journal->verify()).entries == 1);
}

TEST_CASE("a writer and two readers at once see only whole entries, in order") {
    Unit unit;
    unit.check_in();
    std::atomic<bool> writing = true;
    std::atomic<int> wrong = 0;
    std::vector<std::thread> readers;
    readers.reserve(2);
    for (int i = 0; i < 2; ++i)
        readers.emplace_back([&] {
            auto reader = JournalReader::open(unit.folder.path);
            while (writing && reader) {
                const auto pending = reader->pending();
                const auto head = reader->head();
                if (!pending || !head || head->seq < static_cast<std::int64_t>(pending->size())) ++wrong;
                for (std::size_t k = 0; pending && k < pending->size(); ++k)
                    if (pending->at(k).seq != static_cast<std::int64_t>(k) + 1) ++wrong;
                if (const auto body = reader->body(head->seq); !body || seal::sha256_hex(*body) != head->hash) ++wrong;
            }
            if (!reader) ++wrong;
        });
    for (int i = 0; i < 60; ++i) unit.check_in();
    must(unit.journal->checkpoint());
    for (int i = 0; i < 20; ++i) unit.check_in();
    writing = false;
    for (std::thread& each : readers) each.join();
    CHECK(wrong == 0);
}

TEST_CASE("a journal that went back in time behind its receipts leaves a gap, says so once, and uses no seq twice") {
    Unit unit;
    unit.check_in();
    unit.check_in();
    unit.journal.reset();
    const fs::path copy = unit.folder.path / "copy.db";
    fs::copy_file(unit.folder.path / "journal.db", copy);
    unit.start();
    CHECK(unit.journal->recovered().empty());
    const std::string lost = unit.check_in();
    unit.check_in();
    {
        Mail mail = must(Mail::open(unit.folder.path));
        const auto pending = must(must(JournalReader::open(unit.folder.path)).pending());
        REQUIRE(pending.size() == 4);
        (void)must(mail.take_receipts({{receipt_for(pending), "signed", pending}}, unit.clock.wall));
    }
    unit.journal.reset();
    for (const char* tail : {"-wal", "-shm"}) fs::remove(unit.folder.path / (std::string("journal.db") + tail));
    fs::copy_file(copy, unit.folder.path / "journal.db", fs::copy_options::overwrite_existing);

    unit.start();
    CHECK(unit.journal->recovered().find("went back in time") != std::string::npos);
    CHECK(visit::find(unit.journal->unit(), lost) == nullptr);
    const Appended next = unit.add(visit::ShiftStarted{unit.id(), "mette"});
    CHECK(next.seq == 6);  // 4 is held by the jobcenter, 5 says what happened
    CHECK(unit.body(5).find("went back in time") != std::string::npos);
    CHECK(must(unit.journal->verify()).ok());
    CHECK(must(unit.journal->replay()) == unit.journal->unit());
    CHECK(must(must(JournalReader::open(unit.folder.path)).pending()).size() == 2);

    unit.start();
    CHECK(unit.journal->recovered().empty());
    CHECK(must(unit.journal->verify()).head_seq == 6);
}
