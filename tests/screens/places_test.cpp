// Where things stand: every button does something, and what calls or ends never lies under a second tap.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "fakes/outside.hpp"
#include "samples.hpp"
#include "support/paths.hpp"
#include "widgets/audit.hpp"

using namespace aaben;

namespace {

constexpr widgets::Metrics panels[] = {{1280, 800, 149}, {800, 1280, 149}};

const tests::Stage& stage() {
    static const tests::Stage opened(aaben::tests::source_dir() + "/assets");
    return opened;
}

struct Seen {
    widgets::Tree tree;
    screens::Messages said;  // by a tap at the given place
};

Seen draw(const flow::Model& model, const widgets::Metrics& panel, std::optional<std::pair<float, float>> tap) {
    widgets::Ui ui(*stage().typesetter);
    Seen seen;
    screens::draw(model, stage().assets(), panel, ui, seen.said);
    if (tap) {
        ui.touch({widgets::TouchEvent::Kind::Down, tap->first, tap->second, 10'000'000, 0});
        ui.touch({widgets::TouchEvent::Kind::Up, tap->first, tap->second, 10'000'080, 0});
        screens::draw(model, stage().assets(), panel, ui, seen.said);
    }
    seen.tree = ui.tree();
    return seen;
}

// What cannot be taken back by the next touch: it calls somebody, or ends something.
bool is_consequence(const flow::Message& message) {
    return std::visit(
        []<class M>(const M&) {
            return std::is_same_v<M, flow::HelpTouched> || std::is_same_v<M, flow::LeaveConfirmed> ||
                   std::is_same_v<M, flow::MissedTouched> || std::is_same_v<M, flow::AlarmTouched> ||
                   std::is_same_v<M, flow::GoneTouched>;
        },
        message);
}

bool any_consequence(const screens::Messages& said) {
    return std::ranges::any_of(said, is_consequence);
}

fakes::Outside world_of(const flow::Model& model) {
    fakes::Outside world;
    world.model = model;
    world.wall = model.now_ms, world.mono = model.mono_ms;
    if (world.model.staff) world.model.staff->touched_ms = world.mono;  // somebody stands there now
    if (world.model.door) world.model.door->touched_ms = world.mono;
    return world;
}

struct Button {
    std::string sample;
    flow::Model model;
    widgets::Node node;
    screens::Messages said;
};

// Every button of every sample on one glass, with what it says when it is pressed.
std::vector<Button> every_button(const widgets::Metrics& panel) {
    std::vector<Button> all;
    for (const tests::Sample& sample : tests::samples()) {
        for (const widgets::Node& node : draw(sample.model, panel, std::nullopt).tree.nodes) {
            if (node.hit.empty() || node.covered || node.disabled) continue;
            const auto place = std::pair(node.hit.centre_x(), node.hit.centre_y());
            all.push_back({sample.name, sample.model, node, draw(sample.model, panel, place).said});
        }
    }
    return all;
}

const std::vector<Button>& buttons(std::size_t panel) {
    static const std::vector<Button> all[] = {every_button(panels[0]), every_button(panels[1])};
    return all[panel];
}

}  // namespace

TEST_CASE("Every button on every screen has an effect") {
    for (std::size_t panel = 0; panel < std::size(panels); ++panel) {
        CHECK(buttons(panel).size() > 300);
        for (const Button& button : buttons(panel)) {
            INFO(button.sample << ": " << button.node.label << " on " << panels[panel].width_px);
            CHECK_FALSE(button.said.empty());
            if (button.node.selected || button.node.role == widgets::Role::Key) continue;  // it is so already, or typed
            fakes::Outside world = world_of(button.model);
            world.model.languages.clear();
            for (const auto& one : stage().words->languages()) world.model.languages.push_back(one.tag);
            const std::string before = to_text(draw(world.model, panels[panel], std::nullopt).tree);
            for (const flow::Message& message : button.said) world.say(message);
            const bool silent_alarm = std::ranges::any_of(button.said, [](const auto& said) {
                return std::holds_alternative<flow::AlarmTouched>(said);  // nothing a threatening person could read
            });
            const bool changed = to_text(draw(world.model, panels[panel], std::nullopt).tree) != before;
            CHECK((changed || !world.effects.empty() || silent_alarm));
        }
    }
}

TEST_CASE("A second tap at the same place never calls anybody and never ends anything") {
    for (std::size_t panel = 0; panel < std::size(panels); ++panel) {
        for (const Button& button : buttons(panel)) {
            fakes::Outside world = world_of(button.model);
            for (const flow::Message& message : button.said) world.say(message);
            if (flow::screen_name(world.model) == flow::screen_name(button.model)) continue;
            const auto place = std::pair(button.node.hit.centre_x(), button.node.hit.centre_y());
            INFO(button.sample << ": " << button.node.label << ", then " << flow::screen_name(world.model) << " on "
                               << panels[panel].width_px);
            CHECK_FALSE(any_consequence(draw(world.model, panels[panel], place).said));
        }
    }
}

TEST_CASE("What calls or ends stands nowhere that 'Færdig' stands on any screen of the citizen") {
    for (std::size_t panel = 0; panel < std::size(panels); ++panel) {
        std::vector<const Button*> done, consequences;
        for (const Button& button : buttons(panel)) {
            if (button.model.staff || button.model.door) continue;
            const bool ends = std::ranges::any_of(
                button.said, [](const auto& said) { return std::holds_alternative<flow::DoneTouched>(said); });
            if (ends) done.push_back(&button);
            if (any_consequence(button.said)) consequences.push_back(&button);
        }
        CHECK(done.size() > 5);
        CHECK(consequences.size() > 2);
        for (const Button* one : consequences)
            for (const Button* other : done) {
                INFO(one->sample << ": " << one->node.label << " and " << other->sample << ": " << other->node.label
                                 << " on " << panels[panel].width_px);
                CHECK(widgets::common(one->node.hit, other->node.hit).empty());
            }
    }
}

TEST_CASE("Every letter keeps the rules on every card, in every language") {
    flow::Model model = tests::unit_with_people();
    std::string faults;
    for (const std::string& type : stage().letters->types())
        for (const language::Language& language : stage().words->languages())
            for (const widgets::Metrics& panel : panels)
                for (int card = 0; card < 6; ++card) {
                    model.citizen.screen = flow::LetterCardsScreen{};
                    model.citizen.language = language.tag;
                    model.citizen.letter.type = type, model.citizen.letter.card = card;
                    for (const std::string& fault : widgets::audit(draw(model, panel, std::nullopt).tree, panel))
                        faults.append("\n  ")
                            .append(type)
                            .append(" card ")
                            .append(std::to_string(card + 1))
                            .append(" on ")
                            .append(std::to_string(panel.width_px))
                            .append(": ")
                            .append(fault);
                }
    INFO(faults);
    CHECK(faults.empty());
}

TEST_CASE("Every page of the list of letters keeps the rules, in every language") {
    flow::Model model = tests::unit_with_people();
    std::string faults;
    for (const language::Language& language : stage().words->languages())
        for (const widgets::Metrics& panel : panels)
            for (const bool large : {false, true})
                for (int number = 0; number < 7; ++number) {
                    flow::LetterChooseScreen screen;
                    screen.page = number;
                    model.citizen.screen = screen;
                    model.citizen.language = language.tag, model.citizen.large = large;
                    for (const std::string& fault : widgets::audit(draw(model, panel, std::nullopt).tree, panel))
                        faults += "\n  page " + std::to_string(number + 1) + ": " + fault;
                }
    INFO(faults);
    CHECK(faults.empty());
}
