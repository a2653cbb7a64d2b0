#include "jobcenter/help_calls.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>

#include "jobcenter/known.hpp"
#include "jobcenter/listing.hpp"
#include "platform/log.hpp"
#include "seal/hash.hpp"
#include "wire/encoding.hpp"
#include "wire/entry.hpp"
#include "wire/item.hpp"
#include "wire/shown_name.hpp"

namespace aaben::jobcenter {
namespace {

constexpr std::string_view kind = "help";
constexpr std::int64_t old_after_ms = 24LL * 3'600'000;  // no kiosk shows yesterday's

struct OpenCall {
    Item item;
    wire::HelpCall call;
};

std::string whole_unit_of(const Device& device) {
    return device.unit.empty() ? target_of("", device.id) : target_of(device.unit, "");
}

Result<std::vector<OpenCall>> open_calls(Store& store, const std::string& device, const std::string& unit) {
    auto items = store.items(device, unit);
    if (!items) return items.error();
    std::vector<OpenCall> all;
    for (Item& item : *items) {
        if (item.kind != kind) continue;
        auto bytes = store.item_bytes(item);
        if (!bytes) return bytes.error();
        if (auto call = wire::parse_help_call(*bytes)) all.push_back({std::move(item), std::move(*call)});
    }
    return all;
}

Result<> put_call(Store& store, const wire::HelpCall& call, const std::string& target, std::int64_t version,
                  WallMs now_ms) {
    const std::string bytes = wire::build_help_call(call);
    return store.put_item({std::string(kind), call.help, target, version, seal::sha256_hex(bytes),
                           static_cast<std::int64_t>(bytes.size())},
                          bytes, now_ms);
}

std::string word(const nlohmann::json& open, const char* name) {
    const auto at = open.find(name);
    return at != open.end() && at->is_string() ? at->get<std::string>() : std::string();
}

Result<> withdraw_if(Store& store, const Device& from, const std::function<bool(const wire::HelpCall&)>& ended) {
    const auto calls = open_calls(store, from.id, from.unit);
    if (!calls) return calls.error();
    for (const OpenCall& open : *calls)
        if (ended(open.call))
            if (auto gone = store.withdraw_item(open.item.kind, open.item.name, open.item.target); !gone) return gone;
    return Done{};
}

// A silent alarm is loud at the unit's other kiosks, and ends with its shift.
Result<> hand_on(Store& store, const Device& from, const wire::Entry& entry, WallMs now_ms) {
    const auto open = nlohmann::json::parse(entry.open, nullptr, false);
    if (!open.is_object()) return Done{};
    const bool help = entry.type == "help.requested", alarm = entry.type == "alarm.raised";
    if (help || alarm) {
        const wire::HelpCall call{
            word(open, help ? "help" : "alarm"), from.id, entry.recorded.wall_ms, word(open, "shift"), {}, 0};
        if (!wire::is_name(call.help)) return Done{};
        const bool old = now_ms - call.asked_ms > old_after_ms;
        if (!old)
            if (auto put = put_call(store, call, whole_unit_of(from), 1, now_ms);
                !put && put.error().fault != Fault::Refused)
                return put;  // Refused: handed on before, as this entry came before
        return withdraw_if(store, from, [&](const auto& each) { return now_ms - each.asked_ms > old_after_ms; });
    }
    const std::string answered = word(open, entry.type == "help.answered" ? "help" : "alarm");
    const std::string shift = entry.type.starts_with("shift.") ? word(open, "shift") : std::string();
    return withdraw_if(store, from, [&](const wire::HelpCall& each) {
        return each.device == from.id && (each.help == answered || (!shift.empty() && each.shift == shift));
    });
}

bool concerns_help(std::string_view type) {
    return type == "help.requested" || type == "help.answered" || type == "alarm.raised" || type == "alarm.ended" ||
           type == "shift.ended" || type == "shift.lapsed";
}

bool is_held(const wire::Receipt& receipt, const std::string& id) {
    const auto line = std::ranges::find(receipt.entries, id, &wire::ReceiptLine::id);
    return line != receipt.entries.end() &&
           (line->outcome == wire::Outcome::Accepted || line->outcome == wire::Outcome::Duplicate);
}

}  // namespace

void hand_on_help(Store& store, const Device& from, const ArrivedBatch& batch, const wire::Receipt& receipt,
                  WallMs now_ms) {
    for (const ArrivedEntry& arrived : batch.entries) {
        if (!concerns_help(arrived.type) || !is_held(receipt, arrived.id)) continue;
        const auto entry = wire::parse_entry(arrived.line);
        if (!entry) continue;
        if (const auto done = hand_on(store, from, *entry, now_ms); !done)
            log(LogLevel::Alert, "jobcenter",
                "a call for help of " + from.id + " was not handed on to the unit's kiosks: " + done.error().what);
    }
}

namespace {

Result<std::vector<OpenCall>> calls_of_units(Store& store, const std::string& unit) {
    const auto devices = store.devices();
    if (!devices) return devices.error();
    std::vector<OpenCall> all;
    std::set<std::string> asked;  // what several kiosks are told is one call
    for (const Device& device : *devices) {
        if (!unit.empty() && device.unit != unit) continue;
        auto calls = open_calls(store, device.id, device.unit);
        if (!calls) return calls.error();
        for (OpenCall& call : *calls)
            if (asked.insert(call.call.help).second) all.push_back(std::move(call));
    }
    std::ranges::sort(all, {}, [](const OpenCall& open) { return open.call.asked_ms; });
    return all;
}

}  // namespace

Result<> write_help_calls(Store& store, const std::string& unit, bool json, std::ostream& out) {
    const auto calls = calls_of_units(store, unit);
    if (!calls) return calls.error();
    for (const auto& [item, call] : *calls) {
        if (json) {
            out << nlohmann::ordered_json{{"help", call.help},
                                          {"device", call.device},
                                          {"asked_ms", call.asked_ms.ms},
                                          {"silent", !call.shift.empty()},
                                          {"seen_by", call.seen_by},
                                          {"seen_ms", call.seen_ms.ms}}
                       .dump()
                << "\n";
            continue;
        }
        out << fmt::format(
            "{}  {}  {}{}  {}\n", local_text(call.asked_ms), call.device, call.help,
            call.shift.empty() ? "" : "  silent alarm",
            call.seen_by.empty() ? "nobody has seen it" : "seen by " + call.seen_by + " " + local_text(call.seen_ms));
    }
    if (calls->empty() && !json) out << "no call for help is open\n";
    return Done{};
}

Result<> end_help_of(Store& store, const Device& device) {
    return withdraw_if(store, device, [&](const wire::HelpCall& call) { return call.device == device.id; });
}

Result<> help_seen(Store& store, const HelpSeen& seen, WallMs now_ms, std::ostream& out) {
    if (!wire::is_shown_name(seen.by))
        return fail(Fault::Invalid,
                    fmt::format("say who has seen it, as the citizen shall read it: --by NAME, one line "
                                "with a letter in it, at most {} bytes",
                                wire::shown_name_bytes_max));
    auto calls = calls_of_units(store, {});
    if (!calls) return calls.error();
    const auto open = std::ranges::find(*calls, seen.help, [](const OpenCall& each) { return each.call.help; });
    if (open == calls->end()) return fail(Fault::NotFound, "no open call for help has the id " + seen.help);
    open->call.seen_by = seen.by, open->call.seen_ms = now_ms;
    if (auto put = put_call(store, open->call, open->item.target, open->item.version + 1, now_ms); !put) return put;
    if (open->call.shift.empty())
        out << "the kiosk shows within seconds that " << seen.by << " has seen it\n";
    else
        out << "written down; it is a silent alarm, so the kiosk where it was raised shows nothing\n";
    return Done{};
}

}  // namespace aaben::jobcenter
