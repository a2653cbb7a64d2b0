// A unit's file as an operator writes it, and the tool that writes colleagues into it.
#include <catch2/catch_test_macros.hpp>
#include <sstream>

#include "jobcenter/config.hpp"
#include "kioskctl/unit_person.hpp"
#include "support/files.hpp"
#include "support/temporary_folder.hpp"

using namespace aaben;
using namespace aaben::kioskctl;

namespace {

constexpr seal::PinCost quick{1, 8};
const std::string good_file = R"(unit = "prøve"
name = "Prøve"
version = 1
[hours]
main_phone = "70121314"
door = { mon = "09:00-12:00" }
)";

std::string fault_of(const std::string& text) {
    const auto unit = parse_unit_file(text, "unit.toml", quick);
    return unit ? "" : unit.error().what;
}

std::string changed(std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
}

}  // namespace

TEST_CASE("a unit's file with a misspelt word, a number for a text or a wrong hour is named with its line") {
    CHECK(fault_of(good_file).empty());
    CHECK(fault_of(changed(good_file, "name =", "nmae =")).find("unit.toml, line 2: 'nmae' is not known") == 0);
    CHECK(fault_of(changed(good_file, "main_phone", "phone")).find("line 5: 'phone'") != std::string::npos);
    CHECK(fault_of(changed(good_file, "\"70121314\"", "70121314")).find("quotation marks") != std::string::npos);
    CHECK(fault_of(changed(good_file, "version = 1", "version = \"1\"")).find("whole number") != std::string::npos);
    CHECK(fault_of(changed(good_file, "09:00-12:00", "9-12")).find("09:00-12:00") != std::string::npos);
    CHECK(fault_of(good_file + "[[person]]\nid = \"a\"\nname = \"A\"\npin = 246810\n").find("line 10: pin") !=
          std::string::npos);
}

TEST_CASE("a PIN that a colleague would try first is refused with the reason, others are taken") {
    for (const char* weak : {"1234", "123456", "654321", "777777", "121212", "123123", "112233", "240785", "24071985",
                             "19850724", "12345a", "", "1234567890123"})
        CHECK_FALSE(good_pin(weak).ok());
    for (const char* fine : {"246810", "135790", "908174", "5530817264"}) CHECK(good_pin(fine).ok());
    for (const char* rubbish : {"", "12345", "aaaaaaaa", "AD MEDARBEJDER", "kort\x01nummer"})
        CHECK_FALSE(good_badge(rubbish).ok());
    CHECK(good_badge("AD-MEDARBEJDER-1").ok());
}

TEST_CASE("the tool writes a colleague with hashes alone, and a refused one leaves the file as it was") {
    const tests::TemporaryFolder dir;
    const auto file = dir.path / "unit.toml";
    REQUIRE(jobcenter::write_file(file, good_file).ok());
    std::ostringstream out, err;
    const auto add = [&](const NewPerson& person, const std::string& typed) {
        std::istringstream in(typed);
        return unit_person(file, person, in, out, err, quick);
    };
    CHECK(add({"mette", "Mette Opdigt", "ME"}, "AD-MEDARBEJDER-1\n908174\n") == 0);
    const std::string kept = tests::slurp(file);
    CHECK(kept.find("908174") == std::string::npos);
    CHECK(kept.find("AD-MEDARBEJDER-1") == std::string::npos);
    const auto unit = read_unit_file(file, quick);
    REQUIRE(unit.ok());
    REQUIRE(unit->roster.people.size() == 1);
    CHECK(unit->roster.people[0].box_key.size() == 64);                                // briefs can be sealed for them
    CHECK(add({"jonas", "Jonas Prøvesen", "JO"}, "AD-MEDARBEJDER-1\n827164\n") == 1);  // Mette's badge
    CHECK(err.str().find("same badge") != std::string::npos);
    CHECK(add({"mette", "Mette Igen", "ME"}, "AD-MEDARBEJDER-2\n827164\n") == 1);
    CHECK(add({"jonas", "Jonas Prøvesen", "JO"}, "AD-MEDARBEJDER-2\n123456\n") == 1);
    CHECK(tests::slurp(file) == kept);
}
