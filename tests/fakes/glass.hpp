// The page object of every story: what a person sees and touches, by role and label. Real screens, real touches through
// the semantic tree, real update(); the world outside is fakes::Outside. Test thread. Link: samples, screens, fakes.
//   Glass g;  g.tap("Jeg vil tale med nogen").tap("Penge").tap("Videre").tap("Den første, der har tid");
//   CHECK(g.sees("Du er tjekket ind"));
// Always: a tap on what is not on the glass throws with what stands there instead.
#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "fakes/outside.hpp"
#include "samples.hpp"
#include "support/paths.hpp"
#include "widgets/audit.hpp"

namespace aaben::fakes {

class Glass {
  public:
    explicit Glass(widgets::Metrics panel = {}, flow::Model model = tests::unit_with_people())
        : panel_(panel), stage_(stage()), ui_(*stage_.typesetter) {
        world.model = std::move(model);
        world.model.languages.clear();
        for (const language::Language& one : stage_.words->languages()) world.model.languages.push_back(one.tag);
        world.wall = world.model.now_ms, world.mono = world.model.mono_ms;
        draw();
    }

    Outside world;

    Glass& tap(std::string_view label) { return press(find(label)); }
    Glass& tap(widgets::Role role, std::string_view label) {
        const widgets::Node* node = ui_.tree().find(role, label);
        if (node == nullptr || node->covered || node->hit.empty()) throw missing(label);
        return press(*node);
    }
    // The languages, by the pill that every citizen's screen has, and one of them by its own name.
    Glass& choose_language(std::string_view name) {
        const text::Catalogue& words = *stage_.words;
        return tap(words.get(text::Key::common_language, flow::language(world.model))).tap(name);
    }
    Glass& type(std::string_view keys) {  // ASCII, one key after the other
        for (const char key : keys) {
            tap(widgets::Role::Key, std::string(1, static_cast<char>(key >= 'a' && key <= 'z' ? key - 32 : key)));
        }
        return *this;
    }
    Glass& keypad(widgets::KeypadStep step) {
        ui_.keypad(step);
        draw();
        return *this;
    }
    Glass& scan(std::string text) { return say(flow::Scanned{std::move(text)}); }
    Glass& say(const flow::Message& message) {
        world.say(message);
        draw();
        return *this;
    }
    Glass& wait_s(int seconds) {
        world.wait(seconds * 1000);
        draw();
        return *this;
    }

    [[nodiscard]] bool sees(std::string_view words) const { return ui_.tree().sees(words); }
    [[nodiscard]] std::string_view screen() const { return flow::screen_name(world.model); }
    [[nodiscard]] const widgets::Tree& tree() const { return ui_.tree(); }
    [[nodiscard]] std::vector<std::string> faults() const { return widgets::audit(ui_.tree(), panel_); }

    // A finger, for tests of touching itself; panel pixels.
    void finger(widgets::TouchEvent::Kind kind, float x, float y, std::int64_t id = 0) {
        ui_.touch({kind, x, y, world.mono, id});
        draw();
    }
    [[nodiscard]] const widgets::Node& find(std::string_view label) const {
        for (const widgets::Node& node : ui_.tree().nodes) {
            if (!node.covered && !node.hit.empty() && node.label == label) return node;
        }
        throw missing(label);
    }

  private:
    static const tests::Stage& stage() {
        static const tests::Stage opened(aaben::tests::source_dir() + "/assets");
        return opened;
    }

    Glass& press(const widgets::Node& node) {
        const float x = node.hit.centre_x(), y = node.hit.centre_y();
        // Who reads what has come is slower than the guard against double taps; who types is not.
        world.mono += node.role == widgets::Role::Key ? 200 : 1'250;
        finger(widgets::TouchEvent::Kind::Down, x, y);
        world.mono += 80;
        finger(widgets::TouchEvent::Kind::Up, x, y);
        return *this;
    }

    void draw() {
        for (int frame = 0; frame < 4; ++frame) {
            screens::Messages out;
            screens::draw(world.model, stage_.assets(), panel_, ui_, out);
            for (const flow::Message& message : out) world.say(message);
            if (out.empty() && !ui_.press_waits()) return;
        }
    }

    [[nodiscard]] std::runtime_error missing(std::string_view label) const {
        return std::runtime_error("no \"" + std::string(label) + "\" to press on " + to_text(ui_.tree()));
    }

    widgets::Metrics panel_;
    const tests::Stage& stage_;
    widgets::Ui ui_;
};

}  // namespace aaben::fakes
