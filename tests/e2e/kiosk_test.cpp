// The kiosk as a whole program: stories by touch, bad input, and what it must never do.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>
#include <thread>

#include "fakes/world.hpp"

using namespace aaben::fakes;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

std::string libraries_of(pid_t pid) {
    return slurp("/proc/" + std::to_string(pid) + "/maps");
}

// Families of the sockets a process holds, from the kernel's tables: "tcp", "udp", … by inode.
std::set<std::string> network_sockets(pid_t pid) {
    std::set<std::string> inodes, found;
    std::error_code ignored;
    for (const auto& fd : fs::directory_iterator("/proc/" + std::to_string(pid) + "/fd", ignored)) {
        const std::string target = fs::read_symlink(fd.path(), ignored).string();
        if (target.starts_with("socket:[")) inodes.insert(target.substr(8, target.size() - 9));
    }
    for (const std::string table : {"tcp", "tcp6", "udp", "udp6", "raw", "raw6", "packet"})
        for (const std::string& line : lines_of("/proc/net/" + table))
            for (const std::string& inode : inodes)
                if (line.find(" " + inode + " ") != std::string::npos) found.insert(table);
    return found;
}

// Whether kiosk-sync has written down an item of each kind.
bool came(const World& world, std::initializer_list<std::string_view> kinds) {
    const std::string file = (world.data() / "mail.db").string();
    return std::ranges::all_of(kinds, [&](std::string_view kind) {
        const std::string count = "SELECT count(*) > 0 FROM item WHERE kind = '" + std::string(kind) + "';";
        return run({"/usr/bin/sqlite3", "-readonly", file, count}).output == "1\n";
    });
}

}  // namespace

TEST_CASE("a visit goes from touch to receipt, and works the same with the jobcenter away") {
    World world;
    world.start_jobcenter();
    world.start_sync();
    INFO(slurp(world.dir() / "sync.log"));
    const int first = world.play(check_in_steps + "synced\n");
    INFO(slurp(world.dir() / "kiosk.log"));
    REQUIRE(first == 0);
    world.jobcenter.kill();
    REQUIRE(world.play(check_in_steps) == 0);
    world.start_jobcenter();
    world.sync.kill();
    world.start_sync();
    INFO(slurp(world.dir() / "sync.log"));
    REQUIRE(until(30s, [&] { return world.all_receipted(); }));
    const auto held = world.held();
    REQUIRE(world.confirmed().size() == 2);
    for (const std::string& id : world.confirmed()) CHECK(held.at(id) == 1);
}

TEST_CASE("kiosk opens no network socket and cannot; kiosk-sync touches no display") {
    World world;
    world.start_jobcenter();
    world.start_sync();
    world.start_kiosk();
    const pid_t kiosk = world.kiosk.pid();
    REQUIRE(until(5s, [&] {
        return slurp("/proc/" + std::to_string(kiosk) + "/status").find("Seccomp:\t2") != std::string::npos;
    }));
    std::this_thread::sleep_for(500ms);
    CHECK(network_sockets(kiosk).empty());
    for (const char* library : {"libcurl", "libssl", "libpq", "libtesseract"})
        CHECK(libraries_of(kiosk).find(library) == std::string::npos);
    REQUIRE(until(10s, [&] { return !libraries_of(world.sync.pid()).empty(); }));
    for (const char* library : {"libSDL", "libX11", "libimgui", "libharfbuzz"})
        CHECK(libraries_of(world.sync.pid()).find(library) == std::string::npos);
    CHECK(network_sockets(world.jobcenter.pid()).contains("tcp"));  // the check itself can see a socket
}

TEST_CASE("journal.db and mail.db each have one writing program") {
    World world;
    world.start_jobcenter();
    world.start_sync();
    world.start_kiosk();
    const auto opened_for_writing = [](pid_t pid, const std::string& name) {
        std::error_code ignored;
        for (const auto& fd : fs::directory_iterator("/proc/" + std::to_string(pid) + "/fd", ignored)) {
            if (fs::read_symlink(fd.path(), ignored).filename() != name) continue;
            const std::string info = slurp("/proc/" + std::to_string(pid) + "/fdinfo/" + fd.path().filename().string());
            const std::size_t at = info.find("flags:");
            const long flags = std::strtol(info.c_str() + at + 6, nullptr, 8);
            if ((flags & 3) != 0) return true;
        }
        return false;
    };
    REQUIRE(until(10s, [&] {
        return opened_for_writing(world.kiosk.pid(), "journal.db") && opened_for_writing(world.sync.pid(), "mail.db");
    }));
    std::this_thread::sleep_for(500ms);
    CHECK_FALSE(opened_for_writing(world.kiosk.pid(), "mail.db"));
    CHECK_FALSE(opened_for_writing(world.sync.pid(), "journal.db"));
}

TEST_CASE("a torn configuration is told to the operator in a sentence, and nothing starts") {
    World world;
    const std::string config = (world.dir() / "torn.toml").string();
    for (const auto& [text, told] :
         {std::pair{"unit = \"kors", "line 1"}, std::pair{"colour = 1\n", "unknown key 'colour'"},
          std::pair{"dpi = \"many\"\n", "numbers"}, std::pair{"dpi = 5\n", "between 50 and 600"},
          std::pair{"badge_alone_minutes = 600\n", "between 0 (never) and 60"},
          std::pair{"badge_alone_minutes = \"x\"\n", "between 0 (never) and 60"}}) {
        spill(config, text);
        const Ran ran = run(
            {program("kiosk"), "--config", config, "--data", world.data().string(), "--offscreen", "1280x800"}, 10s);
        INFO(ran.output);
        CHECK(ran.code == 2);
        CHECK(ran.output.find(told) != std::string::npos);
        CHECK(ran.output.find("journal is untouched") != std::string::npos);
    }
    CHECK_FALSE(fs::exists(world.data() / "journal.db"));
}

TEST_CASE(
    "missing content is told to the operator; a bundle that does not open falls back to what came with the program") {
    World world;
    const std::string config = (world.dir() / "bare.toml").string();
    fs::create_directories(world.dir() / "bare");
    spill(config, "assets = \"bare\"\n");
    const Ran ran =
        run({program("kiosk"), "--config", config, "--data", world.data().string(), "--offscreen", "1280x800"}, 10s);
    CHECK(ran.code == 2);
    CHECK(ran.output.find("bare") != std::string::npos);
    fs::create_directories(world.data() / "content" / "v7" / "letters");
    fs::create_directory_symlink("v7", world.data() / "content" / "current");
    CHECK(world.play("sees \"Hvad kan vi hjælpe med\"\n") == 0);
    CHECK(slurp(world.dir() / "kiosk.log").find("does not open") != std::string::npos);
}

TEST_CASE("a journal of a newer program is left alone, and the glass says calmly that it cannot save") {
    World world;
    REQUIRE(world.play("sees \"Hvad kan vi hjælpe med\"\nwait 300\n") == 0);
    REQUIRE(run({"/usr/bin/sqlite3", (world.data() / "journal.db").string(), "PRAGMA user_version = 9999;"}).code == 0);
    const std::string before = slurp(world.data() / "journal.db");
    CHECK(world.play("sees \"Tal med en fra personalet\"\n") == 0);
    CHECK(slurp(world.data() / "journal.db") == before);
}

TEST_CASE("an unknown code and an unknown badge are answered kindly") {
    World world;
    world.start_jobcenter();
    world.start_sync();
    CHECK(world.play("scan 4711-unknown\nsees \"Den kode kender vi ikke\"\ntap \"Tilbage\"\n") == 0);
    CHECK(world.play(
              "tap \"Personale\"\nsees \"Scan dit kort\"\nscan nobodys-badge\nsees \"Kortet er ikke kendt her\"\n") ==
          0);
}

TEST_CASE("mail that comes while a caseworker is signed in shows without a new sign-in") {
    World world;
    world.start_jobcenter();
    world.start_sync();
    REQUIRE(until(30s, [&] { return came(world, {"roster", "hours"}); }));
    world.sync.kill();
    const fs::path note = world.dir() / "note.txt";
    spill(note, "Kommer om sit zebrapraktikforløb.\n");
    const Ran put = run({program("kioskctl"), "jobcenter", "item", "put", "brief", "visit-17", note.string(), "--store",
                         world.store(), "--unit", "korskaerparken", "--staff-roster",
                         (world.dir() / "unit" / "roster.json").string(), "--to", "mette", "--ref", "visit-17"});
    INFO(put.output);
    REQUIRE(put.code == 0);
    const fs::path script = world.dir() / "mail.play";
    spill(script,
          "tap \"Personale\"\nsees \"Scan dit kort\"\nscan AD-MEDARBEJDER-1\nsees \"Tast din kode\"\ntype 246810\n"
          "sees \"Ingen venter\"\nwait 2000\nlacks \"Beskeder\"\nshot signed-in\n"
          "sees \"Beskeder (1)\"\ntap \"Beskeder (1)\"\nsees \"zebrapraktik\"\ntap \"Lås\"\n");
    world.start_kiosk(script);
    CHECK(until(60s, [&] { return fs::exists(world.dir() / "shots" / "01-signed-in.png"); }));
    world.start_sync();
    const auto code = world.kiosk.wait(90s);
    INFO(slurp(world.dir() / "kiosk.log"));
    CHECK(code == 0);
}

TEST_CASE("a note sealed for one caseworker is read by badge and PIN, by nobody else, and stands in no file") {
    World world;
    const fs::path note = world.dir() / "note.txt";
    spill(note, "Kommer om sit zebrapraktikforløb.\nHar brug for god tid.\n");
    for (const char* kind : {"brief", "answer"}) {
        const Ran put = run({program("kioskctl"), "jobcenter", "item", "put", kind, "callback-17", note.string(),
                             "--store", world.store(), "--unit", "korskaerparken", "--staff-roster",
                             (world.dir() / "unit" / "roster.json").string(), "--to", "mette", "--ref", "callback-17"});
        INFO(put.output);
        REQUIRE(put.code == 0);
    }
    fs::remove(note);
    world.start_jobcenter();
    world.start_sync();
    REQUIRE(until(30s, [&] { return came(world, {"roster", "brief", "answer"}); }));
    const std::string enter = "tap \"Personale\"\nsees \"Scan dit kort\"\nscan AD-MEDARBEJDER-";
    const int read = world.play(enter + "1\nsees \"Tast din kode\"\ntype 246810\n" +
                                "tap \"Beskeder (2)\"\nsees \"zebrapraktik\"\nsees \"Svar på opringning\"\n"
                                "tap \"Lås\"\nlacks \"zebrapraktik\"\n" +
                                enter + "2\nsees \"Tast din kode\"\ntype 135790\nsees \"Ingen venter\"\nwait 3000\n" +
                                "lacks \"Beskeder\"\nlacks \"zebrapraktik\"\ntap \"Lås\"\nsynced\n");
    INFO(slurp(world.dir() / "kiosk.log"));
    REQUIRE(read == 0);
    world.kiosk.kill();
    world.sync.kill();
    world.jobcenter.kill();
    for (const fs::path& folder : {world.data(), world.dir() / "jobcenter"})
        for (const auto& file : fs::recursive_directory_iterator(folder))
            if (file.is_regular_file()) {
                INFO(file.path().filename());
                CHECK(slurp(file.path()).find("zebrapraktik") == std::string::npos);
            }
    const Ran entries = run({program("kioskctl"), "jobcenter", "entries", "--store", world.store(), "--json"});
    CHECK(entries.output.find("callback.answered") != std::string::npos);
}

TEST_CASE("a call for help reaches the jobcenter at once, and the glass says who there has seen it") {
    World world;
    world.start_jobcenter();
    world.start_sync();
    spill(world.dir() / "help.play",
          "tap \"Nogen skal komme nu\"\nsees \"112\"\nlacks \"Anna\"\n"
          "sees \"Anna på jobcentret har set det\"\n");
    world.start_kiosk(world.dir() / "help.play");
    const auto jobcenter = [&](std::vector<std::string> words) {
        std::vector<std::string> all{program("kioskctl"), "jobcenter"};
        all.insert(all.end(), words.begin(), words.end());
        all.insert(all.end(), {"--store", world.store(), "--json"});
        return run(all);
    };
    std::string calls;
    REQUIRE(
        until(30s, [&] { return (calls = jobcenter({"help-calls"}).output).find("\"help\"") != std::string::npos; }));
    const std::string id = calls.substr(calls.find("\"help\":\"") + 8, 36);
    REQUIRE(jobcenter({"help-seen", id, "--by", "Anna"}).code == 0);
    const int code = world.kiosk.wait(60s).value_or(124);
    INFO(slurp(world.dir() / "kiosk.log") << slurp(world.dir() / "sync.log"));
    CHECK(code == 0);
}
