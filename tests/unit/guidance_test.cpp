// Advice for staff: what ships loads and keeps its lengths, and each slip of an editor is named.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "explain/guidance.hpp"
#include "support/files.hpp"
#include "support/paths.hpp"
#include "support/temporary_folder.hpp"

using namespace aaben;
using namespace aaben::explain;
namespace fs = std::filesystem;

namespace {

const fs::path shipped = fs::path(tests::source_dir()) / "assets" / "guidance";

const std::string good = R"(title = "Uro"
order = 1
meet = "Tal roligt."
do = ["Giv god tid"]
say = ["Vi har tid."]
leave = ["Undgå at presse"]
help = "Lægen."
[[source]]
title = "Om uro"
publisher = "En forening"
url = "https://example.dk/uro"
read_on = 2026-11-28
[review]
state = "unreviewed"
)";

struct Spoiled {
    const char* from;
    const char* to;
    const char* expected;
    bool fatal;
};

constexpr Spoiled spoiled[] = {
    {"[[source]]", "[[kilde]]", "names no [[source]]", true},
    {"meet = \"Tal roligt.\"\n", "", "needs title, meet and do", true},
    {"do = [\"Giv god tid\"]", "do = \"Giv god tid\"", "must be a list", true},
    {"order = 1", "orden = 1", "unknown key 'orden'", false},
    {"read_on = 2026-11-28\n", "", "does not say when it was read", false},
    {"Giv god tid", "Giv god tid, og vær helt sikker på, at der er ro, før du siger noget som helst om sagen",
     "'do' has 8", false},
};

std::vector<ContentFault> faults_of(const std::string& text) {
    const tests::TemporaryFolder folder;
    tests::spill(folder.path / "uro.toml", text);
    std::vector<ContentFault> faults;
    check_guidance(folder.path, faults);
    CHECK(Guidance::load(folder.path).ok() == std::ranges::none_of(faults, &ContentFault::fatal));
    return faults;
}

}  // namespace

TEST_CASE("the advice that ships loads, names its sources, and is read in a glance") {
    const auto guidance = Guidance::load(shipped);
    REQUIRE(guidance.ok());
    CHECK(guidance->topics().size() >= 6);  // anxiety, depression, borderline, pain, addiction, crisis
    for (const char* id : {"angst", "depression", "borderline", "smerter", "afhaengighed", "krise"}) {
        INFO(id);
        const GuidanceTopic* topic = guidance->find(id);
        REQUIRE(topic != nullptr);
        CHECK_FALSE(topic->sources.empty());
        CHECK_FALSE(topic->say.empty());
    }
    CHECK(guidance->topics().front().id == "krise");  // the one that cannot wait
    std::vector<ContentFault> faults;
    check_guidance(shipped, faults);
    for (const ContentFault& fault : faults) UNSCOPED_INFO(fault.file << " " << fault.what);
    CHECK(faults.empty());
}

TEST_CASE("a slip in a topic is named, with its file, and only what cannot be shown truly keeps it away") {
    CHECK(faults_of(good).empty());
    for (const Spoiled& one : spoiled) {
        std::string text = good;
        const auto at = text.find(one.from);
        REQUIRE(at != std::string::npos);
        text.replace(at, std::string(one.from).size(), one.to);
        const auto faults = faults_of(text);
        INFO(one.expected);
        const auto named = std::ranges::find_if(
            faults, [&](const ContentFault& fault) { return fault.what.find(one.expected) != std::string::npos; });
        REQUIRE(named != faults.end());
        CHECK(named->file == "guidance/uro.toml");
        CHECK(named->fatal == one.fatal);
    }
    CHECK(Guidance::load("/nowhere").error().fault == Fault::NotFound);
}
