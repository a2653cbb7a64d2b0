// Every fact that kiosk-sync tells has a reader: told, carried to the glass, it changes what staff read on the page of
// the link. Only the proof of the time is for the clock and not for people.
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <utility>

#include "flow/update.hpp"
#include "folder/link_facts.hpp"
#include "samples.hpp"
#include "shell/effects.hpp"
#include "support/paths.hpp"

using namespace aaben;
using folder::LinkFacts;

namespace {

std::string read_by_staff(const flow::Model& before, const LinkFacts& link) {
    static const tests::Stage stage(tests::source_dir() + "/assets");
    shell::Effects effects({});
    const auto seen = effects.message_of(journal::events::OutboxSeen{.status = {}, .today = {}, .link = link}, before);
    REQUIRE(seen);
    const flow::Model model = flow::update(before, *seen, {before.now_ms, before.mono_ms, "id-1"}).model;
    widgets::Ui ui(*stage.typesetter);
    screens::Messages out;
    screens::draw(model, stage.assets(), {1280, 800, 149}, ui, out);
    std::string words;
    for (const widgets::Node& node : ui.tree().nodes) words += node.label + "\n";
    return words;
}

flow::Model page_of_the_link() {
    for (const tests::Sample& sample : tests::samples()) {
        if (flow::screen_name(sample.model) == flow::StaffSyncScreen::name) {
            flow::Model model = sample.model;
            model.staff->touched_ms = model.mono_ms;  // or the next message finds a staff part that locks itself
            return model;
        }
    }
    FAIL("no sample of the page of the link");
    return {};
}

void change(bool& value) {
    value = !value;
}
void change(std::int64_t& value) {
    value = 3LL * 3'600'000;
}
void change(std::string& value) {
    value = "a proof";
}

}  // namespace

TEST_CASE("Staff read in words every fact that kiosk-sync tells of the link") {
    const flow::Model page = page_of_the_link();
    LinkFacts well;
    well.online = well.enrolled = true;
    const std::string usual = read_by_staff(page, well);
    folder::each_fact(std::as_const(well), [&](const std::string& fact, const auto&) {
        LinkFacts told = well;
        folder::each_fact(told, [&](const std::string& name, auto& value) {
            if (name == fact) change(value);
        });
        INFO(fact);
        CHECK((read_by_staff(page, told) != usual) == (fact != "time_proof"));
    });
}
