// A call for help at one kiosk: every kiosk of the unit is told, the caller is told who has seen it, and it ends.
#include <catch2/catch_test_macros.hpp>
#include <sstream>

#include "flow/update.hpp"
#include "jobcenter/help_calls.hpp"
#include "jobcenter_rig/fake_kiosk.hpp"
#include "support/must.hpp"
#include "wire/item.hpp"

namespace {

using namespace aaben;
using namespace aaben::jobcenter;
using jobcenter_rig::FakeKiosk;
using tests::must;

const std::string help = "0191d5c0-0000-7000-8000-000000000001";

struct Jobcenter {
    Jobcenter() {
        for (FakeKiosk* kiosk : {&here, &there, &other_unit}) {
            Device device = kiosk->device();
            device.unit = kiosk == &other_unit ? "soenderparken" : "korskaerparken";
            must(store->put_device(device));
        }
    }
    void sends(FakeKiosk& kiosk, const std::string& type, const std::string& open) {
        kiosk.add(type, open);
        const auto taken =
            take_in(*store, {kiosk.name, ""}, kiosk.batch(kiosk.newest(), kiosk.newest()), clock.wall_ms());
        REQUIRE(std::holds_alternative<wire::Receipt>(taken));
    }
    [[nodiscard]] std::vector<wire::HelpCall> told(const FakeKiosk& kiosk, const std::string& unit) const {
        std::vector<wire::HelpCall> calls;
        for (const Item& item : must(store->items(kiosk.name, unit)))
            if (item.kind == "help") calls.push_back(must(wire::parse_help_call(must(store->item_bytes(item)))));
        return calls;
    }
    Result<> seen(const std::string& by) {
        std::ostringstream out;
        return help_seen(*store, {help, by}, clock.wall_ms(), out);
    }
    [[nodiscard]] std::string listed(const std::string& unit = {}) const {
        std::ostringstream out;
        must(write_help_calls(*store, unit, false, out));
        return out.str();
    }

    std::unique_ptr<Store> store = must(open_store("sqlite::memory:", Access::ReadWrite));
    FakeKiosk here{"kiosk-1"}, there{"kiosk-2"}, other_unit{"kiosk-3"};
    FakeClock clock;
};

}  // namespace

TEST_CASE("every kiosk of the unit is told of a call for help until it is answered, and no other unit's") {
    Jobcenter jobcenter;
    jobcenter.clock.wall = must(wire::parse_entry((jobcenter.here.add(1), jobcenter.here.line(1)))).recorded.wall_ms;
    jobcenter.sends(jobcenter.here, "visit.called", "{}");
    CHECK(jobcenter.told(jobcenter.there, "korskaerparken").empty());
    jobcenter.sends(jobcenter.here, "help.requested", R"({"help":")" + help + "\"}");
    const auto told = jobcenter.told(jobcenter.there, "korskaerparken");
    REQUIRE(told.size() == 1);
    CHECK(told[0].help == help);
    CHECK(told[0].device == "kiosk-1");
    CHECK(told[0].seen_by.empty());
    CHECK(jobcenter.told(jobcenter.other_unit, "soenderparken").empty());
    CHECK(jobcenter.listed().find("nobody has seen it") != std::string::npos);
    CHECK(jobcenter.listed("soenderparken").find(help) == std::string::npos);

    must(jobcenter.seen("Anna"));
    CHECK(jobcenter.told(jobcenter.here, "korskaerparken").at(0).seen_by == "Anna");
    CHECK(jobcenter.listed().find("seen by Anna") != std::string::npos);

    jobcenter.sends(jobcenter.here, "help.answered", R"({"help":")" + help + R"(","shift":"s"})");
    CHECK(jobcenter.told(jobcenter.there, "korskaerparken").empty());
    CHECK(jobcenter.seen("Anna").error().fault == Fault::NotFound);
}

TEST_CASE("a silent alarm is told to the other kiosks and ends with its shift; nobody sees a call without a name") {
    Jobcenter jobcenter;
    jobcenter.clock.wall = must(wire::parse_entry((jobcenter.here.add(1), jobcenter.here.line(1)))).recorded.wall_ms;
    jobcenter.sends(jobcenter.here, "alarm.raised", R"({"alarm":")" + help + R"(","shift":"shift-1"})");
    REQUIRE(jobcenter.told(jobcenter.there, "korskaerparken").size() == 1);
    for (const char* name : {"", "   ", "...", "12345", "Anna\nRing 113", "\xFF\xFE", "An\xE2\x80\x8Bna",
                             ("\xE2\x80\xAE"
                              "Anna")})
        CHECK(jobcenter.seen(name).error().fault == Fault::Invalid);
    CHECK_FALSE(jobcenter.seen(std::string(200, 'x')));
    for (const char* name : {"Anna", "Åse Ø.", "\xD8\xB9\xD8\xA8\xD9\x8A\xD8\xB1"}) must(jobcenter.seen(name));
    jobcenter.sends(jobcenter.here, "shift.ended", R"({"shift":"shift-2"})");
    CHECK(jobcenter.told(jobcenter.there, "korskaerparken").size() == 1);
    jobcenter.sends(jobcenter.here, "shift.ended", R"({"shift":"shift-1"})");
    CHECK(jobcenter.told(jobcenter.there, "korskaerparken").empty());
}

TEST_CASE("a call that comes a day late, or was never answered, is shown nowhere") {
    Jobcenter jobcenter;
    constexpr std::int64_t day_ms = 24LL * 3'600'000;
    const WallMs asked = must(wire::parse_entry((jobcenter.here.add(1), jobcenter.here.line(1)))).recorded.wall_ms;
    jobcenter.clock.wall = asked + 2 * day_ms;
    jobcenter.sends(jobcenter.here, "help.requested", R"({"help":")" + help + "\"}");
    CHECK(jobcenter.told(jobcenter.there, "korskaerparken").empty());
    jobcenter.clock.wall = asked;
    jobcenter.sends(jobcenter.here, "help.requested", R"({"help":"forgotten"})");
    REQUIRE(jobcenter.told(jobcenter.there, "korskaerparken").size() == 1);
    jobcenter.clock.wall = asked + 2 * day_ms;
    jobcenter.sends(jobcenter.there, "help.requested", R"({"help":"newer"})");
    CHECK(jobcenter.told(jobcenter.here, "korskaerparken").empty());
}

TEST_CASE("the glass knows who has seen its call, and shows another display's only on its day") {
    flow::Model model;
    const WallMs noon = 1'795'863'600'000;
    const auto hear = [&](const flow::HelpCall& call, WallMs now) {
        model = flow::update(std::move(model), flow::HelpCallsSeen{{call}}, {now, 1, "id"}).model;
    };
    hear({help, false, noon, {}, 0}, noon);
    CHECK(flow::seen_help(model, help) == nullptr);
    CHECK(flow::help_elsewhere(model) == nullptr);
    hear({help, false, noon, "Anna", noon}, noon);
    REQUIRE(flow::seen_help(model, help) != nullptr);
    CHECK(flow::seen_help(model, "another") == nullptr);
    hear({help, true, noon, "Anna", noon}, noon);
    REQUIRE(flow::help_elsewhere(model) != nullptr);
    hear({help, true, noon, "Anna", noon}, noon + 24LL * 3'600'000);
    CHECK(flow::help_elsewhere(model) == nullptr);
}

TEST_CASE("who is not here any more calls nobody: a revoked kiosk's calls end with it") {
    Jobcenter jobcenter;
    jobcenter.clock.wall = must(wire::parse_entry((jobcenter.here.add(1), jobcenter.here.line(1)))).recorded.wall_ms;
    jobcenter.sends(jobcenter.here, "help.requested", R"({"help":")" + help + "\"}");
    must(end_help_of(*jobcenter.store, *must(jobcenter.store->device("kiosk-1"))));
    CHECK(jobcenter.told(jobcenter.there, "korskaerparken").empty());
}
