#include "jobcenter/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <ostream>

#include "calendar/date.hpp"
#include "entries/field_names.hpp"
#include "jobcenter/recorded_times.hpp"
#include "visit/acts.hpp"
#include "visit/day_figures.hpp"
#include "visit/fold.hpp"
#include "wire/entry.hpp"

namespace aaben::jobcenter {
namespace {

using Json = nlohmann::ordered_json;
namespace field = entries::field;

struct CountedVisit {
    WallMs came_ms = 0, called_ms = 0;
    int missed = 0;
    std::string outcome;  // of its conversation, as entries spell it
    bool left = false, merged = false;
};
using Visits = std::map<std::string, CountedVisit>;

std::string text_in(const Json& open, const char* name) {
    const auto at = open.find(name);
    return at != open.end() && at->is_string() ? at->get<std::string>() : std::string();
}

void take(Visits& visits, const std::string& type, const Json& open, WallMs at_ms) {
    const std::string id = text_in(open, field::visit);
    if (type == "visit.checked_in") visits[id].came_ms = at_ms;
    const auto found = visits.find(id);
    if (found == visits.end()) return;  // it began before
    CountedVisit& v = found->second;
    if (type == "visit.called" && v.called_ms == 0) v.called_ms = at_ms;
    if (type == "visit.call_missed") v.missed += 1;
    if (type == "visit.left") v.left = true;
    if (type == "visit.merged") v.merged = true;
    if (type == "visit.conversation_ended") v.outcome = text_in(open, field::outcome);
    if (type == "visit.undone") v.merged = false, v.outcome.clear();
}

CountedTable by_hour(const Visits& visits) {
    CountedTable table{"Visits by hour of check-in", {}, {}};
    std::array<int, 24> hours{};
    for (const auto& [id, v] : visits)
        hours.at(static_cast<std::size_t>(calendar::copenhagen(v.came_ms).time.hour)) += 1;
    for (std::size_t hour = 0; hour < hours.size(); ++hour) {
        const bool always = hour >= 8 && hour < 16;  // a closed hour that stands there tells nothing by being absent
        if (!always && hours.at(hour) == 0) continue;
        table.rows.push_back(fmt::format("{:02}", hour)), table.counts.push_back(hours.at(hour));
    }
    return table;
}

CountedTable by_wait(const Visits& visits) {
    CountedTable table{"Minutes until the first call", {}, {}};
    int from = 0;
    for (const int end : visit::wait_ends_min) {
        table.rows.push_back(fmt::format("{}-{}", from, end - 1));
        from = end;
    }
    table.rows.push_back(fmt::format("{} or more", from)), table.rows.emplace_back("never called");
    table.counts.assign(table.rows.size(), 0);
    for (const auto& [id, v] : visits) {
        const std::int64_t minutes = std::max<std::int64_t>(0, (v.called_ms - v.came_ms) / 60'000);
        const auto end = std::ranges::upper_bound(visit::wait_ends_min, minutes) - visit::wait_ends_min.begin();
        table.counts.at(v.called_ms == 0 ? table.counts.size() - 1 : static_cast<std::size_t>(end)) += 1;
    }
    return table;
}

CountedTable by_ending(const Visits& visits) {
    CountedTable table{"How visits ended", {}, {}};
    for (const std::string_view outcome : visit::outcome_names) table.rows.emplace_back(outcome);
    table.rows.emplace_back("walked away"), table.rows.emplace_back("nobody said");
    table.counts.assign(table.rows.size(), 0);
    for (const auto& [id, v] : visits) {
        const auto said = std::ranges::find(table.rows, v.outcome);
        const bool gone = v.left || v.missed > visit::missed_calls_max;
        const std::size_t other = table.rows.size() - (gone ? 2 : 1);
        table.counts.at(v.outcome.empty() || said == table.rows.end()
                            ? other
                            : static_cast<std::size_t>(said - table.rows.begin())) += 1;
    }
    return table;
}

}  // namespace

std::optional<CountedTable> without_small_cells(const CountedTable& table) {
    CountedTable out{table.title, {}, {}};
    bool open = false;  // the last row still holds too few
    for (std::size_t i = 0; i < table.counts.size(); ++i) {
        if (open) {
            out.rows.back() += ", " + table.rows[i], out.counts.back() += table.counts[i];
        } else {
            out.rows.push_back(table.rows[i]), out.counts.push_back(table.counts[i]);
        }
        open = out.counts.back() < cell_least;
    }
    if (open && out.counts.size() > 1) {  // what is left over joins the row before it
        out.rows[out.rows.size() - 2] += ", " + out.rows.back(), out.counts[out.counts.size() - 2] += out.counts.back();
        out.rows.pop_back(), out.counts.pop_back(), open = false;
    }
    return open ? std::nullopt : std::optional(std::move(out));
}

Result<std::vector<CountedTable>> count_visits(Store& store, const EntryFilter& filter) {
    const auto times = RecordedTimes::of(store);
    if (!times) return times.error();
    Visits visits;
    EntryFilter of_visits = filter;
    of_visits.type = "visit";
    of_visits.since_ms.reset(), of_visits.until_ms.reset();  // of when they began, not of when the network was back
    const auto read = each_entry(store, of_visits, [&](const StoredEntry& stored) {
        if (const auto entry = wire::parse_entry(stored.body))
            take(visits, stored.type, Json::parse(entry->open, nullptr, false), times->of(stored, *entry).at_ms);
    });
    if (!read) return read.error();
    std::erase_if(visits, [&](const auto& each) {
        const WallMs came_ms = each.second.came_ms;
        return each.second.merged || (filter.since_ms && came_ms < *filter.since_ms) ||
               (filter.until_ms && came_ms >= *filter.until_ms);
    });
    return std::vector{by_hour(visits), by_wait(visits), by_ending(visits)};
}

Result<> write_statistics(Store& store, const EntryFilter& filter, std::ostream& out) {
    const auto tables = count_visits(store, filter);
    if (!tables) return tables.error();
    const auto any = without_small_cells(tables->front());
    if (!any) {
        out << "Fewer than " << cell_least << " visits; nothing more is told of so few.\n";
        return Done{};
    }
    out << "Visits: " << std::accumulate(any->counts.begin(), any->counts.end(), 0) << "\n";
    for (const CountedTable& table : *tables) {
        const auto shown = without_small_cells(table);
        if (!shown) continue;
        out << "\n" << table.title << "\n";
        for (std::size_t i = 0; i < shown->rows.size(); ++i)
            out << fmt::format("  {:>6}  {}\n", shown->counts[i], shown->rows[i]);
    }
    return Done{};
}

Result<> write_access(Store& store, EntryFilter filter, std::ostream& out) {
    const auto times = RecordedTimes::of(store);
    if (!times) return times.error();
    filter.type = "access";
    bool any = false;
    auto told = each_entry(store, filter, [&](const StoredEntry& stored) {
        const auto entry = wire::parse_entry(stored.body);
        if (!entry) return;
        any = true;
        const Json open = Json::parse(entry->open, nullptr, false);
        out << fmt::format("{}  {}  {} opened {} {}\n", local_text(times->of(stored, *entry).at_ms), stored.device,
                           text_in(open, field::caseworker), text_in(open, field::what), text_in(open, field::ref));
    });
    if (told && !any) out << "nothing was opened\n";
    return told;
}

}  // namespace aaben::jobcenter
