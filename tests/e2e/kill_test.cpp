// Kill: real kiosk, kiosk-sync and jobcenter, SIGKILL at random instants while touches and sync go on. An outside
// ledger writes down each confirmation that was shown; at the end the jobcenter holds each exactly once. AABEN_KILLS
// sets how many kills (default 200; ./run kills 10000), AABEN_SEED the seed.
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <random>
#include <thread>

#include "fakes/world.hpp"

using namespace aaben::fakes;
using namespace std::chrono_literals;

namespace {

constexpr int kills_a_world = 250;  // well under a day's 1,152 call-signs

std::string many_check_ins() {
    std::string script;
    for (int i = 0; i < 30; ++i) script += check_in_steps;
    return script;
}

int number_from(const char* name, int otherwise) {
    const char* text = std::getenv(name);
    return text ? std::atoi(text) : otherwise;
}

// Kills and restarts until `kills` are done; returns how many confirmations were shown.
std::size_t torment(World& world, int kills, std::mt19937& random) {
    const std::filesystem::path script = world.dir() / "many.play";
    spill(script, many_check_ins());
    world.start_jobcenter();
    world.start_sync();
    for (int i = 0; i < kills; ++i) {
        if (!world.jobcenter.running()) world.start_jobcenter();
        if (!world.sync.running()) world.start_sync();
        if (!world.kiosk.running()) world.start_kiosk(script);
        std::this_thread::sleep_for(std::chrono::milliseconds(20 + random() % 700));
        const auto whom = random() % 6;
        if (whom == 0)
            world.jobcenter.kill();
        else if (whom == 1)
            world.sync.kill();
        else
            world.kiosk.kill();
    }
    world.kiosk.kill();
    return world.confirmed().size();
}

}  // namespace

TEST_CASE("what was shown as confirmed is held exactly once, whoever was killed when") {
    const int kills = number_from("AABEN_KILLS", 200), seed = number_from("AABEN_SEED", 20261121);
    std::mt19937 random(static_cast<unsigned>(seed));
    std::size_t confirmed = 0;
    for (int done = 0; done < kills; done += kills_a_world) {
        World world;
        const std::size_t shown = torment(world, std::min(kills_a_world, kills - done), random);
        confirmed += shown;
        // Everybody is well again: the outbox must become empty, and the account must be exact.
        if (!world.jobcenter.running()) world.start_jobcenter();
        world.sync.kill();  // a backoff may be minutes long by now; a restart asks at once, as the unit's watchdog does
        world.start_sync();
        REQUIRE(world.play("wait 500\n") == 0);  // opens the journal once more: recovery must not lose what was shown
        INFO("seed " << seed << ", after " << done << " kills: " << world.journal_status()
                     << slurp(world.dir() / "sync.log"));
        REQUIRE(until(60s, [&] { return world.all_receipted(); }));
        const auto held = world.held();
        for (const std::string& id : world.confirmed()) {
            INFO("confirmed entry " << id);
            REQUIRE(held.contains(id));
            REQUIRE(held.at(id) == 1);
        }
    }
    WARN(kills << " kills, " << confirmed << " confirmations shown, each held exactly once");
    CHECK(confirmed >= static_cast<std::size_t>(kills) / 5);
}
