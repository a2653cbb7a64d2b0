// A kiosk that started in 1970, or an hour ahead, and learned the time later: the operator reads when it really was.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "jobcenter/intake.hpp"
#include "jobcenter/listing.hpp"
#include "jobcenter/recorded_times.hpp"
#include "jobcenter_rig/fake_kiosk.hpp"
#include "support/must.hpp"

using namespace aaben;
using namespace aaben::jobcenter;
using jobcenter_rig::FakeKiosk;
using tests::must;

namespace {

struct Rig {
    Rig() { must(store->put_device(kiosk.device())); }
    void add(const std::string& type, const std::string& open) {
        kiosk.add(type, open);
        const auto taken =
            take_in(*store, {kiosk.name, ""}, kiosk.batch(kiosk.newest(), kiosk.newest()), clock.wall_ms());
        REQUIRE(std::holds_alternative<wire::Receipt>(taken));
    }
    void correct(std::int64_t step_ms, bool known) {
        const std::string boot = must(wire::parse_entry(kiosk.line(1))).recorded.boot;
        add("clock.corrected", nlohmann::ordered_json{{"boot", boot}, {"step_ms", step_ms}, {"known", known}}.dump());
    }
    [[nodiscard]] RecordedTime time(std::int64_t seq) const {
        const auto times = must(RecordedTimes::of(*store));
        for (const StoredEntry& stored : must(store->entries(0, 100)))
            if (stored.seq == seq) return times.of(stored, must(wire::parse_entry(stored.body)));
        FAIL("no such entry");
        return {};
    }
    [[nodiscard]] WallMs written(std::int64_t seq) const {
        return must(wire::parse_entry(kiosk.line(seq))).recorded.wall_ms;
    }
    std::unique_ptr<Store> store = must(open_store("sqlite::memory:", Access::ReadWrite));
    FakeKiosk kiosk{"kiosk-1"};
    FakeClock clock;
};

}  // namespace

TEST_CASE("what was recorded before a step of the clock moves along, what came after it stays") {
    Rig rig;
    rig.add("visit.called", "{}");
    CHECK(rig.time(1).at_ms == rig.written(1));
    rig.correct(3'600'000, true);
    rig.add("visit.called", "{}");
    rig.correct(-60'000, true);
    CHECK(rig.time(1).at_ms == rig.written(1) + 3'540'000);
    CHECK(rig.time(1).corrected_by_ms == 3'540'000);
    CHECK(rig.time(3).at_ms == rig.written(3) - 60'000);
    CHECK(rig.time(4).at_ms == rig.written(4));
    CHECK_FALSE(rig.time(1).doubtful);
    std::ostringstream out;
    must(write_entries(*rig.store, {}, false, out));
    CHECK(out.str().find("corrected by +59 min") != std::string::npos);
    out.str({});
    must(write_entries(*rig.store, {}, true, out));
    CHECK(out.str().find("\"corrected_by_ms\":3540000") != std::string::npos);
}

TEST_CASE("a time that nobody knew is listed as doubtful until it is known") {
    Rig rig;
    rig.add("visit.called", "{}");
    rig.correct(5'000, false);
    CHECK(rig.time(1).doubtful);
    std::ostringstream out;
    must(write_entries(*rig.store, {}, false, out));
    CHECK(out.str().find("its day is doubtful") != std::string::npos);
    rig.correct(5'000, true);
    CHECK_FALSE(rig.time(1).doubtful);
}
