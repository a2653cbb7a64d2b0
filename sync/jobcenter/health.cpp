#include "jobcenter/health.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>

#include "jobcenter/known.hpp"

namespace aaben::jobcenter {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::int64_t second_ms = 1'000, minute_ms = 60 * second_ms, hour_ms = 60 * minute_ms, day_ms = 24 * hour_ms;
constexpr std::int64_t silent_ms = 30 * minute_ms;  // it asks every five minutes
constexpr std::int64_t gap_ms = 10 * minute_ms;     // what is younger may still be on its way
constexpr std::int64_t waits_long_s = 3'600;
constexpr std::int64_t clock_wrong_ms = 10 * minute_ms;
constexpr std::int64_t disk_least_mb = 500;

std::string span(std::int64_t ms) {
    if (ms < 2 * minute_ms) return fmt::format("{} s", ms / second_ms);
    if (ms < 2 * hour_ms) return fmt::format("{} min", ms / minute_ms);
    if (ms < 2 * day_ms) return fmt::format("{} h", ms / hour_ms);
    return fmt::format("{} days", ms / day_ms);
}

std::string clock_words(const KioskHealth& kiosk) {
    if (!kiosk.report) return "?";
    if (!kiosk.report->time_known) return "unknown";
    const std::int64_t ahead = kiosk.report->machine_ahead_ms;
    if (std::abs(ahead) < minute_ms) return "right";
    return span(std::abs(ahead)) + (ahead > 0 ? " fast" : " slow");
}

std::string disk_words(const KioskHealth& kiosk) {
    if (!kiosk.report || kiosk.report->disk_free_mb < 0) return "?";
    return fmt::format("{:.1f} GB", static_cast<double>(kiosk.report->disk_free_mb) / 1'000.0);
}

bool is_among(const std::vector<Item>& items, const ItemAck& ack) {
    return std::ranges::any_of(items, [&](const Item& item) {
        return item.kind == ack.kind && item.name == ack.name && item.version == ack.version;
    });
}

Result<std::vector<KioskHealth>> all_kiosks(Store& store, const std::string& unit, WallMs now_ms) {
    auto devices = store.devices();
    if (!devices) return devices.error();
    auto reports = store.reports();
    if (!reports) return reports.error();
    auto gaps = store.gaps();
    if (!gaps) return gaps.error();
    auto anomalies = store.anomalies();
    if (!anomalies) return anomalies.error();
    auto acks = store.acks();
    if (!acks) return acks.error();
    std::map<std::string, std::int64_t> missing, odd;
    for (const auto& [device, gap] : *gaps)
        if (now_ms - gap.since_ms > gap_ms) missing[device] += gap.last - gap.first + 1;
    for (const Anomaly& one : *anomalies) ++odd[one.device];
    // Of each item only the newest word counts: a refused version may have been followed by a good one.
    std::map<std::pair<std::string, std::string>, ItemAck> newest;
    for (const auto& [device, ack] : *acks) {
        ItemAck& last = newest[{device, ack.kind + " " + ack.name}];
        if (ack.version >= last.version) last = ack;
    }
    std::vector<KioskHealth> all;
    for (Device& device : *devices) {
        if (!unit.empty() && device.unit != unit) continue;
        KioskHealth kiosk;
        kiosk.device = std::move(device);
        const std::string& id = kiosk.device.id;
        if (const auto said = std::ranges::find(*reports, id, &DeviceReport::device); said != reports->end()) {
            kiosk.seen_ms = said->seen_ms;
            if (auto report = wire::parse_kiosk_report(said->report); report) kiosk.report = std::move(*report);
        }
        kiosk.trouble = troubles_of(kiosk, now_ms);
        if (missing[id] > 0)
            kiosk.trouble.push_back(fmt::format("{} entries missing (kioskctl jobcenter anomalies)", missing[id]));
        if (odd[id] > 0) kiosk.trouble.push_back(fmt::format("{} anomalies (kioskctl jobcenter anomalies)", odd[id]));
        auto offered = store.items(id, kiosk.device.unit);
        if (!offered) return offered.error();
        for (const auto& [key, ack] : newest)  // what was taken back troubles nobody any more
            if (key.first == id && !ack.applied && is_among(*offered, ack))
                kiosk.trouble.push_back("refused " + key.second);
        all.push_back(std::move(kiosk));
    }
    return all;
}

void write_json(const KioskHealth& kiosk, std::ostream& out) {
    Json line{{"device", kiosk.device.id},
              {"unit", kiosk.device.unit},
              {"revoked", kiosk.device.revoked},
              {"seen_ms", kiosk.seen_ms.ms},
              {"trouble", kiosk.trouble}};
    if (kiosk.report) {
        line["version"] = kiosk.report->version;
        line["unsent"] = kiosk.report->unsent;
        line["quarantined"] = kiosk.report->quarantined;
        line["machine_ahead_ms"] = kiosk.report->machine_ahead_ms;
        line["disk_free_mb"] = kiosk.report->disk_free_mb;
    }
    out << line.dump(-1, ' ', false, Json::error_handler_t::replace) << "\n";
}

void write_table(const std::vector<KioskHealth>& kiosks, WallMs now_ms, std::ostream& out) {
    using Line = std::array<std::string, 8>;
    std::vector<Line> lines{{"kiosk", "unit", "last seen", "version", "unsent", "clock", "disk free", "trouble"}};
    for (const KioskHealth& kiosk : kiosks)
        lines.push_back(
            {kiosk.device.id, kiosk.device.unit, ago(kiosk.seen_ms, now_ms), kiosk.report ? kiosk.report->version : "?",
             kiosk.report ? std::to_string(kiosk.report->unsent) : "?", clock_words(kiosk), disk_words(kiosk),
             kiosk.trouble.empty() ? "none" : fmt::format("{}", fmt::join(kiosk.trouble, "; "))});
    std::array<std::size_t, 8> widths{};
    for (const Line& line : lines)
        for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], line[i].size());
    for (const Line& line : lines) {
        for (std::size_t i = 0; i + 1 < line.size(); ++i) out << fmt::format("{:<{}}  ", line[i], widths[i]);
        out << line.back() << "\n";
    }
}

}  // namespace

std::string ago(WallMs then_ms, WallMs now_ms) {
    if (then_ms == WallMs(0)) return "never";
    return span(std::max<std::int64_t>(0, now_ms - then_ms)) + " ago";
}

std::vector<std::string> troubles_of(const KioskHealth& kiosk, WallMs now_ms) {
    std::vector<std::string> trouble;
    const auto add = [&](bool is, std::string what) {
        if (is) trouble.push_back(std::move(what));
    };
    if (kiosk.device.revoked) {
        trouble.emplace_back("revoked");
        return trouble;
    }
    if (kiosk.seen_ms == WallMs(0)) {
        trouble.emplace_back("has never been heard of");
        return trouble;
    }
    add(now_ms - kiosk.seen_ms > silent_ms, "silent for " + span(now_ms - kiosk.seen_ms));
    if (!kiosk.report) return trouble;
    const wire::KioskReport& said = *kiosk.report;
    add(said.oldest_unsent_s > waits_long_s,
        fmt::format("{} unsent, the oldest for {}", said.unsent, span(said.oldest_unsent_s * second_ms)));
    add(said.quarantined > 0, fmt::format("{} refused here and kept there", said.quarantined));
    add(!said.time_known, "does not know the time");
    add(std::abs(said.machine_ahead_ms) > clock_wrong_ms, "clock " + clock_words(kiosk));
    add(!said.journal_readable, "cannot read its journal");
    add(said.disk_free_mb >= 0 && said.disk_free_mb < disk_least_mb, "disk nearly full");
    return trouble;
}

Result<std::size_t> write_health(Store& store, const HealthWanted& wanted, WallMs now_ms, std::ostream& out) {
    if (auto known = must_know_unit(store, wanted.unit, now_ms); !known) return known.error();
    auto kiosks = all_kiosks(store, wanted.unit, now_ms);
    if (!kiosks) return kiosks.error();
    if (kiosks->empty() && !wanted.unit.empty())
        return fail(Fault::NotFound, "unit " + wanted.unit + " has a code and no kiosk yet");
    const auto ill = static_cast<std::size_t>(
        std::ranges::count_if(*kiosks, [](const KioskHealth& kiosk) { return !kiosk.trouble.empty(); }));
    const std::size_t all = ill + wanted.gateway_trouble.size();
    if (wanted.json) {
        for (const KioskHealth& kiosk : *kiosks) write_json(kiosk, out);
        for (const std::string& what : wanted.gateway_trouble)
            out << Json{{"jobcenter", what}}.dump(-1, ' ', false, Json::error_handler_t::replace) << "\n";
        return all;
    }
    for (const std::string& what : wanted.gateway_trouble) out << "The jobcenter itself: " << what << "\n";
    if (kiosks->empty()) {
        out << "No kiosk is known here. Make a code for the first one: kioskctl jobcenter code new --unit UNIT\n";
        return all;
    }
    write_table(*kiosks, now_ms, out);
    out << fmt::format("{} of {} kiosks in trouble.\n", ill, kiosks->size());
    return all;
}

}  // namespace aaben::jobcenter
