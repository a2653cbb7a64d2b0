// The machine's clock is wrong when the real programs start: a board without a battery, a glitch of its chip, an hour
// set by hand. libfaketime stands before the clock of kiosk and kiosk-sync; the jobcenter's is right.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <filesystem>

#include "fakes/world.hpp"
#include "platform/clock.hpp"

using namespace aaben;
namespace fs = std::filesystem;

namespace {

int times_held(const fakes::World& world, std::string_view type) {
    const auto said = fakes::run({fakes::program("kioskctl"), "jobcenter", "entries", "--store", world.store(),
                                  "--type", std::string(type), "--json"});
    int count = 0;
    for (std::size_t at = 0; (at = said.output.find("\"type\"", at)) != std::string::npos; ++at) ++count;
    return count;
}

}  // namespace

TEST_CASE("whatever year the machine believes in, a visit reaches the jobcenter and staff sign in") {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    SKIP("a sanitizer's library must be the first that is loaded");
#endif
    const std::string clock = GENERATE(as<std::string>(), "@1970-01-01 00:00:30", "@2076-02-03 10:00:00",
                                       "@2038-01-19 03:14:00", "-31h", "+50m");
    INFO(clock);
    fakes::World world;
    world.machine_clock = clock;
    world.start_jobcenter();
    world.start_sync();
    const int first = world.play(fakes::check_in_steps + "synced\n" + fakes::sign_in_steps);
    INFO(fakes::slurp(world.dir() / "sync.log") << fakes::slurp(world.dir() / "kiosk.log"));
    REQUIRE(first == 0);
    CHECK(times_held(world, "visit.checked_in") == 1);
    for (const std::string& id : world.confirmed()) CHECK(world.held().at(id) == 1);

    // The mains go and come; this time the clock is right. Nothing of the wrong one stays.
    world.sync.kill();
    world.machine_clock.clear();
    world.start_sync();
    REQUIRE(world.play(fakes::check_in_steps + "synced\n" + fakes::sign_in_steps) == 0);
    CHECK(times_held(world, "visit.checked_in") == 2);
}
