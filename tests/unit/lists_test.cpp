// Lists that stand in two places agree: the deliberate faults, the fuzz targets, the folders and labels of the tests.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <regex>
#include <set>
#include <string>

#include "sources.hpp"
#include "support/files.hpp"
#include "support/paths.hpp"

namespace {

namespace fs = std::filesystem;
using aaben::tests::slurp;
using Names = std::set<std::string>;
const fs::path tests_dir = fs::path(aaben::tests::source_dir()) / "tests";

// Every word of the first group of every match.
void add_matches(const std::string& text, const std::string& pattern, Names& out) {
    const std::regex expression(pattern), word("[A-Za-z_0-9]+");
    for (std::sregex_iterator match(text.begin(), text.end(), expression), none; match != none; ++match) {
        const std::string words = (*match)[1];
        for (std::sregex_iterator each(words.begin(), words.end(), word); each != none; ++each) out.insert(each->str());
    }
}

Names matches(const std::string& text, const std::string& pattern) {
    Names out;
    add_matches(text, pattern, out);
    return out;
}

std::string all_build_files() {
    std::string out;
    for (const auto& entry : fs::recursive_directory_iterator(tests_dir))
        if (entry.path().filename() == "CMakeLists.txt") out += slurp(entry.path());
    return out;
}

}  // namespace

TEST_CASE("every deliberate fault is caught by a test, and every fault that a test names is in the program") {
    Names in_code;
    for (const auto& source : aaben::tests::sources()) {
        if (source.in("tests/") || source.path == "platform/fault_switch.hpp") continue;
        for (const std::string& line : source.lines) add_matches(line, R"re(\bfault\("(\w+)"\))re", in_code);
    }
    const std::string build = all_build_files();
    Names in_tests;
    add_matches(build, R"(foreach\(fault ([^)]*)\))", in_tests);
    add_matches(build, R"((?:aaben_caught|jobcenter_fault)\((\w+) )", in_tests);
    add_matches(build, R"(AABEN_FAULT=(\w+))", in_tests);
    CHECK(in_code.size() > 25);
    CHECK(in_code == in_tests);
}

TEST_CASE("every fuzz target has a fuzzer and a corpus") {
    const Names targets = matches(slurp(tests_dir / "fuzz/targets.hpp"), R"(void (\w+)\(std::string_view input\))");
    CHECK(targets.size() >= 12);
    CHECK(targets == matches(slurp(tests_dir / "fuzz/CMakeLists.txt"), R"(foreach\(target ([^)]*)\))"));
    Names corpus;
    for (const auto& folder : fs::directory_iterator(tests_dir / "fuzz/corpus"))
        corpus.insert(folder.path().filename().string());
    CHECK(targets == corpus);
}

TEST_CASE("the README of the tests names every folder and every label") {
    const std::string readme = slurp(tests_dir / "README.md");
    Names folders;
    for (const auto& entry : fs::directory_iterator(tests_dir))
        if (entry.is_directory()) folders.insert(entry.path().filename().string());
    CHECK(folders == matches(readme, R"re(\| `(\w+)/` \|)re"));

    const std::string build = all_build_files();
    Names labels = matches(build, R"re(LABELS? "?([a-z][a-z0-9;]*)"?)re");
    const std::string said = readme.substr(readme.find("labels are"), readme.find('|') - readme.find("labels are"));
    CHECK(labels == matches(said, "`([a-z0-9]+)`"));
}
