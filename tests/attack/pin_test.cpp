// Somebody stands at the glass with a badge and guesses its PIN. The real kiosk: what it counted must outlive it.
#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <filesystem>
#include <string>

#include "fakes/world.hpp"
#include "journal/mail.hpp"

using namespace aaben;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

const std::string badge = "tap \"Personale\"\nsees \"Scan dit kort\"\nscan \"AD-MEDARBEJDER-1\"\n";
const std::string at_pin = badge + "sees \"Tast din kode\"\n";
const std::string guess = "type \"111111\"\n";
const std::string right = "type \"246810\"\nsees \"Start vagt\"\ntap \"Lås\"\n";

// A kiosk that knows its staff.
void learn_roster(fakes::World& world) {
    world.start_jobcenter();
    world.start_sync();
    const bool fetched = fakes::until(60s, [&] {
        auto mail = journal::MailReader::open(world.data());
        const auto rosters = mail ? mail->items(wire::ItemKind::Roster) : mail.error();
        return rosters && rosters->size() == 1;
    });
    INFO("kiosk-sync said:\n" << fakes::slurp(world.dir() / "sync.log"));
    REQUIRE(fetched);
    REQUIRE(world.play(at_pin + "tap \"Tilbage\"\n") == 0);
    world.sync.kill();
    world.jobcenter.kill();
}

std::string tries(const fakes::World& world) {
    return fakes::slurp(world.data() / "pin-tries");
}

}  // namespace

TEST_CASE(
    "three guesses and the mains: the restarted kiosk is still locked, and the right PIN opens it after the pause") {
    fakes::World world;
    learn_roster(world);
    fakes::spill(world.dir() / "guess.play", at_pin + guess + "sees \"Forkert kode\"\n" + guess + "wait 1500\n" +
                                                 guess + "sees \"Låst i\"\nwait 600000\n");
    world.start_kiosk(world.dir() / "guess.play");
    REQUIRE(fakes::until(60s, [&] { return tries(world).find(":3") != std::string::npos; }));
    world.kiosk.kill();
    CHECK(world.play(badge + "sees \"Låst i\"\nsees \"Tast din kode\"\n" + right) == 0);
    CHECK(tries(world) == "{}");
}

TEST_CASE("guesses left by 'Tilbage' before their answer, and a kill right after: each has counted") {
    fakes::World world;
    learn_roster(world);
    const std::string leave = guess + "tap \"Tilbage\"\n";
    REQUIRE(world.play(at_pin + leave + at_pin + leave + at_pin + leave) == 0);
    CHECK(world.play(badge + "sees \"Låst i\"\n") == 0);
}

TEST_CASE("a disk that takes no count: nothing is tried, and the glass says so") {
    fakes::World world;
    learn_roster(world);
    fs::create_directories(world.data() / "pin-tries.new" / "in the way");
    CHECK(world.play(at_pin + "type \"246810\"\nsees \"Koden kan ikke prøves nu\"\nlacks \"Start vagt\"\n") == 0);
    fs::remove_all(world.data() / "pin-tries.new");
    CHECK(world.play(at_pin + right) == 0);
}
