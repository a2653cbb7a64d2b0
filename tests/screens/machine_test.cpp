#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <thread>

#include "doorbell/doorbell.hpp"
#include "doorbell/touched_files.hpp"
#include "glass/display.hpp"
#include "support/paths.hpp"
#include "support/temporary_folder.hpp"
#include "support/until.hpp"
#include "text/fonts.hpp"

using namespace aaben;
using namespace aaben::glass;
using namespace aaben::doorbell;
using namespace aaben::machine;
namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {
text::Typesetter& typesetter() {
    static auto opened =
        text::Typesetter::open(text::read_font_paths(aaben::tests::source_dir() + "/assets/fonts.toml").value());
    return *opened.value();
}
}  // namespace

TEST_CASE("A ring wakes the watcher, another file does not") {
    const tests::TemporaryFolder folder;
    std::atomic<int> heard = 0;
    auto watch = DoorbellWatch::start(folder.path / "bell", [&] { ++heard; });
    REQUIRE(watch);
    std::ofstream(folder.path / "other") << "noise";
    REQUIRE(ring(folder.path / "bell"));
    CHECK(tests::until(2s, [&] { return heard == 1; }));
    REQUIRE(ring(folder.path / "bell"));
    CHECK(tests::until(2s, [&] { return heard == 2; }));
}

TEST_CASE("A loop with a poll of its own hears each file that was touched, once") {
    const tests::TemporaryFolder folder;
    auto files = TouchedFiles::in(folder.path);
    REQUIRE(files.ok());
    CHECK(files->listen().names.empty());
    REQUIRE(ring(folder.path / "bell"));
    std::ofstream(folder.path / "request.new") << "a code";
    std::filesystem::rename(folder.path / "request.new", folder.path / "request");
    const Touched touched = files->listen();
    CHECK((touched.contains("bell") && touched.contains("request")));
    CHECK_FALSE(touched.contains("another"));
    CHECK(files->listen().names.empty());
    Touched overrun;
    overrun.all = true;  // nobody knows what was in it
    CHECK(overrun.contains("bell"));
}

TEST_CASE("A doorbell without a folder says so") {
    CHECK(TouchedFiles::in("/nowhere/at/all").error().fault == Fault::NotFound);
    CHECK(DoorbellWatch::start("/nowhere/at/all/bell", [] {}).error().fault == Fault::NotFound);
    CHECK(ring("/nowhere/at/all/bell").error().fault == Fault::Io);
}

TEST_CASE("A scanner's characters are one scan; what is old is no part of it") {
    ScanGatherer scans;
    CHECK_FALSE(scans.entered(0));
    scans.typed("A", 100);
    scans.typed("D-JOB1", 110);
    CHECK(scans.entered(120)->text == "AD-JOB1");
    CHECK_FALSE(scans.entered(130));
    scans.typed("old", 200);
    scans.typed("æ7", 200 + scan_gap_ms + 1);
    CHECK(scans.entered(200 + scan_gap_ms + 2)->text == "æ7");
    for (int i = 0; i < 1'000; ++i) scans.typed("0123456789", 9'000);
    CHECK(scans.entered(9'000)->text.size() <= scan_bytes_max);
}

TEST_CASE("An offscreen glass sleeps until its time is up, and is woken from another thread") {
    auto display = Display::open_offscreen(64, 48);
    REQUIRE(display);
    CHECK((*display)->wait(1).empty());
    std::thread bell([&] { (*display)->wake(); });
    const Events events = (*display)->wait(5'000);
    bell.join();
    REQUIRE(events.size() == 1);
    CHECK(std::holds_alternative<Woken>(events[0]));
}

TEST_CASE("Touches of a script come through the same door, in order") {
    auto display = Display::open_offscreen(64, 48);
    using widgets::TouchEvent;
    (*display)->push(TouchEvent{TouchEvent::Kind::Down, 1, 2, 3, 0});
    (*display)->push(TouchEvent{TouchEvent::Kind::Up, 1, 2, 4, 0});
    const Events events = (*display)->wait(-1);
    REQUIRE(events.size() == 2);
    CHECK(std::get<TouchEvent>(events[1]).kind == TouchEvent::Kind::Up);
}

TEST_CASE("A place in a picture is shown with what lies around it, not the whole picture, on a mirrored page too") {
    // Red on the left, blue on the right, a green place in the red half.
    constexpr int w = 1000, h = 400;
    std::vector<std::uint8_t> rgba;
    for (int y = 0; y < h; ++y) {
        for (int x = 0; x < w; ++x) {
            const bool place = x >= 150 && x < 250 && y >= 100 && y < 130;
            const std::uint8_t red = !place && x < 500 ? 255 : 0, green = place ? 255 : 0, blue = x >= 500 ? 255 : 0;
            rgba.insert(rgba.end(), {red, green, blue, 255});
        }
    }
    for (const char* language : {"da", "ar"}) {
        auto display = Display::open_offscreen(1280, 800, 149);
        widgets::Ui ui(typesetter());
        ui.begin({.metrics = (*display)->metrics(), .language = language, .screen = "place"});
        ui.excerpt({400, 300, 300, 200}, {7, 1, w, h, rgba.data()}, 150, 100, 100, 30, "place");
        (*display)->draw(ui.end(), typesetter());
        const auto pixels = (*display)->pixels();
        long red = 0, green = 0, blue = 0;
        for (std::size_t i = 0; i + 3 < pixels.rgba.size(); i += 4) {
            const auto is = [&](std::size_t c) {
                return pixels.rgba[i + c] > 200 && pixels.rgba[i + (c + 1) % 3] < 50 &&
                       pixels.rgba[i + (c + 2) % 3] < 50;
            };
            red += is(0), green += is(1), blue += is(2);
        }
        INFO(language);
        CHECK(green > 3'000);  // the whole of it, in about its own size
        CHECK(red > 30'000);
        CHECK(blue == 0);
    }
}

TEST_CASE("What is drawn is what is saved, pixel by pixel") {
    const tests::TemporaryFolder folder;
    auto display = Display::open_offscreen(320, 240);
    widgets::Ui ui(typesetter());
    ui.begin({.metrics = (*display)->metrics(), .language = "da", .screen = "pixels"});
    ui.picture({0, 0, 0, 0}, {}, {}, {});
    const auto scope = ui.card({20, 20, 400, 400}, {}, widgets::palette::primary, widgets::palette::primary);
    (*display)->draw(ui.end(), typesetter());
    REQUIRE((*display)->save_png(folder.path / "glass.png"));
    const auto read = load_png(folder.path / "glass.png");
    REQUIRE(read);
    CHECK(read->rgba == (*display)->pixels().rgba);
    const auto at = [&](int x, int y) {
        const std::size_t i = static_cast<std::size_t>(y * read->width + x) * 4;
        return widgets::Colour{read->rgba[i], read->rgba[i + 1], read->rgba[i + 2], 255};
    };
    CHECK(at(1, 1) == widgets::palette::paper);
    CHECK(at(160, 120) == widgets::palette::primary);
    CHECK(load_png(folder.path / "none.png").error().fault == Fault::NotFound);
}

TEST_CASE("Two triangles that share an edge leave no gap and cover nothing twice") {
    auto display = Display::open_offscreen(100, 100);
    const text::Atlas& atlas = typesetter().atlas();
    // Half transparent: what is covered twice would be darker, what is left out lighter.
    const std::uint32_t half = 0x80000000U;
    const auto at = [&](float x, float y) { return widgets::Vertex{x, y, atlas.white_u, atlas.white_v, half}; };
    const std::vector<widgets::Vertex> corners{at(10.3F, 10), at(90.7F, 10), at(90.7F, 90), at(10.3F, 90)};
    const std::vector<std::uint16_t> indices{0, 1, 2, 0, 2, 3};
    widgets::Drawing drawing;
    drawing.width_px = drawing.height_px = 100;
    drawing.vertices = corners, drawing.indices = indices;
    drawing.commands.push_back({0, 0, 0, 100, 100, 0, 0, 6});
    (*display)->draw(drawing, typesetter());
    const Pixels pixels = (*display)->pixels();
    for (int y = 12; y < 88; ++y) {
        for (int x = 12; x < 88; ++x) {
            const std::size_t i = static_cast<std::size_t>(y * 100 + x) * 4;
            REQUIRE(pixels.rgba[i] == pixels.rgba[std::size_t{50 * 100 + 20} * 4]);
        }
    }
}

TEST_CASE("A glass of no size is refused") {
    CHECK(Display::open_offscreen(0, 600).error().fault == Fault::Invalid);
}

TEST_CASE("A window shows the same pixels as memory does, and sleeps while nothing comes") {
    if (std::getenv("DISPLAY") == nullptr) SKIP("there is no display to open a window on");
    WindowWish wish;
    wish.width_px = 320, wish.height_px = 240;
    auto window = Display::open_window(wish);
    REQUIRE(window);
    auto memory = Display::open_offscreen(320, 240);
    widgets::Ui ui(typesetter());
    ui.begin({.metrics = (*memory)->metrics(), .language = "da", .screen = "window"});
    ui.button({20, 20, 400, 200}, {.label = "Ja", .kind = widgets::Kind::Primary});
    const widgets::Drawing& drawing = ui.end();
    (*window)->draw(drawing, typesetter());
    (*memory)->draw(drawing, typesetter());
    CHECK((*window)->pixels().rgba == (*memory)->pixels().rgba);

    while (!(*window)->wait(50).empty()) {  // a new window has some news of its own
    }
    const std::clock_t before = std::clock();
    CHECK((*window)->wait(400).empty());
    CHECK(std::clock() - before < CLOCKS_PER_SEC / 20);
    std::thread bell([&] { (*window)->wake(); });
    const Events events = (*window)->wait(5'000);
    bell.join();
    REQUIRE_FALSE(events.empty());
    CHECK(std::holds_alternative<Woken>(events.back()));
}

TEST_CASE(
    "A window beside the glass shows its own page, keeps SDL for the glass, and an output that is not there says so") {
    if (std::getenv("DISPLAY") == nullptr) SKIP("there is no display to open a window on");
    WindowWish wish;
    wish.width_px = 320, wish.height_px = 240;
    auto window = Display::open_window(wish);
    REQUIRE(window);
    const auto missing = Display::open_beside({.output = 7});
    REQUIRE_FALSE(missing);
    CHECK(missing.error().fault == Fault::NotFound);
    auto memory = Display::open_offscreen(400, 300);
    widgets::Ui ui(typesetter());
    ui.begin({.metrics = (*memory)->metrics(), .language = "da", .screen = "room"});
    ui.heading({20, 20, 500, 200}, "Grøn cykel 7");
    const widgets::Drawing& drawing = ui.end();
    {
        auto beside = Display::open_beside({.output = std::nullopt, .width_px = 400, .height_px = 300});
        REQUIRE(beside);
        CHECK((*beside)->still_there());
        (*beside)->draw(drawing, typesetter());
        (*memory)->draw(drawing, typesetter());
        CHECK((*beside)->pixels().rgba == (*memory)->pixels().rgba);
    }
    while (!(*window)->wait(50).empty()) {  // the glass goes on hearing when the other is gone
    }
    (*window)->wake();
    CHECK_FALSE((*window)->wait(5'000).empty());
}

TEST_CASE("An accelerated window shows the same page; without a card it falls back to software") {
    if (std::getenv("DISPLAY") == nullptr) SKIP("there is no display to open a window on");
    WindowWish wish;
    wish.width_px = 320, wish.height_px = 240, wish.accelerated = true;
    auto window = Display::open_window(wish);
    REQUIRE(window);
    widgets::Ui ui(typesetter());
    for (int frame = 0; frame < 2; ++frame) {  // the second uploads only what changed in the atlas
        ui.begin({.metrics = (*window)->metrics(), .language = "da", .screen = "window"});
        ui.button({10, 10, 290, 210}, {.label = frame == 0 ? "Ja" : "Nej", .kind = widgets::Kind::Primary});
        (*window)->draw(ui.end(), typesetter());
    }
    const Pixels pixels = (*window)->pixels();
    const auto near = [&](int x, int y, widgets::Colour wanted) {
        const std::size_t i = static_cast<std::size_t>(y * pixels.width + x) * 4;
        return std::abs(pixels.rgba[i] - wanted.r) < 3 && std::abs(pixels.rgba[i + 1] - wanted.g) < 3 &&
               std::abs(pixels.rgba[i + 2] - wanted.b) < 3;
    };
    CHECK(near(2, 2, widgets::palette::paper));
    CHECK(near(160, 60, widgets::palette::primary));
    bool letters = false;
    for (int y = 100; y < 130; ++y) {
        for (int x = 100; x < 220; ++x) letters = letters || near(x, y, widgets::palette::on_primary);
    }
    CHECK(letters);
}
