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
    for (const Anomaly& one : judgement.writing.anomalies) all.push_back(one.kind + " " + std::to_string(one.seq));
    return all;
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

TEST_CASE("an altered entry is seen by its later neighbour, its earlier one, or the signed head") {
    ArrivedBatch altered = batch({2}, 3);
    altered.entries[0].sha256 = seal::sha256_hex("other");
    CHECK(kinds(judge(altered, holding({3}, 3, {{1, 2, 7}}), now)) == std::vector<std::string>{"chain 3"});
    altered = batch({2}, 3);
    altered.entries[0].prev = seal::sha256_hex("other");
    CHECK(kinds(judge(altered, holding({1}, 3, {{2, 3, 7}}), now)) == std::vector<std::string>{"chain 2"});
    altered = batch({3}, 3);
    altered.entries[0].sha256 = seal::sha256_hex("other");
    CHECK(kinds(judge(altered, holding({}, 0), now)) == std::vector<std::string>{"head 3"});
    altered = batch({1}, 1);
    altered.entries[0].prev = seal::sha256_hex("other");
    CHECK(kinds(judge(altered, holding({}, 0), now)) == std::vector<std::string>{"chain 1"});
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
