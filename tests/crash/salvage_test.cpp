// A damaged journal is set aside with the power cut after every single change of its folder (SQLite's own included).
// Afterwards the next start finishes: everything that could be read of the damaged file is there, the choices of the
// live visits too, the damaged file is kept, the jobcenter is told once, and nothing half is left lying about.
#include <unistd.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <set>

#include "journal/journal.hpp"
#include "seal/hash.hpp"
#include "seal/keys.hpp"
#include "support/must.hpp"
#include "support/temporary_folder.hpp"
#include "visit/fold.hpp"
#include "watched_folder.hpp"

using namespace aaben;
using namespace aaben::testing;
namespace fs = std::filesystem;

namespace {

using tests::must;

struct Desk {
    tests::TemporaryFolder scratch{tests::quick_place()};
    const fs::path& root = scratch.path;
    FakeClock clock;
    seal::BoxKey jobcenter = seal::new_box_key();

    journal::Journal open(const fs::path& folder) {
        clock.advance_ms(1000);
        auto opened = must(journal::Journal::open(folder, clock));
        opened.set_key_list({1, {{jobcenter.id, jobcenter.public_key, 0}}});
        return opened;
    }
    void check_in(journal::Journal& journal) {
        clock.advance_ms(1000);
        visit::Choices choices;
        choices.purpose = visit::Purpose::Housing;
        choices.call_me = "Test Testesen";
        const auto today = calendar::copenhagen(clock.wall).date;
        (void)must(journal.append(
            visit::CheckedIn{seal::new_id(clock.wall), visit::next_sign(journal.unit(), today), choices}));
    }
};

// What the start of a journal has: the entries that say what happened, the choices on the glass.
struct Held {
    std::set<std::string> entries;
    std::map<std::string, visit::Choices> choices;
    int told = 0;
};

Held held_by(const journal::Journal& journal, const fs::path& folder) {
    Held out;
    (void)must(journal::export_folder(folder, [&](std::string_view line) {
        if (line.find("journal.recovered") != std::string_view::npos)
            ++out.told;
        else
            out.entries.emplace(line);
    }));
    for (const visit::Visit& v : journal.unit().visits) out.choices[v.id] = v.choices;
    return out;
}

std::string left_lying(const fs::path& folder) {
    bool kept = false;
    for (const auto& each : fs::directory_iterator(folder)) {
        const std::string name = each.path().filename().string();
        kept =
            kept || (name.starts_with("journal.damaged-") && name.ends_with(".db") && fs::file_size(each.path()) > 0);
        if (name.find("salvag") != std::string::npos) return name + " is left lying about";
    }
    return kept ? "" : "the damaged file is gone";
}

std::string judge(Desk& desk, const fs::path& folder, const Held& readable) {
    try {
        {
            auto journal = desk.open(folder);
            const auto chain = must(journal.verify());
            if (!chain.ok()) return "the chain is broken: " + chain.faults.front();
            const Held now = held_by(journal, folder);
            for (const std::string& line : readable.entries)
                if (!now.entries.contains(line)) return "an entry that could be read is gone";
            for (const auto& [id, choices] : readable.choices)
                if (!now.choices.contains(id) || now.choices.at(id) != choices) return "a visit's choices are gone";
            if (now.told != 1) return "the jobcenter is told " + std::to_string(now.told) + " times";
            if (const std::string left = left_lying(folder); !left.empty()) return left;
            desk.check_in(journal);
        }
        const auto again = desk.open(folder);
        return again.recovered().empty() ? "" : "it is damaged at the next start too";
    } catch (const std::runtime_error& error) {
        return std::string("does not start: ") + error.what();
    }
}

void check_none(const std::vector<std::string>& faults) {
    for (std::size_t i = 0; i < faults.size() && i < 8; ++i) UNSCOPED_INFO(faults[i]);
    CHECK(faults.empty());
}

}  // namespace

TEST_CASE("setting a damaged journal aside survives a cut after every change of the folder") {
    Desk desk;
    const fs::path live = desk.root / "live", cut = desk.root / "cut";
    {
        auto journal = desk.open(live);
        for (int i = 0; i < 12; ++i) desk.check_in(journal);
        must(journal.checkpoint());
    }
    {
        const auto size = fs::file_size(live / "journal.db");
        std::fstream out(live / "journal.db", std::ios::in | std::ios::out | std::ios::binary);
        out.seekp(static_cast<std::streamoff>(size / 2 / 4096 * 4096)) << std::string(4096, '\x5a');
    }
    Held readable;
    WatchedFolder watched(live);
    {
        const auto journal = desk.open(live);
        REQUIRE_FALSE(journal.recovered().empty());
        watched.stop();
        REQUIRE(watched.missed() == "");
        readable = held_by(journal, live);
    }
    REQUIRE(readable.told == 1);
    REQUIRE(readable.entries.size() > 3);
    REQUIRE(std::ranges::count_if(readable.choices, [](const auto& each) { return each.second.call_me != ""; }) > 3);
    check_none(cut_everywhere("salvage", watched, cut, 1, [&](bool) { return judge(desk, cut, readable); }));
}

TEST_CASE("the first start and the first check-in survive a cut after every change of the folder, choices included") {
    Desk desk;
    const fs::path live = desk.root / "live", cut = desk.root / "cut";
    fs::create_directories(live);
    WatchedFolder watched(live);
    auto journal = desk.open(live);
    desk.check_in(journal);
    watched.stop();
    REQUIRE(watched.missed() == "");
    const Held shown = held_by(journal, live);
    check_none(cut_everywhere("first start", watched, cut, 1, [&](bool finished) -> std::string {
        try {
            const auto next = desk.open(cut);
            if (!next.recovered().empty()) return "the journal was damaged and set aside";
            const Held now = held_by(next, cut);
            if (finished && now.entries != shown.entries) return "the check-in is gone";
            if (!now.entries.empty() && now.choices != shown.choices) return "the choices are gone";
            return {};
        } catch (const std::runtime_error& error) {
            return std::string("does not start: ") + error.what();
        }
    }));
}
