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
using Shown = std::vector<std::optional<int>>;

// Every way to spread `total` over `places`.
void spread(int total, std::size_t places, Cells& so_far, const std::function<void(const Cells&)>& take) {
    if (so_far.size() + 1 == places) {
        so_far.push_back(total), take(so_far), so_far.pop_back();
        return;
    }
    for (int n = 0; n <= total; ++n) so_far.push_back(n), spread(total - n, places, so_far, take), so_far.pop_back();
}

}  // namespace

TEST_CASE("A small number cannot be told from what is shown, the total and the way it was hidden") {
    // All tables of four cells and up to 30 visits, grouped by what is published of them: in each group every cell that
    // is hidden and small somewhere must have at least three possible values.
    constexpr std::size_t places = 4;
    for (int total = 0; total <= 30; ++total) {
        std::map<Shown, std::vector<std::set<int>>> possible;
        const bool total_known = suppressed_total(total).has_value();
        Cells cells;
        spread(total, places, cells, [&](const Cells& table) {
            const Shown shown = suppressed(table);
            auto& values = possible.try_emplace(shown, places).first->second;
            for (std::size_t i = 0; i < places; ++i) values[i].insert(table[i]);
        });
        for (const auto& [shown, values] : possible)
            for (std::size_t i = 0; i < places; ++i) {
                if (shown[i]) {
                    CHECK((*shown[i] == 0 || *shown[i] >= cell_least));
                    continue;
                }
                INFO("total " << total << ", cell " << i << ", first possible value " << *values[i].begin());
                CHECK((values[i].size() >= 3 || !total_known));
            }
    }
}

TEST_CASE("What is large stands as it is, and a table of zeros is zeros") {
    CHECK(suppressed({5, 12, 0, 40}) == Shown{5, 12, 0, 40});
    CHECK(suppressed({0, 0}) == Shown{0, 0});
    CHECK(suppressed({3, 12, 0, 40}) == Shown{std::nullopt, std::nullopt, 0, 40});
    CHECK(suppressed({1, 0, 0}) == Shown{std::nullopt, std::nullopt, std::nullopt});
    CHECK(suppressed_total(0) == 0);
    CHECK_FALSE(suppressed_total(9));
    CHECK(suppressed_total(10) == 10);
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
    CHECK(out.str().find("  helped        7") != std::string::npos);
    CHECK(out.str().find("  walked away   6") != std::string::npos);
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
    CHECK(out.str().find("Visits: under 10") != std::string::npos);
    CHECK(out.str().find("new_meeting   under 5") != std::string::npos);
    must(write_access(*rig.store, {}, access));
    CHECK(access.str().find("kiosk-1  mette opened visit v\n") != std::string::npos);
}
