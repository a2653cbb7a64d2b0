#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <set>

#include "support/paths.hpp"
#include "text/fonts.hpp"
#include "widgets/ui.hpp"

using namespace aaben;
using namespace aaben::widgets;
using Kind_ = TouchEvent::Kind;

namespace {
text::Typesetter& typesetter() {
    static auto opened =
        text::Typesetter::open(text::read_font_paths(aaben::tests::source_dir() + "/assets/fonts.toml").value());
    return *opened.value();
}
const Metrics panel{1280, 800, 149};
constexpr float spot = 58;  // a centimetre on the reference panel
}  // namespace

TEST_CASE("What is taken from a rectangle is no longer in it") {
    Rect rest{0, 0, 100, 100};
    CHECK(rest.take_top(30, 10) == Rect{0, 0, 100, 30});
    CHECK(rest == Rect{0, 40, 100, 60});
    CHECK(rest.take_end(40, 10) == Rect{60, 40, 40, 60});
    CHECK(rest == Rect{0, 40, 50, 60});
    CHECK(rest.take_bottom(500) == Rect{0, 40, 50, 60});  // never more than there is
    CHECK(rest.empty());
}

TEST_CASE("Cells of a grid fill their area and never touch") {
    const std::vector<Rect> cells = grid({10, 20, 310, 210}, 3, 2, 5);
    REQUIRE(cells.size() == 6);
    CHECK(cells.front() == Rect{10, 20, 100, 102.5F});
    CHECK(cells.back().end() == 320);
    CHECK(cells.back().bottom() == 230);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        for (std::size_t k = i + 1; k < cells.size(); ++k) CHECK(common(cells[i], cells[k]).empty());
    }
}

TEST_CASE("A target is 20 mm on every panel, and the page has room for the reference page") {
    for (const Metrics& m :
         {Metrics{1280, 800, 149}, Metrics{800, 1280, 149}, Metrics{1920, 1080, 141}, Metrics{1080, 1920, 102}}) {
        CHECK(m.mm_of_px(target_dp * m.scale()) >= target_mm);
        CHECK(std::max(m.width(), m.height()) >= 1279);
        CHECK(std::min(m.width(), m.height()) >= 799);
    }
}

TEST_CASE("Contrast is that of WCAG") {
    CHECK(contrast(rgb(0x000000), rgb(0xFFFFFF)) > 20.9);
    CHECK(contrast(rgb(0x777777), rgb(0xFFFFFF)) < 4.5);
    CHECK(contrast(rgb(0x767676), rgb(0xFFFFFF)) > 4.5);
}

TEST_CASE("The palette keeps its promises") {
    CHECK(contrast(palette::primary, palette::on_primary) > 7);
    CHECK(contrast(palette::quiet, palette::paper) > 4.5);
    CHECK(contrast(palette::quiet, palette::chip) > 4.5);
    CHECK(contrast(palette::frame, palette::paper) > 3);
    for (const Tint tint : {Tint::Mint, Tint::Sky, Tint::Sand, Tint::Rose, Tint::Lilac, Tint::Moss, Tint::Stone}) {
        CHECK(contrast(colours_of(tint).face, colours_of(tint).picture) > 4.5);
    }
}

TEST_CASE("Call-sign colours differ in lightness and carry their picture") {
    std::set<int> lightness;
    for (int i = 0; i < sign_colour_count; ++i) {
        CHECK(contrast(sign_colour(i).face, sign_colour(i).picture) >= 4.5);
        // Steps of contrast with white, coarse enough that two in one step would look alike without hue.
        lightness.insert(
            static_cast<int>(100 * std::log(contrast(sign_colour(i).face, rgb(0xFFFFFF))) / std::log(21.0) / 5));
    }
    CHECK(lightness.size() == sign_colour_count);
}

TEST_CASE("A press is a touch that begins and ends on one target") {
    struct Case {
        const char* name;
        std::vector<std::pair<TouchEvent, std::uint64_t>> events;  // with what lies under the finger
        std::uint64_t pressed;
    };
    const Case cases[] = {
        {"down and up", {{{Kind_::Down, 10, 10, 0, 1}, 7}, {{Kind_::Up, 10, 10, 90, 1}, 7}}, 7},
        {"a long press", {{{Kind_::Down, 10, 10, 0, 1}, 7}, {{Kind_::Up, 10, 10, 9'000, 1}, 7}}, 7},
        {"slipped within",
         {{{Kind_::Down, 10, 10, 0, 1}, 7}, {{Kind_::Move, 60, 60, 50, 1}, 7}, {{Kind_::Up, 60, 60, 90, 1}, 7}},
         7},
        {"slipped out and back",
         {{{Kind_::Down, 10, 10, 0, 1}, 7}, {{Kind_::Move, 400, 60, 50, 1}, 8}, {{Kind_::Up, 10, 10, 90, 1}, 7}},
         7},
        {"let go elsewhere", {{{Kind_::Down, 10, 10, 0, 1}, 7}, {{Kind_::Up, 400, 10, 90, 1}, 8}}, 0},
        {"began on nothing", {{{Kind_::Down, 10, 10, 0, 1}, 0}, {{Kind_::Up, 10, 10, 90, 1}, 7}}, 0},
        {"cancelled", {{{Kind_::Down, 10, 10, 0, 1}, 7}, {{Kind_::Cancel, 10, 10, 90, 1}, 7}}, 0},
        {"another finger's up", {{{Kind_::Down, 10, 10, 0, 1}, 7}, {{Kind_::Up, 10, 10, 90, 2}, 7}}, 0},
        {"up without down", {{{Kind_::Up, 10, 10, 90, 1}, 7}}, 0},
    };
    for (const Case& one : cases) {
        INFO(one.name);
        TouchTracker tracker;
        std::uint64_t pressed = 0;
        for (const auto& [event, target] : one.events) pressed = tracker.feed(event, {target}, spot).value_or(pressed);
        CHECK(pressed == one.pressed);
    }
}

TEST_CASE("The second of two quick presses counts only on another spot and target") {
    struct Case {
        float x;
        std::int64_t ms;
        TouchTarget target;
        bool counts;
    };
    const Case cases[] = {
        {10, 499, {7}, false},     {10, 500, {7}, true},      {10, 200, {9}, false},
        {200, 200, {9}, true},     {200, 200, {7}, false},    {10, 49, {7, true}, false},
        {10, 50, {7, true}, true}, {10, 333, {7, true}, true}};  // of keys the beats count: it was down at -50
    for (const Case& second : cases) {
        INFO(second.x << " " << second.ms << " " << second.target.id << " " << second.target.key);
        TouchTracker tracker;
        tracker.feed({Kind_::Down, 10, 10, -50, 1}, {7, second.target.key}, spot);
        CHECK(tracker.feed({Kind_::Up, 10, 10, 0, 1}, {7, second.target.key}, spot) == 7U);
        tracker.feed({Kind_::Down, second.x, 10, second.ms, 1}, second.target, spot);
        CHECK(tracker.feed({Kind_::Up, second.x, 10, second.ms + 50, 1}, second.target, spot).has_value() ==
              second.counts);
    }
}

TEST_CASE("A panel that lets a finger go for a moment types a digit once, however long the finger stayed") {
    TouchTracker tracker;
    tracker.feed({Kind_::Down, 10, 10, -400, 1}, {7, true}, spot);
    CHECK(tracker.feed({Kind_::Up, 10, 10, 0, 1}, {7, true}, spot) == 7U);
    tracker.feed({Kind_::Down, 10, 10, 20, 1}, {7, true}, spot);
    CHECK_FALSE(tracker.feed({Kind_::Up, 10, 10, 60, 1}, {7, true}, spot).has_value());
}

TEST_CASE("A second tap does nothing to what a new screen put under it, and counts at once beside it") {
    struct Case {
        float x;
        std::int64_t ms;
        bool counts;
    };
    constexpr std::int64_t came_ms = 700;  // the disk was slow
    const Case cases[] = {
        {10, 800, false}, {10, came_ms + 1'199, false}, {10, came_ms + 1'200, true}, {200, 800, true}};
    for (const Case& second : cases) {
        INFO(second.x << " " << second.ms);
        TouchTracker tracker;
        tracker.feed({Kind_::Down, 10, 10, -50, 1}, {7}, spot);
        CHECK(tracker.feed({Kind_::Up, 10, 10, 0, 1}, {7}, spot) == 7U);
        tracker.screen_changed(came_ms);
        tracker.feed({Kind_::Down, second.x, 10, second.ms, 2}, {9}, spot);
        CHECK(tracker.feed({Kind_::Up, second.x, 10, second.ms + 50, 2}, {9}, spot).has_value() == second.counts);
    }
}

TEST_CASE("A finger that never lifts, or something resting on the panel, keeps nobody from the glass") {
    const auto press = [](TouchTracker& tracker, std::int64_t ms, std::int64_t finger) {
        tracker.feed({Kind_::Down, 300, 10, ms, finger}, {9}, spot);
        return tracker.feed({Kind_::Up, 300, 10, ms + 60, finger}, {9}, spot).has_value();
    };
    TouchTracker resting;
    resting.feed({Kind_::Down, 10, 10, 0, 1}, {7}, spot);
    CHECK_FALSE(press(resting, 1'000, 2));  // a second finger is not heard
    resting.feed({Kind_::Move, 12, 10, 1'400, 1}, {7}, spot);
    CHECK(press(resting, 1'500, 3));
    resting.feed({Kind_::Move, 12, 10, 2'400, 1}, {7}, spot);  // it still rests there
    CHECK(press(resting, 2'500, 4));
    CHECK_FALSE(resting.feed({Kind_::Up, 10, 10, 9'000, 1}, {7}, spot).has_value());

    TouchTracker lost;  // the mouse, or a panel that counts its fingers from one again
    lost.feed({Kind_::Down, 10, 10, 0, 1}, {7}, spot);
    CHECK(press(lost, 200, 1));

    TouchTracker unplugged;
    unplugged.feed({Kind_::Down, 10, 10, 0, 5}, {7}, spot);
    unplugged.feed({Kind_::Cancel, 0, 0, 100, every_finger}, {}, spot);
    CHECK(unplugged.held() == 0);
    CHECK(press(unplugged, 200, 6));
}

TEST_CASE("The keypad walks round all that can be pressed, and presses where it stands") {
    Ui ui(typesetter());
    std::string pressed;
    const auto draw = [&] {
        ui.begin({.metrics = panel, .language = "da", .screen = "keypad"});
        if (ui.button({0, 0, 200, 118}, {.label = "A"})) pressed += "A";
        if (ui.button({0, 200, 200, 118}, {.label = "B", .disabled = true})) pressed += "B";
        if (ui.button({0, 400, 200, 118}, {.label = "C"})) pressed += "C";
        ui.end();
    };
    draw();
    for (int step = 0; step < 3; ++step) ui.keypad(KeypadStep::Next), draw();  // A, C, A: what is disabled is no stop
    CHECK(ui.tree().find(Role::Button, "A")->focused);
    ui.keypad(KeypadStep::Activate), draw();
    ui.keypad(KeypadStep::Previous), draw();
    ui.keypad(KeypadStep::Activate), draw();
    CHECK(pressed == "AC");
}

TEST_CASE("A right-to-left page is the same page in a mirror") {
    Ui ui(typesetter());
    for (const char* language : {"da", "ar"}) {
        ui.begin({.metrics = panel, .language = language, .screen = "mirror"});
        ui.button({40, 100, 300, 118}, {.label = "1"});
        ui.end();
        const Rect box = ui.tree().find(Role::Button, "1")->rect;
        CHECK(box.x == (std::string_view(language) == "da" ? 40 : 1280 - 340));
        CHECK(box.w == 300);
    }
}

TEST_CASE("A text shrinks until it fits, and says when it cannot") {
    Ui ui(typesetter());
    ui.begin({.metrics = panel, .language = "da", .screen = "fit"});
    ui.text({0, 0, 260, 40}, "Jeg har brug for mere tid", body_look(40));
    ui.text({0, 100, 90, 40}, "Jeg har brug for mere tid", body_look(40));
    ui.end();
    CHECK_FALSE(ui.tree().nodes[1].text_cut);
    CHECK(ui.tree().nodes[1].smallest_text_dp < 40);
    CHECK(ui.tree().nodes[2].text_cut);
}

TEST_CASE("Two things with one label are two nodes") {
    Ui ui(typesetter());
    for (int frame = 0; frame < 2; ++frame) {
        ui.begin({.metrics = panel, .language = "da", .screen = "twins"});
        ui.button({0, 0, 200, 118}, {.label = "Kald"});
        ui.button({0, 200, 200, 118}, {.label = "Kald"});
        ui.end();
    }
    CHECK(ui.tree().nodes[1].id != ui.tree().nodes[2].id);
    CHECK_FALSE(ui.drawing_differs());  // the same page twice is no reason to show it again
}
