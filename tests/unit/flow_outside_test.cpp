// What people who had never seen the glass ran into: a kiosk that belongs to nobody, help asked for halfway, a badge on
// a colleague's PIN page, a call-back when nobody is there, a place kept for who went home.
#include <catch2/catch_test_macros.hpp>

#include "flow/call_window.hpp"
#include "flow_story.hpp"

using namespace aaben;
using namespace aaben::flow;
using tests::Story;

TEST_CASE("A kiosk that belongs to no jobcenter asks nobody for a story or a number") {
    for (const bool revoked : {false, true}) {
        INFO("revoked " << revoked);
        Story s;
        s.open_shift();
        s.model.sync.enrolled = revoked, s.model.sync.revoked = revoked;
        for (const Message& way : {Message(TalkTouched{}), Message(CallbackTouched{})}) {
            s.say(way);
            CHECK(s.at() == NobodyHereScreen::name);
            s.say(CheckInAnywayTouched{}).say(CallbackTouched{});
            CHECK(s.at() == NobodyHereScreen::name);
            s.say(BackTouched{});
        }
    }
}

TEST_CASE("A kiosk out of use still explains a letter, and a badge it knows no more leads to the staff's door") {
    Story s;
    s.model.sync.revoked = true, s.model.sync.enrolled = false;
    s.model.roster.people.clear();
    s.say(Scanned{"indkaldelse-jobsamtale"});
    CHECK(s.at() == LetterCardsScreen::name);
    s.say(DoneTouched{}).say(Scanned{"AD-MEDARBEJDER-1"});
    CHECK(s.at() == BadgeScreen::name);
}

TEST_CASE("The number of the settings stays until the unit's hours say one") {
    Story s;
    s.model.hours.main_phone = "72107000";
    s.say(HoursSeen{});
    CHECK(s.model.hours.main_phone == "72107000");
    visit::UnitHours hours;
    hours.main_phone = "70121314";
    s.say(HoursSeen{hours});
    CHECK(s.model.hours.main_phone == "70121314");
}

TEST_CASE("Who asks for help halfway finds their check-in again, and 'Færdig' at home leads home") {
    Story s;
    s.open_shift();
    s.say(TalkTouched{}).say(PurposeTouched{visit::Purpose::Money}).say(HelpTouched{});
    CHECK(s.at() == HelpNowScreen::name);
    CHECK(s.model.unit.help.size() == 1);
    s.say(HelpTouched{});
    CHECK(s.model.unit.help.size() == 1);
    s.say(DoneTouched{});
    CHECK(s.at() == NeedsScreen::name);
    CHECK(s.model.citizen.choices.purpose == visit::Purpose::Money);
    s.say(BackTouched{}).say(BackTouched{}).say(HelpTouched{}).say(DoneTouched{});
    CHECK(s.at() == HomeScreen::name);
}

TEST_CASE("A colleague's badge takes over the PIN page, and no try counts against who scanned before") {
    Story s;
    s.say(BadgeTouched{}).say(Scanned{"mette"}).say(KeyTouched{"1"}).say(Scanned{"jonas"});
    CHECK(std::get<PinScreen>(s.model.door->screen).caseworker == "jonas");
    CHECK(std::get<PinScreen>(s.model.door->screen).digits == 0);
    s.say(Scanned{"AD-JOB1"});  // no badge: nothing
    CHECK(std::get<PinScreen>(s.model.door->screen).caseworker == "jonas");
    for (const char digit : std::string("246810")) s.say(KeyTouched{std::string(1, digit)});
    CHECK(s.model.staff->caseworker == "jonas");
    CHECK(s.model.lockouts.empty());
}

TEST_CASE("An interpreter is asked for in the citizen's language, and Danish is none") {
    const auto asked_in = [](const std::string& language) {
        Story s;
        s.model.languages = {"da", "ar"};
        s.open_shift().say(LanguageTouched{language});
        s.say(TalkTouched{}).say(PurposeTouched{visit::Purpose::Money}).say(NeedTouched{visit::Need::Interpreter});
        s.say(NextTouched{}).say(WhomTouched{visit::Whom::Anyone});
        return s.model.unit.visits.at(0).choices.interpreter_language;
    };
    CHECK(asked_in("ar") == "ar");
    CHECK(asked_in("da").empty());
}

TEST_CASE("Who said to go home is before nobody, though the place is kept") {
    Story s;
    s.open_shift().check_in();
    const visit::VisitId first = s.model.citizen.visit;
    s.say(DoneTouched{}).check_in();
    const visit::VisitId second = s.model.citizen.visit;
    CHECK(flow::before(s.model, second) == 1);
    s.say(DoneTouched{}).say(MySignTouched{}).say(SignTouched{first}).say(LeaveTouched{}).say(LeaveConfirmed{});
    CHECK(flow::before(s.model, second) == 0);
    CHECK(visit::find(s.model.unit, first) != nullptr);
    CHECK(flow::before(s.model, "nobody") == 0);
}

TEST_CASE("A call-back is promised for hours in which somebody is there") {
    const calendar::Date friday{2026, 12, 4}, monday{2026, 12, 7};
    visit::UnitHours hours;
    for (std::size_t day = 0; day < 5; ++day) {
        hours.door.days.at(day) = {{{9, 0}, {day == 4 ? 12 : 15, 0}}};
        hours.telephone.days.at(day) = {{{9, 0}, {10, 0}}};
    }
    const auto at = [&](calendar::TimeOfDay time, When when) { return call_window(hours, {friday, time}, when); };
    const CallWindow noon = at({8, 0}, When::Noon);
    CHECK(noon.day == friday);
    CHECK(noon.until == calendar::TimeOfDay{12, 0});  // the door shuts then
    const CallWindow afternoon = at({8, 0}, When::Afternoon);
    CHECK(afternoon.day == monday);
    CHECK(afternoon.from == calendar::TimeOfDay{13, 0});
    CHECK(at({12, 59}, When::AnyTime).day == monday);
    CHECK(at({12, 59}, When::AnyTime).from == calendar::TimeOfDay{9, 0});
    for (auto& spans : hours.door.days) spans.clear();
    CHECK(at({8, 0}, When::Afternoon).from == calendar::TimeOfDay{9, 0});  // only ever in the telephone's hour
    for (auto& spans : hours.telephone.days) spans.clear();
    CHECK(at({8, 0}, When::Afternoon).day == friday);  // nobody has said any hours
}

TEST_CASE("Thanks and the questions after a conversation are in the visit's language, and gone with the citizen") {
    Story s;
    s.model.languages = {"da", "ar"};
    s.open_shift().say(LanguageTouched{"ar"}).check_in();
    const visit::VisitId visit = s.model.citizen.visit;
    s.say(DoneTouched{}).sign_in().say(CallTouched{visit}).say(StartConversationTouched{});
    s.say(EndConversationTouched{}).say(OutcomeTouched{visit::Outcome::Helped});
    CHECK(s.at() == FacesScreen::name);
    CHECK(s.model.citizen.language == "ar");
    s.say(DoneTouched{});
    CHECK(s.model.citizen.language == "da");
    s.say(LanguageTouched{"ar"}).check_in();
    const visit::VisitId second = s.model.citizen.visit;
    s.say(DoneTouched{}).say(LanguageTouched{"ar"}).say(MySignTouched{}).say(SignTouched{second});
    s.say(LeaveTouched{}).say(LeaveConfirmed{});
    CHECK(s.at() == ThanksScreen::name);
    CHECK(s.model.citizen.language == "ar");
    s.say(DoneTouched{});
    CHECK(s.model.citizen.language == "da");
}
