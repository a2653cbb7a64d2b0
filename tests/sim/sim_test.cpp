// A thousand kiosk-days of everything that can go wrong. A seed that fails is run again by `simulate --seed N … --log`.
#include <catch2/catch_test_macros.hpp>
#include <cstdio>

#include "sim/simulation.hpp"

using namespace aaben::sim;

namespace {

Counts& seen() {
    static Counts counts;
    return counts;
}

SimVerdict run(const SimOptions& options) {
    const SimVerdict verdict = simulate(options);
    INFO(to_json(options, verdict));
    CHECK(verdict.broken.empty());
    CHECK(verdict.held >= verdict.shown);  // beside confirmations: what kiosk tells of items it applied
    CHECK(verdict.shown > 0);
    CHECK(verdict.heal_ms_max <= heal_limit_ms);
    CHECK(verdict.refused_heal_ms_max <= refused_heal_limit_ms);
    for (const auto& [name, count] : verdict.faults) seen()[name] += count;
    return verdict;
}

}  // namespace

TEST_CASE(
    "a thousand kiosk-days: every confirmation shown is held exactly once, and every healing empties the outbox") {
    std::int64_t shown = 0;
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        SimOptions options{.seed = seed, .days = 10, .kiosks = 2};
        shown += run(options).shown;
    }
    CHECK(shown > 20'000);
    // A fault that never comes proves nothing.
    for (const char* fault : {"request dropped",
                              "answer dropped after the commit",
                              "cut at once",
                              "cut after the commit",
                              "arrives twice",
                              "arrives after the kiosk gave up",
                              "slow",
                              "500",
                              "committed, then 502",
                              "503 with Retry-After",
                              "429 with Retry-After",
                              "400",
                              "413",
                              "403",
                              "portal",
                              "empty 200",
                              "one byte altered",
                              "an old receipt replayed",
                              "no network",
                              "certificate expired",
                              "jobcenter away",
                              "jobcenter restarted",
                              "kiosk killed",
                              "kiosk-sync killed",
                              "power cut, clock wrong",
                              "disk full at a touch",
                              "disk full at a receipt",
                              "sent again from quarantine",
                              "mail.db lost",
                              "two batches on their way"}) {
        INFO(fault);
        CHECK(seen()[fault] > 0);
    }
}

// Each run is a day that ends with the healing of whatever is broken at its end; the kiosk is told of it or not.
TEST_CASE("after every one of two thousand healings the outbox is empty within sixty simulated seconds") {
    std::int64_t healings = 0, worst_ms = 0, refused = 0, refused_worst_ms = 0, runs = 0;
    for (std::uint64_t seed = 50'001; healings < 2'000; ++seed, ++runs) {
        const SimVerdict verdict = run({.seed = seed, .days = 1, .kiosks = 1});
        healings += verdict.healings;
        refused += verdict.refused_healings;
        worst_ms = std::max(worst_ms, verdict.heal_ms_max);
        refused_worst_ms = std::max(refused_worst_ms, verdict.refused_heal_ms_max);
    }
    std::printf("%lld runs: %lld healings, worst %lld ms; %lld after a 400 or 403, worst %lld ms\n",
                static_cast<long long>(runs), static_cast<long long>(healings), static_cast<long long>(worst_ms),
                static_cast<long long>(refused), static_cast<long long>(refused_worst_ms));
    CHECK(healings >= 2'000);
    CHECK(worst_ms <= heal_limit_ms);
}

TEST_CASE("disks that go back in time, copied cards and altered lines: every confirmation from then on is held once") {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) run({.seed = seed, .days = 6, .kiosks = 2, .attacked = true});
    for (const char* fault :
         {"journal went back", "folder went back", "card copied", "a line altered on its way", "sides of forks"}) {
        INFO(fault);
        CHECK(seen()[fault] > 0);
    }
}

TEST_CASE("one seed replays a run to the byte, another gives another") {
    const SimOptions options{.seed = 77, .days = 4, .kiosks = 3};
    const auto first = simulate(options);
    CHECK(simulate(options).digest == first.digest);
    SimOptions other = options;
    other.seed = 78;
    CHECK(simulate(other).digest != first.digest);
}

TEST_CASE("a busy week of five kiosks on one gateway keeps every promise") {
    run({.seed = 4711, .days = 5, .kiosks = 5, .visits_a_day = 40});
}
