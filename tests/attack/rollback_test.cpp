// A disk that went back in time, a copied card, and a line altered on its way, tried on the real programs. What counts
// is what the glass showed: every confirmation is held once, and none waits in quarantine.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "fakes/world.hpp"

using namespace aaben;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

const std::string check_in = fakes::check_in_steps + "synced\n";

struct Said {
    int code = 0;
    std::string text;
};

Said operator_says(const fakes::World& world, std::vector<std::string> words) {
    words.insert(words.begin(), {fakes::program("kioskctl"), "jobcenter"});
    words.insert(words.end(), {"--store", world.store()});
    const fakes::Ran ran = fakes::run(words);
    return {ran.code, ran.output};
}

void copy_folder(const fs::path& from, const fs::path& to) {
    fs::remove_all(to);
    fs::copy(from, to, fs::copy_options::recursive);
}

// What a restored file, or a card that lied about its flush, leaves: the journal of then beside everything else of now.
void copy_journal(const fs::path& from, const fs::path& to) {
    fs::create_directories(to);
    for (const char* file : {"journal.db-shm", "journal.db-wal", "journal.db"}) {
        fs::remove(to / file);
        if (fs::exists(from / file) && std::string(file) != "journal.db-shm") fs::copy_file(from / file, to / file);
    }
}

// `lost`: shown before the disk went back, and on their way to nobody then.
void every_confirmation_is_held(const fakes::World& world, std::size_t at_least,
                                const std::vector<std::string>& lost = {}) {
    const auto held = world.held();
    const auto confirmed = world.confirmed();
    CHECK(confirmed.size() >= at_least);
    for (const std::string& id : confirmed) {
        if (std::ranges::find(lost, id) != lost.end()) continue;
        INFO(id);
        const auto found = held.find(id);
        CHECK((found != held.end() && found->second == 1));
    }
}

void nothing_waits(const fakes::World& world) {
    const auto status = nlohmann::json::parse(world.journal_status(), nullptr, false);
    INFO(status.dump());
    CHECK(status.value("unreceipted", -1) == 0);
    CHECK(status.value("chain", "") == "ok");
}

}  // namespace

TEST_CASE("a journal restored beside a newer mail.db uses no seq twice, and every confirmation arrives") {
    fakes::World world;
    world.start_jobcenter();
    world.start_sync();
    REQUIRE(world.play(check_in) == 0);
    copy_journal(world.data(), world.dir() / "backup");
    REQUIRE(world.play(check_in + check_in) == 0);

    copy_journal(world.dir() / "backup", world.data());  // kiosk-sync runs on and has the newer one in mind
    REQUIRE(world.play(check_in + check_in) == 0);
    every_confirmation_is_held(world, 5);
    nothing_waits(world);
    CHECK(operator_says(world, {"forks"}).text.empty());
}

TEST_CASE("a journal restored under a kiosk-sync that waits to send newer entries: those made from then on arrive") {
    fakes::World world;
    world.start_jobcenter();
    world.start_sync();
    REQUIRE(world.play(check_in) == 0);
    copy_journal(world.data(), world.dir() / "backup");
    const std::size_t sent = world.confirmed().size();
    world.jobcenter.kill();
    REQUIRE(world.play(fakes::check_in_steps + fakes::check_in_steps) == 0);
    std::vector<std::string> lost = world.confirmed();
    lost.erase(lost.begin(), lost.begin() + static_cast<std::ptrdiff_t>(sent));

    copy_journal(world.dir() / "backup", world.data());
    world.start_jobcenter();
    REQUIRE(world.play(check_in) == 0);
    every_confirmation_is_held(world, sent + 3, lost);
    nothing_waits(world);
}

TEST_CASE("a whole folder restored from a copy goes on on a side of its own, and every confirmation arrives") {
    fakes::World world;
    world.start_jobcenter();
    world.start_sync();
    REQUIRE(world.play(check_in) == 0);
    world.sync.kill();
    copy_folder(world.data(), world.dir() / "backup");
    world.start_sync();
    REQUIRE(world.play(check_in + check_in) == 0);
    world.sync.kill();

    copy_folder(world.dir() / "backup", world.data());  // mail.db too: nothing here remembers what was sent
    world.start_sync();
    REQUIRE(world.play(check_in + check_in) == 0);
    every_confirmation_is_held(world, 5);
    nothing_waits(world);
    const Said forks = operator_says(world, {"forks"});
    INFO(forks.text);
    CHECK(forks.text.find("its disk went back in time") != std::string::npos);
    CHECK(operator_says(world, {"anomalies"}).code == 1);
    CHECK(operator_says(world, {"resolve", "kiosk-1"}).code == 0);
    CHECK(operator_says(world, {"anomalies"}).code == 0);
}

namespace {

// A second machine with everything of the first one's card.
struct Copy {
    Copy(const fakes::World& world, int number)
        : world_(world), data_(world.dir() / ("copy-" + std::to_string(number))) {
        copy_folder(world.data(), data_);
        sync = fakes::Process(
            {fakes::program("kiosk-sync"), "--config", (world.dir() / "sync.toml").string(), "--data", data_.string()},
            world.dir() / "copy-sync.log");
    }
    int play(const std::string& script) {
        const fs::path file = data_ / "script.play";
        fakes::spill(file, script);
        fakes::Process kiosk({fakes::program("kiosk"), "--config", (world_.dir() / "kiosk.toml").string(), "--data",
                              data_.string(), "--offscreen", "1280x800", "--confirmations",
                              (world_.dir() / "confirmations").string(), "--play", file.string()},
                             world_.dir() / "copy-kiosk.log");
        return kiosk.wait(120s).value_or(124);
    }
    fakes::Process sync;

  private:
    const fakes::World& world_;
    fs::path data_;
};

}  // namespace

TEST_CASE("a copied card goes on beside the first one: both are kept, named, and resolved by the operator") {
    fakes::World world;
    world.start_jobcenter();
    world.start_sync();
    REQUIRE(world.play(check_in) == 0);
    world.sync.kill();
    Copy copy(world, 1);
    world.start_sync();
    REQUIRE(world.play(check_in) == 0);
    REQUIRE(copy.play(check_in + check_in) == 0);
    REQUIRE(world.play(check_in) == 0);
    every_confirmation_is_held(world, 5);
    nothing_waits(world);

    const Said forks = operator_says(world, {"forks"});
    INFO(forks.text);
    CHECK(forks.text.find("kiosk-1: two machines go on under this identity: its card was copied") != std::string::npos);
    CHECK(forks.text.find("side 2") != std::string::npos);
    CHECK(operator_says(world, {"resolve", "kiosk-1"}).code == 0);
    CHECK(operator_says(world, {"anomalies"}).code == 0);
    REQUIRE(copy.play(check_in) == 0);  // what was resolved raises no second alarm
    CHECK(operator_says(world, {"anomalies"}).code == 0);
    every_confirmation_is_held(world, 6);
}

TEST_CASE("a line altered on its way, whose neighbours prove it, is asked for again and the true one is held") {
    fakes::World world;
    world.start_jobcenter();
    world.start_sync();
    REQUIRE(world.play(check_in) == 0);  // a kiosk that was never enrolled takes no check-in
    world.sync.kill();
    REQUIRE(world.play(fakes::check_in_steps + fakes::check_in_steps + fakes::check_in_steps) == 0);
    ::setenv("AABEN_FAULT", "line_altered", 1);  // one line of the first batch, between kiosk-sync and the wire
    world.start_sync();
    ::unsetenv("AABEN_FAULT");
    CHECK(fakes::until(60s, [&] { return world.all_receipted(); }));
    every_confirmation_is_held(world, 4);
    nothing_waits(world);
    const Said anomalies = operator_says(world, {"anomalies"});
    INFO(anomalies.text);
    CHECK(anomalies.text.find("altered") != std::string::npos);
    CHECK(anomalies.text.find("conflict") == std::string::npos);
}
