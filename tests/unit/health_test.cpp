// What the operator is told of the kiosks.
#include <catch2/catch_test_macros.hpp>
#include <sstream>

#include "jobcenter/health.hpp"

using namespace aaben;
using namespace aaben::jobcenter;

namespace {

constexpr std::int64_t minute_ms = 60'000;
const WallMs now_ms = 1'795'262'400'000;

KioskHealth heard(std::int64_t minutes_ago, const wire::KioskReport& report) {
    KioskHealth kiosk;
    kiosk.device.id = "kiosk-1";
    kiosk.seen_ms = now_ms - minutes_ago * minute_ms;
    kiosk.report = report;
    return kiosk;
}

wire::KioskReport well() {
    return {"0.2.0 (3fbe394)", 3, 20, 0, 0, true, true, 12'000};
}

}  // namespace

TEST_CASE("a kiosk's report comes back from its line as it was, and rubbish is refused") {
    const wire::KioskReport said = well();
    CHECK(wire::parse_kiosk_report(wire::build_kiosk_report(said)).value() == said);
    for (const char* rubbish : {"", "{}", "[]", R"({"version":7})"})
        CHECK_FALSE(wire::parse_kiosk_report(rubbish).ok());
    wire::KioskReport odd = said;
    odd.version = "\x1b[2J";  // would clear the operator's terminal
    CHECK_FALSE(wire::parse_kiosk_report(wire::build_kiosk_report(odd)).ok());
}

TEST_CASE("each trouble a kiosk can have is told, and a kiosk that is well has none") {
    CHECK(troubles_of(heard(5, well()), now_ms).empty());
    const auto told = [](const KioskHealth& kiosk) {
        const auto all = troubles_of(kiosk, now_ms);
        return all.size() == 1 ? all.front() : "told " + std::to_string(all.size());
    };
    CHECK(told(heard(31, well())) == "silent for 31 min");
    auto with = [](auto change) {
        wire::KioskReport report = well();
        change(report);
        return heard(5, report);
    };
    CHECK(told(with([](auto& r) { r.oldest_unsent_s = 7'300; })) == "3 unsent, the oldest for 2 h");
    CHECK(told(with([](auto& r) { r.quarantined = 2; })).find("2 refused") == 0);
    CHECK(told(with([](auto& r) { r.machine_ahead_ms = -90 * minute_ms; })) == "clock 90 min slow");
    CHECK(told(with([](auto& r) { r.time_known = false; })) == "does not know the time");
    CHECK(told(with([](auto& r) { r.journal_readable = false; })) == "cannot read its journal");
    CHECK(told(with([](auto& r) { r.disk_free_mb = 100; })) == "disk nearly full");
    KioskHealth gone = heard(5, well());
    gone.device.revoked = true;
    CHECK(told(gone) == "revoked");
    CHECK(told(KioskHealth{}) == "has never been heard of");
}

TEST_CASE("all kiosks stand in one table, those of one unit when asked, and the count says who is in trouble") {
    auto opened = open_store("sqlite::memory:", Access::ReadWrite);
    REQUIRE(opened.ok());
    Store& store = **opened;
    for (const auto& [id, unit] : {std::pair{"kiosk-1", "north"}, {"kiosk-2", "south"}}) {
        Device device;
        device.id = id;
        device.unit = unit;
        REQUIRE(store.put_device(device).ok());
    }
    REQUIRE(store.note_seen({"kiosk-1", now_ms - 3 * minute_ms, wire::build_kiosk_report(well())}).ok());
    REQUIRE(store.note_seen({"kiosk-1", now_ms - 2 * minute_ms, ""}).ok());  // an empty report keeps the one before
    std::ostringstream all, north;
    CHECK(write_health(store, {}, now_ms, all).value() == 1);
    CHECK(all.str().find("0.2.0 (3fbe394)") != std::string::npos);
    CHECK(all.str().find("2 min ago") != std::string::npos);
    CHECK(all.str().find("1 of 2 kiosks in trouble") != std::string::npos);
    CHECK(write_health(store, {.unit = "north"}, now_ms, north).value() == 0);
    CHECK(north.str().find("kiosk-2") == std::string::npos);
}
