// Stories of the staff's side: six people waiting, a colleague who calls for help, a break, a sign that was given
// twice, and names that nobody planned for.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "fakes/glass.hpp"

using namespace aaben;
using fakes::Glass;

namespace {
constexpr widgets::Metrics landscape{1280, 800, 149}, portrait{800, 1280, 149};
constexpr widgets::Metrics glasses[] = {landscape, portrait, {1920, 1080, 141}, {1080, 1920, 102}};

flow::Model with_waiting(std::size_t people) {
    flow::Model m = tests::unit_with_people();
    while (m.unit.visits.size() < people) {
        const std::string id = "further-" + std::to_string(m.unit.visits.size());
        const visit::Act in = visit::CheckedIn{id, visit::next_sign(m.unit, m.unit.day), {}};
        REQUIRE(visit::apply(m.unit, in, m.now_ms).ok());
    }
    return m;
}

struct SignedIn : Glass {
    SignedIn(const widgets::Metrics& panel, flow::Model model) : Glass(panel, std::move(model)) {
        tap("Personale").scan("mette").type("246810");
        REQUIRE(screen() == flow::StaffQueueScreen::name);
    }
};

std::size_t rows(const Glass& g) {
    return static_cast<std::size_t>(std::ranges::count_if(g.tree().nodes, [](const widgets::Node& node) {
        return node.role == widgets::Role::ListItem && !node.hit.empty();
    }));
}

std::vector<std::string> none() {
    return {};
}
}  // namespace

TEST_CASE("The queue shows six people lying and four upright, with an alert, messages and a second page") {
    for (const widgets::Metrics& panel : glasses) {
        flow::Model m = with_waiting(9);
        m.unit.alarms.push_back({"alarm-1", m.now_ms, "shift-2"});
        SignedIn g(panel, m);
        g.say(flow::NotesOpened{"mette", {{flow::NoteKind::Brief, "visit-7", "Kommer kl. 11.", m.now_ms}}});
        INFO(panel.width_px << "×" << panel.height_px << "\n" << to_text(g.tree()));
        CHECK(g.sees("En kollega har brug for hjælp"));
        CHECK(g.sees("Beskeder (1)"));
        CHECK(g.sees("9 venter"));
        CHECK(rows(g) >= (panel.portrait() ? 4U : 6U));
        CHECK(g.faults() == none());
    }
}

TEST_CASE("The queue opens on its first page, also for who locked it on another") {
    SignedIn g(landscape, with_waiting(9));
    const std::string next = g.world.model.unit.visits.front().id;
    g.tap("Næste side");
    CHECK(g.sees("2 / 2"));
    g.tap("Lås").tap("Personale").scan("mette").type("246810");
    CHECK(g.sees("1 / 2"));
    g.tap("Kald");
    CHECK(std::get<visit::Called>(g.world.acts.back()).visit == next);
}

TEST_CASE("A conversation is written down by touch, kept behind the lock, and found again by badge and PIN") {
    for (const widgets::Metrics& panel : glasses) {
        SignedIn g(panel, with_waiting(3));
        const std::string visit = visit::queue(g.world.model.unit).front()->id;
        g.tap("Kald").tap("Start samtale").tap("Skriv ned").tap("Gæld").tap("Aftaler").tap("Ny aftale");
        INFO(panel.width_px << "×" << panel.height_px << "\n" << to_text(g.tree()));
        g.tap("Netværksmøde").tap("Sammen").tap("Aftal en dag").tap("+1 dag");
        CHECK(g.faults() == none());
        g.tap("Aftalt").tap("Tilbud").tap("Nyt tilbud").tap("Småjob").tap("13 uger");
        CHECK(g.faults() == none());
        g.tap("Gem tilbud").tap("Samtykke").tap("Min læge\nikke spurgt");
        CHECK(visit::standing_consent(g.world.records.at(visit), visit::Service::OwnDoctor));
        g.tap("Hvordan går det?").tap("4").tap("Fortæl den næste").tap("Skriv").tap("J").tap("O").tap("Gem");
        CHECK(g.sees("Jo"));
        const visit::Record saved = g.world.records.at(visit);
        CHECK(saved.topics.has(visit::Topic::Debt));
        REQUIRE(saved.agreements.size() == 1);
        CHECK(saved.agreements[0].by == calendar::Date{2026, 12, 1});
        CHECK(saved.offers.at(0).kind == visit::OfferKind::SmallJob);
        CHECK(saved.indicators[0] == 4);
        g.tap("Lås");
        CHECK(g.world.model.pending.empty());
        CHECK_FALSE(g.world.model.staff);
        g.tap("Personale").scan("mette").type("246810").tap("Skriv ned").tap("Aftaler");
        CHECK(g.sees("Netværksmøde"));
        CHECK(g.faults() == none());
    }
}

TEST_CASE("The door closes earlier today by four touches, and the first screen says so to who comes") {
    for (const widgets::Metrics& panel : glasses) {
        SignedIn g(panel, with_waiting(2));
        INFO(panel.width_px << "×" << panel.height_px);
        g.tap("I dag");
        CHECK(g.faults() == none());
        g.tap("Åbent til kl. 15.00");
        CHECK(g.faults() == none());
        g.tap("11.30");
        INFO(to_text(g.tree()));
        CHECK(g.sees("Åbent til kl. 11.30"));
        g.tap("Lås");
        CHECK(g.sees("11.30"));  // until when somebody is here
        CHECK(g.faults() == none());
        g.tap("Personale").scan("mette").type("246810").tap("I dag").tap("Åbent til kl. 11.30").tap("Som planlagt");
        CHECK(g.sees("Åbent til kl. 15.00"));
    }
}

TEST_CASE("Advice is two touches from a visit and its conversation, and leads back to them") {
    for (const widgets::Metrics& panel : glasses) {
        SignedIn g(panel, with_waiting(3));
        INFO(panel.width_px << "×" << panel.height_px);
        g.tap("Kald").tap("Start samtale").tap("Råd til samtalen").tap("Angst");
        INFO(to_text(g.tree()));
        CHECK(g.sees("Undgå"));
        CHECK(g.sees("Ingen fagperson har læst rådet endnu."));
        CHECK(g.faults() == none());
        g.tap("Tilbage").tap("Tilbage");
        CHECK(g.screen() == flow::StaffConversationScreen::name);
    }
}

TEST_CASE("How much is not sent and how many wait are told in different words") {
    flow::Model m = with_waiting(4);
    m.sync.unreceipted = 4;
    SignedIn g(landscape, m);
    CHECK(g.sees("4 venter"));
    CHECK(g.sees("4 ikke sendt"));
}

TEST_CASE("Who was missed says so, and who was given to a colleague is not the next of mine") {
    for (const widgets::Metrics& panel : {landscape, portrait}) {
        SignedIn g(panel, with_waiting(5));
        const std::string first = g.world.model.unit.visits.front().id;
        g.tap("Kald").tap("Lås").tap("Personale").scan("mette").type("246810").tap("Kom ikke");
        CHECK(g.sees("kaldt 1×"));
        g.tap("Kald");
        CHECK(std::get<visit::Called>(g.world.acts.back()).visit == first);
        g.tap("Start samtale").tap("Giv videre").tap("Jonas Prøve");
        INFO(to_text(g.tree()));
        CHECK(g.sees("givet til Jonas"));
        CHECK(g.faults() == none());
        g.tap("Kald");
        CHECK(std::get<visit::Called>(g.world.acts.back()).visit != first);
    }
}

TEST_CASE("Two signs of one person: the glass says which stays, and 'Fortryd' says what it takes back") {
    for (const widgets::Metrics& panel : {landscape, portrait}) {
        SignedIn g(panel, with_waiting(3));
        g.say(flow::VisitTouched{"visit-0"}).tap("Saml to");
        const visit::Visit other = *visit::find(g.world.model.unit, "visit-2");
        g.say(flow::SignTouched{"visit-2"});
        CHECK(g.screen() == flow::StaffAskScreen::name);
        CHECK(g.sees("Bliver"));
        CHECK(g.sees("Slutter"));
        CHECK(g.faults() == none());
        g.tap("Saml to");
        CHECK(visit::find(g.world.model.unit, "visit-2") == nullptr);
        CHECK(g.sees("Fortryd: Saml to · "));
        CHECK(g.faults() == none());
        g.say(flow::UndoTouched{});
        const visit::Visit* again = visit::find(g.world.model.unit, "visit-2");
        REQUIRE(again != nullptr);
        CHECK(again->sign == other.sign);
        CHECK(again->checked_in_ms == other.checked_in_ms);
        CHECK_FALSE(g.sees("Fortryd"));
    }
}

TEST_CASE("Ending a shift asks once while somebody waits, and not when nobody does") {
    SignedIn g(landscape, with_waiting(3));
    g.tap("Slut vagt");
    CHECK(g.sees("Vil du slutte vagten nu?"));
    CHECK(g.sees("3 venter stadig."));
    CHECK(g.faults() == none());
    g.tap("Tilbage");
    CHECK(g.screen() == flow::StaffQueueScreen::name);
    g.tap("Slut vagt").tap("Slut vagt");
    CHECK(g.screen() == flow::ShiftEndedScreen::name);

    flow::Model empty = tests::unit_with_people();
    empty.unit.visits.clear();
    SignedIn quiet(landscape, empty);
    quiet.tap("Slut vagt");
    CHECK(quiet.screen() == flow::ShiftEndedScreen::name);
}

TEST_CASE("Calling in a break asks, and then ends the break first") {
    SignedIn g(landscape, with_waiting(3));
    g.tap("Pause").tap("Kald");
    CHECK(g.sees("Du holder pause"));
    CHECK(g.faults() == none());
    g.tap("Slut pause og kald");
    CHECK(g.screen() == flow::StaffCallScreen::name);
    CHECK_FALSE(visit::shift_of(g.world.model.unit, "mette")->on_break);
}

TEST_CASE("Who is set aside is taken back, not called") {
    SignedIn g(landscape, with_waiting(3));
    g.say(flow::VisitTouched{"visit-0"}).tap("Sæt på pause");
    CHECK(g.sees("sat på pause"));
    g.tap("Tag fra pause");
    CHECK(visit::find(g.world.model.unit, "visit-0")->state == visit::State::Waiting);
}

TEST_CASE("The badge alone opens within its minutes after the PIN, and only during that shift") {
    flow::Model m = with_waiting(3);
    m.badge_alone_ms = std::int64_t{20} * 60'000;
    SignedIn g(landscape, m);
    const auto badge = [&] { g.tap("Personale").scan("mette"); };
    g.tap("Lås"), badge();
    CHECK(g.screen() == flow::StaffQueueScreen::name);
    g.tap("Lås").wait_s(21 * 60), badge();
    CHECK(g.screen() == flow::PinScreen::name);
    g.type("111111");  // a wrong one ends what the right one began
    g.say(flow::BackTouched{}), badge();
    CHECK(g.screen() == flow::PinScreen::name);
    g.type("246810").tap("Slut vagt").tap("Slut vagt").tap("Færdig"), badge();
    CHECK(g.screen() == flow::PinScreen::name);

    SignedIn never(landscape, with_waiting(3));
    never.tap("Lås").tap("Personale").scan("mette");
    CHECK(never.screen() == flow::PinScreen::name);
}

TEST_CASE("What the jobcenter refused is named, with why and what to do") {
    for (const widgets::Metrics& panel : {landscape, portrait}) {
        SignedIn g(panel, with_waiting(3));
        flow::Sync sync = g.world.model.sync;
        sync.quarantined = {{"e1", "visit.checked_in", "urn:aaben:problem:id-conflict"},
                            {"e2", "shift.started", "urn:aaben:problem:unknown-type"}};
        g.say(flow::SyncSeen{sync}).say(flow::SyncTouched{});
        CHECK(g.sees("Et tjek ind"));
        CHECK(g.sees("Jobcenteret har en anden udgave. Ring til driften."));
        CHECK(g.sees("Noget om en vagt"));
        CHECK(g.sees("Jobcenteret kender den ikke endnu. Send igen i morgen."));
        CHECK(g.faults() == none());
    }
}

TEST_CASE("The interpreter's language is seen on every glass, however much else was chosen") {
    for (const widgets::Metrics& panel : glasses) {
        flow::Model m = with_waiting(7);
        visit::Choices& all = m.unit.visits.front().choices;
        for (std::size_t i = 0; i < visit::need_names.size(); ++i) all.needs.put(static_cast<visit::Need>(i));
        all.interpreter_language = "ar", all.call_me = "Prøve", all.expected = true;
        SignedIn g(panel, m);
        INFO(to_text(g.tree()));
        CHECK(g.sees("arabisk"));
        CHECK(g.faults() == none());
    }
}

namespace {
// Fifty letters, with and without a place to break; an emoji; an override; isolates that do not match; Arabic.
constexpr std::string_view hostile[] = {"Anne-Margrethe Wollesen-Christoffersen Nørregaardx",
                                        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
                                        "Mette \U0001F600\U0001F44D\U0001F3FD Krogh",
                                        "Mette \u202Ehgork\u202C Krogh\u202E",
                                        "\u2069\u2069Mette \u2067Krogh",
                                        "محمد عبد الرحمن الخطيب بن عبد الله",
                                        " ",
                                        "Mette\nKrogh\tK"};

flow::Model named(flow::Model m, std::string_view name) {
    for (visit::Caseworker& person : m.roster.people) person.name = name;
    m.roster.unit_name = name;
    for (visit::Visit& one : m.unit.visits) one.choices.call_me = name;
    return m;
}

// What can be pressed, in its order, with its place.
std::vector<widgets::Rect> targets(const flow::Model& model, const widgets::Metrics& panel,
                                   std::vector<std::string>& faults) {
    static const tests::Stage stage(aaben::tests::source_dir() + "/assets");
    widgets::Ui ui(*stage.typesetter);
    screens::Messages out;
    screens::draw(model, stage.assets(), panel, ui, out);
    faults = widgets::audit(ui.tree(), panel);
    std::vector<widgets::Rect> all;
    for (const widgets::Node& node : ui.tree().nodes)
        if (!node.hit.empty()) all.push_back(node.hit);
    return all;
}
}  // namespace

TEST_CASE("No name moves a button, leaves the glass or lies over another text, on any screen of any size") {
    std::string found;
    for (const widgets::Metrics& panel : glasses)
        for (const tests::Sample& sample : tests::samples()) {
            std::vector<std::string> faults;
            const std::vector<widgets::Rect> plain = targets(sample.model, panel, faults);
            for (const std::string_view name : hostile) {
                const std::vector<widgets::Rect> now = targets(named(sample.model, name), panel, faults);
                // A sentence with a name in it may be longer; a button that is as wide as its words is on no screen.
                if (now != plain) faults.push_back("a button moved");
                for (const std::string& fault : faults)
                    found += "\n" + std::to_string(panel.width_px) + " " + sample.name + " '" + std::string(name) +
                             "': " + fault;
            }
        }
    INFO(found);
    CHECK(found.empty());
}
