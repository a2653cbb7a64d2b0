// Privacy: what citizens typed and chose in the stories stands in no file the device or the jobcenter wrote: databases,
// WAL, key files, logs, pictures' names, temporary files. The kiosk is killed, so that nothing was tidied away.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "fakes/world.hpp"

using namespace aaben::fakes;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

// A call-back, then a check-in with a name and a CPR number. All invented.
const std::string stories = R"(sees "Der er ingen her"
wait 400
tap "Ring mig op"
type 20394857
tap "Videre"
tap "Om morgenen"
tap "Penge"
sees "Vi ringer til"
tap "Færdig"
tap "Jeg vil tale med nogen"
tap "Tjek ind og vent"
tap "Sygdom og læge"
tap "En tolk"
tap "Videre"
tap "Den første, der har tid"
sees "Du er tjekket ind"
tap "Sig dit fornavn"
type KVISTROSE
tap "Gem"
sees "Du er tjekket ind"
tap "Jeg har en aftale"
type 0101074195
tap "Videre"
sees "Tak. Vi hjælper dig"
tap "Færdig"
)";

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
    return text;
}

// Files below `dir` that hold any of the words, "file: word" each; also as UTF-16, as some libraries write it.
std::vector<std::string> finds(const fs::path& dir, const std::vector<std::string>& words) {
    std::vector<std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator(dir)) {
        if (!entry.is_regular_file()) continue;
        const std::string bytes = lower(slurp(entry.path())), name = lower(entry.path().filename().string());
        for (const std::string& word : words) {
            std::string wide;
            for (const char c : word) wide += c, wide += '\0';
            if (bytes.find(word) != std::string::npos || bytes.find(wide) != std::string::npos ||
                name.find(word) != std::string::npos)
                out.push_back(entry.path().filename().string() + ": " + word);
        }
    }
    return out;
}

}  // namespace

TEST_CASE("nothing a citizen typed or chose stands in any file of the device or of the jobcenter") {
    World world;
    world.start_jobcenter();
    world.start_sync();
    const int played = world.play(stories + "synced\n");
    INFO(slurp(world.dir() / "kiosk.log"));
    REQUIRE(played == 0);
    world.start_kiosk();
    REQUIRE(until(30s, [&] { return world.all_receipted(); }));
    world.kiosk.kill();
    world.sync.kill();
    world.jobcenter.kill();
    for (const fs::path& script : {world.dir() / "script-1.play"}) fs::remove(script);  // the test's own file
    const std::vector<std::string> words{"kvistrose",   "20394857", "20 39 48 57", "0101074195",
                                         "010107-4195", "illness",  "interpreter", "\"money\""};
    CHECK(finds(world.dir(), words) == std::vector<std::string>{});
    // Also after the databases are opened as an engineer would, with everything the WAL holds.
    for (const char* database : {"kiosk/journal.db", "kiosk/mail.db", "jobcenter/jobcenter.db"}) {
        const Ran dump = run({"/usr/bin/sqlite3", (world.dir() / database).string(), ".dump"});
        REQUIRE(dump.output.size() > 1000);
        for (const std::string& word : words) {
            INFO(database << " holds " << word);
            CHECK(lower(dump.output).find(word) == std::string::npos);
        }
    }
    // The search itself can find: the unit's name, an open field, is there.
    CHECK_FALSE(finds(world.dir(), {"korskaerparken"}).empty());
}

TEST_CASE("the jobcenter's key, kept elsewhere, opens what the device sealed") {
    World world;
    world.start_jobcenter();
    world.start_sync();
    REQUIRE(world.play(stories + "synced\n") == 0);
    REQUIRE(until(30s, [&] { return world.all_receipted(); }));
    for (const char* key : {"recipient-1.key", "recipient-2.key"}) {
        const Ran opened = run({program("kioskctl"), "jobcenter", "open", "--store", world.store(), "--key",
                                (world.dir() / "away" / key).string()});
        INFO(opened.output.substr(0, 500));
        CHECK(opened.code == 0);
        for (const char* word : {"kvistrose", "20394857", "0101074195", "illness"})
            CHECK(lower(opened.output).find(word) != std::string::npos);
    }
}
