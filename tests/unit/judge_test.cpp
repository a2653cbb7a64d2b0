// The pure judgement of a batch against what is held, and the intake without a socket under several threads at once.

#include <array>
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <filesystem>
#include <thread>

#include "jobcenter/intake.hpp"
#include "seal/hash.hpp"
#include "seal/signed_texts.hpp"
#include "support/temporary_folder.hpp"
#include "wire/problem.hpp"

namespace {

using namespace aaben;
using namespace aaben::jobcenter;
using wire::Outcome;

std::string hash_of(std::int64_t seq) {
    return seal::sha256_hex("entry " + std::to_string(seq));
}
std::string id_of(std::int64_t seq) {
    std::string id = "01939f5e-0000-7000-8000-000000000000";
    const std::string number = std::to_string(seq);
    return id.replace(id.size() - number.size(), number.size(), number);
}

ArrivedEntry arrived(std::int64_t seq) {
    ArrivedEntry entry;
    entry.line = "entry " + std::to_string(seq);
    entry.sha256 = hash_of(seq);
    entry.seq = seq;
    entry.id = id_of(seq);
    entry.type = "visit.checked_in";
    entry.prev = seq == 1 ? wire::first_prev : hash_of(seq - 1);
    return entry;
}

ArrivedBatch batch(const std::vector<std::int64_t>& seqs, std::int64_t head_seq) {
    ArrivedBatch made;
    made.head.device = "kiosk-1";
    made.head.head_seq = head_seq;
    made.head.head = hash_of(head_seq);
    for (const std::int64_t seq : seqs) made.entries.push_back(arrived(seq));
    return made;
}

Look holding(const std::vector<std::int64_t>& seqs, std::int64_t head_seq, std::vector<Gap> gaps = {}) {
    Look look;
    look.device = Device{.id = "kiosk-1", .unit = "", .sign_key = "", .box_key = "", .head_seq = head_seq};
    for (const std::int64_t seq : seqs)
        look.held.push_back(
            {"kiosk-1", seq, id_of(seq), hash_of(seq), seq == 1 ? wire::first_prev : hash_of(seq - 1), "", seq + 100});
    look.gaps = std::move(gaps);
    return look;
}

constexpr WallMs now = 1'795'262'400'000;

std::vector<std::string> kinds(const Judgement& judgement) {
    std::vector<std::string> all;
    all.reserve(judgement.writing.anomalies.size());
    for (const Anomaly& one : judgement.writing.anomalies) all.push_back(one.kind + " " + std::to_string(one.seq));
    return all;
}

std::vector<Outcome> outcomes_of(const Judgement& judgement) {
    std::vector<Outcome> all;
    all.reserve(judgement.lines.size());
    for (const wire::ReceiptLine& line : judgement.lines) all.push_back(line.outcome);
    return all;
}

Anomaly told(const std::string& kind, std::int64_t seq, const std::string& sha256, const std::string& resolved = "") {
    return {"kiosk-1", kind, seq, sha256, "", 0, resolved};
}

// The same device's entries as it made them a second time, after its journal had gone back to seq 2.
ArrivedBatch other_way(const std::vector<std::int64_t>& seqs, std::int64_t head_seq, const std::string& way = "other") {
    const auto hash = [&](std::int64_t seq) {
        return seq <= 2 ? hash_of(seq) : seal::sha256_hex(way + std::to_string(seq));
    };
    ArrivedBatch made = batch(seqs, head_seq);
    made.head.head = hash(head_seq);
    for (ArrivedEntry& entry : made.entries) {
        entry.id = id_of(entry.seq + 1'000 * static_cast<std::int64_t>(way.size()));
        entry.sha256 = hash(entry.seq);
        entry.prev = hash(entry.seq - 1);
    }
    return made;
}

}  // namespace

TEST_CASE("gaps are cut by what arrives and opened by a higher head") {
    struct Case {
        std::vector<std::int64_t> arrives;
        std::int64_t head;
        std::int64_t known_head;
        std::vector<Gap> gaps;
        std::vector<std::int64_t> closed;
        std::vector<Gap> opened;
    };
    const Case table[] = {
        {{1, 2, 3}, 3, 0, {}, {}, {}},
        {{1, 2}, 5, 0, {}, {}, {{3, 5, now}}},
        {{2}, 3, 0, {}, {}, {{1, 1, now}, {3, 3, now}}},
        {{}, 4, 2, {}, {}, {{3, 4, now}}},
        {{4}, 6, 6, {{3, 5, 7}}, {3}, {{3, 3, 7}, {5, 5, 7}}},
        {{3, 4, 5}, 6, 6, {{3, 5, 7}}, {3}, {}},
        {{3}, 6, 6, {{3, 3, 7}}, {3}, {}},
        {{3, 8}, 9, 6, {{3, 3, 7}}, {3}, {{7, 7, now}, {9, 9, now}}},
        {{1}, 9'007'199'254'740'991, 0, {}, {}, {{2, 9'007'199'254'740'991, now}}},
    };
    for (const Case& one : table) {
        const auto judged = judge(batch(one.arrives, one.head), holding({}, one.known_head, one.gaps), now);
        CHECK(judged.writing.gaps_closed == one.closed);
        CHECK(judged.writing.gaps_opened == one.opened);
        CHECK(judged.writing.head_seq == std::max(one.head, one.known_head));
        CHECK(judged.writing.anomalies.empty());
    }
}

TEST_CASE("a true chain gives no anomaly, in whatever order it arrives") {
    CHECK(kinds(judge(batch({3, 1, 2}, 3), holding({}, 0), now)).empty());
    CHECK(kinds(judge(batch({2}, 3), holding({1, 3}, 3, {{2, 2, 7}}), now)).empty());
}

TEST_CASE("an altered line is seen by its later neighbour, its earlier one, or the signed head, and asked for again") {
    const auto asked_again = [](const ArrivedBatch& arrives, const Look& look) {
        const auto judged = judge(arrives, look, now);
        CHECK(judged.lines.front().outcome == Outcome::Retry);
        CHECK(judged.writing.entries.empty());
        return kinds(judged);
    };
    ArrivedBatch altered = batch({2}, 3);
    altered.entries[0].sha256 = seal::sha256_hex("other");
    CHECK(asked_again(altered, holding({3}, 3, {{1, 2, 7}})) == std::vector<std::string>{"altered 2"});
    altered = batch({2}, 3);
    altered.entries[0].prev = seal::sha256_hex("other");
    CHECK(asked_again(altered, holding({1}, 3, {{2, 3, 7}})) == std::vector<std::string>{"altered 2"});
    altered = batch({3}, 3);
    altered.entries[0].sha256 = seal::sha256_hex("other");
    CHECK(asked_again(altered, holding({}, 0)) == std::vector<std::string>{"altered 3"});
    altered = batch({1}, 1);
    altered.entries[0].prev = seal::sha256_hex("other");
    CHECK(kinds(judge(altered, holding({}, 0), now)) == std::vector<std::string>{"chain 1"});
}

TEST_CASE("the signed head proves which line of a batch was altered; without it both neighbours are asked for again") {
    ArrivedBatch proven = batch({1, 2, 3, 4}, 4);
    proven.entries[1].sha256 = seal::sha256_hex("other");
    CHECK(outcomes_of(judge(proven, holding({}, 0), now)) ==
          std::vector{Outcome::Accepted, Outcome::Retry, Outcome::Accepted, Outcome::Accepted});
    ArrivedBatch open = batch({1, 2, 3, 4}, 9);
    open.entries[1].sha256 = seal::sha256_hex("other");
    const auto judged = judge(open, holding({}, 0), now);
    CHECK(outcomes_of(judged) == std::vector{Outcome::Accepted, Outcome::Retry, Outcome::Retry, Outcome::Accepted});
    CHECK(kinds(judged) == std::vector<std::string>{"altered 2", "altered 3"});
}

TEST_CASE("in doubt the same bytes a second time are the device's word; against its signed head they are not") {
    Look look = holding({}, 9);
    look.told = {told("altered", 2, seal::sha256_hex("other")), told("altered", 3, hash_of(3))};
    ArrivedBatch again = batch({2, 3}, 9);
    again.entries[0].sha256 = seal::sha256_hex("other");
    const auto judged = judge(again, look, now);
    CHECK(outcomes_of(judged) == std::vector{Outcome::Accepted, Outcome::Accepted});
    CHECK(kinds(judged) == std::vector<std::string>{"chain 3"});
    again = batch({2, 3}, 3);
    again.entries[0].sha256 = seal::sha256_hex("other");
    CHECK(outcomes_of(judge(again, look, now)) == std::vector{Outcome::Retry, Outcome::Accepted});
    look.told[0].resolved = resolutions::take;
    CHECK(outcomes_of(judge(again, look, now)) == std::vector{Outcome::Accepted, Outcome::Accepted});
}

TEST_CASE("the true line takes the place of an altered one that was held, as soon as the chain proves it") {
    Look look = holding({1, 2}, 9);
    look.held[1].sha256 = seal::sha256_hex("altered on its way");
    const auto unproven = judge(batch({2}, 9), look, now);
    CHECK(outcomes_of(unproven) == std::vector{Outcome::Rejected});
    CHECK(kinds(unproven) == std::vector<std::string>{"conflict 2"});

    Look with_successor = holding({1, 2, 3}, 9);
    with_successor.held[1].sha256 = seal::sha256_hex("altered on its way");
    Look by_the_operator = look;
    by_the_operator.told = {told("conflict", 2, hash_of(2), std::string(resolutions::take))};
    Look only_a_hash = look;
    only_a_hash.held[1].problem = wire::problems::malformed;
    const std::pair<ArrivedBatch, Look> proofs[] = {{batch({2, 3}, 3), look},
                                                    {batch({2}, 2), look},
                                                    {batch({2}, 9), with_successor},
                                                    {batch({2}, 9), by_the_operator},
                                                    {batch({2}, 9), only_a_hash}};
    for (const auto& [arrives, held] : proofs) {
        const auto judged = judge(arrives, held, now);
        CHECK(judged.lines.front().outcome == Outcome::Accepted);
        REQUIRE_FALSE(judged.writing.entries.empty());
        CHECK(judged.writing.entries.front().replaces);
    }
}

TEST_CASE("a journal that went on twice is kept on two sides, each of them whole") {
    // 1…4 are held; the disk went back to 2, and 3 to 5 were made again.
    const Look look = holding({1, 2, 3, 4}, 4);
    const auto judged = judge(other_way({3, 4, 5}, 5), look, now);
    CHECK(outcomes_of(judged) == std::vector(3, Outcome::Accepted));
    CHECK(kinds(judged) == std::vector<std::string>{"fork 3"});
    CHECK(judged.writing.sides_opened == std::vector<std::pair<int, std::int64_t>>{{2, 3}});
    for (const NewEntry& entry : judged.writing.entries) CHECK(entry.side == 2);

    SECTION("what follows goes on on the side it continues, without another word") {
        Look later = look;
        later.sides = 2;
        for (const ArrivedEntry& e : other_way({3, 4}, 5).entries)
            later.held.push_back({"kiosk-1", e.seq, e.id, e.sha256, e.prev, "", e.seq + 200, 2});
        const auto more = judge(other_way({5, 6}, 6), later, now);
        CHECK(kinds(more).empty());
        for (const NewEntry& entry : more.writing.entries) CHECK(entry.side == 2);
        const auto first_side = judge(batch({5, 6}, 6), later, now);
        CHECK(kinds(first_side).empty());
        for (const NewEntry& entry : first_side.writing.entries) CHECK(entry.side == 1);
    }
    SECTION("a third copy opens a third side, and an entry that comes before the one it follows finds it") {
        Look later = look;
        later.sides = 2;
        for (const ArrivedEntry& e : other_way({3, 4}, 5).entries)
            later.held.push_back({"kiosk-1", e.seq, e.id, e.sha256, e.prev, "", e.seq + 200, 2});
        const auto third = judge(other_way({4, 3}, 4, "a third"), later, now);
        CHECK(outcomes_of(third) == std::vector(2, Outcome::Accepted));
        for (const NewEntry& entry : third.writing.entries) CHECK(entry.side == 3);
    }
    SECTION("one that comes alone, where nobody is yet, is first asked for again") {
        const auto alone = judge(other_way({5}, 9), look, now);
        CHECK(outcomes_of(alone) == std::vector{Outcome::Retry});
    }
    SECTION("a device cannot open sides without end") {
        Look many = look;
        many.sides = 99;
        for (int side = 2; side <= 99; ++side) {
            many.held.push_back(
                {"kiosk-1", 3, "s" + std::to_string(side), seal::sha256_hex(std::to_string(side)), "", "", 0, side});
        }
        CHECK(outcomes_of(judge(other_way({3}, 9), many, now)) == std::vector{Outcome::Rejected});
    }
}

TEST_CASE("a head that came before its entry is compared when the entry arrives") {
    Look look = holding({}, 5, {{1, 5, 7}});
    look.heads.push_back({4, seal::sha256_hex("what was signed"), ""});
    CHECK(kinds(judge(batch({4}, 5), look, now)) == std::vector<std::string>{"head 4"});
}

TEST_CASE("two signed heads for one seq are a fork, and both are kept") {
    Look look = holding({}, 5, {{1, 5, 7}});
    look.heads.push_back({5, seal::sha256_hex("another five"), ""});
    const auto judged = judge(batch({}, 5), look, now);
    CHECK(kinds(judged) == std::vector<std::string>{"fork 5"});
    REQUIRE(judged.writing.head);
    CHECK(judged.writing.head->sha256 == hash_of(5));
}

TEST_CASE("a head is kept until its entry is here, and for ever when they disagree") {
    CHECK_FALSE(judge(batch({4, 5}, 5), holding({}, 0), now).writing.head);
    CHECK_FALSE(judge(batch({}, 5), holding({5}, 5), now).writing.head);
    CHECK(judge(batch({4}, 5), holding({}, 0), now).writing.head);
    ArrivedBatch other = batch({}, 5);
    other.head.head = seal::sha256_hex("another five");
    const auto judged = judge(other, holding({5}, 5), now);
    CHECK(judged.writing.head);
    CHECK(kinds(judged) == std::vector<std::string>{"head 5"});
}

TEST_CASE("each entry has its own outcome") {
    Look look = holding({1, 2}, 5);
    look.held[1].problem = "urn:old";
    ArrivedBatch mixed = batch({1, 2, 3, 3, 4, 5}, 5);
    mixed.entries[3].sha256 = seal::sha256_hex("other");  // the same id again with other bytes, in one batch
    mixed.entries[4].problem = wire::problems::unknown_type;
    mixed.entries[5].id = id_of(1);  // an id held already, at another seq
    const auto judged = judge(mixed, look, now);
    const std::pair<Outcome, std::string_view> expected[] = {
        {Outcome::Duplicate, ""},
        {Outcome::Rejected, "urn:old"},
        {Outcome::Accepted, ""},
        {Outcome::Rejected, wire::problems::conflict},
        {Outcome::Rejected, wire::problems::unknown_type},
        {Outcome::Rejected, wire::problems::conflict},
    };
    REQUIRE(judged.lines.size() == 6);
    for (std::size_t i = 0; i < 6; ++i) {
        CHECK(judged.lines[i].outcome == expected[i].first);
        CHECK(judged.lines[i].problem == expected[i].second);
    }
    CHECK(judged.lines[0].server_seq == 101);
    REQUIRE(judged.writing.entries.size() == 2);
    CHECK(judged.writing.entries[0].body == "entry 3");
    CHECK_FALSE(judged.writing.entries[1].body.has_value());
}

TEST_CASE("several threads may take in the same device's entries at once, each is accepted by one of them") {
    const tests::TemporaryFolder folder;
    const bool in_memory = GENERATE(true, false);  // the folder of each round is a new one
    const std::string path = in_memory ? ":memory:" : (folder.path / "store.db").string();
    auto store = open_store("sqlite:" + path, Access::ReadWrite);
    REQUIRE(store.ok());
    const auto key = seal::new_sign_key();
    Device device;
    device.id = "kiosk-1";
    device.sign_key = key.public_key;
    REQUIRE((*store)->put_device(device).ok());

    constexpr int entries = 60;
    wire::Batch all;
    all.head.device = "kiosk-1";
    all.head.head = wire::first_prev;
    std::vector<std::string> bodies;
    for (int i = 1; i <= entries; ++i) {
        wire::Entry entry;
        entry.seq = i;
        entry.id = seal::new_id(now + i);
        entry.type = "visit.checked_in";
        entry.recorded = {now, "boot-1", i};
        entry.prev = all.head.head;
        all.lines = {wire::build_entry(entry).value()};
        all.head.head_seq = i;
        all.head.first = i;
        all.head.count = 1;
        all.head.head = seal::sha256_hex(all.lines[0]);
        seal::sign_head(key, all.head);
        bodies.push_back(wire::build_batch(all));
    }
    std::atomic<int> accepted{0}, duplicates{0}, failed{0};
    std::array<std::thread, 4> threads;
    for (auto& thread : threads)
        thread = std::thread([&] {
            for (const std::string& body : bodies) {
                const auto taken = take_in(**store, {"kiosk-1", ""}, body, now);
                const auto* receipt = std::get_if<wire::Receipt>(&taken);
                if (!receipt)
                    ++failed;
                else
                    ++(receipt->entries.at(0).outcome == Outcome::Accepted ? accepted : duplicates);
            }
        });
    for (auto& thread : threads) thread.join();
    CHECK(failed == 0);
    CHECK(accepted == entries);
    CHECK(duplicates == entries * 3);
    CHECK((*store)->gaps().value().empty());
    CHECK((*store)->anomalies().value().empty());
}
