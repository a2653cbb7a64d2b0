// The committed corpus, and some thousand seeded mutations of it, through the very functions that the fuzzers run.
// Needs no clang; what a fuzzer found once stands in the corpus and is tried here for ever.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "support/paths.hpp"
#include "targets.hpp"

namespace fs = std::filesystem;

namespace {

std::string mutated(std::string text, std::mt19937_64& random) {
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % std::max<std::size_t>(n, 1)); };
    for (std::size_t edits = 1 + below(4); edits > 0; --edits) {
        const std::size_t at = below(text.size() + 1);
        switch (random() % 5) {
            case 0:
                text.resize(at);
                break;  // cut
            case 1:
                text.insert(at, 1, static_cast<char>(random()));
                break;  // one more
            case 2:
                text.insert(at, text.substr(below(text.size()), below(40)));
                break;  // repeated
            case 3:
                if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << random() % 8));
                break;
            default:
                text.erase(at, below(8));
                break;
        }
    }
    return text;
}

}  // namespace

TEST_CASE("every reader survives the corpus and its mutations, and keeps its promises") {
    for (const auto& [name, run, mutations] : aaben::fuzz::targets) {
        const fs::path folder = fs::path(aaben::tests::source_dir()) / "tests/fuzz/corpus" / name;
        INFO(folder.string());
        REQUIRE(fs::exists(folder));
        std::vector<std::string> inputs{""};
        for (const auto& each : fs::directory_iterator(folder)) {
            std::ifstream in(each.path(), std::ios::binary);
            inputs.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
        }
        CHECK(inputs.size() > 1);
        std::mt19937_64 random(20261121);
        for (const std::string& input : inputs) {
            run(input);
            for (int i = 0; i < mutations; ++i) run(mutated(input, random));
        }
    }
}
