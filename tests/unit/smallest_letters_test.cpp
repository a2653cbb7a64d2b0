// The smallest letters that were once read wrong, a file each (tests/letters/smallest): its first line says a field and
// what it must be.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <sstream>

#include "reading/read.hpp"
#include "support/files.hpp"
#include "support/paths.hpp"

namespace {

using namespace aaben;
namespace fs = std::filesystem;

// As JSON has it: "70112233", "2026-11-01"; "none" where the letter does not state it.
std::string stated(const letters::Fields& fields, const std::string& name) {
    const letters::Field* field = letters::field_named(name);
    REQUIRE(field);
    letters::Fields alone;
    if (!letters::take(alone, fields, *field)) return "none";
    const std::string json = letters::to_json(alone);  // {"phone":"70112233"}
    const std::size_t begin = json.find(':') + 2;
    return json.substr(begin, json.rfind('"') - begin);
}

}  // namespace

TEST_CASE("the smallest letters that were once read wrong are read right") {
    std::size_t read = 0;
    for (const auto& entry : fs::directory_iterator(fs::path(tests::source_dir()) / "tests/letters/smallest")) {
        INFO(entry.path().filename().string());
        const std::string file = tests::slurp(entry.path());
        std::istringstream first(file.substr(0, file.find('\n')));
        std::string mark, field, wanted;
        first >> mark >> field >> wanted;
        REQUIRE(mark == "#");
        const auto reading = reading::read(reading::words_from_text(file.substr(file.find('\n') + 1)), {2026, 11, 27});
        CHECK(reading.type.has_value());
        CHECK(stated(reading.fields, field) == wanted);
        ++read;
    }
    CHECK(read >= 8);
}
