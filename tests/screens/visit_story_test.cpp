// The visit, line by line of what an open door needs, each in every language, landscape and portrait, with
// nothing but the glass and the rules: no network, no jobcenter. Words come from the language files, so that a story is
// the same story in every language.
#include <catch2/catch_test_macros.hpp>

#include "fakes/glass.hpp"
#include "support/paths.hpp"

using namespace aaben;
using fakes::Glass;
using text::Key;

namespace {

struct Teller {
    const text::Catalogue& words;
    std::string language;
    Glass glass;

    Teller(const text::Catalogue& catalogue, std::string tag, widgets::Metrics panel, flow::Model model)
        : words(catalogue), language(std::move(tag)), glass(panel, std::move(model)) {
        choose_language();
    }
    // Whoever comes to a forgotten glass finds it Danish.
    Teller& choose_language() {
        if (language != "da") glass.choose_language(words.language(language)->name);
        return *this;
    }
    Teller& tap(Key key) {
        glass.tap(words.get(key, language));
        INFO(language << " " << words.get(key, language));
        CHECK(glass.faults() ==
              std::vector<std::string>{});  // every step of every story keeps the rules of the screens
        return *this;
    }
    // With the Danish letters, where the language has letters of its own.
    void type_name(std::string_view letters) {
        if (language != "da" && !words.language(language)->letters.empty()) glass.say(flow::AlphabetTouched{});
        glass.type(letters);
    }
    [[nodiscard]] bool sees(Key key) const { return glass.sees(words.get(key, language)); }
    [[nodiscard]] const flow::Model& model() const { return glass.world.model; }
    [[nodiscard]] std::string_view at() const { return glass.screen(); }
    Teller& check_in() {
        return tap(Key::home_talk).tap(Key::purpose_money).tap(Key::common_next).tap(Key::whom_anyone);
    }
    [[nodiscard]] const visit::Visit& newest() const { return model().unit.visits.back(); }
};

flow::Model nobody_on_shift() {
    flow::Model m = tests::unit_with_people();
    m.unit.shifts.clear();
    for (visit::Visit& v : m.unit.visits)
        if (!v.shift.empty()) v.shift.clear(), v.state = visit::State::Waiting;
    return m;
}

template <class Story>
void everywhere(const Story& story, const flow::Model& model = tests::unit_with_people()) {
    static const text::Catalogue words =
        text::Catalogue::load(aaben::tests::source_dir() + "/assets/languages").value();
    for (const language::Language& language : words.languages())
        for (const widgets::Metrics panel : {widgets::Metrics{1280, 800, 149}, widgets::Metrics{800, 1280, 149}}) {
            INFO(language.tag << ", " << panel.width_px << "×" << panel.height_px);
            Teller teller(words, language.tag, panel, model);
            story(teller);
        }
}

}  // namespace

TEST_CASE("1: purposes, needs and whom, by picture, travel with the visit") {
    everywhere([](Teller& t) {
        t.tap(Key::home_talk)
            .tap(Key::purpose_illness)
            .tap(Key::need_quiet)
            .tap(Key::need_leaving_soon)
            .tap(Key::common_next);
        t.tap(Key::whom_mentor);
        CHECK(t.at() == flow::CallSignScreen::name);
        const visit::Choices& c = t.newest().choices;
        CHECK(c.purpose == visit::Purpose::Illness);
        CHECK(c.needs.has(visit::Need::QuietPlace));
        CHECK(c.needs.has(visit::Need::LeavingSoon));
        CHECK_FALSE(c.needs.has(visit::Need::Companion));
        CHECK(c.whom == visit::Whom::Mentor);
        CHECK(c.language == t.language);
    });
}

TEST_CASE("2: the call-sign says how many are before, and promises no time it does not know") {
    everywhere([](Teller& t) {
        t.check_in();
        CHECK(t.sees(Key::sign_checked_in));
        CHECK(t.sees(Key::sign_wait_unknown));
        t.tap(Key::common_done);
        CHECK(t.at() == flow::HomeScreen::name);
    });
}

TEST_CASE("3: a sign is found again; out, back, and gone") {
    everywhere([](Teller& t) {
        t.check_in().tap(Key::common_done).choose_language().tap(Key::home_have_sign);
        const visit::Visit mine = t.newest();
        t.glass.say(flow::SignTouched{mine.id});
        CHECK(t.sees(Key::sign_find_waiting));
        CHECK_FALSE(t.sees(Key::sign_services));  // what was chosen under a sign is not for whoever found it
        t.tap(Key::need_step_outside);
        CHECK(visit::find(t.model().unit, mine.id)->state == visit::State::Outside);
        t.tap(Key::sign_came_back);
        CHECK(visit::find(t.model().unit, mine.id)->state == visit::State::Waiting);
        t.tap(Key::sign_leave).tap(Key::sign_leave_no).tap(Key::sign_leave).tap(Key::sign_leave_yes);
        CHECK(visit::find(t.model().unit, mine.id));
        t.glass.wait_s(31 * 60);
        CHECK_FALSE(visit::find(t.model().unit, mine.id));
    });
}

TEST_CASE("4: nobody on site: the next opening, the number, and a call-back that leaves nothing behind") {
    everywhere(
        [](Teller& t) {
            t.tap(Key::home_talk);
            CHECK(t.at() == flow::NobodyHereScreen::name);
            CHECK(t.sees(Key::nobody_phone));
            t.tap(Key::home_call_me);
            t.glass.type("20304050");
            t.tap(Key::common_next).tap(Key::callback_afternoon).tap(Key::purpose_housing);
            CHECK(t.at() == flow::CallbackSavedScreen::name);
            const auto& asked = std::get<visit::CallbackRequested>(t.glass.world.acts.back());
            CHECK(asked.phone == "20304050");
            CHECK(asked.when == "afternoon");
            t.tap(Key::common_done);
            CHECK_FALSE(t.glass.sees("20 30 40 50"));
            CHECK(t.model().citizen.back.empty());  // the number went with the screens it was typed on
        },
        nobody_on_shift());
}

TEST_CASE("5: identification is optional, masked, and never an error") {
    everywhere([](Teller& t) {
        t.check_in().tap(Key::sign_have_meeting);
        t.glass.type("0101074111");
        CHECK_FALSE(t.glass.sees("0101074111"));
        t.tap(Key::common_next);
        CHECK(t.at() == flow::IdentifyDoneScreen::name);
        t.tap(Key::common_done).tap(Key::sign_have_meeting);
        t.glass.scan("http://rubbish.invalid");
        CHECK(t.sees(Key::identify_thanks));
    });
}

TEST_CASE("6: the name one wants to be called by is for staff, never on the glass afterwards") {
    everywhere([](Teller& t) {
        t.check_in().tap(Key::sign_say_name);
        t.type_name("KVIST");
        t.tap(Key::common_save);
        CHECK(t.at() == flow::CallSignScreen::name);
        CHECK(t.newest().choices.call_me.size() == 5);
        CHECK_FALSE(t.glass.sees(t.newest().choices.call_me));
    });
}

TEST_CASE("7: whom the citizen needs help to reach is there when the conversation starts") {
    everywhere([](Teller& t) {
        t.check_in()
            .tap(Key::sign_services)
            .tap(Key::service_debt_advice)
            .tap(Key::service_own_doctor)
            .tap(Key::common_save);
        CHECK(t.newest().choices.services.has(visit::Service::DebtAdvice));
        CHECK(t.newest().choices.services.has(visit::Service::OwnDoctor));
    });
}

TEST_CASE("8: 'Nogen skal komme nu' says honestly whether it reached somebody") {
    everywhere([](Teller& t) {
        t.tap(Key::home_help_now);
        CHECK(t.sees(Key::help_asked));
        visit::Unit unit = t.model().unit;
        REQUIRE(visit::apply(unit, visit::HelpAnswered{unit.help.at(0).id, "shift-1"}, t.glass.world.wall));
        t.glass.say(flow::UnitSeen{unit});
        CHECK(t.sees(Key::help_answered));
    });
    everywhere(
        [](Teller& t) {
            t.tap(Key::home_help_now);
            CHECK_FALSE(t.sees(Key::help_asked));
            CHECK(t.glass.sees("112"));
            CHECK(t.sees(Key::help_kept));
            CHECK(t.sees(Key::nobody_phone));
            REQUIRE(t.model().unit.help.size() == 1);  // saved all the same
            t.glass.say(flow::DoneTouched{});
            t.glass.tap("Nogen skal komme nu");  // asked again while the first call stands; home speaks Danish again
            CHECK(t.glass.sees("112"));
            CHECK_FALSE(t.glass.sees("Vi gemmer"));
            CHECK(t.model().unit.help.size() == 1);
            // Seen by somebody, and then another person asks: that is another call, and nobody has seen it.
            const WallMs now = t.glass.world.wall;
            t.glass.say(flow::HelpCallsSeen{{{t.model().unit.help.at(0).id, false, now, "Anna", now}}});
            CHECK(t.glass.sees("Anna"));
            t.glass.say(flow::DoneTouched{});
            t.glass.tap("Nogen skal komme nu");
            CHECK(t.model().unit.help.size() == 2);
            CHECK_FALSE(t.glass.sees("Anna"));
        },
        nobody_on_shift());
    flow::Model pause = tests::unit_with_people();
    for (visit::Shift& shift : pause.unit.shifts) shift.on_break = true;
    everywhere(
        [](Teller& t) {
            CHECK(t.sees(Key::home_pause));
            t.tap(Key::home_help_now);
            CHECK(t.glass.sees("112"));  // a break is nobody
            CHECK(t.sees(Key::help_kept_pause));
            CHECK_FALSE(t.sees(Key::help_kept));
        },
        pause);
    everywhere([](Teller& t) {
        t.glass.world.fails = true;
        t.tap(Key::home_help_now);
        CHECK(t.glass.sees("112"));
        CHECK(t.sees(Key::help_not_saved));
    });
}

TEST_CASE(
    "8: who at the jobcenter has seen a call stands where it was made, and another display's call on every screen") {
    everywhere([](Teller& t) {
        t.tap(Key::home_help_now);
        const std::string id = t.model().unit.help.at(0).id;
        const WallMs now = t.glass.world.wall;
        t.glass.say(flow::HelpCallsSeen{{{id, false, now, {}, 0}}});
        CHECK_FALSE(t.glass.sees("Anna"));
        t.glass.say(flow::HelpCallsSeen{{{id, false, now, "Anna", now}}});
        CHECK(t.glass.sees("Anna"));
        t.tap(Key::common_done);
        CHECK(t.glass.sees("Anna"));  // on the strip as well
    });
    everywhere([](Teller& t) {
        const WallMs now = t.glass.world.wall;
        const auto stands = [&] {
            return t.glass.sees(t.words.get(Key::help_strip_elsewhere, t.language, {{"time", "10.24"}})) ||
                   t.glass.sees(t.words.get(Key::help_strip_elsewhere, t.language, {{"time", "10:24"}}));
        };
        t.glass.say(flow::HelpCallsSeen{{{"elsewhere", true, now, {}, 0}}});
        CHECK(stands());
        t.tap(Key::home_talk);
        CHECK(stands());
        t.glass.say(flow::HelpCallsSeen{});
        CHECK_FALSE(stands());
    });
}

TEST_CASE("8: a call for help stands on the glass until it is answered, whoever comes to it") {
    const auto stands = [](const Teller& t) {
        return t.glass.sees(t.words.get(Key::help_strip, t.language, {{"time", "10.24"}})) ||
               t.glass.sees(t.words.get(Key::help_strip, t.language, {{"time", "10:24"}}));
    };
    everywhere([&](Teller& t) {
        t.tap(Key::home_help_now).tap(Key::common_done).choose_language();
        CHECK(stands(t));
        t.tap(Key::home_talk);
        CHECK(stands(t));
        visit::Unit unit = t.model().unit;
        REQUIRE(visit::apply(unit, visit::HelpAnswered{unit.help.at(0).id, "shift-1"}, t.glass.world.wall));
        t.glass.say(flow::UnitSeen{unit});
        CHECK_FALSE(stands(t));
    });
}

TEST_CASE("9: after a conversation: a face and at most one question, counted and bound to nobody") {
    flow::Model model = tests::unit_with_people();
    everywhere([](Teller& t) {
        t.glass.world.model.citizen.screen = flow::FacesScreen{};
        t.glass.say(flow::Ticked{});
        t.tap(Key::after_face_4).tap(Key::after_some_degree);
        CHECK(t.at() == flow::ThanksScreen::name);
        REQUIRE(t.glass.world.acts.size() == 2);
        CHECK(std::get<visit::FaceGiven>(t.glass.world.acts[0]).face == 4);
        CHECK(std::get<visit::CooperationRated>(t.glass.world.acts[1]).degree == visit::Cooperation::ToSomeDegree);
    });
}

TEST_CASE("10: nothing a citizen typed or chose can be seen by the next one") {
    everywhere([](Teller& t) {
        t.check_in().tap(Key::sign_say_name);
        t.type_name("KVIST");
        t.glass.wait_s(61);
        CHECK(t.sees(Key::idle_title));
        CHECK_FALSE(t.glass.sees("KVIST"));
        t.glass.wait_s(21);
        CHECK(t.at() == flow::HomeScreen::name);
        const flow::Citizen& c = t.model().citizen;
        CHECK((c.back.empty() && c.visit.empty() && !c.choices.purpose && c.language == "da"));
    });
}
