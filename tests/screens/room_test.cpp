// The second display: what the room reads, in which languages, and what it can never read.
#include <catch2/catch_test_macros.hpp>

#include "flow/room.hpp"
#include "samples.hpp"
#include "shell/room_display.hpp"
#include "support/paths.hpp"
#include "visit/fold.hpp"
#include "widgets/audit.hpp"

using namespace aaben;

namespace {

const tests::Stage& stage() {
    static const tests::Stage opened(tests::source_dir() + "/assets");
    return opened;
}

constexpr widgets::Metrics panels[] = {{1920, 1080, 201}, {1080, 1920, 201}, {1280, 800, 149}, {800, 1280, 149}};

widgets::Tree tree_of(const flow::Model& model, const widgets::Metrics& metrics = panels[0]) {
    widgets::Ui ui(*stage().typesetter);
    screens::draw_room(model, stage().assets(), metrics, ui);
    return ui.tree();
}

// A unit in which everything that names a person is one word.
const std::string secret = "Hemmelig";

flow::Model full_of_secrets() {
    flow::Model m = tests::unit_with_people();
    const std::int64_t now = m.now_ms.ms;
    for (visit::Visit& each : m.unit.visits) {
        each.choices.call_me = secret, each.choices.interpreter_language = secret;
        each.choices.purpose = visit::Purpose::Money, each.choices.needs.put(visit::Need::QuietPlace);
        each.choices.letter = visit::CarriedLetter{secret, {}};
    }
    REQUIRE(visit::apply(m.unit, visit::Called{"visit-0", "shift-1"}, now));
    m.unit.help.push_back({"help-1", now});
    m.unit.alarms.push_back({"alarm-1", now, "shift-2"});
    m.help_calls = {{"help-2", true, now, secret, 0, secret, true}};
    m.citizen.choices.call_me = secret, m.citizen.letter.type = secret;
    m.citizen.screen = flow::NameScreen{secret};
    flow::Staff& staff = m.staff.emplace();
    staff.caseworker = "mette", staff.notes = {{flow::NoteKind::Brief, "visit-0", secret, now}};
    staff.record.record.tell_next = secret;
    for (visit::Caseworker& person : m.roster.people) person.name += " " + secret, person.direct_phone = secret;
    return m;
}

}  // namespace

TEST_CASE("The second display keeps the rules of every screen, whatever is called") {
    for (const widgets::Metrics& panel : panels)
        for (const tests::Sample& sample : tests::room_samples()) {
            INFO(panel.width_px << "×" << panel.height_px << " " << sample.name);
            for (int minute = 0; minute < 10; ++minute) {  // another language each
                flow::Model model = sample.model;
                model.now_ms += std::int64_t{minute} * 60'000;
                CHECK(widgets::audit(tree_of(model, panel), panel) == std::vector<std::string>{});
            }
        }
}

TEST_CASE("The room learns signs and who calls, and no name, choice, alarm or note of anybody") {
    const flow::Model secrets = full_of_secrets();
    const widgets::Tree tree = tree_of(secrets);
    INFO(to_text(tree));
    CHECK_FALSE(tree.sees(secret));
    CHECK_FALSE(tree.sees("kollega"));
    CHECK(tree.sees("Gå hen til Mette"));
    CHECK(tree.sees("Der blev bedt om hjælp"));
    const flow::Model room = flow::for_the_room(secrets);
    REQUIRE(room.unit.visits.size() == 1);  // who waits is not there at all
    CHECK(room.unit.visits[0].choices.call_me.empty());
    CHECK_FALSE(room.unit.visits[0].choices.letter);
    CHECK_FALSE(room.unit.visits[0].choices.purpose);
    CHECK(room.unit.alarms.empty());
    CHECK(room.help_calls.empty());
    CHECK_FALSE(room.staff);
    CHECK(room.citizen.choices == visit::Choices{});
    for (const visit::Caseworker& person : room.roster.people) CHECK(person.name.find(secret) == std::string::npos);
}

TEST_CASE("A call stands in its own language and in Danish; who wants to be fetched silently is not on the display") {
    flow::Model m = tests::unit_with_people();
    m.unit.visits[0].choices.language = "pl";
    REQUIRE(visit::apply(m.unit, visit::Called{m.unit.visits[0].id, "shift-1"}, m.now_ms));
    CHECK(tree_of(m).sees("Gå hen til Mette"));
    CHECK(tree_of(m).sees("Mette"));
    const auto polish = stage().words->get(text::Key::sign_come_to, "pl", {{"name", "Mette"}});
    CHECK(tree_of(m).sees(polish));
    m.unit.visits[0].choices.needs.put(visit::Need::FetchSilently);
    CHECK_FALSE(tree_of(m).sees("Gå hen til Mette"));
    CHECK_FALSE(tree_of(m).sees(polish));
}

TEST_CASE("A new call comes and goes once a second for twenty seconds, then the display sleeps until the minute") {
    flow::Model m = tests::unit_with_people();
    REQUIRE(visit::apply(m.unit, visit::Called{m.unit.visits[0].id, "shift-1"}, m.now_ms));
    CHECK(flow::room_wait_ms(m, m.now_ms, MonoMs{2'300}) == 700);
    CHECK(flow::room_wait_ms(m, m.now_ms + 19'999, MonoMs{2'000}) == 1'000);
    CHECK(flow::room_wait_ms(m, m.now_ms + 21'000, MonoMs{2'000}) == 39'000);
    widgets::Ui ui(*stage().typesetter);
    const auto differs_at = [&](std::int64_t after_ms) {
        flow::Model later = m;
        later.now_ms += after_ms, later.mono_ms = MonoMs{after_ms};
        screens::draw_room(later, stage().assets(), panels[0], ui);
        return ui.drawing_differs();
    };
    (void)differs_at(0), (void)differs_at(0);
    CHECK(differs_at(1'000));
    CHECK_FALSE(differs_at(1'400));
    CHECK(differs_at(2'000));
    CHECK(differs_at(20'000 - 1'000 + 0));  // lit or not, by the second
    (void)differs_at(22'000);
    CHECK_FALSE(differs_at(23'000));
}

TEST_CASE("The second display is named by its output or its size, and by nothing else") {
    CHECK(shell::read_room_wish("output 1")->output == 1);
    CHECK(shell::read_room_wish("1920x1080")->width_px == 1920);
    for (const char* bad : {"", "output 0", "output 8", "output", "1", "1920", "1920x1080x2", "100x100", "9000x100"})
        CHECK_FALSE(shell::read_room_wish(bad));
}
