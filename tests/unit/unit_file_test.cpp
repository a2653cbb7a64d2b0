// A unit's file as an operator writes it, and the tool that writes colleagues into it.
#include <fcntl.h>
#include <pty.h>
#include <termios.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <sstream>
#include <thread>

#include "jobcenter/config.hpp"
#include "kioskctl/typed_secret.hpp"
#include "kioskctl/unit_person.hpp"
#include "seal/pin.hpp"
#include "support/files.hpp"
#include "support/must.hpp"
#include "support/temporary_folder.hpp"

using namespace aaben;
using namespace aaben::kioskctl;
using tests::must;

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
                             "19850724", "12345a", "", "7391059", "5530817264", "246810"})
        CHECK_FALSE(good_pin(weak).ok());
    for (const char* fine : {"908174", "739105"}) CHECK(good_pin(fine).ok());
    for (const char* rubbish : {"", "12345", "aaaaaaaa", "AD MEDARBEJDER", "kort\x01nummer", "0102901234"})
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
        return unit_person(file, person, in, out, err, {.cost = quick});
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

TEST_CASE("a colleague who could not sign in is named, with what is wrong of them") {
    const std::string hash(64, 'a'), verifier = must(seal::pin_verifier("908174", quick));
    const auto with = [&](const std::string& lines) {
        return fault_of(good_file + "[[person]]\nid = \"ole\"\nname = \"Ole Opdigt\"\ninitials = \"OO\"\n" + lines);
    };
    const std::string badge = "badge_hash = \"" + hash + "\"\n", pin = "pin_verifier = \"" + verifier + "\"\n";
    CHECK(parse_unit_file(good_file + "[[person]]\nid = \"ole\"\nname = \"Ole\"\ninitials = \"O\"\n" + badge + pin, "f",
                          quick)
              .ok());
    for (const auto& [lines, what] : std::vector<std::pair<std::string, std::string>>{
             {pin, "badge_hash is missing"},
             {badge, "pin_verifier is missing"},
             {badge + "pin_verifier = \"1234\"\n", "never be the PIN itself"},
             {"badge_hash = \"AD-MEDARBEJDER-1\"\n" + pin, "never the badge itself"},
             {badge + pin + "box_key = \"kort\"\n", "box_key must be"}}) {
        INFO(lines);
        CHECK(with(lines).find("ole (Ole Opdigt)") != std::string::npos);
        CHECK(with(lines).find(what) != std::string::npos);
    }
    const std::string two = good_file + "[[person]]\nid = \"ole\"\nname = \"Ole\"\ninitials = \"OO\"\n" + badge + pin +
                            "[[person]]\nid = \"oda\"\nname = \"Oda\"\ninitials = \"OO\"\nbadge_hash = \"" +
                            std::string(64, 'b') + "\"\n" + pin;
    CHECK(fault_of(two).find("ole and oda have the same initials, OO") != std::string::npos);
    CHECK(fault_of(good_file + "[[person]]\nid = \"Ole Ã\"\nname = \"Ole\"\n" + badge + pin).find("id must be") !=
          std::string::npos);
}

TEST_CASE("a PIN typed on a terminal is not shown, is typed twice, and the terminal shows again afterwards") {
    int outside = -1, inside = -1;
    REQUIRE(::openpty(&outside, &inside, nullptr, nullptr, nullptr) == 0);
    const auto echoes = [&] {
        termios now{};
        return ::tcgetattr(inside, &now) == 0 && (now.c_lflag & ECHO) != 0;
    };
    const auto type = [&](const std::string& twice) {
        std::thread finger([&] {
            while (echoes()) std::this_thread::yield();
            CHECK(::write(outside, twice.data(), twice.size()) == static_cast<ssize_t>(twice.size()));
        });
        std::ifstream in(::ttyname(inside));
        std::ostringstream out;
        auto pin = typed_secret(in, out, inside);
        finger.join();
        return pin;
    };
    REQUIRE(echoes());
    const auto pin = type("908174\n908174\n");
    REQUIRE(pin.ok());
    CHECK(*pin == "908174");
    CHECK(echoes());
    CHECK(type("908174\n908147\n").error().fault == Fault::Refused);
    CHECK(echoes());
    REQUIRE(::fcntl(outside, F_SETFL, O_NONBLOCK) == 0);
    std::string shown(4096, '\0');
    const ssize_t n = ::read(outside, shown.data(), shown.size());
    CHECK(shown.substr(0, n > 0 ? static_cast<std::size_t>(n) : 0).find("9081") == std::string::npos);
    ::close(outside), ::close(inside);
}

TEST_CASE("A PIN that comes from a file may stand there twice, and then must be the same") {
    std::ostringstream out;
    const auto piped = [&](const std::string& lines) {
        std::istringstream in(lines);
        return typed_secret(in, out, -1);
    };
    CHECK(*piped("908174\n") == "908174");
    CHECK(*piped("908174\n908174\n") == "908174");
    CHECK(piped("908174\n908147\n").error().fault == Fault::Refused);
}
