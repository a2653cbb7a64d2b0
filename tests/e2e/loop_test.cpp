// The loop sleeps: the real loop with its store, eye and doorbell, offscreen, driven turn by turn.
#include "shell/loop.hpp"
#include "timekeeping/kept_clock.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <thread>

#include "doorbell/doorbell.hpp"
#include "fakes/world.hpp"
#include "journal/mail.hpp"

using namespace aaben;
using namespace std::chrono_literals;

namespace {

struct Running {
    fakes::World world;
    SystemClock machine;
    timekeeping::KeptClock clock{machine, 0};
    std::unique_ptr<glass::Display> display;
    std::unique_ptr<shell::Loop> loop;

    Running() {
        auto settings = shell::read_settings(world.dir() / "kiosk.toml");
        REQUIRE(settings);
        auto opened = glass::Display::open_offscreen(1280, 800);
        REQUIRE(opened);
        display = *std::move(opened);
        shell::LoopOptions options{*settings, world.data(), {}, {}, std::nullopt};
        auto started = shell::Loop::open(std::move(options), *display, clock);
        REQUIRE(started);
        loop = *std::move(started);
    }
    // Turns until the loop has nothing more to say for a while.
    void settle() {
        for (int i = 0; i < 40; ++i) loop->turn(25);
    }
};

}  // namespace

TEST_CASE("no frame is drawn while nothing happens but the minute") {
    Running r;
    r.settle();
    const long frames = r.loop->counts().frames_drawn;
    CHECK(frames >= 1);
    const auto minute = r.clock.wall_ms().ms / 60'000;
    for (int i = 0; i < 40; ++i) r.loop->turn(25);  // a second of turns, as if something had woken it
    const long drawn = r.loop->counts().frames_drawn - frames;
    CHECK(drawn <= (r.clock.wall_ms().ms / 60'000 == minute ? 0 : 1));
}

TEST_CASE("a background change wakes the sleeping loop within 100 ms") {
    Running r;
    r.settle();
    // The test stands in for kiosk-sync: it changes mail.db and rings, as kiosk-sync does.
    auto mail = journal::Mail::open(r.world.data());
    REQUIRE(mail);
    std::vector<long> waited_ms;
    for (int n = 0; n < 5; ++n) {
        std::chrono::steady_clock::time_point rung;
        std::thread other([&] {
            std::this_thread::sleep_for(100ms);
            rung = std::chrono::steady_clock::now();
            (void)mail->note("online", n % 2 == 0 ? "1" : "0");
            (void)doorbell::ring(r.world.data() / "bell-mail");
        });
        const long before = r.loop->counts().turns;
        r.loop->turn(5'000);  // would sleep five seconds
        const auto woken = std::chrono::steady_clock::now();
        other.join();
        CHECK(r.loop->counts().turns == before + 1);
        waited_ms.push_back(std::chrono::duration_cast<std::chrono::milliseconds>(woken - rung).count());
        r.settle();
    }
    std::ranges::sort(waited_ms);
    WARN("woken after " << waited_ms[2] << " ms (median of five)");
    CHECK(waited_ms[2] <= 100);
}
