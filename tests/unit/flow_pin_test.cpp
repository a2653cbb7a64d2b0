// PINs at the staff door: when a try counts, what it locks, and what a late answer opens.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <random>

#include "flow_story.hpp"

using namespace aaben;
using namespace aaben::flow;
using tests::Story;

TEST_CASE("wrong PINs lock for longer and longer, for that caseworker only") {
    CHECK(lockout_ms(2) == 0);
    CHECK(lockout_ms(3) == 30'000);
    CHECK(lockout_ms(4) == 60'000);
    CHECK(lockout_ms(40) == 900'000);
    Story s;
    const auto wrong = [&] {
        for (int i = 0; i < pin_digits; ++i) s.say(KeyTouched{"1"});
    };
    s.say(BadgeTouched{}).say(Scanned{"mette"});
    wrong(), wrong(), wrong();
    CHECK(std::get<PinScreen>(s.model.door->screen).wrong);
    for (const char digit : std::string("246810")) s.say(KeyTouched{std::string(1, digit)});
    CHECK(s.at() == PinScreen::name);  // right, but locked
    s.wait(31'000);
    for (const char digit : std::string("246810")) s.say(KeyTouched{std::string(1, digit)});
    CHECK(s.at() == StaffQueueScreen::name);
}

namespace {

Story& type_pin(Story& s, const std::string& pin) {
    for (const char digit : pin) s.say(KeyTouched{std::string(1, digit)});
    return s;
}

Story& at_pin(Story& s, const std::string& who = "mette") {
    return s.say(BadgeTouched{}).say(Scanned{who});
}

}  // namespace

TEST_CASE("a PIN left by 'Tilbage' before its answer has counted") {
    Story s;
    s.answers_pins = false;
    for (int i = 0; i < 3; ++i) type_pin(at_pin(s), "111111").say(BackTouched{});
    CHECK(s.model.lockouts.at("mette").tries == 3);
    s.answers_pins = true;
    type_pin(at_pin(s), "246810");
    CHECK(s.at() == PinScreen::name);
    s.say(BackTouched{}).sign_in("jonas");
    CHECK(s.at() == StaffQueueScreen::name);  // a colleague is not kept out
}

TEST_CASE("the answer to a PIN that somebody left opens nothing for who stands there now, and still ends the row") {
    Story s;
    s.answers_pins = false;
    type_pin(at_pin(s), "246810").say(BackTouched{});
    const int left = s.model.last_check;
    type_pin(at_pin(s), "111111").say(PinChecked{"mette", PinAnswer::Right, left});
    CHECK(s.at() == PinScreen::name);
    CHECK_FALSE(s.model.staff);
    CHECK_FALSE(s.model.lockouts.contains("mette"));
}

TEST_CASE("tries that were counted before a restart pause anew, are cleared by a right PIN and forgotten in time") {
    Story s;
    s.say(TriesRemembered{{{"mette", 4}}});
    type_pin(at_pin(s), "246810");
    CHECK(s.at() == PinScreen::name);
    s.wait(61'000);
    type_pin(s, "246810");
    CHECK(s.at() == StaffQueueScreen::name);
    CHECK_FALSE(s.model.lockouts.contains("mette"));
    s.say(LockTouched{}).say(TriesRemembered{{{"mette", 4}}}).wait(4LL * 3'600'000);
    type_pin(at_pin(s), "111111");
    CHECK(s.model.lockouts.at("mette").tries == 1);
}

TEST_CASE("a PIN that could not be checked counts for nothing, and the glass says so") {
    Story s;
    s.answers_pins = false;
    type_pin(at_pin(s), "111111").say(PinChecked{"mette", PinAnswer::Unchecked, s.model.last_check});
    CHECK(std::get<PinScreen>(s.model.door->screen).unchecked);
    CHECK_FALSE(std::get<PinScreen>(s.model.door->screen).wrong);
    CHECK_FALSE(s.model.lockouts.contains("mette"));
}
