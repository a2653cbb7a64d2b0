// Asked for help, a program or a script says what it does and does nothing else: once a tool took the word for the name
// of the folder to write to.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "fakes/process.hpp"
#include "support/paths.hpp"
#include "support/temporary_folder.hpp"
#include "version/version.hpp"

namespace fs = std::filesystem;
using namespace aaben;

namespace {

constexpr const char* tools_of_tests[] = {"drain_bench",      "durable_bench",    "frame_bench",       "reading_bench",
                                          "read-letter-text", "see-letter-words", "train-letter-types"};

void add_executables(const fs::path& folder, std::vector<fs::path>& out) {
    for (const auto& entry : fs::directory_iterator(folder)) {
        const bool may_run = (entry.status().permissions() & fs::perms::owner_exec) != fs::perms::none;
        if (entry.is_regular_file() && may_run) out.push_back(entry.path());
    }
}

std::vector<fs::path> programs() {
    std::vector<fs::path> all;
    const fs::path folder = fs::path(tests::program("")).parent_path();
    add_executables(folder, all);
    for (const char* name : tools_of_tests) all.push_back(folder.parent_path() / "tests" / name);
    return all;
}

// Says what it said; whatever it is asked, it leaves the empty folder it stands in empty and ends well.
std::string asked(const fs::path& each, const std::string& word) {
    const tests::TemporaryFolder empty;
    const auto ran = fakes::run({"/usr/bin/env", "-C", empty.path.string(), each.string(), word});
    INFO(each.string() << ": " << ran.output);
    CHECK(ran.code == 0);
    CHECK(fs::is_empty(empty.path));
    return ran.output;
}

}  // namespace

// The scripts of the yard are as new as the checkout; a program may have been built long ago and says from what.
TEST_CASE("asked for its version, every program says it and makes nothing") {
    for (const fs::path& each : programs()) {
        INFO(each.string());
        CHECK(asked(each, "--version").find(version()) != std::string::npos);
    }
}

TEST_CASE("asked for help, every program and every script says what it does and makes nothing") {
    std::vector<fs::path> all = programs();
    all.push_back(fs::path(tests::source_dir()) / "run");
    add_executables(fs::path(tests::source_dir()) / "tools", all);
    CHECK(all.size() >= 22);
    for (const fs::path& each : all) {
        const std::string said = asked(each, "--help");
        INFO(each.string() << ": " << said);
        CHECK(std::ranges::count(said, '\n') >= 1);
        CHECK(said.size() > 60);
    }
}
