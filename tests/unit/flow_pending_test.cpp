// What is pending is a value: 'Prøv igen' sends the very act again, and nothing is promised before COMMIT.
#include <catch2/catch_test_macros.hpp>

#include "flow_story.hpp"

using namespace aaben;
using namespace aaben::flow;
using tests::Story;

namespace {

const visit::Act& last_act(const Story& story) {
    for (auto it = story.seen.rbegin(); it != story.seen.rend(); ++it)
        if (const auto* save = std::get_if<Save>(&*it)) return save->act;
    throw std::runtime_error("nothing was saved");
}

// Somebody else checked in and went; whoever stands here now touches that sign.
Story at_a_sign() {
    Story story;
    story.open_shift().check_in().say(DoneTouched{});
    const std::string visit = story.m.unit.visits.front().id;
    return story.say(MySignTouched{}).say(SignTouched{visit});
}

}  // namespace

TEST_CASE("retry after a failed step-out or leave sends that act again, and no check-in in somebody else's name") {
    Story story = at_a_sign();
    const std::string visit = story.m.unit.visits.front().id;
    const visit::Choices before = story.m.unit.visits.front().choices;
    story.fails = true;
    SECTION("step out") {
        story.say(StepOutTouched{});
        REQUIRE(story.at() == SaveFailedScreen::name);
        story.fails = false;
        story.say(RetryTouched{});
        REQUIRE(std::get_if<visit::SteppedOut>(&last_act(story)));
        CHECK(std::get<visit::SteppedOut>(last_act(story)).visit == visit);
        CHECK(story.at() == SignStatusScreen::name);
        CHECK(story.m.unit.visits.front().state == visit::State::Outside);
    }
    SECTION("leave") {
        story.say(LeaveTouched{}).say(LeaveConfirmed{});
        REQUIRE(story.at() == SaveFailedScreen::name);
        story.fails = false;
        story.say(RetryTouched{});
        CHECK(std::get_if<visit::LeftUnit>(&last_act(story)));
        CHECK(story.at() == ThanksScreen::name);
    }
    for (const visit::Visit& v : story.m.unit.visits) CHECK(v.choices == before);
    CHECK_FALSE(story.m.citizen.saved);
}

TEST_CASE("retry after a failed identification identifies, and saves no choices instead") {
    Story story;
    story.open_shift().check_in().say(IdentifyTouched{});
    for (const char digit : std::string("0101801234")) story.say(KeyTouched{std::string(1, digit)});
    story.fails = true;
    story.say(NextTouched{});
    REQUIRE(story.at() == SaveFailedScreen::name);
    story.fails = false;
    story.say(RetryTouched{});
    REQUIRE(std::get_if<visit::Identified>(&last_act(story)));
    CHECK(std::get<visit::Identified>(last_act(story)).number == "0101801234");
    CHECK(story.at() == IdentifyDoneScreen::name);
    CHECK(story.m.citizen.matched);
}

TEST_CASE("retry after a failed check-in is the same visit, and a failed call-back the same call-back") {
    Story story;
    story.open_shift();
    story.fails = true;
    story.check_in();
    REQUIRE(story.at() == SaveFailedScreen::name);
    const std::string visit = story.m.citizen.visit;
    story.fails = false;
    story.say(RetryTouched{}).say(RetryTouched{});
    CHECK(story.at() == CallSignScreen::name);
    REQUIRE(story.m.unit.visits.size() == 1);
    CHECK(story.m.unit.visits.front().id == visit);
}

TEST_CASE("what failed is forgotten with the citizen") {
    Story story;
    story.open_shift();
    story.fails = true;
    story.check_in().say(DoneTouched{});
    CHECK_FALSE(story.m.citizen.failed.has_value());
    CHECK(story.m.pending.empty());
}

TEST_CASE("'Alarm er sendt' stands only when the journal has it, for its raiser, and until somebody ends it") {
    Story story;
    story.open_shift().sign_in();
    story.fails = true, story.failing = Fault::DiskFull;
    story.say(AlarmTouched{});
    CHECK_FALSE(own_alarm(story.m));
    story.fails = false;
    story.say(AlarmTouched{});
    REQUIRE(own_alarm(story.m));
    const std::string first = story.m.unit.alarms.front().id;
    story.say(AlarmTouched{});
    CHECK(story.m.unit.alarms.size() == 1);  // one is enough

    story.say(LockTouched{}).open_shift("jonas").sign_in("jonas");
    CHECK_FALSE(own_alarm(story.m));  // it is not his
    story.say(AlarmEndedTouched{first}).say(LockTouched{}).sign_in();
    CHECK_FALSE(own_alarm(story.m));
    story.say(AlarmTouched{});
    CHECK(own_alarm(story.m));
}

TEST_CASE("a silent alarm ends with the shift of whoever raised it") {
    Story story;
    story.open_shift().sign_in().say(AlarmTouched{});
    REQUIRE(story.m.unit.alarms.size() == 1);
    story.say(EndShiftTouched{});
    CHECK(story.m.unit.alarms.empty());
}
