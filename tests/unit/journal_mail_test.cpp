// What the jobcenter said: receipts, quarantine, erasure, items; and the store thread that ties both files together.
#include <chrono>
#include <condition_variable>
#include <mutex>

#include "journal/database.hpp"
#include "journal/store.hpp"
#include "journal_unit.hpp"
#include "seal/pin.hpp"
#include "seal/signed_texts.hpp"
#include "wire/entry.hpp"

using namespace aaben;
using namespace aaben::journal;
using namespace aaben::journal::testing;

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
    const VerifiedReceipt verified(receipt_for({pending[0]}), "envelope", pending);
    (void)must(mail.take_receipts({verified}, unit.clock.wall));
    const auto& judged = verified.judged;
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
        const VerifiedReceipt verified(receipt, "envelope", pending);
        (void)must(mail.take_receipts({verified}, 5));
        CHECK(verified.judged[0].outcome == wire::Outcome::Retry);
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
    (void)must(mail.take_receipts({{receipt, "envelope", pending}}, unit.clock.wall));
    CHECK(must(reader.pending()).empty());
    auto status = must(reader.status());
    CHECK(status.unreceipted == 1);
    REQUIRE(status.quarantined.size() == 1);
    CHECK(status.quarantined[0].id == first);
    CHECK(status.quarantined[0].type == "visit.checked_in");

    const auto whole = must(reader.entry(pending[0].seq));  // whatever became of it, with the visit it belongs to
    CHECK(whole.id == first);
    CHECK(whole.visit == pending[0].visit);
    CHECK_FALSE(whole.visit.empty());
    CHECK(whole.sha256 == pending[0].sha256);
    CHECK(must(reader.quarantined()) == 1);

    CHECK(must(unit.journal->erase_receipted(unit.folder.path / "mail.db", 0)) == 1);  // only the accepted one
    CHECK(reader.entry(pending[1].seq).error().fault == Fault::NotFound);
    unit.add(visit::ResendAsked{first});
    const auto asks = must(reader.pending());
    CHECK(must(mail.follow_resends(reader, asks)) == 1);
    CHECK(must(mail.follow_resends(reader, asks)) == 0);  // each ask counts once
    const auto again = must(reader.pending());
    REQUIRE(again.size() == 2);
    CHECK(again[0].id == first);
    CHECK(again[0].sha256 == pending[0].sha256);  // byte-identical
    (void)must(mail.take_receipts({{receipt_for(again), "envelope", again}}, unit.clock.wall));
    CHECK(must(reader.status()).unreceipted == 0);
}

TEST_CASE("bodies are erased a day after their receipt, and the chain stays whole over the skeletons") {
    Unit unit;
    const std::string visit = unit.check_in();
    unit.add(visit::SteppedOut{visit});
    const std::string body = unit.body(1);
    (void)must(wire::parse_entry(body));
    {
        Mail mail = must(Mail::open(unit.folder.path));
        JournalReader reader = must(JournalReader::open(unit.folder.path));
        auto pending = must(reader.pending());
        pending.resize(1);
        (void)must(mail.take_receipts({{receipt_for(pending), "envelope", pending}}, unit.clock.wall));
    }
    const fs::path mail_file = unit.folder.path / "mail.db";
    CHECK(must(unit.journal->erase_receipted(mail_file)) == 0);
    unit.clock.advance_ms(24LL * 3'600'000);
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

TEST_CASE("what an older release kept on the card goes when this one opens it, and is asked for again") {
    const TemporaryFolder folder;
    const std::string day_key = seal::sha256_hex("the day's"), number = seal::sha256_hex("a number"),
                      box_key = seal::sha256_hex("a box");
    const std::string expected = wire::build_expected({"2026-11-27", day_key, {{"r", "10:15", "mette", number}}});
    visit::Roster roster;
    roster.version = 1, roster.unit_name = "Unit";
    roster.people.emplace_back();
    roster.people[0].id = "mette", roster.people[0].name = "Mette", roster.people[0].box_key = box_key;
    roster.people[0].badge_hash = seal::sha256_hex("a badge");
    {
        Mail mail = must(Mail::open(folder.path));
        const std::string text = wire::build_roster(roster);
        must(mail.put_item({{wire::ItemKind::Roster, "unit", 1, seal::sha256_hex(text), 1}, text, true, "", 1}));
        must(mail.note("items_etag", "of the last list"));
    }
    {
        Database db(folder.path / "mail.db", Access::ReadWrite);
        Query put = db.query(
            "INSERT INTO item(kind, name, version, etag, bytes, state, reason, received_ms) "
            "VALUES ('expected', 'today', 1, ?, ?, 'applied', '', 1)");
        put(seal::sha256_hex(expected)).blob(expected).exec();
    }
    Mail mail = must(Mail::open(folder.path));
    for (const std::string& secret : {day_key, number, box_key})
        CHECK(all_bytes(folder.path).find(secret) == std::string::npos);
    CHECK(must(mail.noted("items_etag")).empty());
    CHECK(must(mail.items()).size() == 1);

    must(mail.put_item({{wire::ItemKind::Expected, "today", 1, seal::sha256_hex(expected), 1}, expected, true, "", 1}));
    MailReader reader = must(MailReader::open(folder.path));
    REQUIRE(must(reader.items(wire::ItemKind::Expected)).size() == 1);
    CHECK(must(reader.items(wire::ItemKind::Expected))[0].bytes == expected);
    CHECK(all_bytes(folder.path).find(day_key) == std::string::npos);
}

TEST_CASE("a mail.db that is damaged is set aside and a fresh one serves") {
    const TemporaryFolder folder;
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
    const TemporaryFolder empty;
    CHECK(JournalReader::open(empty.path).error().fault == Fault::NotFound);
    CHECK(MailReader::open(empty.path).error().fault == Fault::NotFound);
}

TEST_CASE("the store thread answers every save in order, after the commit") {
    const TemporaryFolder folder;
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
    store.save(1, visit::CheckedIn{seal::new_id(1), visit::call_sign(today, 0), Unit::choices()});
    store.save(2, visit::SteppedOut{"nobody"});
    store.look();
    store.nightly();
    store.settle();
    const std::lock_guard hold(mutex);
    std::vector<std::string> story;
    for (const StoreEvent& e : events) {
        if (std::holds_alternative<events::Opened>(e)) story.emplace_back("opened");
        if (const auto* s = std::get_if<events::Saved>(&e)) story.push_back("saved " + std::to_string(s->token));
        if (const auto* s = std::get_if<events::SaveFailed>(&e)) story.push_back("failed " + std::to_string(s->token));
        if (std::holds_alternative<events::HoursSeen>(e)) story.emplace_back("hours");
    }
    CHECK(story == std::vector<std::string>{"opened", "hours", "saved 1", "failed 2"});
    const events::OutboxSeen* seen = nullptr;
    for (const StoreEvent& e : events)
        if (const auto* s = std::get_if<events::OutboxSeen>(&e)) seen = s;
    REQUIRE(seen);
    CHECK(seen->status.entries == 3);  // two items acknowledged, one check-in
    CHECK(seen->today.visits == 1);
    CHECK(fs::exists(folder.path / "copy.db"));
}

TEST_CASE("mail that is still being made when its bell rings is read without another bell") {
    const TemporaryFolder folder;
    FakeClock clock;
    std::ofstream(folder.path / "mail.db").flush();  // no tables yet: its maker was interrupted here
    std::mutex mutex;
    std::condition_variable heard;
    bool hours = false;
    Store store({folder.path, "unit", "", std::nullopt, ""}, clock, [&](const StoreEvent& e) {
        const std::lock_guard hold(mutex);
        hours = hours || std::holds_alternative<events::HoursSeen>(e);
        heard.notify_all();
    });
    store.look();
    store.settle();
    std::unique_lock hold(mutex);
    REQUIRE_FALSE(hours);
    Mail mail = must(Mail::open(folder.path));
    must(mail.put_item(
        {{wire::ItemKind::Hours, "hours", 1, std::string(64, 'a'), 1}, wire::build_hours({}), true, "", 1}));
    CHECK(heard.wait_for(hold, std::chrono::seconds(60), [&] { return hours; }));
}
