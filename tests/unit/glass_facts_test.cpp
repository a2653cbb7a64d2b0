// What the glass is told of the link: every fact has a cause, and stays told as long as it is true.
#include "daemon/glass_facts.hpp"

#include <catch2/catch_test_macros.hpp>
#include <map>
#include <string>

using namespace aaben;
using daemon::facts_for_glass;
using daemon::Known;
using folder::LinkFacts;

namespace {

Known enrolled() {
    Known known;
    known.has_identity = true;
    return known;
}

// For each fact what makes kiosk-sync tell it.
std::map<std::string, Known> causes() {
    std::map<std::string, Known> all;
    all["online"].online = true;
    all["enrolled"] = enrolled();
    all["certificate_expired"] = enrolled();
    all["certificate_expired"].certificate_expired = true;
    all["forbidden"].forbidden = true;
    all["revoked"].revoked = true;
    all["code_refused"].code_refused = true;
    all["machine_ahead_ms"].machine_ahead_ms = 7'261'000;
    all["time_proof"].proof = "a proof";
    return all;
}

}  // namespace

TEST_CASE("every link fact has a cause in kiosk-sync that makes the glass hear of it") {
    const folder::FactRows never = folder::to_rows({});
    const auto all = causes();
    for (const auto& [name, value] : never) {
        INFO(name);
        REQUIRE(all.contains(name));
        CHECK(folder::to_rows(facts_for_glass(all.at(name), {})).at(name) != value);
        CHECK(folder::to_rows(facts_for_glass({}, {})).at(name) == value);
    }
    CHECK(all.size() == never.size());
}

TEST_CASE("a revocation is told until the device is enrolled again") {
    Known known = enrolled();
    known.revoked = true;
    LinkFacts told = facts_for_glass(known, {});
    CHECK((told.revoked && !told.enrolled));
    told = facts_for_glass({}, told);  // the keys are erased, the program started anew
    CHECK(told.revoked);
    CHECK_FALSE(facts_for_glass(enrolled(), told).revoked);
}

TEST_CASE("a refused code is told until another is typed, or one was accepted") {
    Known known;
    known.code_refused = true;
    const LinkFacts told = facts_for_glass(known, {});
    CHECK(facts_for_glass({}, told).code_refused);
    Known another;
    another.code_wanted = true;
    CHECK_FALSE(facts_for_glass(another, told).code_refused);
    CHECK_FALSE(facts_for_glass(enrolled(), told).code_refused);
}

TEST_CASE("a clock is told in whole minutes, and the proof of an earlier run until there is a newer one") {
    Known known;
    known.machine_ahead_ms = -119'999;
    CHECK(facts_for_glass(known, {}).machine_ahead_ms == -60'000);
    LinkFacts told;
    told.proof = "of yesterday";
    CHECK(facts_for_glass({}, told).proof == "of yesterday");
    known.proof = "of today";
    CHECK(facts_for_glass(known, told).proof == "of today");
}

TEST_CASE("a program that stops takes back 'online' and nothing else") {
    LinkFacts told;
    told.online = told.enrolled = told.forbidden = true;
    LinkFacts expected = told;
    expected.online = false;
    CHECK(daemon::facts_when_stopped(told) == expected);
}
