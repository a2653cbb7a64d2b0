// Somebody who leans on everything: ten thousand scans, keys and touches between two check-ins. The real loop with its
// store, offscreen; counted, not timed.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "fakes/world.hpp"
#include "journal/reader.hpp"
#include "shell/loop.hpp"
#include "timekeeping/kept_clock.hpp"

using namespace aaben;

namespace {

struct Flooded {
    fakes::World world;
    SystemClock machine;
    timekeeping::KeptClock clock{machine, 0};
    std::unique_ptr<glass::Display> display;
    std::unique_ptr<shell::Loop> loop;

    Flooded() {
        auto settings = shell::read_settings(world.dir() / "kiosk.toml");
        REQUIRE(settings);
        auto opened = glass::Display::open_offscreen(1280, 800);
        REQUIRE(opened);
        display = *std::move(opened);
        auto started = shell::Loop::open({*settings, world.data(), {}, {}, std::nullopt}, *display, clock);
        REQUIRE(started);
        loop = *std::move(started);
        for (int i = 0; i < 40; ++i) loop->turn(25);
    }
    [[nodiscard]] std::size_t entries() const {
        auto reader = journal::JournalReader::open(world.data());
        REQUIRE(reader);
        auto pending = reader->pending();
        REQUIRE(pending);
        return pending->size();
    }
    // One of everything that can come from outside; no touch of them means anything.
    void throw_at_glass(int i) {
        const auto x = static_cast<float>(100 + i * 37 % 900), y = static_cast<float>(150 + i % 30);  // the title
        using widgets::TouchEvent;
        switch (i % 4) {
            case 0:
                return display->push(glass::Scan{"NOBODYS-CARD-" + std::to_string(i)});
            case 1:
                return display->push(widgets::KeypadStep::Next);
            case 2:
                display->push(TouchEvent{TouchEvent::Kind::Down, x, y, clock.mono_ms(), i});
                return display->push(TouchEvent{TouchEvent::Kind::Up, x, y, clock.mono_ms() + 1, i});
            default:
                return display->push(TouchEvent{TouchEvent::Kind::Down, x, y, clock.mono_ms(), i});  // never lifted
        }
    }
};

}  // namespace

TEST_CASE("ten thousand scans, keys and touches make no entry by themselves and no frame each") {
    Flooded r;
    const std::size_t before = r.entries();
    const auto counts = r.loop->counts();
    for (int i = 0; i < 10'000; ++i) {
        r.throw_at_glass(i);
        if (i % 1'000 == 999) r.loop->turn(0);
    }
    for (int i = 0; i < 5; ++i) r.loop->turn(10);
    CHECK(r.loop->counts().frames_drawn - counts.frames_drawn <= 15L * 8);  // eight a turn at most, whatever came
    CHECK(r.entries() == before);
}
