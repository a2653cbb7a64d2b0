// A thief pulls the plug and takes the card: what lies in the data folder, and nothing that was in memory. The real
// programs wrote it; each attack is tried with the memory beside it, too, so that it is known to work.
#include <sys/stat.h>

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <ctime>
#include <filesystem>

#include "fakes/world.hpp"
#include "journal/mail.hpp"
#include "platform/private_files.hpp"
#include "seal/hash.hpp"
#include "seal/pin.hpp"
#include "seal/sealed.hpp"
#include "sqlite/database.hpp"
#include "support/must.hpp"
#include "wire/encoding.hpp"
#include "wire/item.hpp"

using namespace aaben;
using namespace std::chrono_literals;
using tests::must;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t key_bytes = 32;
const std::string invented_cpr = "0101074195";

const std::string unended_visit = R"(tap "Jeg vil tale med nogen"
tap "Tjek ind og vent"
tap "Sygdom og læge"
tap "Videre"
tap "Den første, der har tid"
sees "Du er tjekket ind"
tap "Sig dit fornavn"
type KVISTROSE
tap "Gem"
sees "Du er tjekket ind"
tap "Færdig"
)";

wire::Expected expected_today(const seal::Secret& day_key) {
    const std::string hash = seal::keyed_hash_hex(day_key, invented_cpr);
    return {"2026-11-27", wire::to_hex(day_key.view()), {{"ref-1", "10:15", "cw-1", hash}}};
}

void put_expected(const fakes::World& world, const wire::Expected& expected) {
    const fs::path file = world.dir() / "expected.json";
    fakes::spill(file, wire::build_expected(expected));
    const fakes::Ran ran =
        fakes::run({fakes::program("kioskctl"), "jobcenter", "item", "put", "expected", "today", file.string(),
                    "--store", world.store(), "--unit", "korskaerparken", "--version", "1"});
    INFO(ran.output);
    REQUIRE(ran.code == 0);
}

std::vector<fs::path> files_below(const fs::path& folder) {
    std::vector<fs::path> out;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) out.push_back(entry.path());
    return out;
}

int files_with(const fs::path& folder, const std::string& bytes) {
    int found = 0;
    for (const fs::path& file : files_below(folder))
        if (fakes::slurp(file).find(bytes) != std::string::npos) ++found;
    return found;
}

// Visits whose choices open with any 32 bytes that begin a page of any file below `keys_in`.
int visits_opened(const fs::path& journal, const fs::path& keys_in) {
    std::vector<std::string> locked;
    sqlite::Database db(journal, sqlite::Access::ReadOnly);
    sqlite::Query rows = db.query("SELECT locked FROM live_visit WHERE locked IS NOT NULL");
    while (rows.next()) locked.push_back(rows.text(0));
    REQUIRE_FALSE(locked.empty());
    int opened = 0;
    for (const fs::path& file : files_below(keys_in)) {
        const std::string bytes = fakes::slurp(file);
        for (std::size_t at = 0; at + key_bytes <= bytes.size(); at += 4096)
            for (const std::string& one : locked)
                if (seal::unlock(seal::Secret(bytes.substr(at, key_bytes)), one)) ++opened;
    }
    return opened;
}

std::vector<std::string> open_to_others(const fs::path& folder) {
    std::vector<std::string> out;
    const auto look = [&](const fs::path& path) {
        struct stat info{};
        if (::lstat(path.c_str(), &info) == 0 && !S_ISLNK(info.st_mode) && (info.st_mode & 0077) != 0)
            out.push_back(path.string());
    };
    look(folder);
    for (const auto& entry : fs::recursive_directory_iterator(folder)) look(entry.path());
    return out;
}

}  // namespace

TEST_CASE("a thief with the card opens no unended visit, finds no number of an expected visitor and no box key") {
    fakes::World world;
    const seal::Secret day_key = seal::random_secret(key_bytes);
    const wire::Expected expected = expected_today(day_key);
    put_expected(world, expected);
    world.start_jobcenter();
    world.start_sync();
    REQUIRE(world.play(unended_visit + unended_visit + "synced\n") == 0);
    REQUIRE(fakes::until(30s, [&] {
        auto mail = journal::MailReader::open(world.data());
        const auto items = mail ? mail->items(wire::ItemKind::Expected) : mail.error();
        return items && items->size() == 1;
    }));
    world.start_kiosk();
    REQUIRE(fakes::until(30s, [&] { return world.all_receipted(); }));
    world.kiosk.kill();
    world.sync.kill();

    // Nobody but the user of the programs may open a file of theirs.
    CHECK(open_to_others(world.data()) == std::vector<std::string>{});

    const fs::path memory = must(memory_folder(world.data()));
    CHECK(visits_opened(world.data() / "journal.db", memory) >= 2);
    CHECK(visits_opened(world.data() / "journal.db", world.data()) == 0);

    const std::string raw_key(day_key.view());
    CHECK(files_with(memory, expected.day_key) == 1);
    for (const std::string& secret : {expected.day_key, raw_key, expected.visits[0].cpr_hash}) {
        CHECK(files_with(world.data(), secret) == 0);
    }

    const auto at_home = must(wire::parse_roster(fakes::slurp(world.dir() / "unit/roster.json")));
    REQUIRE_FALSE(at_home.people.at(0).box_key.empty());
    auto mail = must(journal::MailReader::open(world.data()));
    const auto rosters = must(mail.items(wire::ItemKind::Roster));
    REQUIRE(rosters.size() == 1);
    CHECK(must(wire::parse_roster(rosters[0].bytes)).people.size() == at_home.people.size());
    for (const visit::Caseworker& who : at_home.people)
        if (!who.box_key.empty()) CHECK(files_with(world.data(), who.box_key) == 0);

    // The plug was pulled. The queue is there, without what was chosen; the day's visitors are asked for again.
    clear_memory_below(world.data());
    CHECK(must(mail.items(wire::ItemKind::Expected)).empty());
    world.start_sync();
    CHECK(world.play("tap \"Jeg vil tale med nogen\"\ntap \"Tilbage\"\nsynced\n") == 0);
    CHECK(fakes::until(30s, [&] { return must(mail.items(wire::ItemKind::Expected)).size() == 1; }));
    for (const std::string& id : world.confirmed()) CHECK(world.held().at(id) == 1);
}

TEST_CASE("files that an older release left open to others are closed at the start") {
    const tests::TemporaryFolder folder;
    fakes::spill(folder.path / "journal.db", "x");
    fakes::spill(folder.path / "another's", "x");
    fs::create_directories(folder.path / "keys");
    fakes::spill(folder.path / "keys/receipt.pub", "x");
    for (const char* name : {"journal.db", "another's", "keys/receipt.pub"})
        fs::permissions(folder.path / name, fs::perms(0644));
    fs::permissions(folder.path, fs::perms(0755));
    REQUIRE(keep_folder_private(folder.path).ok());
    CHECK(open_to_others(folder.path) == std::vector<std::string>{(folder.path / "another's").string()});
}

TEST_CASE("what a pulled plug shall clear is refused a place on a disk") {
    const tests::TemporaryFolder disk(fs::path(fakes::program("kiosk")).parent_path());
    ::setenv("AABEN_RUN", disk.path.c_str(), 1);
    const auto refused = memory_folder("/var/lib/aaben-doer");
    ::unsetenv("AABEN_RUN");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().what.find("not in memory") != std::string::npos);
}

TEST_CASE("a guess at a PIN costs a thief who holds card and pepper this much") {
    const seal::Secret pepper = seal::random_secret(key_bytes);
    const std::string stored = must(seal::pepper_verifier(pepper, must(seal::pin_verifier("246810"))));
    constexpr int guesses = 4;
    const std::clock_t began = std::clock();
    for (int i = 0; i < guesses; ++i) CHECK_FALSE(seal::verify_pin(pepper, "11111" + std::to_string(i), stored).ok());
    const double guess_s = static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC / guesses;
    WARN("one guess " << 1000 * guess_s << " ms of a core; all six-digit PINs " << 1e6 * guess_s / 3600
                      << " core-hours");
    CHECK(guess_s > 0.02);
}
