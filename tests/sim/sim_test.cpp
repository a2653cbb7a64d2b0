// A thousand kiosk-days of everything that can go wrong. A seed that fails is run again by `simulate --seed N … --log`.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "sim/simulation.hpp"

using namespace aaben::sim;

namespace {

Counts& seen() {
    static Counts counts;
    return counts;
}

SimVerdict run(SimOptions options) {
    const SimVerdict verdict = simulate(options);
    INFO(to_json(options, verdict));
    CHECK(verdict.broken.empty());
    CHECK(verdict.held >= verdict.shown);  // beside confirmations: what kiosk tells of items it applied
    CHECK(verdict.shown > 0);
    CHECK(verdict.heal_ms_max <= heal_limit_ms);
    CHECK(verdict.silent_heal_ms_max <= silent_heal_limit_ms);
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
                              "jobcenter away",
                              "jobcenter restarted",
                              "kiosk killed",
                              "kiosk-sync killed",
                              "power cut, clock wrong",
                              "disk full at a touch",
                              "disk full at a receipt",
                              "sent again from quarantine",
                              "mail.db lost"}) {
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
