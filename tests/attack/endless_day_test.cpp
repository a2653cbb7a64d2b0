// A day that somebody would make last for ever: a conversation left open, a caseworker who is gone, a kiosk that was
// off. First every state that a visit and two shifts can reach, then stories through the rules of the glass.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <deque>
#include <map>
#include <sstream>

#include "fakes/outside.hpp"

using namespace aaben;
using namespace aaben::visit;

namespace {

constexpr WallMs monday_10 = 1'795'424'400'000;  // 23 November 2026, 10:00 in Copenhagen
constexpr std::int64_t minute = 60'000, hour = 60 * minute, day = 24 * hour;

// Everything the rules look at, as a text.
std::string key_of(const Unit& unit) {
    std::ostringstream out;
    const auto put = [&](const Visit& v) {
        out << v.id << ',' << static_cast<int>(v.state) << v.priority << v.missed_calls << v.shift << ',' << v.wanted;
        if (v.before)
            out << '<' << static_cast<int>(v.before->state) << v.before->priority << v.before->missed_calls
                << v.before->shift << ',' << v.before->wanted;
        out << ';';
    };
    for (const Visit& v : unit.visits) put(v);
    for (const EndedVisit& e : unit.ended) out << '+' << static_cast<int>(e.ending), put(e.visit);
    for (const Shift& s : unit.shifts) out << s.id << s.on_break;
    out << '|' << unit.help.size();
    for (const OpenHelp& a : unit.alarms) out << '!' << a.shift;
    return out.str();
}

std::vector<Act> shift_acts(bool breaks) {
    std::vector<Act> acts{AlarmRaised{"a", "sa"}, AlarmEnded{"a"}};
    if (!breaks) acts.insert(acts.end(), {HelpRequested{"h"}, HelpAnswered{"h", "sa"}});
    for (const char* s : {"sa", "sb"}) {
        acts.emplace_back(ShiftStarted{s, std::string(s) == "sa" ? "mette" : "jonas"});
        acts.emplace_back(ShiftEnded{s});
        acts.emplace_back(ShiftLapsed{s});
        if (breaks) acts.insert(acts.end(), {BreakStarted{s}, BreakEnded{s}});
    }
    return acts;
}

std::vector<Act> acts_on(const std::string& v, const Unit& unit) {
    Choices outside;
    outside.needs.put(Need::StepOutside);
    std::vector<Act> acts{CheckedIn{v, call_sign({2026, 11, 23}, unit.signs_given), {}},
                          CheckedIn{v, call_sign({2026, 11, 23}, unit.signs_given), outside}};
    for (const char* s : {"sa", "sb"}) {
        acts.emplace_back(Called{v, s});
        acts.emplace_back(ConversationStarted{v, s});
    }
    for (const Act& act : {Act{SteppedOut{v}}, Act{CameBack{v}}, Act{LeftUnit{v}}, Act{CallMissed{v}},
                           Act{ConversationEnded{v, Outcome::Helped}}, Act{ConversationLapsed{v}}, Act{Parked{v}},
                           Act{Unparked{v}}, Act{Transferred{v, "jonas"}}, Act{PrioritySet{v, 1}}, Act{Undone{v}}})
        acts.push_back(act);
    return acts;
}

// Two people: without what is about one visit alone, so that the states stay countable.
std::vector<Act> acts_on_two(const Unit& unit) {
    std::vector<Act> acts{Merged{"v1", "v2"}, Merged{"v2", "v1"}};
    for (const char* v : {"v1", "v2"})
        for (const Act& act : acts_on(v, unit))
            if (!std::holds_alternative<Undone>(act) && !std::holds_alternative<PrioritySet>(act) &&
                !std::holds_alternative<Transferred>(act))
                acts.push_back(act);
    return acts;
}

// One visit: with what undoing restores, and breaks. Two: without, and with calls for help.
std::map<std::string, Unit> reachable(int people) {
    Unit start;
    start.day = {2026, 11, 23};
    std::map<std::string, Unit> seen{{key_of(start), start}};
    std::deque<const Unit*> open{&seen.begin()->second};
    while (!open.empty()) {
        const Unit& unit = *open.front();
        open.pop_front();
        std::vector<Act> acts = people == 1 ? acts_on("v1", unit) : acts_on_two(unit);
        for (Act& act : shift_acts(people == 1)) acts.push_back(std::move(act));
        for (const Act& act : acts) {
            Unit next = unit;
            if (!apply(next, act, monday_10)) continue;
            next.samples.clear();
            if (people > 1) {
                for (Visit& v : next.visits) v.before.reset();
                for (EndedVisit& e : next.ended) e.visit.before.reset();
            }
            std::string key = key_of(next);
            const auto [at, fresh] = seen.try_emplace(std::move(key), std::move(next));
            if (fresh) open.push_back(&at->second);
        }
    }
    return seen;
}

const Roster both{
    1, "Prøvehuset", {{"mette", "", "", {}, "", "", "", "", {}}, {"jonas", "", "", {}, "", "", "", "", {}}}};
const Roster strangers{2, "Prøvehuset", {{"nina", "", "", {}, "", "", "", "", {}}}};

void end_what_is_overdue(Unit& unit, const Roster& roster, WallMs now_ms) {
    for (const Act& act : overdue(unit, roster, now_ms)) REQUIRE(apply(unit, act, now_ms));
    REQUIRE(overdue(unit, roster, now_ms).empty());
    REQUIRE(violations(unit).empty());
}

bool at_home(const Unit& unit, WallMs now_ms) {
    const calendar::Date today = calendar::copenhagen(now_ms).date;
    return unit.visits.empty() && unit.ended.empty() && unit.shifts.empty() && unit.help.empty() &&
           unit.alarms.empty() && next_sign(unit, today) == call_sign(today, 0);
}

// What a colleague can do at the glass about a visit in whatever state another left it.
bool colleague_ends(Unit unit, const std::string& v) {
    if (!apply(unit, ShiftStarted{"sc", "nina"}, monday_10)) return false;
    if (find(unit, v)->state == State::InConversation)
        return apply(unit, ConversationEnded{v, Outcome::NotHelped}, monday_10).ok();
    if (find(unit, v)->state == State::Called && !apply(unit, Parked{v}, monday_10)) return false;
    if (find(unit, v)->state == State::Parked && !apply(unit, Unparked{v}, monday_10)) return false;
    return apply(unit, Called{v, "sc"}, monday_10) && apply(unit, ConversationStarted{v, "sc"}, monday_10) &&
           apply(unit, ConversationEnded{v, Outcome::Helped}, monday_10) && !find(unit, v);
}

void every_state_has_a_way_home(const std::map<std::string, Unit>& states) {
    for (const auto& [key, unit] : states) {
        INFO(key);
        REQUIRE(violations(unit).empty());
        for (const Visit& v : unit.visits) REQUIRE(colleague_ends(unit, v.id));
        REQUIRE(overdue(unit, both, monday_10 + hour).empty());  // a day is not cut short
        for (const Roster* roster : {&both, &strangers}) {
            for (const WallMs later : {monday_10 + 18 * hour, monday_10 + 9 * day}) {
                Unit left = unit;
                if (later == monday_10 + 18 * hour) end_what_is_overdue(left, *roster, monday_10 + 14 * hour + 60'000);
                end_what_is_overdue(left, *roster, later);
                REQUIRE(at_home(left, later));
            }
        }
        // Gone from the roster in the middle of the day: only who talks still holds a shift.
        Unit orphaned = unit;
        end_what_is_overdue(orphaned, strangers, monday_10);
        for (const Shift& s : orphaned.shifts)
            REQUIRE((std::ranges::any_of(
                         orphaned.visits,
                         [&](const Visit& v) { return v.shift == s.id && v.state == State::InConversation; }) ||
                     std::ranges::any_of(orphaned.alarms, [&](const OpenHelp& a) { return a.shift == s.id; })));
    }
}

// A unit behind its glass, with the rules of the glass and a journal in memory.
struct House : fakes::Outside {
    House() {
        model.roster = {1, "Prøvehuset", {person("mette"), person("jonas")}};
        model.unit.day = calendar::copenhagen(wall).date;
        model.mono_ms = mono;
    }
    static Caseworker person(const std::string& id) { return {id, "Prøve Person", "PP", {}, "", "", "", "", {}}; }
    void sign_in(const std::string& who) {
        say(flow::BadgeTouched{}), say(flow::Scanned{who});
        for (const char digit : pin) say(flow::KeyTouched{std::string(1, digit)});
    }
    void check_in() {
        say(flow::TalkTouched{}), say(flow::PurposeTouched{Purpose::Money}), say(flow::NextTouched{});
        say(flow::WhomTouched{Whom::Anyone}), say(flow::DoneTouched{});
    }
    void talk(const std::string& who) {
        sign_in(who), say(flow::StartShiftTouched{});
        say(flow::CallTouched{model.unit.visits.front().id}), say(flow::StartConversationTouched{});
        REQUIRE(model.unit.visits.front().state == State::InConversation);
        say(flow::LockTouched{});
    }
    void hear_roster(const std::vector<std::string>& people) {
        Roster roster{2, "Prøvehuset", {}};
        for (const std::string& id : people) roster.people.push_back(person(id));
        say(flow::RosterSeen{roster});
    }
    void wait_until(WallMs at) {
        while (wall < at) wait(30 * minute);
    }
    template <class A>
    [[nodiscard]] long saved() const {
        return std::ranges::count_if(acts, [](const Act& act) { return std::holds_alternative<A>(act); });
    }
    [[nodiscard]] std::string_view at() const { return flow::screen_name(model); }
};

House with_an_open_conversation() {
    House house;
    house.sign_in("mette"), house.say(flow::StartShiftTouched{}), house.say(flow::LockTouched{});
    house.check_in(), house.check_in();
    house.say(flow::BadgeTouched{}), house.say(flow::BackTouched{});
    house.talk("jonas");
    return house;
}

}  // namespace

TEST_CASE("every state of one visit and two shifts has somebody who ends it and an hour at which it ends itself") {
    const auto states = reachable(1);
    WARN("states of one visit and two shifts: " << states.size());
    CHECK(states.size() > 1'000);
    every_state_has_a_way_home(states);
}

TEST_CASE("every state of two visits and two shifts has somebody who ends it and an hour at which it ends itself") {
    const auto states = reachable(2);
    WARN("states of two visits and two shifts: " << states.size());
    CHECK(states.size() > 1'000);
    every_state_has_a_way_home(states);
}

TEST_CASE("a conversation left open ends in the night, says so, and the next day begins afresh") {
    House house = with_an_open_conversation();
    house.wait_until(monday_10 + 15 * hour);  // one in the night: somebody may sit there still
    CHECK(house.model.unit.visits.size() == 2);
    CHECK(house.model.unit.shifts.size() == 1);  // Mette's is over, Jonas may still be talking
    house.wait_until(monday_10 + 18 * hour + 60'000);
    CHECK(house.saved<ConversationLapsed>() == 1);
    CHECK(house.saved<ConversationEnded>() == 0);  // nobody said how it went
    CHECK(house.saved<ShiftLapsed>() == 2);
    CHECK(house.saved<visit::DayClosed>() == 1);
    CHECK(at_home(house.model.unit, house.wall));
    CHECK(flow::here_now(house.model).empty());
}

TEST_CASE("who leaves the roster in the middle of a conversation holds nobody up: a colleague ends it") {
    House house = with_an_open_conversation();
    const std::string talked_with = house.model.unit.visits.front().id;
    house.hear_roster({"mette"});
    CHECK(house.model.unit.shifts.size() == 2);  // the conversation is going on
    house.sign_in("mette");
    house.say(flow::VisitTouched{talked_with});
    house.say(flow::EndConversationTouched{}), house.say(flow::OutcomeTouched{Outcome::NotHelped});
    CHECK(house.at() == flow::StaffQueueScreen::name);  // nobody sits here who could be asked how it was
    CHECK(house.saved<ConversationEnded>() == 1);
    house.wait(60'000);
    CHECK(house.model.unit.shifts.size() == 1);
    CHECK(house.saved<ShiftLapsed>() == 1);
}

TEST_CASE("who is taken off the roster leaves the staff's side at once, and a PIN on its way opens nothing") {
    House house;
    house.sign_in("jonas");
    REQUIRE(house.model.staff);
    house.hear_roster({"mette"});
    CHECK_FALSE(house.model.staff);
    house.hear_roster({"mette", "jonas"});
    house.say(flow::BadgeTouched{}), house.say(flow::Scanned{"jonas"});
    REQUIRE(house.at() == flow::PinScreen::name);
    house.hear_roster({"mette"});
    CHECK(house.at() == flow::BadgeScreen::name);
    house.say(flow::PinChecked{"jonas", flow::PinAnswer::Right, house.model.last_check});
    CHECK_FALSE(house.model.staff);
}

TEST_CASE("hours, a PIN and a badge that change in a shift leave it to its caseworker to end") {
    House house = with_an_open_conversation();
    house.say(flow::HoursSeen{});  // never open
    house.pin = "135790";
    house.hear_roster({"mette", "jonas"});
    house.sign_in("jonas");
    REQUIRE(house.at() == flow::StaffConversationScreen::name);
    house.say(flow::EndConversationTouched{}), house.say(flow::OutcomeTouched{Outcome::Helped});
    house.say(flow::DoneTouched{});  // the citizen's two touches
    house.sign_in("jonas"), house.say(flow::EndShiftTouched{});
    REQUIRE(house.at() == flow::StaffAskScreen::name);  // what ends is asked once
    house.say(flow::EndShiftTouched{});
    CHECK(house.saved<ShiftEnded>() == 1);
}

TEST_CASE("a kiosk that was off for days closes the old day when it is on again, and only once") {
    House before = with_an_open_conversation();
    House house;
    house.wall = monday_10 + 5 * day + 2 * hour, house.mono = 1'000;
    house.say(flow::UnitSeen{before.model.unit});
    house.wait(1'000);
    CHECK(at_home(house.model.unit, house.wall));
    CHECK(house.saved<visit::DayClosed>() == 1);
    house.wait(10 * minute);
    CHECK(house.saved<visit::DayClosed>() == 1);
}

TEST_CASE("a call for help that is the first word of its day stands until it is answered") {
    for (const bool yesterday : {false, true}) {
        House house = yesterday ? with_an_open_conversation() : House{};
        if (yesterday) house.wait_until(house.wall + 3 * day);  // the night has closed that day; a quiet one followed
        house.say(flow::HelpTouched{}), house.say(flow::DoneTouched{});
        const long closed = house.saved<visit::DayClosed>();
        house.wait(10 * minute);
        CHECK(house.model.unit.help.size() == 1);
        CHECK(house.saved<visit::DayClosed>() == closed);
        house.wait(day);
        CHECK(house.model.unit.help.empty());  // another day has come
    }
}

TEST_CASE("a day that is closed late keeps what was asked today") {
    Unit unit;
    REQUIRE(apply(unit, HelpRequested{"yesterday"}, monday_10 - day).ok());
    REQUIRE(apply(unit, HelpRequested{"today"}, monday_10).ok());
    CHECK(needs_day_close(unit, {2026, 11, 23}));
    REQUIRE(apply(unit, DayClosed{{2026, 11, 23}}, monday_10).ok());
    REQUIRE(unit.help.size() == 1);
    CHECK(unit.help.front().id == "today");
}

TEST_CASE("a clock that is set right ends no conversation, no shift and no day") {
    House house = with_an_open_conversation();
    for (const std::int64_t step : {-3 * day, 3 * day}) {
        house.wall += step;
        house.say(flow::ClockSeen{true, "boot-1", step});
        house.wait(2 * minute);
        CHECK(house.saved<ConversationLapsed>() == 0);
        CHECK(house.saved<ShiftLapsed>() == 0);
        CHECK(house.saved<visit::DayClosed>() == 0);
        CHECK(house.model.unit.visits.size() == 2);
    }
}

TEST_CASE("a disk that takes nothing at midnight is asked once a minute, not without pause") {
    House house = with_an_open_conversation();
    house.wait_until(monday_10 + 17 * hour);
    house.fails = true, house.effects.clear();
    house.wall = monday_10 + 19 * hour;
    for (int i = 0; i < 600; ++i) house.wait(100);
    const auto asked = std::ranges::count_if(house.effects, [](const flow::Effect& e) {
        const auto* save = std::get_if<flow::Save>(&e);
        return save && std::holds_alternative<visit::DayClosed>(save->act);
    });
    CHECK(asked <= 2);
    house.fails = false;
    house.wait(60'000);
    CHECK(at_home(house.model.unit, house.wall));
}

TEST_CASE("after 1,152 check-ins in a day, and after ten times as many, people still check in") {
    Unit unit;
    for (int n = 0; n < 10 * signs_a_round; ++n) {
        const std::string id = "v" + std::to_string(n);
        REQUIRE(apply(unit, CheckedIn{id, next_sign(unit, {2026, 11, 23}), {}}, monday_10 + n));
        REQUIRE(apply(unit, LeftUnit{id}, monday_10 + n));
        if (n % signs_a_round == 7) REQUIRE(violations(unit).empty());
        if (n > 2 * signs_a_round) unit.ended.clear();  // what ended is looked through at each check-in
    }
    CHECK(next_sign(unit, {2026, 11, 23}).number > 100);
    CHECK(call_sign({2026, 11, 23}, signs_a_round).number - call_sign({2026, 11, 23}, 0).number == 10);
}
