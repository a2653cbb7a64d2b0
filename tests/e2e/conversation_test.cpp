// Nobody tells their story twice: what a caseworker writes down by touch comes to the jobcenter as one page for the
// next one, and lies nowhere in clear on the way. Real programs on loopback.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "fakes/process.hpp"
#include "fakes/world.hpp"
#include "support/until.hpp"

using namespace aaben;
using namespace aaben::fakes;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

const std::string talk = R"(tap "Personale"
sees "Scan dit kort"
scan "AD-MEDARBEJDER-1"
sees "Tast din kode"
type "246810"
tap "Start vagt"
tap "Kald"
tap "Start samtale"
tap "Skriv ned"
tap "Gæld"
tap "Aftaler"
tap "Ny aftale"
tap "Netværksmøde"
tap "Sammen"
tap "Aftalt"
tap "Fortæl den næste"
tap "Skriv"
type "TRUCKKORT"
tap "Gem"
sees "Truckkort"
tap "Lås"
tap "Personale"
sees "Scan dit kort"
scan "AD-MEDARBEJDER-1"
sees "Tast din kode"
type "246810"
sees "Slut samtale"
tap "Skriv ned"
tap "Fortæl den næste"
sees "Truckkort"
tap "Tilbage"
tap "Slut samtale"
tap "Hjulpet her"
sees "Hvordan gik det"
synced
)";

std::string all_bytes(const fs::path& folder) {
    std::string out;
    for (const auto& each : fs::recursive_directory_iterator(folder)) {
        if (!each.is_regular_file()) continue;
        std::ifstream in(each.path(), std::ios::binary);
        out.append(std::istreambuf_iterator<char>(in), {});
    }
    return out;
}

}  // namespace

TEST_CASE("what was written down of a conversation is a page for the next caseworker, and nobody else's") {
    World world;
    world.start_jobcenter();
    world.start_sync();
    REQUIRE(world.play(check_in_steps + talk) == 0);
    REQUIRE(tests::until(30s, [&] { return world.all_receipted(); }));
    for (const fs::path& folder : {world.data(), world.dir() / "jobcenter"})
        CHECK(all_bytes(folder).find("ruckkort") == std::string::npos);

    const std::string ctl = program("kioskctl"), key = (world.dir() / "away" / "recipient-1.key").string();
    const Ran opened = run(
        {ctl, "jobcenter", "open", "--store", world.store(), "--key", key, "--type", "visit.conversation_recorded"});
    REQUIRE(opened.code == 0);
    const auto first = nlohmann::json::parse(opened.output.substr(0, opened.output.find('\n')));
    const std::string visit = first.at("open").at("visit");
    CHECK(std::ranges::count(opened.output, '\n') == 3);  // a topic, an agreement, a word: whole each time

    const Ran page = run({ctl, "conversation", visit, "--store", world.store(), "--key", key});
    INFO(page.output);
    CHECK(page.code == 0);
    const std::size_t head = page.output.find("\n\n");
    CHECK(page.output.starts_with("korskaerparken · "));
    CHECK(page.output.substr(0, head).ends_with(" · mette"));  // who 'Mig' is
    CHECK(page.output.substr(head + 2) ==
          "Fortæl den næste\nTruckkort\n\nEmner\n- Gæld\n\nAftaler\n- Netværksmøde: Sammen\n");

    const Ran nobody = run({ctl, "conversation", "no-such-visit", "--store", world.store(), "--key", key});
    CHECK(nobody.code == 1);
    CHECK(nobody.output.find("no-such-visit") != std::string::npos);
    CHECK(run({ctl, "conversatoin", visit}).code == 2);
}
