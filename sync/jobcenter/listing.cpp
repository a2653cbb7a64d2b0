#include "jobcenter/listing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>
#include <tuple>

#include "calendar/date.hpp"
#include "entries/codec.hpp"
#include "jobcenter/recorded_times.hpp"
#include "seal/sealed.hpp"
#include "wire/entry.hpp"

namespace aaben::jobcenter {
namespace {

using Json = nlohmann::ordered_json;
constexpr int page_entries = 1000;

// "2026-11-28", or with a time "2026-11-28 14:00"; as clocks here show it.
std::optional<WallMs> moment(const std::string& text, bool end_of_day) {
    const auto date = calendar::parse_date(std::string_view(text).substr(0, 10));
    if (!date) return std::nullopt;
    if (text.size() == 10) return calendar::wall_ms({end_of_day ? calendar::add_days(*date, 1) : *date, {}});
    const auto time = text.size() == 16 ? calendar::parse_time(std::string_view(text).substr(11)) : std::nullopt;
    return time ? std::optional(calendar::wall_ms({*date, *time})) : std::nullopt;
}

bool is_or_begins(const std::string& type, const std::string& word) {  // "visit.called" is of "visit"
    return type == word || type.starts_with(word + ".");
}

bool wanted(const EntryFilter& filter, const StoredEntry& entry, const std::map<std::string, std::string>& units) {
    if (!filter.device.empty() && entry.device != filter.device) return false;
    if (!filter.unit.empty()) {
        const auto unit = units.find(entry.device);
        if (unit == units.end() || unit->second != filter.unit) return false;
    }
    if (!filter.type.empty() && !is_or_begins(entry.type, filter.type)) return false;
    return (!filter.since_ms || entry.received_ms >= *filter.since_ms) &&
           (!filter.until_ms || entry.received_ms < *filter.until_ms);
}

Json line_of(const StoredEntry& entry) {
    Json line{{"id", entry.id},     {"device", entry.device},         {"seq", entry.seq},
              {"type", entry.type}, {"server_seq", entry.server_seq}, {"received_ms", entry.received_ms.ms}};
    if (entry.side > 1) line["side"] = entry.side;
    if (!entry.problem.empty()) line["problem"] = entry.problem;
    return line;
}

std::string text_of(const Json& line) {
    return line.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string local_text(WallMs at_ms) {
    const calendar::Local local = calendar::copenhagen(at_ms);
    return calendar::to_string(local.date) + " " + calendar::to_string(local.time);
}

Result<EntryFilter> filter_from(const FilterWords& given) {
    EntryFilter filter{given.device, given.unit, given.type, {}, {}};
    for (const auto& [text, into, end] :
         {std::tuple(&given.since, &filter.since_ms, false), std::tuple(&given.until, &filter.until_ms, true)}) {
        if (text->empty()) continue;
        *into = moment(*text, end);
        if (!*into)
            return fail(Fault::Invalid, "'" + *text + "' is no moment: write 2026-11-28, or '2026-11-28 14:00'");
    }
    if (filter.since_ms && filter.until_ms && *filter.since_ms >= *filter.until_ms)
        return fail(Fault::Invalid, "'" + given.since + "' is not before '" + given.until + "'");
    return filter;
}

Result<> each_entry(Store& store, const EntryFilter& filter, const std::function<void(const StoredEntry&)>& visit) {
    auto devices = store.devices();
    if (!devices) return devices.error();
    std::map<std::string, std::string> units;
    for (const Device& device : *devices) units[device.id] = device.unit;
    std::int64_t after = 0;
    for (;;) {
        auto page = store.entries(after, page_entries);
        if (!page) return page.error();
        for (const StoredEntry& entry : *page)
            if (wanted(filter, entry, units)) visit(entry);
        if (page->size() < static_cast<std::size_t>(page_entries)) return Done{};
        after = page->back().server_seq;
    }
}

Result<> must_be_a_type(Store& store, const std::string& type) {
    const std::vector<std::string>& types = entries::known_types();
    if (type.empty() || std::ranges::any_of(types, [&](const std::string& known) { return is_or_begins(known, type); }))
        return Done{};
    bool held = false;  // a newer kiosk may send what this program does not know
    EntryFilter of_type;
    of_type.type = type;
    auto looked = each_entry(store, of_type, [&](const StoredEntry&) { held = true; });
    if (!looked || held) return looked;
    return fail(Fault::Invalid,
                fmt::format("no entry's type is or begins with '{}'; there are: {}", type, fmt::join(types, ", ")));
}

namespace {

void add_time(Json& line, const RecordedTime& time) {
    line["recorded_ms"] = time.at_ms.ms;
    if (time.corrected_by_ms != 0) line["corrected_by_ms"] = time.corrected_by_ms;
    if (time.doubtful) line["doubtful"] = true;
}

// When it was recorded, where that says more than when it came.
std::string time_words(const RecordedTime& time, WallMs received_ms) {
    constexpr std::int64_t minute_ms = 60'000;
    std::string words;
    if (time.corrected_by_ms != 0 || std::abs(received_ms - time.at_ms) >= minute_ms)
        words += "  recorded " + local_text(time.at_ms);
    if (time.corrected_by_ms != 0) words += fmt::format(", corrected by {:+} min", time.corrected_by_ms / minute_ms);
    if (time.doubtful) words += "  its day is doubtful";
    return words;
}

}  // namespace

Result<> write_entries(Store& store, const EntryFilter& filter, bool json, std::ostream& out) {
    const auto times = RecordedTimes::of(store);
    if (!times) return times.error();
    return each_entry(store, filter, [&](const StoredEntry& stored) {
        const auto entry = wire::parse_entry(stored.body);
        const auto time = entry ? std::optional(times->of(stored, *entry)) : std::nullopt;
        if (json) {
            Json line = line_of(stored);
            if (time) add_time(line, *time);
            out << text_of(line) << "\n";
            return;
        }
        out << fmt::format("{}  {} #{}  {}", local_text(stored.received_ms), stored.device, stored.seq, stored.type);
        if (time) out << time_words(*time, stored.received_ms);
        if (!stored.problem.empty()) out << "  refused: " << stored.problem;
        out << "\n";
    });
}

Result<> write_opened(Store& store, const seal::BoxKey& key, const EntryFilter& filter, std::ostream& out) {
    const auto times = RecordedTimes::of(store);
    if (!times) return times.error();
    return each_entry(store, filter, [&](const StoredEntry& stored) {
        Json line = line_of(stored);
        if (auto entry = wire::parse_entry(stored.body); entry) {
            add_time(line, times->of(stored, *entry));
            line["open"] = Json::parse(entry->open, nullptr, false);
            if (!entry->sealed.empty()) {
                auto plain = seal::open_sealed(key, entry->sealed);
                if (plain)
                    line["private"] = Json::parse(*plain, nullptr, false);
                else
                    line["closed"] = plain.error().what;
            }
        }
        out << text_of(line) << "\n";
    });
}

Result<> write_devices(Store& store, std::ostream& out) {
    auto devices = store.devices();
    if (!devices) return devices.error();
    for (const Device& device : *devices)
        out << text_of(Json{{"device", device.id},
                            {"unit", device.unit},
                            {"revoked", device.revoked},
                            {"head_seq", device.head_seq},
                            {"enrolled_ms", device.enrolled_ms.ms}})
            << "\n";
    return Done{};
}

Result<> write_items(Store& store, const std::string& device, const std::string& unit, std::ostream& out) {
    auto known = store.device(device);
    if (!known) return known.error();
    auto items = store.items(device, *known ? (*known)->unit : unit);
    if (!items) return items.error();
    for (const Item& item : *items)
        out << text_of(Json{{"kind", item.kind},
                            {"name", item.name},
                            {"target", item.target},
                            {"version", item.version},
                            {"size", item.size}})
            << "\n";
    return Done{};
}

Result<> write_acks(Store& store, std::ostream& out) {
    auto acks = store.acks();
    if (!acks) return acks.error();
    for (const auto& [device, ack] : *acks)
        out << text_of(Json{{"device", device},
                            {"kind", ack.kind},
                            {"name", ack.name},
                            {"version", ack.version},
                            {"applied", ack.applied}})
            << "\n";
    return Done{};
}

Result<std::size_t> write_anomalies(Store& store, WallMs before_ms, bool json, std::ostream& out) {
    auto anomalies = store.anomalies();
    if (!anomalies) return anomalies.error();
    auto gaps = store.gaps();
    if (!gaps) return gaps.error();
    std::size_t count = 0;
    for (const Anomaly& one : *anomalies) {
        if (!one.resolved.empty()) continue;
        ++count;
        if (json)
            out << text_of(Json{{"kind", one.kind},
                                {"device", one.device},
                                {"seq", one.seq},
                                {"sha256", one.sha256},
                                {"detail", one.detail},
                                {"found_ms", one.found_ms.ms}})
                << "\n";
        else
            out << fmt::format("{}  {}  {} seq {} ({}): {}\n", local_text(one.found_ms), one.kind, one.device, one.seq,
                               one.sha256, one.detail);
    }
    for (const auto& [device, gap] : *gaps) {
        if (gap.since_ms > before_ms) continue;  // still on its way
        ++count;
        if (json)
            out << text_of(Json{{"kind", "missing"},
                                {"device", device},
                                {"seq", gap.first},
                                {"last", gap.last},
                                {"since_ms", gap.since_ms.ms}})
                << "\n";
        else
            out << fmt::format("{}  missing  {} seq {} to {}: signed for by the device, never received\n",
                               local_text(gap.since_ms), device, gap.first, gap.last);
    }
    if (count == 0 && !json) out << "nothing is wrong\n";
    return count;
}

namespace {

// A copied card goes on beside the first one; after a disk that went back in time only the newest side goes on.
bool goes_on(const ForkSide& side, std::int64_t youngest) {
    return side.last_server_seq >= youngest;
}

void write_fork(const std::vector<ForkSide>& sides, bool json, std::ostream& out) {
    std::int64_t youngest = 0;
    for (const ForkSide& side : sides) youngest = std::max(youngest, side.first_server_seq);
    const bool copied = std::ranges::count_if(sides, [&](const ForkSide& s) { return goes_on(s, youngest); }) > 1;
    const std::string_view looks_like = copied ? "copied" : "restored";
    if (!json)
        out << fmt::format("{}: {}\n", sides.front().device,
                           copied ? "two machines go on under this identity: its card was copied"
                                  : "its disk went back in time, and it went on from there");
    for (const ForkSide& side : sides) {
        const bool active = goes_on(side, youngest);
        if (json)
            out << text_of(Json{{"device", side.device},
                                {"side", side.side},
                                {"looks_like", looks_like},
                                {"goes_on", active},
                                {"from_seq", side.from_seq},
                                {"to_seq", side.to_seq},
                                {"entries", side.entries},
                                {"first_ms", side.first_ms.ms},
                                {"last_ms", side.last_ms.ms}})
                << "\n";
        else
            out << fmt::format("  side {}: seq {} to {}, {} entries, {}\n", side.side, side.from_seq, side.to_seq,
                               side.entries, active ? "goes on" : "ended");
    }
}

}  // namespace

Result<> write_forks(Store& store, bool json, std::ostream& out) {
    auto forks = store.forks();
    if (!forks) return forks.error();
    for (std::size_t from = 0; from < forks->size();) {
        std::size_t to = from;
        while (to < forks->size() && (*forks)[to].device == (*forks)[from].device) ++to;
        write_fork(
            {forks->begin() + static_cast<std::ptrdiff_t>(from), forks->begin() + static_cast<std::ptrdiff_t>(to)},
            json, out);
        from = to;
    }
    return Done{};
}

}  // namespace aaben::jobcenter
