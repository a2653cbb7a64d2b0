// The journal as its users see it: append, read back, replay, restart. Real files in a temporary folder.
#include <sys/stat.h>

#include <algorithm>
#include <set>

#include "journal_unit.hpp"
#include "seal/sealed.hpp"
#include "sqlite/database.hpp"
#include "wire/entry.hpp"

using namespace aaben;
using namespace aaben::journal;
using aaben::sqlite::Access, aaben::sqlite::Database;
using namespace aaben::journal::testing;

TEST_CASE("an appended entry is stored with the exact bytes of the wire, chained and hashed") {
    Unit unit;
    const std::string visit = unit.check_in();
    const Appended second = unit.add(visit::SteppedOut{visit});
    CHECK(second.seq == 2);
    const std::string line = unit.body(1);
    const wire::Entry entry = must(wire::parse_entry(line));
    CHECK(entry.id == visit);  // the id of the first touch
    CHECK(entry.type == "visit.checked_in");
    CHECK(entry.prev == wire::first_prev);
    CHECK(entry.open.starts_with(R"({"unit":"korskaerparken","visit":)"));
    const wire::Entry next = must(wire::parse_entry(unit.body(2)));
    CHECK(next.prev == seal::sha256_hex(line));
    CHECK(second.hash == seal::sha256_hex(unit.body(2)));
    CHECK(must(unit.journal->verify()).ok());
}

TEST_CASE("the private part is open to both recipients and stands nowhere on the disk in clear") {
    Unit unit;
    unit.check_in();
    const wire::Entry entry = must(wire::parse_entry(unit.body(1)));
    CHECK(entry.open.find("letter") == std::string::npos);
    for (const seal::BoxKey* key : {&unit.jobcenter, &unit.archive}) {
        const std::string plain = must(seal::open_sealed(*key, entry.sealed));
        const auto act = must(entries::decode(entry.type, entry.open, plain));
        CHECK(std::get<visit::CheckedIn>(act).choices == Unit::choices());
    }
    const std::string disk = all_bytes(unit.folder.path);
    CHECK(disk.find("Abir") == std::string::npos);
    CHECK(disk.find("indkaldelse") == std::string::npos);
    CHECK(disk.find("interpreter") == std::string::npos);
}

TEST_CASE(
    "what is written down of a conversation is open to the recipients, locked on the disk, and gone with its visit") {
    Unit unit;
    const std::string visit = unit.check_in(), shift = unit.start_shift();
    unit.add(visit::Called{visit, shift});
    visit::Record record;
    record.tell_next = "Bange for breve";
    CHECK_FALSE(unit.journal->append(visit::ConversationRecorded{visit, record}).ok());  // nobody talks yet
    unit.add(visit::ConversationStarted{visit, shift});
    CHECK_FALSE(must(unit.journal->record(visit)));
    const Appended first = unit.add(visit::ConversationRecorded{visit, record});
    record.topics.put(visit::Topic::Debt);
    unit.add(visit::ConversationRecorded{visit, record});
    CHECK(must(unit.journal->record(visit)) == record);
    CHECK(unit.journal->unit() == must(unit.journal->replay()));
    CHECK(all_bytes(unit.folder.path).find("Bange") == std::string::npos);
    const wire::Entry entry = must(wire::parse_entry(unit.body(first.seq)));
    const std::string plain = must(seal::open_sealed(unit.jobcenter, entry.sealed));
    const auto act = must(entries::decode(entry.type, entry.open, plain));
    CHECK(std::get<visit::ConversationRecorded>(act).record->tell_next == record.tell_next);
    unit.start();
    CHECK(must(unit.journal->record(visit)) == record);
    unit.add(visit::ConversationEnded{visit, visit::Outcome::Helped});
    CHECK_FALSE(must(unit.journal->record(visit)));
    unit.add(visit::Undone{visit});
    CHECK_FALSE(must(unit.journal->record(visit)));  // its key is gone, by design; the jobcenter has it
    CHECK(unit.journal->unit().visits.front().recorded);
}

TEST_CASE("without a key list a private act is refused and nothing is stored") {
    Unit unit;
    unit.journal->set_key_list({});
    const visit::Unit before = unit.journal->unit();
    const auto refused = unit.journal->append(visit::CheckedIn{unit.id(), unit.next_sign(), Unit::choices()});
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().fault == Fault::Refused);
    CHECK(unit.journal->unit() == before);
    CHECK(must(unit.journal->verify()).entries == 0);
}

TEST_CASE("an act that a rule forbids leaves no entry") {
    Unit unit;
    const auto refused = unit.journal->append(visit::SteppedOut{unit.id()});
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().fault == Fault::NotFound);
    CHECK(must(unit.journal->verify()).entries == 0);
}

TEST_CASE("a touch repeated after a lost answer is the same entry") {
    Unit unit;
    const visit::CheckedIn act{unit.id(), unit.next_sign(), Unit::choices()};
    const Appended first = unit.add(act);
    const Appended again = unit.add(act);
    CHECK(again.repeated);
    CHECK(again.seq == first.seq);
    CHECK(must(unit.journal->verify()).entries == 1);
}

TEST_CASE("the queue, its choices and the day survive a restart") {
    Unit unit;
    const std::string shift = unit.start_shift();
    const std::string first = unit.check_in();
    const std::string second = unit.check_in();
    unit.add(visit::Called{first, shift});
    const visit::Unit before = unit.journal->unit();
    unit.start();
    CHECK(unit.journal->unit() == before);
    CHECK(visit::find(unit.journal->unit(), second)->choices == Unit::choices());
    CHECK(unit.journal->recovered().empty());
}

TEST_CASE("the projection equals the replay through a whole day and into the next") {
    Unit unit;
    const std::string shift = unit.start_shift();
    std::vector<std::string> visits;
    const auto same = [&] {
        CHECK(must(unit.journal->load()) == must(unit.journal->replay()));
        CHECK(must(unit.journal->load()) == unit.journal->unit());
        CHECK(visit::violations(unit.journal->unit()).empty());
    };
    visits.reserve(6);
    for (int i = 0; i < 6; ++i) visits.push_back(unit.check_in());
    visit::Choices outside = Unit::choices();
    outside.needs.put(visit::Need::StepOutside);
    const std::string smoker = unit.check_in(outside);
    same();
    for (int i = 0; i < 3; ++i) {
        unit.add(visit::Called{visits[static_cast<std::size_t>(i)], shift});
        same();
        unit.add(visit::ConversationStarted{visits[static_cast<std::size_t>(i)], shift});
        unit.add(visit::ConversationEnded{visits[static_cast<std::size_t>(i)], visit::Outcome::Helped});
        same();
    }
    unit.add(visit::Undone{visits[2]});
    same();
    unit.add(visit::ConversationEnded{visits[2], visit::Outcome::SentOn});
    unit.add(visit::CameBack{smoker});
    unit.add(visit::Merged{visits[4], visits[3]});
    unit.add(visit::LeftUnit{visits[5]});
    unit.add(visit::ChoicesChanged{visits[3], outside});
    unit.add(visit::Identified{visits[3], "0101801234", true});
    unit.add(visit::PrioritySet{visits[3], 1});
    unit.add(visit::HelpRequested{unit.id()});
    same();
    unit.clock.advance_ms(24LL * 3'600'000);
    unit.add(visit::DayClosed{calendar::copenhagen(unit.clock.wall).date});
    same();
    unit.check_in();
    same();
    unit.start();
    same();
}

TEST_CASE("the key of a visit is destroyed when the visit ends, and its choices with it") {
    Unit unit;
    const std::string visit = unit.check_in();
    const std::string keys_before = slurp(unit.folder.path / "visit-keys").substr(0, 32);
    struct stat info{};
    REQUIRE(::stat((unit.folder.path / "visit-keys").c_str(), &info) == 0);
    CHECK((info.st_mode & 0777) == 0600);
    unit.add(visit::LeftUnit{visit});
    CHECK(slurp(unit.folder.path / "visit-keys").substr(0, 32) != keys_before);
    CHECK(all_bytes(unit.folder.path).find(keys_before) == std::string::npos);
    Database db(unit.folder.path / "journal.db", Access::ReadOnly);
    CHECK(db.number("SELECT count(*) FROM live_visit") == 0);
    CHECK(db.number("SELECT count(*) FROM spent_slot") == 0);
}

TEST_CASE("a conversation that its day ended is told as that, and its key is destroyed like any other's") {
    Unit unit;
    const std::string shift = unit.start_shift();
    const std::string visit = unit.check_in();
    const std::string key = slurp(unit.folder.path / "visit-keys").substr(0, 32);
    unit.add(visit::Called{visit, shift});
    unit.add(visit::ConversationStarted{visit, shift});
    CHECK_FALSE(unit.journal->append(visit::ConversationLapsed{visit}));  // not in the middle of the day
    unit.clock.advance_ms(86'400'000);
    for (const visit::Act& act : visit::overdue(unit.journal->unit(), {}, unit.clock.wall)) unit.add(act);
    CHECK(all_bytes(unit.folder.path).find(key) == std::string::npos);
    CHECK(unit.journal->unit().visits.empty());
    CHECK(unit.journal->unit().shifts.empty());
    const auto entries = must(must(JournalReader::open(unit.folder.path)).pending());
    CHECK(std::ranges::count(entries, "visit.conversation_lapsed", &PendingEntry::type) == 1);
    CHECK(must(unit.journal->replay()) == unit.journal->unit());
}

TEST_CASE("the latest wall clock is remembered as a floor") {
    Unit unit;
    unit.check_in();
    const WallMs latest = unit.clock.wall;
    unit.clock.wall -= 20LL * 365 * 24 * 3'600'000;
    unit.start();
    CHECK(unit.journal->latest_wall_ms() == latest);
    unit.add(visit::ShiftStarted{unit.id(), "mette"});  // a clock in the past stops nobody
    CHECK(unit.journal->latest_wall_ms() == latest);
}

TEST_CASE("a copy made by the backup is a whole journal and holds no visit key") {
    Unit unit;
    unit.check_in();
    const fs::path copy = unit.folder.path / "copy";
    fs::create_directories(copy);
    must(unit.journal->back_up_to(copy / "journal.db"));
    must(unit.journal->back_up_to(copy / "journal.db"));  // the next night
    CHECK(must(verify_folder(copy)).ok());
    CHECK(must(verify_folder(copy)).entries == 1);
    CHECK(all_bytes(copy).find(slurp(unit.folder.path / "visit-keys").substr(0, 32)) == std::string::npos);
    must(unit.journal->check_disk());
}

TEST_CASE("an answer to a call-back is acknowledged once, however often it is opened") {
    Unit unit;
    const auto first = must(unit.journal->append(visit::CallbackAnswered{"callback-1"}));
    const auto again = must(unit.journal->append(visit::CallbackAnswered{"callback-1"}));
    CHECK(again.seq == first.seq);
    CHECK(again.id == first.id);
    CHECK(must(unit.journal->append(visit::CallbackAnswered{"callback-2"})).seq == first.seq + 1);
}
