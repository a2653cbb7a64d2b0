// A call for help waits behind nothing: not behind weeks of entries, nor behind a long wait.
#include <catch2/catch_test_macros.hpp>

#include "outbox/outbox.hpp"

using namespace aaben;
using namespace aaben::outbox;

namespace {

constexpr std::int64_t minute_ms = 60'000;
using Seqs = std::vector<std::uint64_t>;

Outbox box_of(std::size_t n) {
    Outbox box;
    for (std::size_t i = 1; i <= n; ++i) box.add({i, "v" + std::to_string(i), 500}, 0);
    return box;
}

}  // namespace

TEST_CASE("a call for help goes before all others, alone, and is tried again within seconds") {
    auto box = box_of(250);
    box.add({251, "", 300, true}, 0);
    const auto first = box.tick(0);
    REQUIRE(first);
    CHECK(first->seqs == Seqs{251});
    for (MonoMs now = 0; now < 3 * minute_ms; now = now + 10'000) {  // the link is gone, whatever is drawn
        (void)box.failed({Failure::Network, 0}, now, 1.0);
        CHECK(box.wait_ms(now) <= 10'000);
        const auto again = box.tick(now + 10'000);
        REQUIRE(again);
        CHECK(again->seqs == Seqs{251});
    }
    box.judged({{251, Verdict::Accepted}}, 4 * minute_ms, 0.5);
    const auto others = box.tick(4 * minute_ms);
    REQUIRE(others);
    CHECK(others->seqs.front() == 1);
}

TEST_CASE("a new call for help ends a wait of a quarter of an hour") {
    auto box = box_of(1);
    REQUIRE(box.tick(0));
    (void)box.failed({Failure::Forbidden, 0}, 0, 1.0);
    REQUIRE(box.wait_ms(minute_ms) > 10 * minute_ms);
    box.add({2, "", 300, true}, minute_ms);
    CHECK(box.wait_ms(minute_ms) == 0);
    CHECK(box.tick(minute_ms)->seqs == Seqs{2});
}
