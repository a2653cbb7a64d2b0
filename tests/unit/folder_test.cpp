// The folder that two programs share: a fact that one tells is the fact that the other reads, and a code is one code
// however it was brought.
#include <sys/stat.h>

#include <catch2/catch_test_macros.hpp>
#include <set>
#include <string>

#include "fakes/process.hpp"
#include "folder/enrol_request.hpp"
#include "folder/link_facts.hpp"
#include "platform/durable.hpp"
#include "support/temporary_folder.hpp"

using namespace aaben;
using folder::LinkFacts;

namespace {

const LinkFacts nothing_told;

std::string names_that_differ(const folder::FactRows& a, const folder::FactRows& b) {
    std::string names;
    for (const auto& [name, value] : a)
        if (b.at(name) != value) names += name + " ";
    return names;
}

void change(bool& value) {
    value = !value;
}
void change(std::int64_t& value) {
    value = -7'200'000;
}
void change(std::string& value) {
    value = "a proof";
}

}  // namespace

TEST_CASE("Each link fact has a name of its own, under which it is told and read") {
    const folder::FactRows never = folder::to_rows({});
    std::set<std::string> names;
    folder::each_fact(nothing_told, [&](const char* name, const auto&) { CHECK(names.insert(name).second); });
    CHECK(names.size() == never.size());
    for (const std::string& one : names) {
        LinkFacts told;
        folder::each_fact(told, [&](const char* name, auto& value) {
            if (name == one) change(value);
        });
        INFO(one);
        CHECK_FALSE(told == LinkFacts{});
        CHECK(names_that_differ(folder::to_rows(told), never) == one + " ");
        CHECK(folder::from_rows(folder::to_rows(told)) == told);
    }
}

TEST_CASE("No member of the link facts is missing in the table") {
    // A structured binding counts the members: one more, and this line no longer compiles.
    const auto& [online, enrolled, expired, forbidden, revoked, refused, ahead_ms, proof] = nothing_told;
    int listed = 0;
    folder::each_fact(nothing_told, [&](const char*, const auto&) { ++listed; });
    CHECK(listed == 8);
    CHECK_FALSE((online || enrolled || expired || forbidden || revoked || refused || ahead_ms != 0));
    CHECK(proof.empty());
}

TEST_CASE("What another release told, or what cannot be read, counts as never told") {
    CHECK(folder::from_rows({}) == LinkFacts{});
    CHECK(folder::from_rows({{"a_fact_of_tomorrow", "1"}}) == LinkFacts{});
    CHECK(folder::from_rows({{"online", "yes"}, {"machine_ahead_ms", "12 hours"}}) == LinkFacts{});
    CHECK(folder::from_rows({{"machine_ahead_ms", "99999999999999999999999"}}) == LinkFacts{});
}

TEST_CASE("A code is the same code however a finger or a scanner brought it") {
    const std::string code = "K7P2-X9A0-B1CD";
    for (const char* typed :
         {"K7P2-X9A0-B1CD", "k7p2x9a0b1cd", "K7P2X9A0B1CD", " K7P2 X9A0 B1CD\r\n", "k7p2/x9a0/b1cd", "K7P2_X9A0+B1CD",
          ("K7P2\xE2\x80\x93X9A0\xE2\x80\x93"
           "B1CD"),
          "K7P2-X9AO-BLCD"}) {
        INFO(typed);
        CHECK(folder::code_from(typed) == code);
    }
    for (const char* none : {"", "----", "K7P2-X9A0-B1C", "K7P2-X9A0-B1CDE", "K7P2-X9A0-B1C!", "K7P2-X9A0-B1CU"}) {
        INFO(none);
        CHECK_FALSE(folder::code_from(none));
    }
}

TEST_CASE("A typed code reaches kiosk-sync whole, readable by its owner alone; what is no request is told apart") {
    const tests::TemporaryFolder dir;
    const folder::Layout layout{dir.path};
    CHECK(folder::read_enrol_request(layout).error().fault == Fault::NotFound);
    REQUIRE(folder::write_enrol_request(layout, "K7P2-X9A0-B1CD").ok());
    CHECK(folder::read_enrol_request(layout).value() == "K7P2-X9A0-B1CD");
    namespace fs = std::filesystem;
    CHECK((fs::status(layout.enrol_request()).permissions() & (fs::perms::group_all | fs::perms::others_all)) ==
          fs::perms::none);
    for (const char* other : {"", "{}", "{\"code\": 7}", "{\"code\": \"short\"}", "[1"}) {
        INFO(other);
        fakes::spill(layout.enrol_request(), other);
        CHECK(folder::read_enrol_request(layout).error().fault == Fault::Invalid);
    }
}

TEST_CASE("a file that is written whole is its owner's alone, whatever the umask") {
    const tests::TemporaryFolder folder;
    const std::filesystem::path file = folder.path / "keys" / "key_list.json";
    const mode_t before = ::umask(0);
    const bool written = write_whole(file, "{}").ok() && write_whole(file, "{} ").ok();
    ::umask(before);
    REQUIRE(written);
    CHECK((std::filesystem::status(file).permissions() & std::filesystem::perms::mask) ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}
