// Opens every registered screen in every language on every glass, and holds it against the rules of widgets/audit.hpp.
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "samples.hpp"
#include "support/paths.hpp"
#include "widgets/audit.hpp"

using namespace aaben;
using tests::Sample;

namespace {
const tests::Stage& stage() {
    static const tests::Stage opened(aaben::tests::source_dir() + "/assets");
    return opened;
}

struct Glass {
    const char* name;
    widgets::Metrics metrics;
};
constexpr Glass glasses[] = {
    {"1280x800 at 10.1\"", {1280, 800, 149}},
    {"800x1280 at 10.1\"", {800, 1280, 149}},
    {"1920x1080 at 15.6\"", {1920, 1080, 141}},
    {"1080x1920 at 21.5\"", {1080, 1920, 102}},
};

widgets::Tree tree_of(const flow::Model& model, const widgets::Metrics& metrics) {
    widgets::Ui ui(*stage().typesetter);
    screens::Messages out;
    screens::draw(model, stage().assets(), metrics, ui, out);
    CHECK(out.empty());  // nobody touched anything
    return ui.tree();
}

void every_screen_on(const Glass& glass) {
    std::size_t drawn = 0;
    std::string faults;
    for (const Sample& sample : tests::samples()) {
        for (const language::Language& language : stage().words->languages()) {
            const flow::Model model = tests::in_language(sample.model, language.tag);
            if (flow::language(model) != language.tag) continue;  // staff screens are Danish
            ++drawn;
            for (const std::string& fault : widgets::audit(tree_of(model, glass.metrics), glass.metrics)) {
                faults += "\n  " + std::string(glass.name) + " " + sample.name + " " + language.tag + ": " + fault;
            }
        }
    }
    INFO(glass.name << faults);
    CHECK(faults.empty());
    CHECK(drawn > flow::screen_count * 2);
}
}  // namespace

TEST_CASE("Every screen of the flow has a sample and a name of its own") {
    std::set<std::string_view> names;
    const std::vector<Sample> all = tests::samples();
    for (const Sample& sample : all) names.insert(flow::screen_name(sample.model));
    CHECK(names.size() == flow::screen_count);
}

TEST_CASE("Every screen keeps the rules in every language at 1280x800") {
    every_screen_on(glasses[0]);
}
TEST_CASE("Every screen keeps the rules in every language at 800x1280") {
    every_screen_on(glasses[1]);
}
TEST_CASE("Every screen keeps the rules in every language at 1920x1080") {
    every_screen_on(glasses[2]);
}
TEST_CASE("Every screen keeps the rules in every language at 1080x1920") {
    every_screen_on(glasses[3]);
}

TEST_CASE("Every screen but the quiet ones offers something to press") {
    for (const Sample& sample : tests::samples()) {
        if (sample.name == "saving") continue;  // it waits for the disk
        INFO(sample.name);
        bool pressable = false;
        for (const widgets::Node& node : tree_of(sample.model, glasses[0].metrics).nodes) {
            pressable = pressable || !node.hit.empty();
        }
        CHECK(pressable);
    }
}

TEST_CASE("What is masked stands nowhere in the tree") {
    for (const Sample& sample : tests::samples()) {
        if (sample.name != "identify") continue;
        for (const widgets::Node& node : tree_of(sample.model, glasses[0].metrics).nodes) {
            CHECK(node.label.find("1234567") == std::string::npos);
            CHECK(node.spoken.find("1234567") == std::string::npos);
        }
    }
}
