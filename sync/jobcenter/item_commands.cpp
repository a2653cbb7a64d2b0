#include "jobcenter/item_commands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "jobcenter/commands.hpp"
#include "jobcenter/config.hpp"
#include "jobcenter/known.hpp"
#include "jobcenter/listing.hpp"
#include "jobcenter/staff_item.hpp"
#include "wire/entry.hpp"
#include "wire/item.hpp"

namespace aaben::jobcenter {
namespace {

std::string for_whom(const std::string& target) {
    return target == "*" ? "every kiosk" : target;
}

// The one that is held for a unit; without a name when there is none.
Result<visit::Roster> roster_of_unit(Store& store, const std::string& unit) {
    auto items = store.items("", unit);
    if (!items) return items.error();
    for (const Item& item : *items) {
        if (item.kind != wire::to_string(wire::ItemKind::Roster) || item.target != target_of(unit, "")) continue;
        auto bytes = store.item_bytes(item);
        if (!bytes) return bytes.error();
        if (auto roster = wire::parse_roster(*bytes); roster) return roster;
    }
    return visit::Roster{};
}

bool share_somebody(const visit::Roster& a, const visit::Roster& b) {
    return std::ranges::any_of(a.people, [&](const visit::Caseworker& one) {
        return std::ranges::find(b.people, one.id, &visit::Caseworker::id) != b.people.end();
    });
}

// A roster says the name of its unit, not its id: what is held says which unit has that name.
Result<> must_be_own_roster(Store& store, const ItemWish& wish, std::string_view bytes, WallMs now_ms) {
    if (wish.kind != wire::to_string(wire::ItemKind::Roster) || wish.unit.empty()) return Done{};
    const auto roster = wire::parse_roster(bytes);
    if (!roster) return roster.error();
    auto own = roster_of_unit(store, wish.unit);
    if (!own) return own.error();
    if (own->unit_name == roster->unit_name) return Done{};
    // A unit that is renamed keeps some of its people; another unit's has none of them.
    if (!own->unit_name.empty() && !share_somebody(*own, *roster))
        return fail(Fault::Refused,
                    fmt::format("unit {} is called {}, and this roster is of {} with none of its people; nothing was "
                                "put. If it is right, withdraw the unit's roster first",
                                wish.unit, own->unit_name, roster->unit_name));
    auto units = store.units(now_ms);
    if (!units) return units.error();
    for (const std::string& unit : *units) {
        auto held = roster_of_unit(store, unit);
        if (!held) return held.error();
        if (unit == wish.unit || held->unit_name != roster->unit_name) continue;
        return fail(Fault::Refused,
                    fmt::format("this roster is of {}, which is unit {}, not {}; nothing was put. If both shall have "
                                "this name, change it in one unit's file",
                                roster->unit_name, unit, wish.unit));
    }
    return Done{};
}

// A unit has one roster and one week of hours, and an item named after another unit is that unit's.
Result<> must_be_the_only(Store& store, const ItemWish& wish, WallMs now_ms) {
    const auto kind = wire::item_kind(wish.kind);
    if (wish.unit.empty() || (kind != wire::ItemKind::Roster && kind != wire::ItemKind::Hours)) return Done{};
    auto units = store.units(now_ms);
    if (!units) return units.error();
    if (wish.name != wish.unit && std::ranges::find(*units, wish.name) != units->end())
        return fail(Fault::Refused, fmt::format("{} {} is named after another unit than {}; nothing was put", wish.kind,
                                                wish.name, wish.unit));
    auto items = store.items("", wish.unit);
    if (!items) return items.error();
    for (const Item& held : *items) {
        if (held.kind != wish.kind || held.target != target_of(wish.unit, "") || held.name == wish.name) continue;
        return fail(Fault::Refused, fmt::format("unit {} has {} '{}' already; put it under that name, or withdraw it. "
                                                "Nothing was put",
                                                wish.unit, wish.kind, held.name));
    }
    return Done{};
}

bool is_about(const StoredEntry& entry, const std::string& id) {
    if (entry.body.find(id) == std::string::npos) return false;  // most are about something else
    const auto read = wire::parse_entry(entry.body);
    if (!read) return false;
    const auto open = nlohmann::json::parse(read->open, nullptr, false);
    if (!open.is_object()) return false;
    return open.value("callback", nlohmann::json()) == id || open.value("visit", nlohmann::json()) == id;
}

Result<bool> is_expected(Store& store, const ItemWish& wish) {
    auto device = store.device(wish.device);
    if (!device) return device.error();
    auto items = store.items(wish.device, *device ? (*device)->unit : wish.unit);
    if (!items) return items.error();
    for (const Item& item : *items) {
        if (item.kind != wire::to_string(wire::ItemKind::Expected)) continue;
        auto bytes = store.item_bytes(item);
        if (!bytes) return bytes.error();
        const auto expected = wire::parse_expected(*bytes);
        if (expected &&
            std::ranges::find(expected->visits, wish.name, &wire::ExpectedVisit::ref) != expected->visits.end())
            return true;
    }
    return false;
}

// A name that was taken for the id of what the note is about must be one: on the glass it would stand beside nothing.
Result<> must_be_about_something(Store& store, const ItemWish& wish) {
    const auto kind = wire::item_kind(wish.kind);
    if (wish.roster.empty() || !wish.ref.empty() || (kind != wire::ItemKind::Brief && kind != wire::ItemKind::Answer))
        return Done{};
    auto found = is_expected(store, wish);
    if (!found) return found.error();
    if (*found) return Done{};
    auto looked = each_entry(store, EntryFilter{},
                             [&](const StoredEntry& entry) { *found = *found || is_about(entry, wish.name); });
    if (!looked || *found) return looked;
    return fail(Fault::NotFound, "no call-back or visit held here has the id " + wish.name +
                                     "; nothing was put. Say what the " + wish.kind +
                                     " is about: --ref and its id (kioskctl jobcenter open prints them)");
}

// Some kinds have a command that makes and checks them; a file of another make would be refused by every kiosk.
Result<> may_be_put(std::string_view kind) {
    const auto known = wire::item_kind(kind);
    if (!known) return fail(Fault::Invalid, "no kind of item is called " + std::string(kind));
    using enum wire::ItemKind;
    const char* command = *known == Keys     ? "keys publish"
                          : *known == Help   ? "help-seen"
                          : *known == Revoke ? "device revoke"
                                             : nullptr;
    if (command == nullptr) return Done{};
    return fail(Fault::Invalid, "an item of kind " + std::string(kind) + " is not put by hand: " + command);
}

}  // namespace

Result<std::string> prepare_item(const ItemWish& wish, WallMs now_ms) {
    if (auto by_hand = may_be_put(wish.kind); !by_hand) return by_hand.error();
    auto bytes = read_file(wish.file);
    if (!bytes) return bytes.error();
    if (!wish.roster.empty()) {  // a plain text, which leaves this program only sealed
        auto roster = read_file(wish.roster);
        if (!roster) return roster.error();
        const StaffText what{wish.kind, wish.ref.empty() ? wish.name : wish.ref, wish.to, *bytes};
        auto sealed = seal_for_staff(what, *roster, now_ms);
        if (!sealed) return sealed.error();
        *bytes = *std::move(sealed);
    }
    if (auto good = must_be_sealed(wish.kind, *bytes); !good) return good.error();
    if (auto good = fits_one_unit(wish.kind, !wish.unit.empty() || !wish.device.empty(), *bytes); !good)
        return good.error();
    return bytes;
}

Result<> put_prepared(Store& store, const ItemWish& wish, std::string_view bytes, const Clock& clock,
                      std::ostream& out) {
    const std::string target = target_of(wish.unit, wish.device);
    const WallMs now_ms = clock.wall_ms();
    if (auto known = must_know_target(store, target, now_ms); !known) return known;
    if (auto own = must_be_own_roster(store, wish, bytes, now_ms); !own) return own;
    if (auto only = must_be_the_only(store, wish, now_ms); !only) return only;
    if (auto about = must_be_about_something(store, wish); !about) return about;
    // Milliseconds since 1970 grow by themselves; an operator who counts versions says --version.
    const std::int64_t version = wish.version > 0 ? wish.version : now_ms.ms;
    if (auto put = put_item(store, wish.kind, wish.name, target, version, bytes, clock); !put) return put;
    out << fmt::format("{} {} version {}, {} bytes, for {}{}\n", wish.kind, wish.name, version, bytes.size(),
                       for_whom(target), wish.roster.empty() ? "" : ", sealed");
    return Done{};
}

Result<> withdraw_item(Store& store, const ItemWish& wish, WallMs now_ms, std::ostream& out) {
    const auto kind = wire::item_kind(wish.kind);
    if (!kind) return fail(Fault::Invalid, "no kind of item is called " + wish.kind);
    if (*kind == wire::ItemKind::Keys)
        return fail(Fault::Invalid, "a key list is never taken back; the next one replaces it: keys publish");
    const std::string target = target_of(wish.unit, wish.device);
    auto gone = store.withdraw_item(wish.kind, wish.name, target);
    if (!gone && gone.error().fault == Fault::NotFound) {
        if (auto known = must_know_target(store, target, now_ms); !known) return known;
        auto held = store.items(wish.device, wish.unit);
        if (!held) return held.error();
        std::string names;
        for (const Item& item : *held)
            if (item.target == target && item.kind == wish.kind) names += (names.empty() ? "" : ", ") + item.name;
        return fail(Fault::NotFound, fmt::format("no {} for {} is called {}; held: {}", wish.kind, for_whom(target),
                                                 wish.name, names.empty() ? "none" : names));
    }
    if (!gone) return gone;
    out << fmt::format("{} {} for {} is taken back; {}\n", wish.kind, wish.name, for_whom(target),
                       wire::is_fleeting(*kind) ? "kiosks drop it when they next ask, within a minute"
                                                : "kiosks that have it keep it until they are sent another");
    return Done{};
}

}  // namespace aaben::jobcenter
