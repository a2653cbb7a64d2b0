// Every sentence about time, people and connection is derived from what is true, and said relative to now. Held at the
// edges: midnight, opening and closing, a break, a holiday, the last minute.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "fakes/glass.hpp"

using namespace aaben;
using fakes::Glass;

namespace {

constexpr widgets::Metrics panel{1280, 800, 149};

flow::Model at(calendar::Local now, flow::Model model = tests::unit_with_people()) {
    model.now_ms = calendar::wall_ms(now);
    model.unit.day = now.date;
    model.unit.visits.clear();
    return model;
}

flow::Model nobody_at(calendar::Local now) {
    flow::Model model = at(now);
    model.unit.shifts.clear();
    return model;
}

// Also the small line of a tile, which is read out with its label.
bool reads(const Glass& g, std::string_view words) {
    return std::ranges::any_of(g.tree().nodes, [&](const widgets::Node& node) {
        return !node.covered &&
               (node.label.find(words) != std::string::npos || node.spoken.find(words) != std::string::npos);
    });
}

constexpr calendar::Date monday{2026, 11, 23}, friday{2026, 11, 27}, saturday{2026, 11, 28}, sunday{2026, 11, 29};
constexpr calendar::Date before_christmas{2026, 12, 23};  // a Wednesday; the 24th to the 26th are closed

}  // namespace

TEST_CASE("when the door opens and the telephone is answered is said relative to now") {
    struct Line {
        calendar::Local now;
        std::vector<std::string> sees;
    };
    const std::vector<Line> lines{
        {{monday, {0, 0}}, {"Vi åbner", "I dag", "kl. 9.00 til 15.00", "Den åbner i dag kl. 9.00."}},
        {{monday, {8, 59}}, {"Vi åbner", "I dag", "Telefonen er lukket nu. Den åbner i dag kl. 9.00."}},
        {{monday, {9, 0}}, {"Døren er åben", "Nu og til kl. 15.00", "Telefonen er åben nu, til kl. 10.00."}},
        {{monday, {9, 59}}, {"Døren er åben", "Telefonen er åben nu, til kl. 10.00."}},
        {{monday, {10, 0}}, {"Døren er åben", "Telefonen er lukket nu. Den åbner i morgen kl. 9.00."}},
        {{monday, {14, 59}}, {"Døren er åben", "Nu og til kl. 15.00"}},
        {{monday, {15, 0}}, {"Vi åbner", "I morgen", "kl. 9.00 til 15.00"}},
        {{friday, {15, 0}}, {"Vi åbner", "Mandag", "Den åbner mandag kl. 9.00."}},
        {{friday, {23, 59}}, {"Mandag"}},
        {{saturday, {0, 0}}, {"Mandag"}},
        {{sunday, {12, 0}}, {"I morgen", "Den åbner i morgen kl. 9.00."}},
        {{before_christmas, {14, 59}}, {"Nu og til kl. 15.00"}},
        {{before_christmas, {15, 0}}, {"Mandag", "Den åbner mandag kl. 9.00."}},
    };
    for (const Line& line : lines) {
        INFO(calendar::to_string(line.now.date) << " " << calendar::to_string(line.now.time));
        Glass g(panel, nobody_at(line.now));
        g.tap("Jeg vil tale med nogen");
        REQUIRE(g.screen() == flow::NobodyHereScreen::name);
        for (const std::string& words : line.sees) {
            INFO(words);
            CHECK(reads(g, words));
        }
    }
}

TEST_CASE("hours of a whole day are not read out, and what is more than a week away has its date") {
    flow::Model model = nobody_at({friday, {11, 0}});
    model.hours.door.days[4] = model.hours.telephone.days[4] = {{{0, 0}, {23, 59}}};
    Glass g(panel, model);
    g.tap("Jeg vil tale med nogen");
    CHECK(reads(g, "Hele døgnet"));
    CHECK(reads(g, "Telefonen er åben hele døgnet."));
    CHECK_FALSE(reads(g, "23.59"));
    flow::Model holiday = nobody_at({friday, {16, 0}});
    for (int day = 0; day < 9; ++day)
        holiday.hours.door.exceptions.emplace_back(calendar::add_days(friday, day), std::vector<visit::Span>{});
    Glass away(panel, holiday);
    CHECK(reads(away, "Vi åbner mandag den 7.\u00a0december"));
}

TEST_CASE("a call-back is promised for hours that have not begun, with the day and the number") {
    struct Line {
        calendar::Local now;
        std::string part, says;
    };
    const std::vector<Line> lines{
        {{monday, {8, 59}}, "Om morgenen", "I dag kl. 9.00 til 10.00"},  // the door opens at nine
        {{monday, {9, 0}}, "Om morgenen", "I morgen kl. 9.00 til 10.00"},
        {{monday, {23, 59}}, "Om morgenen", "I morgen kl. 9.00 til 10.00"},
        {{friday, {12, 59}}, "Om eftermiddagen", "I dag kl. 13.00 til 15.00"},
        {{friday, {13, 0}}, "Om eftermiddagen", "Mandag kl. 13.00 til 15.00"},
        {{saturday, {0, 0}}, "Når som helst", "Mandag kl. 9.00 til 15.00"},
        {{before_christmas, {16, 0}}, "Midt på dagen", "Mandag kl. 10.00 til 13.00"},
    };
    for (const Line& line : lines) {
        INFO(calendar::to_string(line.now.date) << " " << calendar::to_string(line.now.time) << " " << line.part);
        flow::Model model = nobody_at(line.now);
        model.sync.online = true;
        Glass g(panel, model);
        g.tap("Ring mig op").type("20304050").tap("Videre");
        CHECK(reads(g, line.says));
        g.tap(line.part).tap("Bolig");
        CHECK(reads(g, "Vi ringer til 20\u00a030\u00a040\u00a050"));
        CHECK(reads(g, line.says));
    }
    flow::Model away = nobody_at({monday, {12, 0}});
    away.sync.online = false;
    Glass g(panel, away);
    g.tap("Ring mig op").type("20304050").tap("Videre").tap("Om morgenen").tap("Bolig");
    CHECK(reads(g, "Vi sender det, når nettet er tilbage."));
    CHECK_FALSE(reads(g, "I morgen kl."));  // no day is promised that the network must first allow
}

TEST_CASE("until when somebody is here ends with the last minute") {
    Glass before(panel, at({monday, {11, 59}}));
    CHECK(reads(before, "Der er nogen her til kl.\u00a012.00"));
    Glass after(panel, at({monday, {12, 0}}));
    CHECK(reads(after, "Her er"));
    CHECK_FALSE(reads(after, "Der er nogen her til"));
}

TEST_CASE("a break is nobody, and nobody is promised") {
    flow::Model pause = at({monday, {11, 0}});
    for (visit::Shift& shift : pause.unit.shifts) shift.on_break = true;
    Glass g(panel, pause);
    CHECK(reads(g, "Vi holder pause lige nu"));
    CHECK_FALSE(reads(g, "Så kalder vi på dig"));
    g.tap("Jeg vil tale med nogen").tap("Tjek ind og vent").tap("Penge").tap("Videre");
    CHECK_FALSE(reads(g, "Det går som regel hurtigst"));
    g.tap("Den første, der har tid");
    CHECK(reads(g, "Du er først i køen"));
    CHECK(reads(g, "Der er ingen her lige nu. Din plads er gemt."));
    CHECK_FALSE(reads(g, "Du er den næste"));
    visit::Unit back = g.world.model.unit;
    for (visit::Shift& shift : back.shifts) shift.on_break = false;
    g.say(flow::UnitSeen{back});
    CHECK(reads(g, "Du er den næste"));
}

TEST_CASE("being offline never takes the place of what reassures") {
    flow::Model model = at({monday, {11, 0}});
    model.sync.online = false;
    Glass g(panel, model);
    g.tap("Jeg vil tale med nogen").tap("Penge").tap("Videre");
    CHECK(reads(g, "Det går som regel hurtigst"));
    g.tap("Den første, der har tid");
    CHECK(reads(g, "Vi kalder på dit tegn."));
    CHECK(reads(g, "Skærmen lukker selv. Din plads er gemt."));
    CHECK(reads(g, "Gemt her. Bliver sendt, når nettet er tilbage."));
}

TEST_CASE("a kiosk that is ended, was never enrolled or cannot save says so at home, promises nothing, and names 112") {
    const auto changed = [](auto&& change) {
        flow::Model model = nobody_at({monday, {11, 0}});
        change(model);
        return model;
    };
    const std::vector<flow::Model> models{
        changed([](flow::Model& m) { m.sync.revoked = true, m.sync.enrolled = false; }),
        changed([](flow::Model& m) { m.sync.enrolled = false; }),
        changed([](flow::Model& m) { m.trouble = flow::Trouble::DiskFull; }),
        changed([](flow::Model& m) { m.trouble = flow::Trouble::JournalTooNew; })};
    flow::Model without_number = models[1];
    without_number.hours.main_phone.clear();
    CHECK(reads(Glass(panel, without_number), "Skærmen er ikke i brug."));
    for (const flow::Model& model : models) {
        Glass g(panel, model);
        g.world.fails = flow::cannot_save(model.trouble);
        CHECK(reads(g, "72\u00a010\u00a070\u00a000"));
        CHECK(reads(g, flow::cannot_save(model.trouble) ? "Skærmen kan ikke gemme." : "Skærmen er ikke i brug."));
        for (const char* promise : {"Så kalder vi på dig", "Vi kan ringe", "Vi kan også ringe", "Du kan tjekke ind"}) {
            INFO(promise);
            CHECK_FALSE(reads(g, promise));
        }
        g.tap("Nogen skal komme nu");
        CHECK(reads(g, "112"));
        CHECK(reads(g, "72\u00a010\u00a070\u00a000"));
        CHECK(g.faults() == std::vector<std::string>{});
    }
    Glass ended(panel, models[0]);
    ended.tap("Jeg vil tale med nogen");
    CHECK_FALSE(reads(ended, "Tjek ind og vent"));
    CHECK_FALSE(reads(ended, "Vi kan ringe"));
}
