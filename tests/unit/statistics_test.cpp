// Statistics that leave a unit: nobody can reckon a small number back, also who knows how they are hidden.
#include "jobcenter/statistics.hpp"

#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <sstream>

#include "jobcenter/intake.hpp"
#include "jobcenter_rig/fake_kiosk.hpp"
#include "support/must.hpp"

using namespace aaben;
using namespace aaben::jobcenter;
using tests::must;

namespace {

using Cells = std::vector<int>;

// Every way to spread `total` over `places`.
void spread(int total, std::size_t places, Cells& so_far, const std::function<void(const Cells&)>& take) {
    if (so_far.size() + 1 == places) {
        so_far.push_back(total), take(so_far), so_far.pop_back();
        return;
    }
    for (int n = 0; n <= total; ++n) so_far.push_back(n), spread(total - n, places, so_far, take), so_far.pop_back();
}

}  // namespace

TEST_CASE("No small number is written, and none is to be reckoned, also by who knows how rows are put together") {
    // All tables of four rows and up to 30 visits, grouped by what is published of them: whatever is published, every
    // row that is small in one of them may have had at least three other counts.
    constexpr std::size_t places = 4;
    using Published = std::pair<std::vector<std::string>, std::vector<int>>;
    std::map<Published, std::vector<std::set<int>>> possible;
    for (int total = 0; total <= 30; ++total) {
        Cells cells;
        spread(total, places, cells, [&](const Cells& counts) {
            const auto shown = without_small_cells({"", {"a", "b", "c", "d"}, counts});
            const Published published = shown ? Published{shown->rows, shown->counts} : Published{};
            auto& values = possible.try_emplace(published, places).first->second;
            for (std::size_t i = 0; i < places; ++i) values[i].insert(counts[i]);
        });
    }
    CHECK(possible.size() > 1'000);
    for (const auto& [published, values] : possible) {
        for (const int count : published.second) CHECK(count >= cell_least);
        for (const std::set<int>& of_row : values) {
            const bool small = of_row.lower_bound(1) != of_row.end() && *of_row.lower_bound(1) < cell_least;
            CHECK((!small || of_row.size() >= 4));
        }
    }
}

TEST_CASE("Rows that hold few are put together with their neighbours, and a few visits are no table") {
    const auto shown = without_small_cells({"", {"08", "09", "10", "11"}, {1, 6, 5, 3}});
    REQUIRE(shown);
    CHECK(shown->rows == std::vector<std::string>{"08, 09", "10, 11"});
    CHECK(shown->counts == Cells{7, 8});
    CHECK_FALSE(without_small_cells({"", {"08", "09"}, {2, 2}}));
    CHECK_FALSE(without_small_cells({"", {"08"}, {0}}));
    CHECK(without_small_cells({"", {"08", "09"}, {5, 12}})->counts == Cells{5, 12});
}

namespace {

struct Rig {
    Rig() {
        Device device = kiosk.device();
        device.unit = "north";
        must(store->put_device(device));
    }
    void add(const std::string& type, const std::string& open) {
        kiosk.add(type, open);
        const auto taken =
            take_in(*store, {kiosk.name, ""}, kiosk.batch(kiosk.newest(), kiosk.newest()), clock.wall_ms());
        REQUIRE(std::holds_alternative<wire::Receipt>(taken));
    }
    void visit(const std::string& id, const std::string& outcome) {
        const std::string open = R"({"visit":")" + id + "\"";
        add("visit.checked_in", open + "}");
        if (outcome == "left") return add("visit.left", open + "}");
        add("visit.called", open + R"(,"shift":"s"})");
        add("visit.conversation_ended", open + R"(,"outcome":")" + outcome + "\"}");
    }
    std::unique_ptr<Store> store = must(open_store("sqlite::memory:", Access::ReadWrite));
    jobcenter_rig::FakeKiosk kiosk{"kiosk-1"};
    FakeClock clock;
};

int sum(const std::vector<int>& counts) {
    return std::accumulate(counts.begin(), counts.end(), 0);
}

}  // namespace

TEST_CASE("Visits are counted once, by unit and by the day they began, in tables that agree") {
    Rig rig;
    for (int i = 0; i < 7; ++i) rig.visit("talked-" + std::to_string(i), "helped");
    for (int i = 0; i < 6; ++i) rig.visit("left-" + std::to_string(i), "left");
    rig.add("visit.checked_in", R"({"visit":"again"})");
    rig.add("visit.merged", R"({"visit":"again","into":"talked-0"})");
    rig.add("visit.called", R"({"visit":"of-another-day","shift":"s"})");
    EntryFilter north;
    north.unit = "north";
    const auto tables = must(count_visits(*rig.store, north));
    REQUIRE(tables.size() == 3);
    for (const CountedTable& table : tables) CHECK(sum(table.counts) == 13);
    std::ostringstream out;
    must(write_statistics(*rig.store, north, out));
    INFO(out.str());
    CHECK(out.str().find("Visits: 13") != std::string::npos);
    CHECK(out.str().find("       7  helped") != std::string::npos);
    CHECK(out.str().find("       6  new_meeting, sent_on, not_helped, walked away, nobody said") != std::string::npos);
    north.unit = "south";
    CHECK(sum(must(count_visits(*rig.store, north)).front().counts) == 0);
    EntryFilter before;
    before.until_ms = must(wire::parse_entry(rig.kiosk.line(1))).recorded.wall_ms;
    CHECK(sum(must(count_visits(*rig.store, before)).front().counts) == 0);
}

TEST_CASE("A few visits are told as few, and the operator reads who opened what") {
    Rig rig;
    rig.visit("v", "new_meeting"), rig.visit("w", "left");
    rig.add("access.opened", R"({"caseworker":"mette","what":"visit","ref":"v"})");
    std::ostringstream out, access;
    must(write_statistics(*rig.store, {}, out));
    INFO(out.str());
    CHECK(out.str() == "Fewer than 5 visits; nothing more is told of so few.\n");
    must(write_access(*rig.store, {}, access));
    CHECK(access.str().find("kiosk-1  mette opened visit v\n") != std::string::npos);
}
