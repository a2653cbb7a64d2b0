// The journal as its users see it: append, read back, replay, send, erase, damage. Real files in a temporary folder.
#include <sys/stat.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <fstream>
#include <future>
#include <set>

#include "journal/codec.hpp"
#include "journal/journal.hpp"
#include "journal/mail.hpp"
#include "journal/reader.hpp"
#include "journal/sqlite.hpp"
#include "journal/store.hpp"
#include "seal/hash.hpp"
#include "seal/keys.hpp"
#include "seal/pin.hpp"
#include "seal/sealed.hpp"
#include "seal/signed_texts.hpp"
#include "visit/fold.hpp"
#include "wire/entry.hpp"

using namespace aaben;
using namespace aaben::journal;
namespace fs = std::filesystem;

namespace {

struct Folder {
    fs::path path = fs::temp_directory_path() / ("aaben-journal-" + wire_id());
    Folder() { fs::create_directories(path); }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    static std::string wire_id() { return seal::new_id(0); }
};

template <class T>
T must(Result<T> r) {
    if (!r) FAIL("unexpected fault: " << r.error().what);
    return std::move(r).value();
}

// A unit with a journal, in a vocabulary of its own.
struct Unit {
    Folder folder;
    FakeClock clock;
    seal::BoxKey jobcenter = seal::new_box_key();
    seal::BoxKey archive = seal::new_box_key();
    wire::KeyList keys{1, {{jobcenter.id, jobcenter.public_key, 0}, {archive.id, archive.public_key, 0}}};
    std::optional<Journal> journal;

    Unit() { start(); }
    void start() {
        journal.reset();
        journal.emplace(must(Journal::open(folder.path, clock)));
        journal->set_key_list(keys);
        journal->set_unit_name("korskaerparken");
    }
    std::string id() { return seal::new_id(clock.wall); }
    Appended add(const visit::Act& act) {
        clock.advance_ms(1000);
        return must(journal->append(act));
    }
    static visit::Choices choices() {
        visit::Choices c;
        c.language = "ar";
        c.purpose = visit::Purpose::Letter;
        c.needs.put(visit::Need::Interpreter);
        c.interpreter_language = "ar";
        c.call_me = "Abir";
        letters::Fields fields;
        fields.meeting_date = calendar::Date{2026, 11, 24};
        c.letter = visit::CarriedLetter{"indkaldelse-jobsamtale", fields};
        return c;
    }
    visit::CallSign next_sign() {
        return visit::next_sign(journal->unit(), calendar::copenhagen(clock.wall + 1000).date);
    }
    std::string check_in(const visit::Choices& c = choices()) {
        const std::string visit = id();
        add(visit::CheckedIn{visit, next_sign(), c});
        return visit;
    }
    std::string start_shift(const std::string& who = "mette") {
        const std::string shift = id();
        add(visit::ShiftStarted{shift, who});
        return shift;
    }
    std::string body(std::int64_t seq) { return must(must(JournalReader::open(folder.path)).body(seq)); }
};

std::string file_bytes(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string all_bytes(const fs::path& folder) {
    std::string out;
    for (const auto& each : fs::directory_iterator(folder)) out += file_bytes(each.path());
    return out;
}

// A receipt over everything pending, as an honest jobcenter would write it.
wire::Receipt receipt_for(const std::vector<PendingEntry>& sent, wire::Outcome outcome = wire::Outcome::Accepted) {
    wire::Receipt receipt{"kiosk-1", 1, {}, {}, 0};
    std::int64_t server_seq = 100;
    for (const PendingEntry& e : sent) receipt.entries.push_back({e.id, e.seq, e.sha256, outcome, server_seq++, ""});
    return receipt;
}

}  // namespace

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
        const auto act = must(decode(entry.type, entry.open, plain));
        CHECK(std::get<visit::CheckedIn>(act).choices == Unit::choices());
    }
    const std::string disk = all_bytes(unit.folder.path);
    CHECK(disk.find("Abir") == std::string::npos);
    CHECK(disk.find("indkaldelse") == std::string::npos);
    CHECK(disk.find("interpreter") == std::string::npos);
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
    unit.clock.advance_ms(24 * 3'600'000);
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
    const std::string keys_before = file_bytes(unit.folder.path / "visit-keys").substr(0, 32);
    struct stat info{};
    REQUIRE(::stat((unit.folder.path / "visit-keys").c_str(), &info) == 0);
    CHECK((info.st_mode & 0777) == 0600);
    unit.add(visit::LeftUnit{visit});
    CHECK(file_bytes(unit.folder.path / "visit-keys").substr(0, 32) != keys_before);
    CHECK(all_bytes(unit.folder.path).find(keys_before) == std::string::npos);
    Database db(unit.folder.path / "journal.db", Access::ReadOnly);
    CHECK(db.number("SELECT count(*) FROM live_visit") == 0);
    CHECK(db.number("SELECT count(*) FROM spent_slot") == 0);
}

TEST_CASE("a lost key file costs the choices on the glass and nothing else") {
    Unit unit;
    const std::string visit = unit.check_in();
    unit.journal.reset();
    fs::remove(unit.folder.path / "visit-keys");
    unit.start();
    REQUIRE(visit::find(unit.journal->unit(), visit) != nullptr);
    CHECK(visit::find(unit.journal->unit(), visit)->choices == no_choices());
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

TEST_CASE("every kind of act keeps its meaning through its entry") {
    const std::vector<visit::Act> acts{
        visit::CheckedIn{"v", {visit::Colour::Green, visit::Picture::Bicycle, 7}, Unit::choices()},
        visit::ChoicesChanged{"v", Unit::choices()},
        visit::Identified{"v", "0101801234", true},
        visit::SteppedOut{"v"},
        visit::CameBack{"v"},
        visit::LeftUnit{"v"},
        visit::Merged{"v", "w"},
        visit::Called{"v", "s"},
        visit::CallMissed{"v"},
        visit::ConversationStarted{"v", "s"},
        visit::ConversationEnded{"v", visit::Outcome::NewMeeting},
        visit::Parked{"v"},
        visit::Unparked{"v"},
        visit::Transferred{"v", "mette"},
        visit::PrioritySet{"v", 3},
        visit::Undone{"v"},
        visit::ShiftStarted{"s", "mette"},
        visit::BreakStarted{"s"},
        visit::BreakEnded{"s"},
        visit::ShiftEnded{"s", 14, 14},
        visit::CallbackRequested{"c", "12345678", "Ali \"B\" Öz", "morning", "ar", visit::Purpose::Money},
        visit::CallbackAnswered{"c"},
        visit::HelpRequested{"h"},
        visit::HelpAnswered{"h", "s"},
        visit::AlarmRaised{"a", "s"},
        visit::AlarmEnded{"a"},
        visit::FaceGiven{"f", 4},
        visit::CooperationRated{"f", visit::Cooperation::DoNotKnow},
        visit::LetterUnderstood{"f", "klagesvar", 2, visit::Understood::Partly},
        visit::ItemApplied{"content", "main", 3, std::string(64, 'a')},
        visit::ItemRefused{"roster", "unit", 2, "cut"},
        visit::ResendAsked{"e"},
        visit::JournalRecovered{"kept 3"},
        visit::DayClosed{{2026, 11, 21}}};
    std::set<std::size_t> kinds;
    std::set<std::string> types;
    for (const visit::Act& act : acts) {
        kinds.insert(act.index());
        const Coded coded = encode(act);
        types.insert(coded.type);
        INFO(coded.type);
        CHECK(must(wire::canonical_object(coded.open)) == coded.open);
        const auto secret =
            coded.private_part.empty() ? std::nullopt : std::optional<std::string_view>(coded.private_part);
        const auto back = must(decode(coded.type, coded.open, secret));
        const Coded again = encode(back);
        CHECK(back.index() == act.index());
        CHECK(again.open == coded.open);
        CHECK(again.private_part == coded.private_part);
        CHECK(decode(coded.type, coded.open, std::nullopt).ok());
        CHECK_FALSE(decode(coded.type, "{", std::nullopt).ok());
        CHECK_FALSE(decode(coded.type, "{}", std::nullopt).ok());
        CHECK_FALSE(decode(coded.type, "[]", std::nullopt).ok());
    }
    CHECK(kinds.size() == std::variant_size_v<visit::Act>);
    CHECK(types.size() == std::variant_size_v<visit::Act>);
    CHECK_FALSE(decode("visit.unheard_of", "{}", std::nullopt).ok());
}

TEST_CASE("open fields hold nothing of what a citizen chose or is called") {
    const auto open = [](const visit::Act& act) { return encode(act).open; };
    CHECK(open(visit::ChoicesChanged{"v", Unit::choices()}) == R"({"visit":"v"})");
    CHECK(open(visit::Identified{"v", "0101801234", true}) == R"({"visit":"v"})");
    CHECK(open(visit::CallbackRequested{"c", "12345678", "Ali", "morning", "ar", visit::Purpose::Money}) ==
          R"({"callback":"c"})");
    CHECK(open(visit::CheckedIn{"v", {visit::Colour::Red, visit::Picture::Sun, 1}, Unit::choices()}) ==
          R"({"visit":"v","sign":{"colour":"red","picture":"sun","number":1},"outside":false})");
}

TEST_CASE("what has no receipt is pending, in order, and a verified receipt ends that") {
    Unit unit;
    const std::string visit = unit.check_in();
    unit.add(visit::SteppedOut{visit});
    JournalReader reader = must(JournalReader::open(unit.folder.path));
    CHECK(must(reader.status()).unreceipted == 2);  // no mail.db yet
    Mail mail = must(Mail::open(unit.folder.path));
    const auto pending = must(reader.pending());
    REQUIRE(pending.size() == 2);
    CHECK(pending[0].seq == 1);
    CHECK(pending[0].visit == visit);
    CHECK(pending[0].bytes == unit.body(1).size());
    CHECK(must(reader.status()).oldest_ms == pending[0].wall_ms);
    const auto judged = must(mail.take_receipt(receipt_for({pending[0]}), "envelope", pending, unit.clock.wall));
    REQUIRE(judged.size() == 2);
    CHECK(judged[0].outcome == wire::Outcome::Accepted);
    CHECK(judged[1].outcome == wire::Outcome::Retry);
    CHECK(must(reader.status()).unreceipted == 1);
    CHECK(must(reader.pending()).size() == 1);
    const auto today = calendar::copenhagen(unit.clock.wall).date;
    CHECK(must(reader.statement(today)).visits == 1);
    CHECK(must(reader.statement(today)).receipts == 1);
    CHECK(must(reader.head()).seq == 2);
}

TEST_CASE("a receipt for other bytes, another id or with an unsaid outcome is no receipt") {
    Unit unit;
    unit.check_in();
    Mail mail = must(Mail::open(unit.folder.path));
    JournalReader reader = must(JournalReader::open(unit.folder.path));
    const auto pending = must(reader.pending());
    auto other_hash = receipt_for(pending);
    other_hash.entries[0].sha256 = std::string(64, 'f');
    auto other_id = receipt_for(pending);
    other_id.entries[0].id = unit.id();
    for (const auto& receipt : {other_hash, other_id, receipt_for(pending, wire::Outcome::Retry), receipt_for({})}) {
        const auto judged = must(mail.take_receipt(receipt, "envelope", pending, 5));
        CHECK(judged[0].outcome == wire::Outcome::Retry);
        CHECK(must(reader.status()).unreceipted == 1);
        CHECK(must(reader.pending()).size() == 1);
    }
}

TEST_CASE("a refused entry is quarantined, blocks nobody, counts as not done, and staff can send it again") {
    Unit unit;
    const std::string first = unit.check_in();
    unit.check_in();
    Mail mail = must(Mail::open(unit.folder.path));
    JournalReader reader = must(JournalReader::open(unit.folder.path));
    const auto pending = must(reader.pending());
    auto receipt = receipt_for(pending);
    receipt.entries[0].outcome = wire::Outcome::Rejected;
    receipt.entries[0].problem = "urn:aaben:problem:unknown-type";
    (void)must(mail.take_receipt(receipt, "envelope", pending, unit.clock.wall));
    CHECK(must(reader.pending()).empty());
    auto status = must(reader.status());
    CHECK(status.unreceipted == 1);
    REQUIRE(status.quarantined.size() == 1);
    CHECK(status.quarantined[0].id == first);
    CHECK(status.quarantined[0].type == "visit.checked_in");

    CHECK(must(unit.journal->erase_receipted(unit.folder.path / "mail.db", 0)) == 1);  // only the accepted one
    unit.add(visit::ResendAsked{first});
    CHECK(must(mail.follow_resends(reader)) == 1);
    CHECK(must(mail.follow_resends(reader)) == 0);  // each ask counts once
    const auto again = must(reader.pending());
    REQUIRE(again.size() == 2);
    CHECK(again[0].id == first);
    CHECK(again[0].sha256 == pending[0].sha256);  // byte-identical
    (void)must(mail.take_receipt(receipt_for(again), "envelope", again, unit.clock.wall));
    CHECK(must(reader.status()).unreceipted == 0);
}

TEST_CASE("bodies are erased a day after their receipt, and the chain stays whole over the skeletons") {
    Unit unit;
    const std::string visit = unit.check_in();
    unit.add(visit::SteppedOut{visit});
    const std::string body = unit.body(1);
    const std::string sealed = must(wire::parse_entry(body)).sealed;
    {
        Mail mail = must(Mail::open(unit.folder.path));
        JournalReader reader = must(JournalReader::open(unit.folder.path));
        auto pending = must(reader.pending());
        pending.resize(1);
        (void)must(mail.take_receipt(receipt_for(pending), "envelope", pending, unit.clock.wall));
    }
    const fs::path mail_file = unit.folder.path / "mail.db";
    CHECK(must(unit.journal->erase_receipted(mail_file)) == 0);
    unit.clock.advance_ms(24 * 3'600'000);
    CHECK(must(unit.journal->erase_receipted(mail_file)) == 1);
    const Verdict verdict = must(unit.journal->verify());
    CHECK(verdict.ok());
    CHECK(verdict.entries == 2);
    CHECK(verdict.erased == 1);
    CHECK(all_bytes(unit.folder.path).find(body.substr(0, 60)) == std::string::npos);
    CHECK(must(unit.journal->load()) == must(unit.journal->replay()));
    unit.start();
    CHECK(visit::find(unit.journal->unit(), visit)->choices == Unit::choices());
    unit.check_in();
    CHECK(must(unit.journal->verify()).ok());
    std::vector<std::string> lines;
    CHECK(must(export_folder(unit.folder.path, [&](std::string_view line) { lines.emplace_back(line); })) == 3);
    CHECK(lines[0].find("\"erased\":true") != std::string::npos);
    CHECK(lines[1] == unit.body(2));
}

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
    const std::string before = file_bytes(unit.folder.path / "journal.db");
    const auto refused = Journal::open(unit.folder.path, unit.clock);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().fault == Fault::TooNew);
    CHECK(refused.error().what.find("newer program") != std::string::npos);
    CHECK(file_bytes(unit.folder.path / "journal.db") == before);
    CHECK(JournalReader::open(unit.folder.path).error().fault == Fault::TooNew);
    CHECK(verify_folder(unit.folder.path).error().fault == Fault::TooNew);
}

TEST_CASE("a damaged journal is set aside, what can be read is kept, and the work goes on") {
    const int damage = GENERATE_COPY(0, 1, 2, 3);
    Unit unit;
    std::vector<std::string> visits;
    for (int i = 0; i < 40; ++i) visits.push_back(unit.check_in());
    must(unit.journal->checkpoint());
    const std::string head = must(unit.journal->verify()).head;
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
        (void)must(mail.take_receipt(receipt_for(pending), "envelope", pending, unit.clock.wall));
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
    CHECK(all_bytes(copy).find(file_bytes(unit.folder.path / "visit-keys").substr(0, 32)) == std::string::npos);
    must(unit.journal->check_disk());
}

TEST_CASE("items are kept with their etag, acknowledged once, and again when they change") {
    Unit unit;
    Mail mail = must(Mail::open(unit.folder.path));
    const auto item = [](std::int64_t version, bool applied) {
        return StoredItem{{wire::ItemKind::Hours, "hours", version, std::string(64, version == 1 ? 'a' : 'b'), 2},
                          "{}",
                          applied,
                          applied ? "" : "malformed",
                          5};
    };
    must(mail.put_item(item(1, true)));
    const fs::path file = unit.folder.path / "mail.db";
    CHECK(must(unit.journal->acknowledge_items(file)) == 1);
    CHECK(must(unit.journal->acknowledge_items(file)) == 0);
    must(mail.put_item(item(2, false)));
    CHECK(must(unit.journal->acknowledge_items(file)) == 1);
    CHECK(must(wire::parse_entry(unit.body(1))).type == "item.applied");
    CHECK(must(wire::parse_entry(unit.body(2))).type == "item.refused");
    MailReader reader = must(MailReader::open(unit.folder.path));
    const auto version = must(reader.version());
    CHECK(must(reader.item(wire::ItemKind::Hours, "hours"))->ref.version == 2);
    CHECK(must(reader.version()) == version);
    must(mail.note("online", "1"));
    CHECK(must(reader.noted("online")) == "1");
    CHECK(must(reader.version()) != version);
    CHECK(must(mail.items()).size() == 1);
    must(mail.drop_item(wire::ItemKind::Hours, "hours"));
    CHECK_FALSE(must(mail.item(wire::ItemKind::Hours, "hours")).has_value());
}

TEST_CASE("a roster is stored with PINs and badges keyed by the device, never as it came") {
    const seal::PinCost cheap{1, 64};
    visit::Roster roster{3, "Korskærparken", {}};
    visit::Caseworker who;
    who.id = "mette";
    who.name = "Mette Krogh";
    who.badge_hash = seal::sha256_hex("BADGE-0001");
    who.pin_hash = must(seal::pin_verifier("2468", cheap));
    roster.people.push_back(who);
    const seal::Secret pepper = seal::random_secret();
    const visit::Roster stored = must(wire::parse_roster(must(peppered_roster(wire::build_roster(roster), pepper))));
    CHECK(stored.people[0].badge_hash == seal::badge_hash(pepper, "BADGE-0001"));
    CHECK(stored.people[0].badge_hash != who.badge_hash);
    CHECK(seal::verify_pin(pepper, "2468", stored.people[0].pin_hash).ok());
    CHECK(seal::verify_pin(pepper, "2469", stored.people[0].pin_hash).error().fault == Fault::Refused);
    CHECK(seal::verify_pin(seal::random_secret(), "2468", stored.people[0].pin_hash).error().fault == Fault::Refused);
    CHECK_FALSE(peppered_roster("{}", pepper).ok());
}

TEST_CASE("a mail.db that is damaged is set aside and a fresh one serves") {
    Folder folder;
    std::ofstream(folder.path / "mail.db") << std::string(5000, 'x');
    Mail mail = must(Mail::open(folder.path));
    must(mail.note("online", "0"));
    CHECK(fs::exists(folder.path / "mail.damaged.db"));
}

TEST_CASE("a reader opens a journal whose owner has closed it, and follows when it is replaced") {
    Unit unit;
    unit.check_in();
    unit.journal.reset();
    JournalReader reader = must(JournalReader::open(unit.folder.path));
    CHECK(must(reader.head()).seq == 1);
    CHECK_FALSE(fs::exists(unit.folder.path / "mail.db"));
    Mail mail = must(Mail::open(unit.folder.path));
    CHECK(must(reader.status()).unreceipted == 1);
    unit.start();
    unit.check_in();
    CHECK(must(reader.head()).seq == 2);
    Folder empty;
    CHECK(JournalReader::open(empty.path).error().fault == Fault::NotFound);
    CHECK(MailReader::open(empty.path).error().fault == Fault::NotFound);
}

TEST_CASE("the store thread answers every save in order, after the commit") {
    Folder folder;
    FakeClock clock;
    const seal::SignKey root = seal::new_sign_key();
    const seal::BoxKey box = seal::new_box_key();
    {
        Mail mail = must(Mail::open(folder.path));
        const std::string list = wire::build_key_list({1, {{box.id, box.public_key, 0}}});
        const std::string envelope = seal::sign_text(root, wire::Signed::KeyList, list);
        must(mail.put_item({{wire::ItemKind::Keys, "keys", 1, seal::sha256_hex(envelope), 1}, envelope, true, "", 1}));
        must(mail.put_item(
            {{wire::ItemKind::Hours, "hours", 1, std::string(64, 'a'), 1}, wire::build_hours({}), true, "", 1}));
    }
    std::vector<StoreEvent> events;
    std::mutex mutex;
    Store store({folder.path, "unit", root.public_key, folder.path / "copy.db", ""}, clock, [&](StoreEvent e) {
        const std::lock_guard hold(mutex);
        events.push_back(std::move(e));
    });
    store.settle();
    const auto today = calendar::copenhagen(clock.wall).date;
    store.save("one", visit::CheckedIn{seal::new_id(1), visit::call_sign(today, 0), Unit::choices()});
    store.save("two", visit::SteppedOut{"nobody"});
    store.look();
    store.nightly();
    store.settle();
    const std::lock_guard hold(mutex);
    std::vector<std::string> story;
    for (const StoreEvent& e : events) {
        if (std::holds_alternative<events::Opened>(e)) story.emplace_back("opened");
        if (const auto* s = std::get_if<events::Saved>(&e)) story.push_back("saved " + s->token);
        if (const auto* s = std::get_if<events::SaveFailed>(&e)) story.push_back("failed " + s->token);
        if (std::holds_alternative<events::HoursSeen>(e)) story.emplace_back("hours");
    }
    CHECK(story == std::vector<std::string>{"opened", "hours", "saved one", "failed two"});
    const events::OutboxSeen* seen = nullptr;
    for (const StoreEvent& e : events)
        if (const auto* s = std::get_if<events::OutboxSeen>(&e)) seen = s;
    REQUIRE(seen);
    CHECK(seen->status.entries == 3);  // two items acknowledged, one check-in
    CHECK(seen->today.visits == 1);
    CHECK(fs::exists(folder.path / "copy.db"));
}
