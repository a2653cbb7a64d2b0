// A clock that jumps, lies or was never set, tried on the room that judges it (platform/timekeeping).
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <functional>
#include <type_traits>

#include "timekeeping/kept_clock.hpp"
#include "timekeeping/witness.hpp"
#include "visit/fold.hpp"

using namespace aaben;
using namespace aaben::timekeeping;

namespace {

constexpr WallMs truth = 1'795'262'400'000;  // 2026-11-21T12:00:00Z
constexpr WallMs built = truth - 20 * day_ms;
constexpr WallMs certificate_ends = truth + 60 * day_ms;
constexpr std::int64_t minute = 60'000, hour = 60 * minute;

// Each clock's moments are a kind of their own: mixed up, they do not compile.
static_assert(!std::is_constructible_v<WallMs, MonoMs> && !std::is_constructible_v<MonoMs, WallMs>);
static_assert(!std::is_assignable_v<WallMs&, MonoMs> && !std::is_convertible_v<WallMs, std::int64_t>);
static_assert(!std::is_invocable_v<std::minus<>, WallMs, MonoMs> && !std::is_invocable_v<std::less<>, WallMs, MonoMs>);
static_assert(std::is_same_v<decltype(WallMs() - WallMs()), std::int64_t>);

// A board whose own clock is wrong by so much; `mono` runs as it should.
struct Board {
    FakeClock machine;
    KeptClock clock{machine, built};
    Witness witness{{built, certificate_ends}};
    WallMs now = truth;

    explicit Board(std::int64_t wrong_by_ms) { machine.wall = truth + wrong_by_ms; }
    void pass(std::int64_t ms) { machine.advance_ms(ms), now += ms; }
    void hear(std::int64_t jobcenter_wrong_by_ms = 0) {
        if (const auto proof = witness.hear(now + jobcenter_wrong_by_ms, clock.machine())) clock.learn(*proof);
    }
    [[nodiscard]] std::int64_t off_ms() const { return clock.wall_ms() - now; }
};

Result<> check_in(visit::Unit& unit, WallMs at_ms) {
    const calendar::Date today = calendar::copenhagen(at_ms).date;
    return visit::apply(unit, visit::CheckedIn{"visit", visit::next_sign(unit, today), {}}, at_ms);
}

}  // namespace

TEST_CASE("a board that starts in 1970 and is stepped by NTP is right afterwards, not corrected twice") {
    for (const std::int64_t behind : {31 * hour, 50 * minute, truth.ms - 4'000}) {
        INFO(behind);
        Board board(-behind);
        (void)board.clock.take_step();
        board.pass(4'000);
        board.machine.wall = board.now;  // NTP
        CHECK(board.off_ms() == 0);
        CHECK(board.clock.judged().doubt == Doubt::Plausible);
    }
}

TEST_CASE("a board without a battery knows that it does not know the day, and runs on from what is certain") {
    Board board(-truth.ms);
    CHECK(board.clock.judged().doubt == Doubt::Unknown);
    CHECK(board.clock.wall_ms() >= built);
    board.clock.learn_last_entry(truth - hour);
    CHECK(board.clock.wall_ms() >= truth - hour);
    const WallMs before = board.clock.wall_ms();
    board.pass(minute);
    CHECK(board.clock.wall_ms() == before + minute);
}

TEST_CASE("a board that does not know the day does not leap ahead each time its program is started again") {
    Board board(-truth.ms);
    board.pass(18 * hour);  // up since yesterday
    WallMs newest = board.clock.wall_ms();
    for (int restart = 0; restart < 5; ++restart) {
        KeptClock again(board.machine, built);
        again.learn_last_entry(newest);
        CHECK(again.wall_ms() - newest < hour);
        CHECK(again.wall_ms() >= newest);
        board.pass(minute);
        CHECK(again.wall_ms() >= newest + minute);
        newest = again.wall_ms();
    }
}

TEST_CASE("one moment in the future is not for ever") {
    SECTION("a single signed time of 2076 moves nothing") {
        Board board(0);
        board.hear(50LL * 365 * day_ms);
        CHECK(board.off_ms() == 0);
    }
    SECTION("nor do many that agree, when they lie behind the device's own certificate") {
        Board board(0);
        for (int i = 0; i < 10; ++i) board.hear(90 * day_ms), board.pass(2 * minute);
        CHECK(board.off_ms() == 0);
    }
    SECTION("a jobcenter whose clock was wrong by forty days is believed, and later set right by its own word") {
        Board board(0);
        for (int i = 0; i < 3; ++i) board.hear(40 * day_ms), board.pass(2 * minute);
        CHECK(board.off_ms() == 40 * day_ms);
        for (int i = 0; i < 3; ++i) board.hear(0), board.pass(2 * minute);
        CHECK(board.off_ms() == 0);
    }
    SECTION("an entry stamped in 2076 by a clock chip's glitch is no floor at the next start") {
        Board board(0);
        board.clock.learn_last_entry(truth + 50LL * 365 * day_ms);
        CHECK(board.off_ms() == 0);
        Board unset(-truth.ms);
        unset.clock.learn_last_entry(truth + 50LL * 365 * day_ms);
        CHECK(unset.clock.wall_ms() < truth);
    }
    SECTION("a machine that says 2076 is not believed") {
        Board board(50LL * 365 * day_ms);
        CHECK(board.clock.judged().doubt == Doubt::Unknown);
        board.hear(), board.pass(2 * minute), board.hear();
        CHECK(std::abs(board.off_ms()) < 1'000);
        CHECK(board.clock.judged().doubt == Doubt::Proven);
        CHECK(board.clock.judged().machine_ahead_ms > 49LL * 365 * day_ms);
    }
}

TEST_CASE("a machine ninety days ahead is found out by the jobcenter's word, told, and mended by NTP") {
    Board board(90 * day_ms);
    CHECK(board.clock.judged().doubt == Doubt::Plausible);  // nothing speaks against it yet
    (void)board.clock.take_step();
    board.hear();
    CHECK(board.off_ms() == 90 * day_ms);  // one word alone moves nothing
    board.pass(2 * minute);
    board.hear();
    CHECK(board.off_ms() == 0);
    CHECK(board.clock.judged().machine_ahead_ms == 90 * day_ms);
    CHECK(board.clock.take_step() == -90 * day_ms);
    board.machine.wall = board.now;
    CHECK(board.clock.judged().machine_ahead_ms == 0);
    CHECK(board.clock.take_step() == 0);
}

TEST_CASE("a lying proxy's minutes are no proof, because nobody signed them; signed ones must bear each other out") {
    Board board(-20 * minute);
    board.hear(7 * hour), board.pass(2 * minute), board.hear(-3 * hour), board.pass(2 * minute), board.hear(5 * hour);
    CHECK(board.clock.judged().doubt == Doubt::Plausible);
    CHECK(board.off_ms() == -20 * minute);
}

TEST_CASE("a fleet that one wrong hour reaches is right again an hour later, also after a restart in between") {
    for (int kiosk = 0; kiosk < 50; ++kiosk) {
        Board board(std::int64_t{kiosk} * 1'000);
        board.hear(hour), board.pass(2 * minute), board.hear(hour);
        const Proof kept = {board.clock.wall_ms(), board.clock.mono_ms(), board.clock.boot_id()};
        Board restarted(std::int64_t{kiosk} * 1'000);
        restarted.machine.boot = "boot-2";
        KeptClock fresh(restarted.machine, built);
        fresh.learn(kept);  // the floor is an hour too high
        Witness witness({built, certificate_ends});
        for (int i = 0; i < 3; ++i) {
            if (const auto proof =
                    witness.hear(restarted.now, {restarted.machine.wall, restarted.machine.mono, "boot-2"}))
                fresh.learn({proof->wall_ms, proof->mono_ms, fresh.boot_id()});
            restarted.pass(hour / 2);
        }
        CHECK(std::abs(fresh.wall_ms() - restarted.now) <= 50'000);
    }
}

TEST_CASE("summer time begins and ends without a step, and 2038 is a year like others") {
    for (const WallMs night :
         {1'774'746'000'000 /* 2026-03-29 */, 1'792'890'000'000 /* 2026-10-25 */, 2'147'483'640'000 /* 2038-01-19 */}) {
        FakeClock machine;
        machine.wall = night - hour;
        KeptClock clock(machine, night - 30 * day_ms);
        (void)clock.take_step();
        for (int i = 0; i < 180; ++i) {
            machine.advance_ms(minute);
            CHECK(clock.take_step() == 0);
        }
        CHECK(clock.wall_ms() == night + 2 * hour);
    }
}

TEST_CASE("a proof is text and back, and rubbish is none") {
    const Proof proof{truth, 12'345, "boot-7"};
    CHECK(proof_from(to_text(proof)) == proof);
    for (const char* rubbish : {"", "1", "1 2", "1 2 ", "x y z", "-1 2 b", "99999999999999999999 1 b"}) {
        INFO(rubbish);
        CHECK_FALSE(proof_from(rubbish).has_value());
    }
}

TEST_CASE("a step in mid-shift moves the queue's times along, so that nobody has waited ninety days or nothing") {
    visit::Unit unit;
    const WallMs ahead = truth + 90 * day_ms;
    REQUIRE(visit::apply(unit, visit::ShiftStarted{"shift", "mette"}, ahead));
    REQUIRE(check_in(unit, ahead));
    REQUIRE(visit::apply(unit, visit::ClockCorrected{"boot-1", -90 * day_ms, true}, truth + minute));
    CHECK(visit::find(unit, "visit")->checked_in_ms == truth);
    CHECK(unit.shifts.front().started_ms == truth);
    CHECK(unit.day == calendar::copenhagen(truth).date);
}

TEST_CASE("a day that a wrong clock put far ahead is closed all the same") {
    visit::Unit unit;
    REQUIRE(check_in(unit, truth + 90 * day_ms));
    const calendar::Date today = calendar::copenhagen(truth).date;
    CHECK(visit::needs_day_close(unit, today));
    CHECK(visit::apply(unit, visit::DayClosed{today}, truth));
    CHECK(unit.visits.empty());
}
