// What may be sealed for a unit's staff, and what is refused; whoever is named can open it, nobody else.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "jobcenter/staff_item.hpp"
#include "seal/keys.hpp"
#include "seal/sealed.hpp"
#include "wire/item.hpp"
#include "wire/key_list.hpp"

using namespace aaben;
using jobcenter::seal_for_staff;
using jobcenter::StaffText;

namespace {

constexpr WallMs now_ms = 1'795'262'400'000;

struct Staff {
    seal::BoxKey mette = seal::new_box_key(), jonas = seal::new_box_key();
    visit::Roster roster;
    Staff() {
        roster.version = 1, roster.unit_name = "Testenheden";
        for (const auto& [id, key] : {std::pair{"mette", mette.public_key}, {"jonas", jonas.public_key}, {"ny", ""}}) {
            visit::Caseworker person;
            person.id = id, person.name = id, person.initials = "T", person.box_key = key;
            person.badge_hash = std::string(64, '0');
            roster.people.push_back(person);
        }
    }
    [[nodiscard]] Result<std::string> seal(const StaffText& what) const {
        return seal_for_staff(what, wire::build_roster(roster), now_ms);
    }
};

StaffText note(std::vector<std::string> to) {
    return {"answer", "callback-1", std::move(to), "Vi har ringet."};
}

}  // namespace

TEST_CASE("a note is opened by each one it was sealed for, and by nobody else") {
    const Staff staff;
    for (const char* kind : {"brief", "answer", "transfer"}) {
        StaffText what = note({"mette"});
        what.kind = kind;
        const auto bytes = staff.seal(what);
        REQUIRE(bytes.ok());
        CHECK(bytes->find("ringet") == std::string::npos);
        std::string sealed;
        if (what.kind == "brief") {
            const auto brief = wire::parse_brief(*bytes);
            REQUIRE(brief.ok());
            sealed = brief->sealed;
            CHECK(brief->staff == what.to);
        } else {
            const auto notice = wire::parse_notice(*bytes);
            REQUIRE(notice.ok());
            sealed = notice->sealed;
            CHECK(notice->ref == "callback-1");
        }
        CHECK(seal::open_sealed(staff.mette, sealed).value() == "Vi har ringet.");
        CHECK_FALSE(seal::open_sealed(staff.jonas, sealed).ok());
    }
    const auto both = wire::parse_notice(staff.seal(note({"mette", "jonas"})).value());
    CHECK(seal::open_sealed(staff.jonas, both->sealed).ok());
}

TEST_CASE("what cannot be sealed for staff is refused with a reason") {
    const Staff staff;
    REQUIRE(staff.seal(note({"mette"})).ok());
    const auto refused = [&](const StaffText& what, Fault fault, const char* why) {
        const auto result = staff.seal(what);
        REQUIRE_FALSE(result.ok());
        INFO(result.error().what);
        CHECK(result.error().fault == fault);
        CHECK(result.error().what.find(why) != std::string::npos);
        CHECK(result.error().what.find("ringet") == std::string::npos);  // the text is in no message
    };
    StaffText what = note({"mette"});
    SECTION("another kind of item") {
        what.kind = GENERATE("hours", "content", "roster", "revoke", "", "Brief");
        refused(what, Fault::Invalid, "only brief, answer and transfer");
    }
    SECTION("no name of what it is about") {
        what.ref = GENERATE("", "../x", "a b", "Æ");
        refused(what, Fault::Invalid, "what it is about");
    }
    SECTION("somebody who is not of this unit") {
        refused(note({"mette", "fremmed"}), Fault::NotFound, "nobody called fremmed");
    }
    SECTION("somebody who has no key yet") {
        refused(note({"ny"}), Fault::Invalid, "has no key");
    }
    SECTION("nobody") {
        refused(note({}), Fault::Invalid, "say for whom");
    }
    SECTION("more people than a sealed part has room for") {
        refused(note(std::vector<std::string>(wire::keys_max + 1, "mette")), Fault::Invalid, "say for whom");
    }
    SECTION("a text that is empty, or blanks alone") {
        what.kind = GENERATE("brief", "answer", "transfer");
        what.text = GENERATE("", " ", "\r\n\t \n");
        refused(what, Fault::Invalid, "is empty");
    }
    SECTION("a text that is not UTF-8") {
        what.text = GENERATE("Vi har ringet p\xe5 \xf8 og \xe6.", "\xff\xfeV");
        refused(what, Fault::Invalid, "not UTF-8");
    }
    SECTION("a text that is too long") {
        const std::string text(seal::sealed_plain_max + 1, 'x');
        what.text = text;
        CHECK_FALSE(staff.seal(what).ok());
    }
    SECTION("a roster that is none") {
        const auto result = seal_for_staff(what, "{\"people\":", now_ms);
        CHECK_FALSE(result.ok());
    }
}
