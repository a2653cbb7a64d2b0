#include "outbox/outbox.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <set>

#include "outbox/backoff.hpp"
#include "outbox/link_state.hpp"

using namespace aaben;
using namespace aaben::outbox;

namespace {

constexpr std::int64_t minute_ms = 60'000;

// A small vocabulary: a box with n entries, all of visits of their own unless said.
Outbox box_of(std::size_t n, std::size_t bytes = 500, OutboxLimits limits = {}) {
    Outbox box(limits);
    for (std::size_t i = 1; i <= n; ++i) box.add({i, "v" + std::to_string(i), bytes}, 0);
    return box;
}

std::vector<Judged> all(const Batch& batch, Verdict verdict) {
    std::vector<Judged> out;
    out.reserve(batch.seqs.size());
    for (const auto seq : batch.seqs) out.push_back({seq, verdict});
    return out;
}

using Seqs = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE("an empty outbox sends nothing and sleeps for ever") {
    Outbox box;
    CHECK_FALSE(box.tick(0));
    CHECK(box.wait_ms(0) == wait_for_ever_ms);
}

TEST_CASE("a batch holds at most 100 entries, and 256 KiB, in seq order") {
    struct Row {
        std::size_t entries, bytes, expected;
    };
    constexpr std::size_t kib = 1024;
    const auto row = GENERATE(Row{1, 500, 1}, Row{100, 500, 100}, Row{101, 500, 100}, Row{50, 64 * kib, 4},
                              Row{5, 256 * kib, 1}, Row{3, 300 * kib, 1});
    auto box = box_of(row.entries, row.bytes);
    CHECK(box.wait_ms(0) == 0);
    const auto batch = box.tick(0);
    REQUIRE(batch);
    CHECK(batch->seqs.size() == row.expected);
    CHECK(batch->seqs.front() == 1);
    CHECK(batch->bytes == row.expected * row.bytes);
    CHECK_FALSE(box.tick(0));  // one on its way at a time
    CHECK(box.wait_ms(0) == wait_for_ever_ms);
}

TEST_CASE("what a verified receipt says of an entry decides it, and nothing else") {
    auto box = box_of(4);
    REQUIRE(box.tick(0));
    box.judged({{1, Verdict::Accepted}, {2, Verdict::Rejected}, {3, Verdict::Retry}}, 0, 0.5);
    CHECK_FALSE(box.contains(1));
    CHECK_FALSE(box.contains(2));
    CHECK(box.contains(3));
    CHECK(box.contains(4));  // not named in the receipt: it is still ours
}

TEST_CASE("a verdict on an entry that was not sent is ignored") {
    auto box = box_of(150);
    REQUIRE(box.tick(0));
    box.judged({{149, Verdict::Accepted}}, 0, 0.5);
    CHECK(box.contains(149));
}

TEST_CASE("an entry to be sent again holds back its own visit and nobody else") {
    Outbox box;
    box.add({1, "a", 10}, 0);
    box.add({2, "b", 10}, 0);
    REQUIRE(box.tick(0));
    box.judged({{1, Verdict::Retry}, {2, Verdict::Accepted}}, 0, 0.999);
    box.add({3, "a", 10}, 1);
    box.add({4, "c", 10}, 1);
    const auto second = box.tick(1);
    REQUIRE(second);
    CHECK(second->seqs == Seqs{4});
    box.judged(all(*second, Verdict::Accepted), 1, 0.5);
    const auto wait = box.wait_ms(2);
    CHECK(wait > 0);
    CHECK(wait <= 5'000);
    const auto third = box.tick(2 + wait);
    REQUIRE(third);
    CHECK(third->seqs == Seqs{1, 3});
}

TEST_CASE("a rejected entry blocks nobody, not even its own visit") {
    Outbox box;
    box.add({1, "a", 10}, 0);
    box.add({2, "a", 10}, 0);
    OutboxLimits one;
    one.entries = 1;
    Outbox narrow(one);
    narrow.add({1, "a", 10}, 0);
    narrow.add({2, "a", 10}, 0);
    REQUIRE(narrow.tick(0)->seqs == Seqs{1});
    narrow.judged({{1, Verdict::Rejected}}, 0, 0.5);
    REQUIRE(narrow.tick(0)->seqs == Seqs{2});
}

TEST_CASE("there is no last attempt") {
    auto box = box_of(1);
    MonoMs now = 0;
    for (int i = 0; i < 2'000; ++i) {
        const auto wait = box.wait_ms(now);
        REQUIRE(wait != wait_for_ever_ms);
        REQUIRE(wait <= 15 * minute_ms);
        now += wait;
        REQUIRE(box.tick(now));
        CHECK_FALSE(box.failed({Failure::Network}, now, 0.97));
    }
    CHECK(box.contains(1));
}

TEST_CASE("waits are full jitter, doubling from 5 s to 15 min") {
    struct Row {
        int failures;
        std::int64_t ceiling_ms;
    };
    const auto row = GENERATE(Row{0, 5'000}, Row{1, 10'000}, Row{2, 20'000}, Row{5, 160'000}, Row{7, 640'000},
                              Row{8, 900'000}, Row{500, 900'000});
    Backoff backoff;
    for (int i = 0; i < row.failures; ++i) backoff.failed(0, 0.5);
    CHECK(backoff.ceiling_ms() == row.ceiling_ms);
    backoff.failed(1'000, 0.5);
    CHECK(backoff.next_ms() == 1'000 + row.ceiling_ms / 2);
    backoff.failed(1'000, 0.0);
    CHECK(backoff.next_ms() == 1'200);  // never spins
}

TEST_CASE("Retry-After is a hard minimum that no wake breaks, clamped to 15 min") {
    struct Row {
        std::int64_t retry_after_ms, expected_ms;
    };
    const auto row = GENERATE(Row{120'000, 120'000}, Row{7LL * 24 * 3'600'000, 900'000}, Row{-5, 200});
    auto box = box_of(1);
    REQUIRE(box.tick(0));
    CHECK_FALSE(box.failed({Failure::Server, row.retry_after_ms}, 0, 0.0));
    box.add({2, "b", 10}, 1);
    if (row.retry_after_ms > 0) box.wake(1);
    CHECK(box.wait_ms(0) == row.expected_ms);
}

TEST_CASE("a wait ends early by a new entry, a link that came up, or the five-minute tick") {
    OutboxLimits limits;
    auto box = box_of(1, 10, limits);
    MonoMs now = 0;
    for (int i = 0; i < 9; ++i) {  // far into the backoff
        now += box.wait_ms(now);
        REQUIRE(box.tick(now));
        (void)box.failed({Failure::Network}, now, 0.999);
    }
    SECTION("the tick") {
        CHECK(box.wait_ms(now) <= limits.tick_ms);
    }
    SECTION("a link that came up") {
        box.wake(now + 10);
        CHECK(box.wait_ms(now + 10) == 0);
    }
    SECTION("a new entry, but not within 5 s of the failure") {
        box.add({2, "b", 10}, now + 10);
        CHECK(box.wait_ms(now + 10) == 4'990);
        box.add({3, "b", 10}, now + 9'000);
        CHECK(box.wait_ms(now + 9'000) == 0);
    }
}

TEST_CASE("401 and 403 keep everything, raise the alert and retry at the cap") {
    auto box = box_of(3);
    REQUIRE(box.tick(0));
    CHECK_FALSE(box.failed({Failure::Forbidden}, 0, 0.0));
    CHECK(box.forbidden());
    CHECK(box.size() == 3);
    CHECK(box.wait_ms(0) == 15 * minute_ms);
    box.add({4, "d", 10}, 10'000);
    CHECK(box.wait_ms(10'000) == 15 * minute_ms - 10'000);  // haste gains nothing here
    const auto again = box.tick(15 * minute_ms);
    REQUIRE(again);
    box.judged(all(*again, Verdict::Accepted), 15 * minute_ms, 0.5);
    CHECK_FALSE(box.forbidden());
    CHECK(box.empty());
}

TEST_CASE("413 halves the batch down to the entry that is too large, and quarantines that one alone") {
    auto box = box_of(100, 10);
    const std::uint64_t poison = 37;
    MonoMs now = 0;
    Seqs quarantined;
    std::set<std::uint64_t> accepted;
    int requests = 0;
    while (!box.empty() && requests < 200) {
        now += box.wait_ms(now);
        const auto batch = box.tick(now);
        REQUIRE(batch);
        ++requests;
        const bool has_poison = std::find(batch->seqs.begin(), batch->seqs.end(), poison) != batch->seqs.end();
        if (has_poison) {
            if (const auto seq = box.failed({Failure::TooLarge}, now, 0.5)) quarantined.push_back(*seq);
        } else {
            accepted.insert(batch->seqs.begin(), batch->seqs.end());
            box.judged(all(*batch, Verdict::Accepted), now, 0.5);
        }
    }
    CHECK(quarantined == Seqs{poison});
    CHECK(accepted.size() == 99);
    CHECK(requests < 30);
    CHECK(now < 60'000);
}

TEST_CASE("a 4xx on a single entry condemns nobody: it waits at the cap and the others go on") {
    auto box = box_of(8, 10);
    MonoMs now = 0;
    for (int i = 0; i < 60 && box.size() > 1; ++i) {
        now += box.wait_ms(now);
        const auto batch = box.tick(now);
        REQUIRE(batch);
        if (batch->seqs.front() == 1) {
            CHECK_FALSE(box.failed({Failure::BadBatch}, now, 0.5));
        } else {
            box.judged(all(*batch, Verdict::Accepted), now, 0.5);
        }
    }
    CHECK(box.size() == 1);
    CHECK(box.contains(1));
    CHECK(box.wait_ms(now) > minute_ms);
    box.wake(now);
    CHECK(box.wait_ms(now) <= 5'000);
}

TEST_CASE("an answer that comes after its entries were receipted by a reconcile does no harm") {
    auto box = box_of(2);
    const auto batch = box.tick(0);
    REQUIRE(batch);
    box.forget(1);
    box.forget(2);
    CHECK(box.empty());
    box.judged(all(*batch, Verdict::Accepted), 5, 0.5);
    CHECK_FALSE(box.in_flight());
}

TEST_CASE("a second batch leaves beside the first only while the jobcenter answers quickly") {
    auto box = box_of(500);
    const OutboxLimits limits;
    const auto first = box.tick(0);
    REQUIRE(first);
    CHECK_FALSE(box.tick(0));  // nothing is known of it yet
    box.judged(all(*first, Verdict::Accepted), limits.quick_ms, 0.5);
    const auto second = box.tick(300);
    const auto third = box.tick(300);
    REQUIRE(second);
    REQUIRE(third);
    CHECK(second->seqs.front() == 101);
    CHECK(third->seqs.front() == 201);
    CHECK_FALSE(box.tick(300));
    CHECK(box.wait_ms(300) == wait_for_ever_ms);
    SECTION("a slow answer ends it") {
        box.judged(all(*second, Verdict::Accepted), 301 + limits.quick_ms, 0.5, 101);
        CHECK_FALSE(box.tick(600));
        CHECK(box.wait_ms(600) == wait_for_ever_ms);
    }
    SECTION("they are answered in any order, and each answer is of its own batch") {
        box.judged(all(*third, Verdict::Accepted), 301, 0.5, 201);
        CHECK(box.contains(101));
        CHECK_FALSE(box.contains(201));
        CHECK(box.tick(301)->seqs.front() == 301);
    }
    SECTION("a failure of one sends it again alone, and leaves the other where it is") {
        CHECK_FALSE(box.failed({Failure::Network}, 301, 0.5, 101));
        CHECK(box.wait_ms(301) == wait_for_ever_ms);
        box.judged(all(*third, Verdict::Accepted), 900, 0.5, 201);
        CHECK_FALSE(box.contains(201));
        CHECK(box.size() == 300);
        const auto wait = box.wait_ms(900);
        CHECK(wait <= 5'000);
        CHECK(box.tick(900 + wait)->seqs.front() == 101);
        CHECK_FALSE(box.tick(900 + wait));
    }
    SECTION("what the other one brings does not end a Retry-After") {
        CHECK_FALSE(box.failed({Failure::Server, 60'000}, 301, 0.5, 101));
        box.judged(all(*third, Verdict::Accepted), 302, 0.5, 201);
        CHECK(box.wait_ms(302) == 59'999);
        CHECK_FALSE(box.tick(302));
    }
    SECTION("nor does its failure, or a link that comes up") {
        CHECK_FALSE(box.failed({Failure::Server, 60'000}, 301, 0.5, 101));
        CHECK_FALSE(box.failed({Failure::Network}, 302, 0.0, 201));
        box.wake(303);
        CHECK(box.wait_ms(303) == 59'998);
    }
    SECTION("one that is forbidden stays so though the line of the other fails") {
        CHECK_FALSE(box.failed({Failure::Forbidden}, 301, 0.5, 101));
        CHECK_FALSE(box.failed({Failure::Network}, 302, 0.0, 201));
        CHECK(box.forbidden());
        CHECK(box.wait_ms(302) == 15 * minute_ms - 1);
    }
}

TEST_CASE("nothing of a visit leaves while an earlier entry of it is on its way") {
    OutboxLimits limits;
    limits.entries = 2;
    Outbox box(limits);
    box.add({1, "x", 10}, 0);
    const auto first = box.tick(0);
    box.judged(all(*first, Verdict::Accepted), 1, 0.5);
    for (const std::uint64_t seq : {2U, 3U, 4U, 5U}) box.add({seq, seq % 2 == 0 ? "a" : "b", 10}, 1);
    box.add({6, "c", 10}, 1);
    box.add({7, "", 10}, 1);  // of no visit: ordered with nobody
    CHECK(box.tick(1)->seqs == Seqs{2, 3});
    CHECK(box.tick(1)->seqs == Seqs{6, 7});
    box.judged({{2, Verdict::Retry}, {3, Verdict::Accepted}}, 2, 0.999, 2);
    CHECK(box.tick(2)->seqs == Seqs{5});  // 4 waits with 2
}

TEST_CASE("a reconcile that leaves nothing to send does not end a Retry-After") {
    auto box = box_of(1);
    REQUIRE(box.tick(0));
    CHECK_FALSE(box.failed({Failure::Server, 60'000}, 0, 0.5));
    box.forget(1);
    box.add({2, "b", 10}, 10'000);
    CHECK(box.wait_ms(10'000) == 50'000);
    CHECK(box.failures() == 0);
}

TEST_CASE("an entry offered twice is sent once") {
    auto box = box_of(1);
    box.add({1, "v1", 500}, 3);
    CHECK(box.tick(3)->seqs == Seqs{1});
    CHECK(box.size() == 1);
}

TEST_CASE("failures that follow each other do not push the next look ahead of them") {
    LinkState link;
    link.check_started(1'000);
    for (MonoMs now = 1'000; now < 31'000; now += 1'000) link.bad(now);
    CHECK(link.check_due(31'000));
}

TEST_CASE("online takes five good checks, offline one failure and a grace") {
    LinkState link;
    MonoMs now = 0;
    CHECK_FALSE(link.online(now));
    CHECK(link.check_due(now));
    for (int i = 0; i < 4; ++i) {
        CHECK(link.good(now) == (i == 0));
        CHECK_FALSE(link.online(now));
        now += link.wait_ms(now);
    }
    CHECK(now < 10'000);  // nobody waits minutes for the word 'online'
    link.good(now);
    CHECK(link.online(now));
    SECTION("one failure that passes within the grace is not shown") {
        link.bad(now);
        CHECK(link.online(now + 19'999));
        link.good(now + 5'000);
        CHECK(link.online(now + 60'000));
    }
    SECTION("one failure and nothing good in the grace is offline, with no further check needed") {
        link.bad(now);
        CHECK(link.wait_ms(now) <= 20'000);
        CHECK_FALSE(link.online(now + 20'000));
        SECTION("and one good check does not make it online again") {
            link.good(now + 30'000);
            CHECK_FALSE(link.online(now + 30'000));
        }
    }
    SECTION("a failure among the five starts them again") {
        LinkState fresh;
        for (int i = 0; i < 4; ++i) fresh.good(i);
        fresh.bad(5);
        for (int i = 0; i < 4; ++i) fresh.good(10 + i);
        CHECK_FALSE(fresh.online(20));
        fresh.good(20);
        CHECK(fresh.online(20));
    }
}
