#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <random>

#include "flow_story.hpp"

using namespace aaben;
using namespace aaben::flow;
using tests::Story;

TEST_CASE("four touches give a call-sign") {
    Story s;
    s.open_shift().check_in();
    CHECK(s.at() == CallSignScreen::name);
    REQUIRE(sign(s.model));
    CHECK(s.model.unit.visits.size() == 1);
}

TEST_CASE("the confirmation appears only when the journal has answered") {
    Story s;
    s.open_shift();
    s.fails = true, s.fault = Fault::DiskFull;
    s.check_in();
    CHECK(s.at() == SaveFailedScreen::name);
    CHECK(s.model.unit.visits.empty());
    CHECK(s.model.trouble == Trouble::DiskFull);
    s.fails = false;
    s.say(RetryTouched{});
    CHECK(s.at() == CallSignScreen::name);
    CHECK(s.model.trouble == Trouble::None);
    CHECK(s.model.unit.visits.size() == 1);
}

TEST_CASE("idle for 60 s asks, and 20 s later the citizen is forgotten") {
    Story s;
    s.open_shift().say(LanguageTouched{"ar"}).say(TalkTouched{}).say(PurposeTouched{visit::Purpose::Illness});
    s.wait(59'900);
    CHECK_FALSE(s.model.citizen.still_there);
    s.wait(200);
    CHECK(s.model.citizen.still_there);
    s.say(StillHereTouched{}).wait(30'000);
    CHECK(s.at() == NeedsScreen::name);
    s.wait(30'100);
    CHECK(s.model.citizen.still_there);
    s.wait(20'000);
    CHECK(s.at() == HomeScreen::name);
    CHECK(s.model.citizen.language == "da");
    CHECK_FALSE(s.model.citizen.choices.purpose);
    CHECK(std::ranges::any_of(s.effects, [](const Effect& e) { return std::holds_alternative<ForgetPictures>(e); }));
}

TEST_CASE("who needs more time gets it, as often as wanted") {
    Story s;
    s.open_shift().say(TalkTouched{}).say(MoreTimeTouched{});
    s.wait(170'000);
    CHECK_FALSE(s.model.citizen.still_there);
    s.wait(11'000);
    CHECK(s.model.citizen.still_there);
}

TEST_CASE("the loop may sleep until exactly the next thing that happens by itself") {
    Story s;
    CHECK(wait_ms(s.model, s.wall, s.mono) <= 60'000);
    s.open_shift().say(TalkTouched{});
    s.wall += 1'000;
    CHECK(wait_ms(s.model, s.wall, s.mono + 55'000) == 5'000);
    for (std::int64_t step = 0; step < 200'000; step += 777)
        REQUIRE(wait_ms(s.model, s.wall + step, s.mono + step) >= 0);
}

TEST_CASE("a letter nobody understood travels with the visit, without the fields the citizen said are wrong") {
    Story s;
    s.open_shift();
    s.model.has_camera = true;
    letters::Fields fields;
    fields.meeting_date = calendar::Date{2026, 11, 26};
    fields.phone = "70121212";
    s.say(LetterTouched{})
        .say(CameraTouched{})
        .say(LetterRead{"partshoering", fields, {}, {{"meeting_date", 1, {}}, {"phone", 2, {}}}});
    CHECK(s.at() == LetterCardsScreen::name);
    s.say(FieldAnswered{false}).say(FieldAnswered{true}).say(TalkTouched{});
    CHECK(s.at() == NeedsScreen::name);  // the purpose is known: nobody tells the story twice
    s.say(NextTouched{}).say(WhomTouched{});
    const visit::Choices& choices = s.model.unit.visits.at(0).choices;
    REQUIRE(choices.letter);
    CHECK(choices.letter->type == "partshoering");
    CHECK_FALSE(choices.letter->fields.meeting_date);
    CHECK(choices.letter->fields.phone == "70121212");
}

TEST_CASE("an unsure reading offers a person") {
    Story s;
    s.open_shift();
    s.model.has_camera = true;
    s.say(LetterTouched{}).say(CameraTouched{}).say(LetterRead{"", {}, {}, {}});
    CHECK(s.at() == LetterCameraScreen::name);
    CHECK(s.on<LetterCameraScreen>().stage == ReadingStage::Unsure);
    s.say(TalkTouched{});
    CHECK(s.at() == NeedsScreen::name);
}

TEST_CASE("a scanned code opens its letter, an unknown one is answered kindly, a badge opens the staff door") {
    Story s;
    s.say(Scanned{"klagesvar"});
    CHECK(s.at() == LetterCardsScreen::name);
    Story other;
    other.say(Scanned{"0123456789"});
    CHECK(other.at() == LetterStartScreen::name);
    CHECK(other.on<LetterStartScreen>().unknown_code);
    Story staff;
    staff.say(BadgeChecked{"mette"});
    CHECK(staff.at() == PinScreen::name);
}

TEST_CASE("the caseworker's day: shift, call, conversation, end, statement") {
    Story s;
    s.open_shift().check_in().say(DoneTouched{});
    const std::string visit = s.model.unit.visits.at(0).id;
    s.sign_in().say(CallTouched{visit});
    CHECK(s.at() == StaffCallScreen::name);
    s.say(StartConversationTouched{});
    CHECK(s.at() == StaffConversationScreen::name);
    s.say(LockTouched{});
    CHECK(s.at() == HomeScreen::name);
    s.sign_in();
    CHECK(s.at() == StaffConversationScreen::name);  // the draft is kept
    s.say(EndConversationTouched{}).say(OutcomeTouched{visit::Outcome::Helped});
    CHECK(s.at() == FacesScreen::name);
    s.say(FaceTouched{5}).say(CooperationTouched{visit::Cooperation::ToAHighDegree});
    CHECK(s.at() == ThanksScreen::name);
    s.say(DoneTouched{});
    s.model.sync.visits_today = 1, s.model.sync.receipts_today = 1;
    s.sign_in().say(EndShiftTouched{});
    CHECK(s.at() == ShiftEndedScreen::name);
    CHECK(s.model.unit.shifts.empty());
    s.say(DoneTouched{});
    CHECK(s.at() == HomeScreen::name);
}

TEST_CASE("the staff part locks after 90 s and leaves nothing of the citizen on the glass") {
    Story s;
    s.open_shift().check_in().say(DoneTouched{}).sign_in();
    s.wait(89'000);
    CHECK(s.at() == StaffQueueScreen::name);
    s.wait(2'000);
    CHECK(s.at() == HomeScreen::name);
    CHECK_FALSE(s.model.staff);
}

TEST_CASE("nobody on site: the call-back is saved and nothing of it stays on the glass") {
    Story s;
    s.say(TalkTouched{});
    CHECK(s.at() == NobodyHereScreen::name);
    s.say(CallbackTouched{});
    for (const char digit : std::string("20304050")) s.say(KeyTouched{std::string(1, digit)});
    s.say(NextTouched{}).say(WhenTouched{When::Morning}).say(PurposeTouched{visit::Purpose::Housing});
    CHECK(s.at() == CallbackSavedScreen::name);
    CHECK(s.model.citizen.back.empty());  // the number went with the screens it was typed on
    s.say(DoneTouched{});
    CHECK(s.at() == HomeScreen::name);
}

TEST_CASE("a call for help is saved whoever is on duty, and says so only when it is") {
    Story s;
    s.say(HelpTouched{});
    CHECK(s.at() == HelpNowScreen::name);
    REQUIRE(s.model.unit.help.size() == 1);
    CHECK(s.on<HelpNowScreen>().help == s.model.unit.help[0].id);
    CHECK_FALSE(is_being_saved(s.model, {s.model.unit.help[0].id}));
    Story full;
    full.fails = true;
    full.say(HelpTouched{});
    CHECK(full.on<HelpNowScreen>().help.empty());
}

TEST_CASE("who asks for help again while the first call stands reads that it stands, not that it is being saved") {
    Story s;
    s.say(HelpTouched{}).say(DoneTouched{});
    REQUIRE(s.at() == HomeScreen::name);
    s.wait(5'000).say(HelpTouched{});
    CHECK(s.on<HelpNowScreen>().help == s.model.unit.help[0].id);
    CHECK_FALSE(is_being_saved(s.model, {s.model.unit.help[0].id}));
    CHECK(s.model.unit.help.size() == 1);
}

TEST_CASE("a call for help that goes with its day was answered by nobody, and the glass does not say so") {
    Story s;
    s.wall = calendar::wall_ms({{2026, 11, 23}, {23, 59}});
    s.model.unit.day = {2026, 11, 23};
    s.say(HelpTouched{});
    REQUIRE(s.model.unit.help.size() == 1);
    s.wait(60'000);
    CHECK(s.model.unit.help.empty());
    CHECK(s.at() == HomeScreen::name);
}

TEST_CASE("what is saved goes home by itself without a question; a letter's cards get three minutes") {
    Story s;
    s.open_shift().check_in().wait(59'000);
    CHECK(s.at() == CallSignScreen::name);
    s.wait(2'000);
    CHECK(s.at() == HomeScreen::name);
    CHECK(s.model.unit.visits.size() == 1);
    s.say(Scanned{"partshoering"});
    REQUIRE(s.at() == LetterCardsScreen::name);
    s.wait(179'000);
    CHECK_FALSE(s.model.citizen.still_there);
    s.wait(2'000);
    CHECK(s.model.citizen.still_there);
}

TEST_CASE("my sign: out, back, and leaving for good") {
    Story s;
    s.open_shift().check_in().say(DoneTouched{});
    const std::string visit = s.model.unit.visits.at(0).id;
    s.say(MySignTouched{}).say(SignTouched{visit});
    CHECK(s.at() == SignStatusScreen::name);
    CHECK_FALSE(s.model.citizen.choices.purpose);  // what was chosen is not shown to whoever touches the sign
    s.say(StepOutTouched{});
    CHECK(visit::find(s.model.unit, visit)->state == visit::State::Outside);
    s.say(CameBackTouched{});
    CHECK(visit::find(s.model.unit, visit)->state == visit::State::Waiting);
    s.say(LeaveTouched{}).say(LeaveConfirmed{});
    CHECK(s.at() == ThanksScreen::name);
    s.wait(29LL * 60'000);
    CHECK(visit::find(s.model.unit, visit));  // anyone may have touched the sign, or think again
    s.wait(2LL * 60'000);
    CHECK_FALSE(visit::find(s.model.unit, visit));
}

TEST_CASE("who said to go home and comes back within half an hour has kept the place") {
    Story s;
    s.open_shift().check_in().say(DoneTouched{});
    const visit::VisitId visit = s.model.unit.visits.at(0).id;
    s.say(MySignTouched{}).say(SignTouched{visit}).say(StepOutTouched{});
    s.say(LeaveTouched{}).say(LeaveConfirmed{});  // also from outside
    CHECK(s.at() == ThanksScreen::name);
    s.wait(10LL * 60'000);
    s.say(MySignTouched{}).say(SignTouched{visit}).say(CameBackTouched{}).say(DoneTouched{});
    s.wait(40LL * 60'000);
    CHECK(visit::find(s.model.unit, visit)->state == visit::State::Waiting);
}

TEST_CASE("a call stands on the glass when the panel locks, and only its caseworker can say 'Kom ikke'") {
    Story s;
    s.open_shift().check_in().say(DoneTouched{}).sign_in();
    const visit::VisitId visit = s.model.unit.visits.at(0).id;
    s.say(CallTouched{visit});
    REQUIRE(s.at() == StaffCallScreen::name);
    s.say(MissedTouched{});  // whoever stands there while the caseworker is at the door
    CHECK(visit::find(s.model.unit, visit)->state == visit::State::Called);
    s.wait(21'000);
    CHECK(s.at() == HomeScreen::name);
    CHECK(visit::find(s.model.unit, visit)->state == visit::State::Called);
    s.sign_in();
    REQUIRE(s.at() == StaffCallScreen::name);
    s.say(MissedTouched{});
    CHECK(visit::find(s.model.unit, visit)->state == visit::State::Waiting);
}

TEST_CASE("extras after check-in: name, services and identification lead back to the poster") {
    Story s;
    s.open_shift().check_in();
    s.say(NameTouched{})
        .say(KeyTouched{"Å"})
        .say(KeyTouched{"s"})
        .say(EraseTouched{})
        .say(EraseTouched{})
        .say(KeyTouched{"Bo"})
        .say(NextTouched{});
    CHECK(s.at() == CallSignScreen::name);
    CHECK(s.model.unit.visits.at(0).choices.call_me == "Bo");
    s.say(ServicesTouched{}).say(ServiceTouched{visit::Service::DebtAdvice}).say(NextTouched{});
    CHECK(s.model.unit.visits.at(0).choices.services.has(visit::Service::DebtAdvice));
    s.say(IdentifyTouched{}).say(Scanned{"1234567890"});
    CHECK(s.at() == IdentifyDoneScreen::name);
    CHECK(s.model.citizen.back.empty());
    s.say(DoneTouched{});
    CHECK(s.at() == CallSignScreen::name);
}

TEST_CASE("two hundred thousand random messages never break the rules and idle always comes home") {
    std::mt19937 random(99);
    Story s;
    s.model.has_camera = true;
    const std::vector<Message> touches{LanguageTouched{"ar"},
                                       BackTouched{},
                                       NextTouched{},
                                       DoneTouched{},
                                       MoreTimeTouched{},
                                       StillHereTouched{},
                                       GoneTouched{},
                                       KeyTouched{"7"},
                                       KeyTouched{"æ"},
                                       EraseTouched{},
                                       PageTouched{1},
                                       PageTouched{-1},
                                       TalkTouched{},
                                       PurposeTouched{visit::Purpose::Job},
                                       NeedTouched{visit::Need::Interpreter},
                                       InterpreterTouched{"so"},
                                       WhomTouched{},
                                       PersonTouched{"jonas"},
                                       NameTouched{},
                                       IdentifyTouched{},
                                       ServicesTouched{},
                                       ServiceTouched{},
                                       CheckInAnywayTouched{},
                                       RetryTouched{},
                                       MySignTouched{},
                                       StepOutTouched{},
                                       CameBackTouched{},
                                       LeaveTouched{},
                                       LeaveConfirmed{},
                                       CallbackTouched{},
                                       WhenTouched{},
                                       HelpTouched{},
                                       LetterTouched{},
                                       CameraTouched{},
                                       ChooseTouched{},
                                       SearchTouched{},
                                       CancelTouched{},
                                       LetterPicked{"klagesvar"},
                                       CardTouched{3},
                                       FieldAnswered{false},
                                       RingTouched{},
                                       UnderstoodTouched{},
                                       UnderstoodGiven{},
                                       FaceTouched{},
                                       CooperationTouched{},
                                       BadgeTouched{},
                                       StartShiftTouched{},
                                       EndShiftTouched{},
                                       BreakTouched{},
                                       LockTouched{},
                                       StartConversationTouched{},
                                       MissedTouched{},
                                       EndConversationTouched{},
                                       OutcomeTouched{},
                                       ParkTouched{},
                                       UnparkTouched{},
                                       PriorityTouched{1},
                                       TransferTouched{},
                                       MergeTouched{},
                                       UndoTouched{},
                                       AlarmTouched{},
                                       SyncTouched{},
                                       EnrolTouched{},
                                       Scanned{"mette"},
                                       Scanned{"skift-af-sagsbehandler"},
                                       Scanned{"rubbish \xff"},
                                       LetterRead{"visitation", {}, {}, {}},
                                       LetterRead{},
                                       Ticked{}};
    for (int i = 0; i < 200'000; ++i) {
        const std::size_t n = random() % (touches.size() + 3);
        s.mono += static_cast<std::int64_t>(random() % 3'000), s.wall += 400;
        const auto& live = s.model.unit.visits;
        const std::string any = live.empty() ? "none" : live[random() % live.size()].id;
        s.fails = random() % 50 == 0;
        if (n < touches.size())
            s.say(touches[n]);
        else if (n == touches.size())
            s.say(CallTouched{any});
        else if (n == touches.size() + 1)
            s.say(SignTouched{any});
        else
            s.sign_in();
        s.effects.clear(), s.acts.clear();
        if (i % 100 != 0) continue;
        REQUIRE(visit::violations(s.model.unit).empty());
        Story later = s;
        later.fails = false;
        for (int step = 0; step < 90; ++step) later.wait(10'000);
        REQUIRE(later.at() == HomeScreen::name);
        REQUIRE_FALSE(later.model.citizen.choices.purpose);
        REQUIRE(later.model.citizen.back.empty());
    }
}
