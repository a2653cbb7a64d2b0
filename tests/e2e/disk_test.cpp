// A disk that is really full, and one that really cannot be written: a small file system of its own under the unit's
// data. The glass says calmly that nothing was saved, staff see why, nothing confirmed is lost, and when the disk takes
// writes again the work goes on. Mounting needs root; without it these cases are skipped, and say so.
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "fakes/world.hpp"

using namespace aaben::fakes;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

class SmallDisk {
  public:
    explicit SmallDisk(const fs::path& folder) : folder_(folder) {
        const fs::path aside = folder.string() + ".aside";
        fs::rename(folder, aside);
        fs::create_directories(folder);
        mounted_ = ::mount("aaben-test", folder.c_str(), "tmpfs", 0, "size=4m") == 0;
        fs::copy(aside, folder, fs::copy_options::recursive);
        for (const auto& each : fs::recursive_directory_iterator(aside)) {
            struct stat info{};  // keys that others may read are refused
            const fs::path copy = folder / each.path().lexically_relative(aside);
            if (::stat(each.path().c_str(), &info) == 0) ::chmod(copy.c_str(), info.st_mode & 07777);
        }
    }
    ~SmallDisk() {
        if (mounted_) ::umount2(folder_.c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    [[nodiscard]] bool mounted() const { return mounted_; }
    void fill() const {
        std::ofstream filler(folder_ / "filler", std::ios::binary);
        while (filler.put('x').flush()) {
        }
    }
    void make_room() const { fs::remove(folder_ / "filler"); }
    [[nodiscard]] bool allow_writes(bool allow) const {
        return ::mount(nullptr, folder_.c_str(), nullptr,
                       MS_REMOUNT | (allow ? 0UL : static_cast<unsigned long>(MS_RDONLY)), "size=4m") == 0;
    }

  private:
    fs::path folder_;
    bool mounted_ = false;
};

// A citizen is told, and staff see what the operator must hear.
std::string refused_check_in(const std::string& why) {
    return "tap \"Jeg vil tale med nogen\"\ntap \"Tjek ind og vent\"\ntap \"Penge\"\ntap \"Videre\"\n"
           "tap \"Den første, der har tid\"\nsees \"Det blev ikke gemt\"\nlacks \"Du er tjekket ind\"\n"
           "tap \"Luk\"\nsees \"Skærmen kan ikke gemme. Gå hen til en fra personalet\"\n"
           "tap \"Personale\"\nsees \"Scan dit kort\"\nscan AD-MEDARBEJDER-1\nsees \"Tast din kode\"\ntype 246810\n"
           "sees \"" +
           why + "\"\n";
}

}  // namespace

TEST_CASE("a full disk: the glass says so, staff see it, nothing confirmed is lost, and room is enough to go on") {
    World world;
    const SmallDisk disk(world.data());
    if (!disk.mounted()) SKIP("no right to mount: a really full disk was not tried");
    world.start_jobcenter();
    world.start_sync();
    REQUIRE(world.play(check_in_steps + "synced\n") == 0);
    disk.fill();
    const int refused = world.play(refused_check_in("Disken er fuld. Ring til driften."));
    INFO(slurp(world.dir() / "kiosk.log"));
    CHECK(refused == 0);
    CHECK(world.sync.running());
    CHECK(world.confirmed().size() == 1);
    disk.make_room();
    REQUIRE(world.play("lacks \"Skærmen kan ikke gemme\"\n" + check_in_steps + "synced\n") == 0);
    REQUIRE(until(30s, [&] { return world.all_receipted(); }));
    const auto held = world.held();
    REQUIRE(world.confirmed().size() == 2);
    for (const std::string& id : world.confirmed()) CHECK(held.at(id) == 1);
}

TEST_CASE("a disk that became read-only: the glass says so, staff see it, and what was confirmed is all there") {
    World world;
    const SmallDisk disk(world.data());
    if (!disk.mounted()) SKIP("no right to mount: a really read-only disk was not tried");
    world.start_jobcenter();
    world.start_sync();
    REQUIRE(world.play(check_in_steps + "synced\n") == 0);
    world.sync.kill();
    REQUIRE(disk.allow_writes(false));
    const int refused = world.play(refused_check_in("Skærmen kan ikke gemme. Ring til driften."));
    INFO(slurp(world.dir() / "kiosk.log"));
    CHECK(refused == 0);
    REQUIRE(disk.allow_writes(true));
    world.start_sync();
    REQUIRE(world.play(check_in_steps + "synced\n") == 0);
    REQUIRE(until(30s, [&] { return world.all_receipted(); }));
    const auto held = world.held();
    REQUIRE(world.confirmed().size() == 2);
    for (const std::string& id : world.confirmed()) CHECK(held.at(id) == 1);
}
