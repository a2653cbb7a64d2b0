// The audit is proven: a deliberately bad screen for every rule, and the audit names it.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <functional>

#include "samples.hpp"
#include "support/paths.hpp"
#include "widgets/audit.hpp"

using namespace aaben;
using widgets::Rect;
using widgets::Ui;

namespace {
const widgets::Metrics panel{1280, 800, 149};

text::Typesetter& typesetter() {
    static const tests::Stage opened(aaben::tests::source_dir() + "/assets");
    return *opened.typesetter;
}

std::vector<std::string> faults_of(const std::function<void(Ui&)>& screen) {
    Ui ui(typesetter());
    ui.begin({.metrics = panel, .language = "da", .screen = "bad"});
    screen(ui);
    ui.end();
    return widgets::audit(ui.tree(), panel);
}

bool names(const std::vector<std::string>& faults, std::string_view label, std::string_view what) {
    return std::any_of(faults.begin(), faults.end(), [&](const std::string& fault) {
        return fault.find("bad") == 0 && fault.find(label) != std::string::npos &&
               fault.find(what) != std::string::npos;
    });
}
}  // namespace

TEST_CASE("A good screen has no faults") {
    CHECK(faults_of([](Ui& ui) {
              ui.heading({40, 100, 600, 80}, "Hvad drejer det sig om?");
              ui.button({40, 300, 300, 118}, {.label = "Tilbage"});
              ui.button({360, 300, 300, 118}, {.label = "Videre"});
          }).empty());
}

TEST_CASE("The audit names a text that is cut") {
    const auto faults = faults_of([](Ui& ui) {
        ui.button({40, 300, 130, 118}, {.label = "Arbejdsmarkedsforanstaltninger og meget andet, som ikke er her"});
    });
    CHECK(names(faults, "Arbejdsmarked", "cut"));
}

TEST_CASE("The audit names a text that is too small") {
    const auto faults =
        faults_of([](Ui& ui) { ui.text({40, 40, 400, 60}, "Lille tekst", {.size = 14, .smallest = 14}); });
    CHECK(names(faults, "Lille tekst", "under 20 dp"));
}

TEST_CASE("The audit names targets that overlap") {
    const auto faults = faults_of([](Ui& ui) {
        ui.button({40, 300, 200, 118}, {.label = "Ja"});
        ui.button({230, 300, 200, 118}, {.label = "Nej"});
    });
    CHECK(names(faults, "Ja", "shares its target with \"Nej\""));
}

TEST_CASE("The audit names targets that overlap because small ones were widened") {
    const auto faults = faults_of([](Ui& ui) {
        ui.button({40, 300, 60, 60}, {.label = "A"});
        ui.button({110, 300, 60, 60}, {.label = "B"});
    });
    CHECK(names(faults, "A", "shares its target"));
}

TEST_CASE("The audit names a target under 20 mm") {
    // Ui widens what is too small, so a small target can only come from a tree that was made otherwise.
    widgets::Tree tree;
    tree.screen = "bad";
    widgets::Node node;
    node.role = widgets::Role::Button, node.label = "Lille knap";
    node.rect = node.hit = {100, 100, 118, 90};
    node.colours.push_back({widgets::palette::frame, widgets::palette::paper, widgets::ColourPair::Of::Frame});
    tree.nodes.push_back(node);
    CHECK(names(widgets::audit(tree, panel), "Lille knap", "under 20 mm"));
    tree.nodes[0].hit.h = 118;
    CHECK(widgets::audit(tree, panel).empty());
}

TEST_CASE("The audit names a low contrast") {
    const auto faults = faults_of([](Ui& ui) {
        ui.text({40, 40, 600, 60}, "Bleg tekst", {.ink = widgets::rgb(0xA0A0A0), .face = widgets::palette::paper});
    });
    CHECK(names(faults, "Bleg tekst", "contrast of only 2"));
}

TEST_CASE("The audit names what reaches beyond the glass") {
    const auto faults = faults_of([](Ui& ui) { ui.button({1150, 300, 200, 118}, {.label = "Udenfor"}); });
    CHECK(names(faults, "Udenfor", "beyond the glass"));
}

TEST_CASE("The audit names a text over another") {
    const auto faults = faults_of([](Ui& ui) {
        ui.text({40, 100, 600, 60}, "Den første linje");
        ui.text({40, 110, 600, 60}, "Den anden linje");
    });
    CHECK(names(faults, "Den første linje", "over that of \"Den anden linje\""));
}

TEST_CASE("The audit names a button without a name") {
    const auto faults = faults_of([](Ui& ui) { ui.button({40, 300, 200, 118}, {.icon = widgets::icon::back}); });
    CHECK(names(faults, "button", "no name"));
}

TEST_CASE("The audit names what can be pressed and does not look like it, and the other way round") {
    widgets::Tree tree;
    tree.screen = "bad";
    widgets::Node plain, framed;
    plain.label = "Ligner tekst", plain.rect = plain.hit = {100, 100, 200, 118};
    framed.label = "Ligner en knap", framed.rect = {100, 300, 200, 118};
    framed.colours.push_back({widgets::palette::frame, widgets::palette::paper, widgets::ColourPair::Of::Frame});
    tree.nodes = {plain, framed};
    const auto faults = widgets::audit(tree, panel);
    CHECK(names(faults, "Ligner tekst", "does not look like it"));
    CHECK(names(faults, "Ligner en knap", "cannot be pressed"));
}

TEST_CASE("The audit counts what is drawn outside the tree") {
    widgets::Tree tree;
    tree.screen = "bad";
    tree.strays = 3;
    CHECK(names(widgets::audit(tree, panel), "3 shapes", "outside the tree"));
}

TEST_CASE("A letter that no font has is a fault") {
    const auto faults =
        faults_of([](Ui& ui) { ui.text({40, 40, 600, 60}, "Tegn \xF3\xA0\x84\x80\xF3\xB0\x80\x80 uden font"); });
    CHECK(names(faults, "Tegn", "no font"));
}

TEST_CASE("A dialog covers what lies below: it can be seen by nobody and pressed by nobody") {
    Ui ui(typesetter());
    const auto draw = [&] {
        ui.begin({.metrics = panel, .language = "da", .screen = "covered"});
        ui.button({40, 600, 300, 118}, {.label = "Hemmelig"});
        Rect box;
        const auto scope = ui.dialog(box, "Er du her stadig?");
        const bool yes = ui.button(box.take_bottom(118), {.label = "Ja"});
        ui.end();
        return yes;
    };
    draw();
    CHECK_FALSE(ui.tree().sees("Hemmelig"));
    CHECK(widgets::audit(ui.tree(), panel).empty());
    ui.touch({widgets::TouchEvent::Kind::Down, 100, 650, 0, 0});
    ui.touch({widgets::TouchEvent::Kind::Up, 100, 650, 50, 0});
    CHECK_FALSE(ui.press_waits());
}
