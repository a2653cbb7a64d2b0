// What is pending is a value: 'Prøv igen' sends the very act again, and nothing is promised before COMMIT.
#include <catch2/catch_test_macros.hpp>

#include "flow_story.hpp"

using namespace aaben;
using namespace aaben::flow;
using tests::Story;

namespace {

const visit::Act& last_act(const Story& story) {
    for (auto it = story.effects.rbegin(); it != story.effects.rend(); ++it)
        if (const auto* save = std::get_if<Save>(&*it)) return save->act;
    throw std::runtime_error("nothing was saved");
}

// Somebody else checked in and went; whoever stands here now touches that sign.
Story at_a_sign() {
    Story story;
    story.open_shift().check_in().say(DoneTouched{});
    const std::string visit = story.model.unit.visits.front().id;
    return story.say(MySignTouched{}).say(SignTouched{visit});
}

}  // namespace

TEST_CASE("retry after a failed step-out or leave sends that act again, and no check-in in somebody else's name") {
    Story story = at_a_sign();
    const std::string visit = story.model.unit.visits.front().id;
    const visit::Choices before = story.model.unit.visits.front().choices;
    story.fails = true;
    SECTION("step out") {
        story.say(StepOutTouched{});
        REQUIRE(story.at() == SaveFailedScreen::name);
        story.fails = false;
        story.say(RetryTouched{});
        REQUIRE(std::get_if<visit::SteppedOut>(&last_act(story)));
        CHECK(std::get<visit::SteppedOut>(last_act(story)).visit == visit);
        CHECK(story.at() == SignStatusScreen::name);
        CHECK(story.model.unit.visits.front().state == visit::State::Outside);
    }
    SECTION("leave") {
        story.say(LeaveTouched{}).say(LeaveConfirmed{});
        REQUIRE(story.at() == SaveFailedScreen::name);
        story.fails = false;
        story.say(RetryTouched{});
        CHECK(std::get_if<visit::SteppedOut>(&last_act(story)));
        CHECK(story.at() == ThanksScreen::name);
    }
    for (const visit::Visit& v : story.model.unit.visits) CHECK(v.choices == before);
    CHECK_FALSE(story.model.citizen.saved);
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
    CHECK(story.on<IdentifyDoneScreen>().matched);
}

TEST_CASE("retry after a failed check-in is the same visit, and a failed call-back the same call-back") {
    Story story;
    story.open_shift();
    story.fails = true;
    story.check_in();
    REQUIRE(story.at() == SaveFailedScreen::name);
    const std::string visit = story.model.citizen.visit;
    story.fails = false;
    story.say(RetryTouched{}).say(RetryTouched{});
    CHECK(story.at() == CallSignScreen::name);
    REQUIRE(story.model.unit.visits.size() == 1);
    CHECK(story.model.unit.visits.front().id == visit);
}

TEST_CASE("what failed is forgotten with the citizen") {
    Story story;
    story.open_shift();
    story.fails = true;
    story.check_in().say(DoneTouched{});
    CHECK(story.at() == HomeScreen::name);  // and with it the screen that held it
    CHECK(story.model.pending.empty());
}

TEST_CASE("'Alarm er sendt' stands only when the journal has it, for its raiser, and until somebody ends it") {
    Story story;
    story.open_shift().sign_in();
    story.fails = true, story.fault = Fault::DiskFull;
    story.say(AlarmTouched{});
    CHECK_FALSE(own_alarm(story.model));
    story.fails = false;
    story.say(AlarmTouched{});
    REQUIRE(own_alarm(story.model));
    const std::string first = story.model.unit.alarms.front().id;
    story.say(AlarmTouched{});
    CHECK(story.model.unit.alarms.size() == 1);  // one is enough

    story.say(LockTouched{}).open_shift("jonas").sign_in("jonas");
    CHECK_FALSE(own_alarm(story.model));  // it is not his
    story.say(AlarmEndedTouched{first}).say(LockTouched{}).sign_in();
    CHECK_FALSE(own_alarm(story.model));
    story.say(AlarmTouched{});
    CHECK(own_alarm(story.model));
}

TEST_CASE("who sits with a citizen can raise the alarm and answer every call for help without leaving them") {
    Story story;
    story.open_shift().check_in().say(DoneTouched{}).say(HelpTouched{}).say(DoneTouched{});
    story.wait(120'000).say(HelpTouched{}).say(DoneTouched{});  // somebody else, later
    REQUIRE(story.model.unit.help.size() == 2);
    story.sign_in();
    const visit::VisitId visit = story.model.unit.visits.at(0).id;
    story.say(CallTouched{visit});
    REQUIRE(story.at() == StaffCallScreen::name);
    story.say(HelpAnsweredTouched{});
    CHECK(story.model.unit.help.empty());
    story.say(StartConversationTouched{}).say(AlarmTouched{});
    CHECK(story.at() == StaffConversationScreen::name);
    CHECK(own_alarm(story.model));
}

TEST_CASE("a silent alarm ends with the shift of whoever raised it") {
    Story story;
    story.open_shift().sign_in().say(AlarmTouched{});
    REQUIRE(story.model.unit.alarms.size() == 1);
    story.say(EndShiftTouched{});
    CHECK(story.at() == StaffAskScreen::name);  // an open alarm is not left behind unasked
    story.say(EndShiftTouched{});
    CHECK(story.model.unit.alarms.empty());
}

TEST_CASE("a citizen who waits is led on by the answer to the own act alone") {
    Story story;
    story.open_shift().check_in();
    const std::string visit = story.model.citizen.visit;
    story.model.pending = {{7, visit::SteppedOut{visit}, Then::SignStatus}, {8, visit::LeftUnit{visit}, Then::Left}};
    story.model.citizen.screen = SavingScreen{8};
    const visit::Unit unit = story.model.unit;
    story.say(Saved{7, unit});
    CHECK(story.at() == SavingScreen::name);
    story.say(Saved{8, unit});
    CHECK(story.at() == ThanksScreen::name);
}

TEST_CASE("whoever only touched a sign cannot change what was chosen under it") {
    Story story = at_a_sign();
    story.say(ServicesTouched{});
    CHECK(story.at() == SignStatusScreen::name);
    Story own;
    own.open_shift().check_in().say(StepOutTouched{}).say(ServicesTouched{});
    CHECK(own.at() == ServicesScreen::name);
}
