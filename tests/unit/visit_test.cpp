#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <random>
#include <set>

#include "fakes/random_acts.hpp"
#include "visit/estimate.hpp"
#include "visit/fold.hpp"
#include "visit/hours.hpp"
#include "visit/identity.hpp"

using namespace aaben;
using namespace aaben::visit;

namespace {

constexpr WallMs monday_10 = 1'795'424'400'000 - 1'795'424'400'000 % 60'000;

// A unit on which acts are tried in order; the clock moves one minute an act.
struct Day {
    Unit unit;
    WallMs now = monday_10;
    bool can(const Act& act) {
        now += 60'000;
        return apply(unit, act, now).ok();
    }
    void must(const Act& act) {
        const Unit was = unit;
        INFO("act " << act.index());
        REQUIRE(can(act));
        REQUIRE(violations(unit).empty());
    }
    CallSign sign() const { return next_sign(unit, calendar::copenhagen(now).date); }
    void check_in(const std::string& id, Choices choices = {}) { must(CheckedIn{id, sign(), std::move(choices)}); }
};

Day with_shift() {
    Day d;
    d.must(ShiftStarted{"s1", "mette"});
    return d;
}

}  // namespace

TEST_CASE("no call-sign is given twice in a day, and neighbours differ in colour, picture and number") {
    for (const calendar::Date day : {calendar::Date{2026, 11, 23}, calendar::Date{2027, 2, 1}}) {
        std::set<std::tuple<Colour, Picture, int>> seen;
        for (int n = 0; n < 12 * signs_a_round; ++n) {
            const CallSign s = call_sign(day, n), next = call_sign(day, n + 1);
            REQUIRE(seen.insert({s.colour, s.picture, s.number}).second);
            CHECK(s.colour != next.colour);
            CHECK(s.picture != next.picture);
            CHECK(s.number != next.number);
        }
    }
}

TEST_CASE("a visit goes from check-in through call and conversation to its end") {
    Day d = with_shift();
    Choices choices;
    choices.purpose = Purpose::Money;
    choices.call_me = "Fru Opdigt";
    d.check_in("v1", choices);
    CHECK(before(d.unit, "v1") == 0);
    d.must(Called{"v1", "s1"});
    CHECK(find(d.unit, "v1")->state == State::Called);
    d.must(ConversationStarted{"v1", "s1"});
    d.must(ConversationEnded{"v1", Outcome::Helped});
    CHECK(d.unit.visits.empty());
    REQUIRE(d.unit.ended.size() == 1);
    CHECK(d.unit.ended[0].outcome == Outcome::Helped);
    CHECK(d.unit.ended[0].visit.choices.call_me.empty());
    CHECK(d.unit.samples.size() == 1);
}

TEST_CASE("a missed call returns gently twice and ends the visit the third time") {
    Day d = with_shift();
    d.check_in("v1");
    for (int n = 1; n <= 2; ++n) {
        d.must(Called{"v1", "s1"});
        d.must(CallMissed{"v1"});
        REQUIRE(find(d.unit, "v1"));
        CHECK(find(d.unit, "v1")->missed_calls == n);
    }
    d.must(Called{"v1", "s1"});
    d.must(CallMissed{"v1"});
    CHECK_FALSE(find(d.unit, "v1"));
    CHECK(d.unit.ended.at(0).ending == Ending::NotFound);
}

TEST_CASE("undo restores what the last staff act changed, also an ended conversation") {
    Day d = with_shift();
    d.check_in("v1");
    d.check_in("v2");
    const Unit start = d.unit;
    for (const Act& act :
         {Act{Called{"v1", "s1"}}, Act{Parked{"v1"}}, Act{PrioritySet{"v1", 1}}, Act{Transferred{"v1", "jonas"}}}) {
        d.unit = start;
        d.must(act);
        CHECK_FALSE(d.unit == start);
        d.must(Undone{"v1"});
        CHECK(d.unit == start);
        CHECK_FALSE(d.can(Undone{"v1"}));
    }
    d.must(Called{"v1", "s1"});
    d.must(ConversationStarted{"v1", "s1"});
    d.must(ConversationEnded{"v1", Outcome::SentOn});
    d.must(Undone{"v1"});
    CHECK(find(d.unit, "v1")->state == State::InConversation);
    CHECK(d.unit.ended.empty());
}

TEST_CASE("what a rule forbids is refused and changes nothing") {
    Day d = with_shift();
    d.check_in("v1");
    d.check_in("v2");
    d.must(Called{"v1", "s1"});
    const Unit was = d.unit;
    const Act act =
        GENERATE(Act{CheckedIn{"v1", {}, {}}}, Act{CheckedIn{"v9", CallSign{Colour::Red, Picture::Sun, 5}, {}}},
                 Act{Called{"v2", "s1"}}, Act{Called{"v1", "s1"}}, Act{Called{"v2", "nobody"}}, Act{Called{"v9", "s1"}},
                 Act{ConversationStarted{"v2", "s1"}}, Act{ConversationEnded{"v1", {}}}, Act{SteppedOut{"v1"}},
                 Act{CameBack{"v2"}}, Act{Merged{"v2", "v2"}}, Act{Merged{"v1", "v2"}}, Act{CallMissed{"v2"}},
                 Act{Unparked{"v2"}}, Act{PrioritySet{"v2", 4}}, Act{Undone{"v2"}}, Act{ShiftStarted{"s1", "x"}},
                 Act{ShiftStarted{"s2", "mette"}}, Act{ShiftEnded{"s9", 0, 0}}, Act{BreakStarted{"s9"}},
                 Act{HelpAnswered{"h", "s1"}}, Act{AlarmRaised{"a", "s9"}}, Act{AlarmEnded{"a"}},
                 Act{FaceGiven{"f", 6}}, Act{FaceGiven{"f", 0}}, Act{LeftUnit{"v9"}});
    INFO("act " << act.index());
    CHECK_FALSE(d.can(act));
    CHECK_FALSE(d.can(DayClosed{calendar::add_days(was.day, -1)}));
    CHECK(d.unit == was);
}

TEST_CASE("two check-ins of one person become one with the earlier place") {
    Day d = with_shift();
    d.check_in("v1");
    d.check_in("other");
    d.check_in("v2");
    d.must(Merged{"v1", "v2"});
    CHECK_FALSE(find(d.unit, "v1"));
    CHECK(before(d.unit, "v2") == 0);
}

TEST_CASE("two check-ins that were no one person part again, each with its sign, and neither loses a place") {
    Day d = with_shift();
    d.check_in("v1");
    d.check_in("other");
    d.check_in("v2");
    const CallSign sign = find(d.unit, "v1")->sign;
    d.must(Called{"v1", "s1"});
    d.must(CallMissed{"v1"});
    d.must(Merged{"v1", "v2"});
    d.must(Undone{"v1"});
    REQUIRE(find(d.unit, "v1"));
    CHECK(find(d.unit, "v1")->sign == sign);
    CHECK(find(d.unit, "v1")->missed_calls == 1);  // what was done before the merge stays done
    CHECK(before(d.unit, "v1") == 0);
    CHECK(before(d.unit, "v2") == 1);
    CHECK_FALSE(d.can(Undone{"v1"}));  // one step
}

TEST_CASE("a shift cannot end in the middle of a conversation, and what it called goes back to the queue") {
    Day d = with_shift();
    d.check_in("v1");
    d.must(Called{"v1", "s1"});
    Day talking = d;
    talking.must(ConversationStarted{"v1", "s1"});
    CHECK_FALSE(talking.can(ShiftEnded{"s1", 1, 0}));
    d.must(ShiftEnded{"s1", 1, 1});
    CHECK(find(d.unit, "v1")->state == State::Waiting);
}

TEST_CASE("a new day closes the old queue and starts new call-signs") {
    Day d = with_shift();
    d.check_in("v1");
    const calendar::Date today = calendar::copenhagen(d.now).date, tomorrow = calendar::add_days(today, 1);
    CHECK_FALSE(needs_day_close(d.unit, today));
    CHECK(needs_day_close(d.unit, tomorrow));
    d.now += 86'400'000;
    d.must(DayClosed{tomorrow});
    CHECK(d.unit.visits.empty());
    CHECK_FALSE(needs_day_close(d.unit, tomorrow));
    CHECK(d.sign() == call_sign(tomorrow, 0));
}

TEST_CASE("a million random acts of citizens and caseworkers keep every invariant") {
    fakes::RandomActs acts(20261123);
    Day d;
    int accepted = 0;
    for (int i = 0; i < 1'000'000; ++i) {
        d.now += acts.pause_ms();
        const Act act = acts.next(d.unit, d.now);
        if (apply(d.unit, act, d.now).ok()) ++accepted;
        if (i % 16 == 0) {  // every state is checked often enough to name the act that broke it within 16
            const auto broken = violations(d.unit);
            INFO("after act " << i << " of kind " << act.index());
            REQUIRE(broken.empty());
        }
    }
    CHECK(accepted > 200'000);
}

TEST_CASE("without enough comparable calls no time is promised") {
    std::vector<WaitSample> few(samples_min - 1, WaitSample{monday_10, 600, 1, 1});
    CHECK_FALSE(estimate(few, 1, 1, monday_10));
    std::vector<WaitSample> many(60, WaitSample{monday_10, 600, 1, 1});
    CHECK(estimate(many, 1, 1, monday_10).has_value());
    CHECK_FALSE(estimate(many, 1, 0, monday_10));   // nobody is on duty
    CHECK_FALSE(estimate(many, 12, 1, monday_10));  // never seen such a queue here
}

TEST_CASE("80 to 95 of 100 simulated waits fall into the promised range") {
    // A unit with one to three caseworkers, Poisson arrivals busier before noon, conversations of 8–40 minutes.
    std::mt19937 random(7);
    std::exponential_distribution<double> gap(1.0);
    std::lognormal_distribution<double> talk(std::log(18.0), 0.45);
    std::vector<WaitSample> samples;
    int promised = 0, inside = 0;
    double width = 0;
    for (int day = 0; day < 60; ++day) {
        const WallMs opens = monday_10 + day * 86'400'000LL - 3'600'000;
        std::vector<double> free_at(1 + random() % 3, 0.0);  // minutes after opening
        std::vector<double> starts;
        double t = gap(random) * 10;
        while (t < 300) {
            const auto next = std::min_element(free_at.begin(), free_at.end());
            const double start = std::max(t, *next);
            const int ahead =
                static_cast<int>(std::count_if(starts.begin(), starts.end(), [&](double s) { return s > t; }));
            const int on_shift = static_cast<int>(free_at.size());
            const WallMs now = opens + static_cast<std::int64_t>(t * 60'000);
            const int wait_s = static_cast<int>((start - t) * 60);
            if (const auto range = estimate(samples, ahead, on_shift, now)) {
                ++promised;
                width += range->high_min - range->low_min;
                if (wait_s >= range->low_min * 60 && wait_s <= range->high_min * 60) ++inside;
            }
            *next = start + talk(random);
            starts.push_back(start);
            samples.push_back({now, wait_s, ahead, on_shift});
            if (samples.size() > samples_max) samples.erase(samples.begin());
            t += gap(random) * (t < 150 ? 12 : 18) / static_cast<double>(free_at.size());
        }
    }
    const double coverage = 100.0 * inside / promised;
    WARN("waits inside the range: " << coverage << " % of " << promised << ", mean width " << width / promised
                                    << " minutes");
    CHECK(promised > 800);
    CHECK(coverage >= 80);
    CHECK(coverage <= 95);
}

TEST_CASE("the next opening skips weekends, holidays and exceptions") {
    WeeklyHours hours;
    for (std::size_t day = 0; day < 5; ++day) hours.days[day] = {{{9, 0}, {12, 0}}, {{13, 0}, {15, 0}}};
    hours.exceptions = {{{2026, 11, 24}, {}}, {{2026, 11, 25}, {{{10, 0}, {11, 0}}}}};
    using calendar::Date;
    const auto next = [&](Date d, int h, int m) { return next_opening(hours, {d, {h, m}}); };
    CHECK(next({2026, 11, 23}, 8, 0)->span.from == calendar::TimeOfDay{9, 0});
    CHECK(next({2026, 11, 23}, 12, 30)->span.from == calendar::TimeOfDay{13, 0});
    CHECK(next({2026, 11, 23}, 15, 0)->date == Date{2026, 11, 25});
    CHECK(next({2026, 11, 27}, 16, 0)->date == Date{2026, 11, 30});
    CHECK(next({2026, 12, 23}, 16, 0)->date == Date{2026, 12, 28});
    CHECK(hours.open({{2026, 11, 23}, {9, 0}}));
    CHECK_FALSE(hours.open({{2026, 11, 23}, {12, 0}}));
    CHECK_FALSE(next_opening(WeeklyHours{}, {{2026, 11, 23}, {9, 0}}));
}

TEST_CASE("who checks in after a clock ran ahead and closed its day is not thrown out by the next close") {
    const WallMs monday = calendar::wall_ms({{2026, 11, 23}, {10, 0}});
    for (const int ahead_days : {2, 7, 20'785}) {
        INFO(ahead_days);
        Unit unit;
        const calendar::Date future = calendar::add_days({2026, 11, 23}, ahead_days);
        REQUIRE(apply(unit, DayClosed{future}, monday + ahead_days * std::int64_t{86'400'000}));
        const CallSign sign = next_sign(unit, {2026, 11, 23});
        REQUIRE(apply(unit, CheckedIn{"v", sign, {}}, monday));
        CHECK(unit.day == calendar::Date{2026, 11, 23});
        CHECK_FALSE(needs_day_close(unit, {2026, 11, 23}));
        CHECK(find(unit, "v") != nullptr);
        CHECK(sign == call_sign({2026, 11, 23}, 0));
    }
}

TEST_CASE("a day's end is moved by staff, earlier or later, and a day without hours is opened until then") {
    WeeklyHours hours;
    for (std::size_t day = 0; day < 5; ++day) hours.days[day] = {{{9, 0}, {12, 0}}, {{13, 0}, {15, 0}}};
    const calendar::Date monday{2026, 11, 23}, saturday{2026, 11, 28};
    const auto on = [&](calendar::Date day, int h, int m) { return closing_at(hours, Closing{day, {h, m}}).on(day); };
    CHECK(on(monday, 11, 0) == std::vector<Span>{{{9, 0}, {11, 0}}});
    CHECK(on(monday, 14, 0) == std::vector<Span>{{{9, 0}, {12, 0}}, {{13, 0}, {14, 0}}});
    CHECK(on(monday, 17, 30) == std::vector<Span>{{{9, 0}, {12, 0}}, {{13, 0}, {17, 30}}});
    CHECK(on(monday, 0, 0).empty());
    CHECK(on(monday, 8, 59).empty());
    CHECK(on(saturday, 14, 0) == std::vector<Span>{{{0, 0}, {14, 0}}});
    CHECK(closing_at(hours, Closing{monday, {11, 0}}).on({2026, 11, 24}) == hours.days[1]);
    CHECK(closing_at(hours, std::nullopt) == hours);
}

TEST_CASE("a closing is of its day: the next day's close forgets it, and a step of the clock moves it along") {
    Unit unit;
    const WallMs monday = calendar::wall_ms({{2026, 11, 23}, {10, 0}});
    REQUIRE_FALSE(apply(unit, ClosingSet{"s", {2026, 11, 23}, calendar::TimeOfDay{12, 0}}, monday));
    REQUIRE(apply(unit, ShiftStarted{"s", "mette"}, monday));
    REQUIRE(apply(unit, ClosingSet{"s", {2026, 11, 23}, calendar::TimeOfDay{12, 0}}, monday));
    Unit moved = unit;
    REQUIRE(apply(moved, ClockCorrected{"boot", -86'400'000, true}, monday));
    CHECK(moved.closing->day == calendar::Date{2026, 11, 22});
    Unit same_day = unit;
    REQUIRE(apply(same_day, DayClosed{{2026, 11, 23}}, monday));
    CHECK(same_day.closing == unit.closing);
    REQUIRE(apply(unit, DayClosed{{2026, 11, 24}}, monday + 86'400'000));
    CHECK_FALSE(unit.closing);
}

TEST_CASE("identification reads every form in use and never judges a check digit") {
    struct Row {
        const char* scanned;
        IdentityKind kind;
        const char* number;
        std::optional<calendar::Date> born;
    };
    using calendar::Date;
    for (const Row& row : {Row{"010107-1111", IdentityKind::Cpr, "0101071111", Date{1907, 1, 1}},
                           Row{"0101074111", IdentityKind::Cpr, "0101074111", Date{2007, 1, 1}},
                           Row{"010137 4111", IdentityKind::Cpr, "0101374111", Date{1937, 1, 1}},
                           Row{"0101589111", IdentityKind::Cpr, "0101589111", Date{1958, 1, 1}},
                           Row{"0101577111", IdentityKind::Cpr, "0101577111", Date{2057, 1, 1}},
                           Row{"0101585111", IdentityKind::Cpr, "0101585111", Date{1858, 1, 1}},
                           Row{"610190-1AB4", IdentityKind::ReplacementNumber, "6101901AB4", Date{1990, 1, 1}},
                           Row{"7101901234", IdentityKind::ReplacementNumber, "7101901234", Date{1990, 1, 11}},
                           Row{"1234567", IdentityKind::ForeignerId, "1234567", std::nullopt},
                           Row{"9999999999", IdentityKind::ForeignerId, "9999999999", std::nullopt},
                           Row{"01010741110000", IdentityKind::Cpr, "0101074111", Date{2007, 1, 1}}}) {
        INFO(row.scanned);
        const auto read = read_identity(row.scanned);
        REQUIRE(read);
        CHECK(read->kind == row.kind);
        CHECK(read->number == row.number);
        CHECK(read->birth_date == row.born);
    }
    for (const char* bad : {"", "123456", "ABCDEFGHIJ", "http://example.invalid", "010107\xc3\xa6", "12345678A"})
        CHECK_FALSE(read_identity(bad));
}

namespace {

template <class A, class First, class Second>
concept made_of = requires(First first, Second second) { A{first, second}; };

}  // namespace

TEST_CASE("one kind of id never stands where another belongs") {
    STATIC_CHECK(made_of<Called, VisitId, ShiftId>);
    STATIC_CHECK_FALSE(made_of<Called, ShiftId, VisitId>);
    STATIC_CHECK_FALSE(made_of<Merged, VisitId, ShiftId>);
    STATIC_CHECK_FALSE(made_of<Transferred, VisitId, ShiftId>);
    STATIC_CHECK_FALSE(made_of<ShiftStarted, CaseworkerId, ShiftId>);
    STATIC_CHECK_FALSE(made_of<HelpAnswered, AlarmId, ShiftId>);
    STATIC_CHECK_FALSE(std::is_assignable_v<VisitId&, ShiftId>);
    STATIC_CHECK(made_of<Called, std::string, const char*>);  // where it enters, an id is text
}
