// A caseworker's day at the glass beside the queue: when the door closes, who opened what, what the visits were about.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "flow_story.hpp"
#include "visit/day_figures.hpp"

using namespace aaben;
using namespace aaben::tests;

namespace {

template <class Act>
std::vector<Act> saved(const Story& g) {
    std::vector<Act> out;
    for (const visit::Act& act : g.acts)
        if (const auto* one = std::get_if<Act>(&act)) out.push_back(*one);
    return out;
}

visit::WeeklyHours nine_to_three() {
    visit::WeeklyHours hours;
    for (auto& day : hours.days) day = {{{9, 0}, {15, 0}}};
    return hours;
}

}  // namespace

TEST_CASE("Staff on shift close the door for today, and tomorrow is as the jobcenter says") {
    Story g;
    g.model.hours.door = nine_to_three();
    g.sign_in().say(DayTouched{}).say(ClosingTouched{});
    CHECK(g.at() == StaffDayScreen::name);  // nobody on shift says when the door closes
    g.say(BackTouched{}).say(StartShiftTouched{}).say(DayTouched{}).say(ClosingTouched{});
    CHECK(g.at() == StaffClosingScreen::name);
    g.say(ClosingPicked{calendar::TimeOfDay{12, 0}});
    CHECK(g.at() == StaffDayScreen::name);
    const calendar::Date today = local_now(g.model).date, tomorrow = calendar::add_days(today, 1);
    CHECK(door_hours(g.model).on(today) == std::vector<visit::Span>{{{9, 0}, {12, 0}}});
    CHECK(door_hours(g.model).on(tomorrow) == std::vector<visit::Span>{{{9, 0}, {15, 0}}});
    CHECK_FALSE(door_hours(g.model).open({today, {12, 0}}));
    CHECK(visit::next_opening(door_hours(g.model), {today, {12, 0}})->date == tomorrow);
    g.say(ClosingTouched{}).say(ClosingPicked{std::nullopt});
    CHECK(door_hours(g.model).on(today) == std::vector<visit::Span>{{{9, 0}, {15, 0}}});
}

TEST_CASE("A closing that cannot be saved changes no hours") {
    Story g;
    g.model.hours.door = nine_to_three();
    g.sign_in().say(StartShiftTouched{}).say(DayTouched{}).say(ClosingTouched{});
    g.fails = true;
    g.say(ClosingPicked{calendar::TimeOfDay{12, 0}});
    CHECK(door_hours(g.model).open({local_now(g.model).date, {14, 59}}));
}

TEST_CASE("Who opened a visit, a note or a record is written down each time") {
    Story g;
    g.open_shift().check_in().say(DoneTouched{});
    const std::string visit = g.model.unit.visits.at(0).id;
    g.sign_in().say(VisitTouched{visit}).say(BackTouched{}).say(VisitTouched{visit}).say(BackTouched{});
    const auto opened = saved<visit::Accessed>(g);
    REQUIRE(opened.size() == 2);
    CHECK(opened[0].caseworker == "mette");
    CHECK(opened[0].what == visit::Opened::Visit);
    CHECK(opened[0].ref == visit);
    g.say(VisitTouched{"nobody's"});
    CHECK(saved<visit::Accessed>(g).size() == 2);
    g.say(BackTouched{}).say(CallTouched{visit}).say(StartConversationTouched{}).say(RecordTouched{});
    g.say(TopicTouched{visit::Topic::Debt}).say(LockTouched{});
    CHECK(saved<visit::Accessed>(g).size() == 2);  // one's own, that one is writing
    g.sign_in();
    REQUIRE(saved<visit::Accessed>(g).size() == 3);
    CHECK(saved<visit::Accessed>(g)[2].what == visit::Opened::Record);
    CHECK(saved<visit::Accessed>(g)[2].ref == visit);
}

TEST_CASE("What a visit was about is counted when it ends, and nothing else of it is kept") {
    Story g;
    g.open_shift().check_in().say(DoneTouched{});
    const std::string visit = g.model.unit.visits.at(0).id;
    const auto money = static_cast<std::size_t>(visit::Purpose::Money);
    CHECK(g.model.tally.purposes.at(money) == 0);  // it is in the queue, and counted from there
    g.sign_in().say(CallTouched{visit}).say(StartConversationTouched{}).say(EndConversationTouched{});
    g.say(OutcomeTouched{visit::Outcome::Helped});
    CHECK(g.model.tally.purposes.at(money) == 1);
    CHECK(g.model.tally.since_ms == 0);
    g.wait(std::int64_t{24} * 3'600'000);
    g.check_in();
    CHECK(g.model.tally.purposes.at(money) == 0);  // another day
}

TEST_CASE("The day's figures count each person once, and the waits of those who were called") {
    visit::Unit unit;
    const WallMs nine = calendar::wall_ms({{2026, 11, 23}, {9, 0}});
    constexpr std::int64_t minute = 60'000;
    const auto act = [&](const visit::Act& a, std::int64_t at) { REQUIRE(visit::apply(unit, a, nine + at * minute)); };
    const auto come = [&](const char* id, std::int64_t at) {
        act(visit::CheckedIn{id, visit::next_sign(unit, {2026, 11, 23}), {}}, at);
    };
    act(visit::ShiftStarted{"s", "mette"}, 0);
    come("a", 0), come("b", 1), come("b-again", 2), come("c", 30), come("d", 65);
    act(visit::Merged{"b-again", "b"}, 3);
    act(visit::Called{"a", "s"}, 10), act(visit::ConversationStarted{"a", "s"}, 11);
    act(visit::ConversationEnded{"a", visit::Outcome::Helped}, 20);
    act(visit::LeftUnit{"c"}, 40);
    act(visit::Called{"b", "s"}, 51), act(visit::ConversationStarted{"b", "s"}, 52);
    const visit::DayFigures figures = visit::day_figures(unit);
    CHECK(figures.arrived.at(9) == 3);
    CHECK(figures.arrived.at(10) == 1);
    CHECK(figures.waits == std::array<int, 4>{0, 1, 0, 1});  // 10 minutes are the second bar's
    CHECK(figures.longest_wait_min == 50);
    CHECK(figures.talked == 1);
    CHECK(figures.talking == 1);
    CHECK(figures.waiting == 1);
    CHECK(figures.walked_away == 1);
}

TEST_CASE("A slip that did not come out can be asked for again, and a printer in trouble gives way to the telephone") {
    Story g;
    g.open_shift().say(DevicesSeen{false, Printer::Ready}).check_in();
    g.say(PrintTouched{}).say(PrintTouched{});
    const auto slips = [&] {
        return std::ranges::count_if(g.effects, [](const Effect& each) { return is<PrintSlip>(each); });
    };
    CHECK(slips() == 1);  // a second touch of an impatient hand makes no second slip
    CHECK(g.model.citizen.sign_slip == Slip::Asked);
    g.say(SlipPrinted{Printer::PaperOut});
    CHECK(g.at() == PhoneCodeScreen::name);  // who waits for the slip is told, and has its words in a code
    g.say(BackTouched{}).say(PrintTouched{});
    CHECK(slips() == 1);
    g.say(CodeTouched{});
    CHECK(g.at() == PhoneCodeScreen::name);
    g.say(BackTouched{}).say(PrinterSeen{Printer::Ready}).say(PrintTouched{}).say(SlipPrinted{Printer::Ready});
    CHECK(slips() == 2);
    CHECK(g.at() == CallSignScreen::name);
    CHECK(g.model.citizen.sign_slip == Slip::Out);
    g.say(PrintTouched{});
    CHECK(slips() == 2);                    // it is there
    g.say(PrinterSeen{Printer::PaperOut});  // behind it
    CHECK(g.at() == CallSignScreen::name);
    g.say(PrinterSeen{Printer::Ready}).say(PrintTouched{}).say(DoneTouched{}).say(SlipPrinted{Printer::Off});
    CHECK(g.at() == HomeScreen::name);  // who went on is not told of somebody else's slip
}

TEST_CASE("A card that is not for everybody's eyes is shown after a second touch, and 'Tilbage' leads to the list") {
    Story g;
    g.sign_in().say(DayTouched{}).say(GuidanceTouched{}).say(GuidancePicked{"tryghed", true});
    const auto shown = [&] { return std::get<StaffGuidanceScreen>(g.model.staff->screen); };
    CHECK(shown().asks);
    g.say(GuidancePicked{"tryghed"});
    CHECK_FALSE(shown().asks);
    CHECK(shown().topic == "tryghed");
    g.say(BackTouched{});
    CHECK(shown().topic.empty());
    g.say(GuidancePicked{"angst"});
    CHECK_FALSE(shown().asks);
}

TEST_CASE("A kiosk whose lists were taken away still says where it stands, and staff read what is not plugged in") {
    Story g;
    g.model.roster.unit_name = "Korskærparken";
    g.say(RosterSeen{});
    CHECK(g.model.roster.unit_name == "Korskærparken");
    g.say(DevicesSeen{.camera = false, .printer = Printer::None, .room_missing = true});
    CHECK(g.model.room_missing);
}

TEST_CASE(
    "Who closed the door lets nobody check in, also with the shift open, and hours that have not come close nothing") {
    Story g;
    CHECK(door_open(g.model));  // nobody knows the hours yet
    g.model.hours.door = nine_to_three();
    g.say(Ticked{});
    CHECK(door_open(g.model));
    g.sign_in().say(StartShiftTouched{}).say(DayTouched{}).say(ClosingTouched{});
    g.say(ClosingPicked{local_now(g.model).time}).say(LockTouched{}).say(TalkTouched{});
    CHECK(g.at() == NobodyHereScreen::name);
    CHECK_FALSE(door_open(g.model));
    g.say(DoneTouched{}).sign_in().say(DayTouched{}).say(ClosingTouched{}).say(ClosingPicked{std::nullopt});
    g.say(LockTouched{}).say(TalkTouched{});
    CHECK(g.at() == PurposeScreen::name);
}

TEST_CASE("A kiosk that the jobcenter ended checks nobody in, whoever is on shift") {
    Story g;
    g.open_shift();
    g.model.sync.revoked = true;
    g.say(TalkTouched{});
    CHECK(g.at() == NobodyHereScreen::name);
}

TEST_CASE("On a disk that takes nothing a visit opens all the same: a log keeps help from nobody") {
    Story g;
    g.open_shift().check_in().say(DoneTouched{});
    const std::string visit = g.model.unit.visits.at(0).id;
    g.sign_in();
    g.fails = true;
    g.say(VisitTouched{visit});
    CHECK(g.at() == StaffVisitScreen::name);
    CHECK(saved<visit::Accessed>(g).empty());
    CHECK(cannot_save(g.model.trouble));  // and the glass says so
}
