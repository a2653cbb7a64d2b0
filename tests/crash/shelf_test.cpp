// A content bundle is taken with the power cut after every single change in the folder. Afterwards: what `current` and
// `previous` point at is whole, the kiosk finds the old bundle or the new one and never a mix or none, an older bundle
// is still refused, and the next run finishes.
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <functional>

#include "content/bundle.hpp"
#include "content/shelf.hpp"
#include "daemon/files.hpp"
#include "support/temporary_folder.hpp"
#include "watched_folder.hpp"

using namespace aaben;
using namespace aaben::testing;
using content::Shelf;
namespace fs = std::filesystem;

namespace {

class Desk {
  public:
    Desk() {
        key_.key = seal::new_sign_key();
        key_.key_id = content::key_id_of(key_.key.public_key);
        trusted_.push_back(content::parse_bundle_public(key_.key.public_key + "\n").value());
        for (int version = 1; version <= 4; ++version) make(version);
    }

    [[nodiscard]] Result<content::Shelved> install(int version, const fs::path& shelf) const {
        const fs::path bundle = file(version);
        return Shelf(shelf).install(bundle, content::sign_bundle(bundle, key_).value(), trusted_);
    }
    [[nodiscard]] Tree unpacked(int version) const { return tree_of(root / ("src" + std::to_string(version))); }

    tests::TemporaryFolder scratch{tests::quick_place()};
    const fs::path& root = scratch.path;

  private:
    [[nodiscard]] fs::path file(int version) const { return root / (std::to_string(version) + ".bundle"); }
    void make(int version) const {
        const fs::path src = root / ("src" + std::to_string(version));
        fs::create_directories(src / "letters/da");
        const std::string n = std::to_string(version);
        std::ofstream(src / "content.toml") << "version = " << n << "\n";
        std::ofstream(src / "letters/da/partshoering.toml") << "type = \"partshoering\"\nversion = " << n << "\n";
        std::ofstream(src / "klokke.raw") << std::string(1300, static_cast<char>('a' + version));
        REQUIRE(content::build_bundle(src, file(version)).ok());
    }
    content::BundleKey key_;
    std::vector<seal::MinisignPublic> trusted_;
};

struct Switch {
    int before = 0, old = 0, fresh = 0;  // versions; 0: none
};

// What is wrong with what a cut has left; empty when all holds.
std::string judge(const Desk& desk, const fs::path& folder, const Switch& work, bool confirmed) {
    const fs::path root = folder / "content";
    const Shelf shelf(root);
    for (const char* link : {"current", "previous"}) {
        std::error_code error;
        if (!fs::is_symlink(root / link)) continue;
        if (!fs::is_directory(root / link, error)) return std::string(link) + " points at nothing";
    }
    const auto found = shelf.candidates();
    for (const auto& each : found)
        if (tree_of(each.dir) != desk.unpacked(static_cast<int>(each.version)))
            return "version " + std::to_string(each.version) + " is not whole";
    const std::int64_t open = found.empty() ? 0 : found.front().version;
    if (open != work.fresh && open != work.old)
        return "version " + std::to_string(open) + " is open, neither old nor new";
    if (confirmed && open != work.fresh) return "the new bundle was confirmed and is gone";
    if (open == work.fresh && work.old != 0 && (found.size() != 2 || found[1].version != work.old))
        return "the bundle before is not kept";
    if (work.before != 0)
        if (const auto older = desk.install(work.before, root); older.ok()) return "an older bundle was taken";
    const auto again = desk.install(work.fresh, root);
    if (!again.ok()) return "the next run does not finish: " + again.error().what;
    const auto next = desk.install(4, root);
    if (!next.ok()) return "the next bundle is refused: " + next.error().what;
    Tree left = tree_of(root);
    std::erase_if(left, [](const auto& each) {
        return each.first.starts_with("v4") || each.first == "current" || each.first == "previous";
    });
    const std::string kept = "v" + std::to_string(work.fresh);
    for (const auto& [name, node] : left)
        if (name != kept && !name.starts_with(kept + "/")) return name + " is left lying about";
    return {};
}

void check(const Switch& work) {
    const Desk desk;
    const fs::path live = desk.root / "live", cut = desk.root / "cut";
    fs::create_directories(live);
    for (const int version : {work.before, work.old})
        if (version != 0) REQUIRE(desk.install(version, live / "content").ok());
    const Tree at_first = tree_of(live);
    WatchedFolder watched(live);
    REQUIRE(desk.install(work.fresh, live / "content").ok());
    watched.stop();
    REQUIRE(watched.missed() == "");
    REQUIRE(watched.after_cut(0) == std::vector<Tree>{at_first});
    const std::string name = "bundle " + std::to_string(work.fresh) + " over " + std::to_string(work.old);
    const auto faults =
        cut_everywhere(name.c_str(), watched, cut, 24, [&](bool finished) { return judge(desk, cut, work, finished); });
    for (std::size_t i = 0; i < faults.size() && i < 8; ++i) UNSCOPED_INFO(faults[i]);
    CHECK(faults.empty());
}

}  // namespace

TEST_CASE("the switch to a new bundle survives a cut after every change of the folder") {
    check({1, 2, 3});
}
TEST_CASE("the first bundle survives a cut after every change of the folder") {
    check({0, 0, 3});
}

TEST_CASE("a small file is old or new after every cut, and new once it was confirmed") {
    const Desk desk;
    const fs::path live = desk.root / "live";
    fs::create_directories(live);
    for (const std::string was : {"", "the old one"}) {
        const std::string text = "the new one" + was;
        if (!was.empty()) REQUIRE(write_whole(live / "keys/key_list.json", was).ok());
        WatchedFolder watched(live);
        REQUIRE(write_whole(live / "keys/key_list.json", text).ok());
        watched.stop();
        REQUIRE(watched.missed() == "");
        for (std::size_t at = 0; at <= watched.changes(); ++at)
            for (const Tree& tree : watched.after_cut(at)) {
                const auto file = tree.find("keys/key_list.json");
                const std::string now = file == tree.end() ? "" : file->second.bytes;
                INFO("cut after change " << at << " of " << watched.changes());
                CHECK((now == text || (now == was && at < watched.changes())));
            }
    }
}
