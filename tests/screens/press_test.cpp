// A finger on every target of every screen: the glass answers while the finger still lies there.
#include <catch2/catch_test_macros.hpp>

#include "samples.hpp"
#include "support/paths.hpp"

using namespace aaben;
using widgets::TouchEvent;

TEST_CASE("Whatever can be pressed shows it while the finger is on it") {
    const tests::Stage stage(aaben::tests::source_dir() + "/assets");
    const widgets::Metrics panel{1280, 800, 149};
    std::string silent;
    for (const tests::Sample& sample : tests::samples()) {
        widgets::Ui ui(*stage.typesetter);
        screens::Messages out;
        const auto draw = [&] { screens::draw(sample.model, stage.assets(), panel, ui, out); };
        draw(), draw();
        const widgets::Tree tree = ui.tree();
        auto at_ms = sample.model.mono_ms.ms;
        for (const widgets::Node& node : tree.nodes) {
            if (node.hit.empty() || node.disabled || node.covered) continue;
            const float x = node.hit.centre_x(), y = node.hit.centre_y();
            at_ms += 5'000;
            ui.touch({TouchEvent::Kind::Down, x, y, at_ms, 0});
            draw();
            if (!ui.drawing_differs()) silent += "\n" + sample.name + ": " + node.label;
            ui.touch({TouchEvent::Kind::Move, -1, -1, at_ms + 10, 0});
            ui.touch({TouchEvent::Kind::Up, -1, -1, at_ms + 20, 0});
            draw();
            INFO(sample.name << ": " << node.label);
            for (const flow::Message& said : out)  // a finger that slid away has pressed nothing; it says 'I am here'
                CHECK(std::holds_alternative<flow::StillHereTouched>(said));
            out.clear();
        }
    }
    INFO(silent);
    CHECK(silent.empty());
}
