// The monkey: random touches on the real screens, through the real Ui, against the real rules; no display.
// AABEN_TOUCHES sets how many (default 10000; a million by AABEN_TOUCHES=1000000 build/dev/tests/monkey_test).
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <random>
#include <set>

#include "fakes/outside.hpp"
#include "samples.hpp"
#include "screens/screens.hpp"
#include "support/paths.hpp"

using namespace aaben;

namespace {

struct Monkey {
    tests::Stage stage{aaben::tests::source_dir() + "/assets"};
    widgets::Ui ui{*stage.typesetter};
    widgets::Metrics metrics;
    fakes::Outside out;
    std::mt19937 random;

    explicit Monkey(unsigned seed) : random(seed) {
        out.model = tests::unit_with_people();
        out.wall = out.model.now_ms;
        out.mono = out.model.mono_ms;
        out.model.citizen.touched_ms = out.mono;
    }
    void look() {
        for (int frame = 0; frame < 8; ++frame) {
            screens::Messages said;
            (void)screens::draw(out.model, stage.assets(), metrics, ui, said);
            for (const flow::Message& message : said) out.say(message);
            if (said.empty() && !ui.press_waits()) return;
        }
    }
    // Acts that call somebody or end something for somebody.
    [[nodiscard]] long consequences() const {
        return std::ranges::count_if(out.acts, [](const visit::Act& act) {
            return std::holds_alternative<visit::HelpRequested>(act) ||
                   std::holds_alternative<visit::CallMissed>(act) || std::holds_alternative<visit::AlarmRaised>(act);
        });
    }
    // A hand that shakes, or hurries, taps again where it tapped. Whatever has come to lie there, nobody is called and
    // nothing ends by the second tap.
    void tap_again(float x, float y) {
        const std::string before = ui.tree().screen;
        look();
        if (ui.tree().screen == before) return;
        const long already = consequences();
        const std::string came = ui.tree().screen;
        out.mono += 100 + static_cast<std::int64_t>(random() % 1'000);
        ui.touch({widgets::TouchEvent::Kind::Down, x, y, out.mono, 0});
        ui.touch({widgets::TouchEvent::Kind::Up, x, y, out.mono + 20, 0});
        look();
        ++double_taps;
        if (consequences() == already) return;
        by_second_tap += consequences() - already;
        where += before + ", then " + came + " at " + std::to_string(x) + ", " + std::to_string(y) + "\n";
    }
    // Mostly where something can be pressed, sometimes anywhere, sometimes a slip, a scan, a double tap or just time.
    void act() {
        out.mono += 200 + static_cast<std::int64_t>(random() % 900), out.wall += 500;
        const auto kind = random() % 40;
        if (kind == 0) return out.say(flow::Scanned{random() % 2 ? "mette" : "010107-1111"});
        if (kind == 1) return out.wait(static_cast<std::int64_t>(random() % 100'000));
        float x = static_cast<float>(random() % static_cast<unsigned>(metrics.width_px)),
              y = static_cast<float>(random() % static_cast<unsigned>(metrics.height_px));
        const auto& nodes = ui.tree().nodes;
        if (kind > 5 && !nodes.empty()) {
            const widgets::Node& node = nodes[random() % nodes.size()];
            if (!node.hit.empty()) x = node.hit.centre_x(), y = node.hit.centre_y();
        }
        ui.touch({widgets::TouchEvent::Kind::Down, x, y, out.mono, 0});
        if (kind == 2) x += 60, ui.touch({widgets::TouchEvent::Kind::Move, x, y, out.mono + 10, 0});
        if (kind == 3) ui.touch({widgets::TouchEvent::Kind::Down, x / 2, y, out.mono + 15, 1});
        out.mono += 20;  // what the touch leads to comes after it
        ui.touch({widgets::TouchEvent::Kind::Up, x, y, out.mono, 0});
        if (kind >= 30) tap_again(x, y);
    }
    long double_taps = 0, by_second_tap = 0;
    std::string where;  // a second tap called or ended
};

}  // namespace

TEST_CASE("twenty thousand random touches never leave the kiosk's screens, break no rule, and idle always comes home") {
    const char* given = std::getenv("AABEN_TOUCHES");
    const int touches = given ? std::atoi(given) : 20'000;
    const char* seed = std::getenv("AABEN_SEED");
    Monkey monkey(seed ? static_cast<unsigned>(std::atoi(seed)) : 4711);
    std::set<std::string> seen;
    for (int i = 0; i < touches; ++i) {
        if (i % 1000 == 0) {
            monkey.out.model.citizen.language = (i / 1000) % 3 == 0 ? "ar" : (i / 1000) % 3 == 1 ? "da" : "en";
            monkey.metrics = (i / 1000) % 2 ? widgets::Metrics{800, 1280, 149} : widgets::Metrics{1280, 800, 149};
        }
        monkey.act();
        monkey.look();
        seen.insert(monkey.ui.tree().screen);
        INFO("touch " << i << " on " << monkey.ui.tree().screen);
        REQUIRE_FALSE(monkey.ui.tree().nodes.empty());
        if (i % 50 == 0) REQUIRE(visit::violations(monkey.out.model.unit).empty());
        if (i % 500 == 0) {
            fakes::Outside later = monkey.out;
            for (int step = 0; step < 120; ++step) later.wait(10'000);
            REQUIRE(flow::screen_name(later.model) == flow::HomeScreen::name);
            REQUIRE(later.model.citizen.back.empty());
            REQUIRE_FALSE(later.model.citizen.choices.purpose);
        }
    }
    CHECK(monkey.double_taps > touches / 100);
    INFO(monkey.where);
    CHECK(monkey.by_second_tap == 0);
    WARN("screens seen: " << seen.size() << " of " << flow::screen_count);
    CHECK(seen.size() >= flow::screen_count * 2 / 5);  // six seeds saw 25 to 28 of 56
}
