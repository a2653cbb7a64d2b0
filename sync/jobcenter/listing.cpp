#include "jobcenter/listing.hpp"

#include <fmt/format.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <ostream>

#include "seal/sealed.hpp"
#include "wire/entry.hpp"

namespace aaben::jobcenter {
namespace {

using Json = nlohmann::ordered_json;
constexpr int page_entries = 1000;

Result<Done> each_entry(Store& store, const std::function<void(const StoredEntry&)>& visit) {
    std::int64_t after = 0;
    for (;;) {
        auto page = store.entries(after, page_entries);
        if (!page) return page.error();
        for (const StoredEntry& entry : *page) visit(entry);
        if (page->size() < static_cast<std::size_t>(page_entries)) return Done{};
        after = page->back().server_seq;
    }
}

Json line_of(const StoredEntry& entry) {
    Json line{{"id", entry.id},
              {"device", entry.device},
              {"seq", entry.seq},
              {"type", entry.type},
              {"server_seq", entry.server_seq}};
    if (!entry.problem.empty()) line["problem"] = entry.problem;
    return line;
}

std::string text_of(const Json& line) {
    return line.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

Result<Done> write_entries(Store& store, std::ostream& out) {
    return each_entry(store, [&](const StoredEntry& entry) { out << text_of(line_of(entry)) << "\n"; });
}

Result<Done> write_opened(Store& store, const seal::BoxKey& key, std::ostream& out) {
    return each_entry(store, [&](const StoredEntry& stored) {
        Json line = line_of(stored);
        if (auto entry = wire::parse_entry(stored.body); entry) {
            line["recorded_ms"] = entry->recorded.wall_ms.ms;
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

Result<Done> write_devices(Store& store, std::ostream& out) {
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

Result<Done> write_items(Store& store, const std::string& device, const std::string& unit, std::ostream& out) {
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

Result<Done> write_acks(Store& store, std::ostream& out) {
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
            out << fmt::format("{}  {} seq {}: {}\n", one.kind, one.device, one.seq, one.detail);
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
            out << fmt::format("missing  {} seq {} to {}: signed for by the device, never received\n", device,
                               gap.first, gap.last);
    }
    return count;
}

}  // namespace aaben::jobcenter
