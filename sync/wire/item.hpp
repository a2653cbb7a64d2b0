// What comes down the wire: the signed list of items for one device, and the formats of the small ones. Built by the
// jobcenter, fetched by kiosk-sync, read by kiosk from mail.db. Pure; any thread. Always: an item's etag is the SHA-256
// (hex) of its bytes, so the signed list vouches for every byte of every item.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock.hpp"
#include "platform/result.hpp"
#include "visit/roster.hpp"

namespace aaben::wire {

inline constexpr std::size_t items_max = 500;
inline constexpr std::size_t item_bytes_max = 1024 * 1024;           // all kinds but content
inline constexpr std::size_t content_bytes_max = 512 * 1024 * 1024;  // a bundle with sounds

enum class ItemKind { Content, Roster, Hours, Brief, Expected, Answer, Transfer, Revoke, Keys, Help };
[[nodiscard]] std::string_view to_string(ItemKind kind);
[[nodiscard]] std::optional<ItemKind> item_kind(std::string_view text);
// For today or for one visit: a device keeps these in memory only, and no longer than the jobcenter lists them.
[[nodiscard]] bool is_fleeting(ItemKind kind);

struct ItemRef {
    ItemKind kind{};
    std::string name;
    std::int64_t version = 0;
    std::string etag;  // hex SHA-256 of the bytes; in the HTTP header it stands in double quotes
    std::int64_t size = 0;
    friend bool operator==(const ItemRef&, const ItemRef&) = default;
};

struct ItemList {
    std::string device;  // whom the list is for: another device's list opens nothing here
    std::vector<ItemRef> items;
    std::string key_list;  // the signed envelope of the newest key list, as text; empty when none
    WallMs time_ms = 0;
    friend bool operator==(const ItemList&, const ItemList&) = default;
};

[[nodiscard]] std::string build_items(const ItemList& list);
[[nodiscard]] Result<ItemList> parse_items(std::string_view payload);

// Kind `roster`, as visit::Roster. Down the wire `pin_hash` is a verifier (seal/pin.hpp, pin_verifier) and `badge_hash`
// the hex SHA-256 of the badge's text; kiosk-sync keys both with the device's pepper before it stores them.
[[nodiscard]] std::string build_roster(const visit::Roster& roster);
[[nodiscard]] Result<visit::Roster> parse_roster(std::string_view text);

// Kind `hours`: when the door is open and the telephone answered. Times are local, "HH:MM".
[[nodiscard]] std::string build_hours(const visit::UnitHours& hours);
[[nodiscard]] Result<visit::UnitHours> parse_hours(std::string_view text);

// Kind `brief`: what the next caseworker should know of an expected visit, sealed to staff keys (seal/sealed.hpp).
struct Brief {
    std::string visit_ref;
    std::vector<std::string> staff;  // ids of those who can open it
    std::string sealed;              // raw bytes
    friend bool operator==(const Brief&, const Brief&) = default;
};
[[nodiscard]] std::string build_brief(const Brief& brief);
[[nodiscard]] Result<Brief> parse_brief(std::string_view text);

// Kind `expected`: today's booked visits. `cpr_hash` is keyed with `day_key`, which is worth nothing tomorrow. Whoever
// holds both tries all numbers in minutes: fleeting, so that no card ever does.
struct ExpectedVisit {
    std::string ref;
    std::string time;      // "HH:MM"
    std::string staff;     // staff id
    std::string cpr_hash;  // hex
    friend bool operator==(const ExpectedVisit&, const ExpectedVisit&) = default;
};
struct Expected {
    std::string day;      // "YYYY-MM-DD"
    std::string day_key;  // hex, 32 bytes
    std::vector<ExpectedVisit> visits;
    friend bool operator==(const Expected&, const Expected&) = default;
};
[[nodiscard]] std::string build_expected(const Expected& expected);
[[nodiscard]] Result<Expected> parse_expected(std::string_view text);

// Kinds `answer` (to a call-back) and `transfer` (a visit sent here from another unit): an id and a text for staff,
// which is sealed to staff keys as a brief is. Kind `revoke` has the same shape with an empty `sealed`; `ref` is the
// device.
struct Notice {
    std::string ref;
    std::string sealed;  // raw bytes
    WallMs at_ms = 0;
    friend bool operator==(const Notice&, const Notice&) = default;
};
[[nodiscard]] std::string build_notice(const Notice& notice);
[[nodiscard]] Result<Notice> parse_notice(std::string_view text);

// Kind `help`: an open call for help of the unit, for all its kiosks; withdrawn when it is answered. Nothing in it
// names a citizen.
struct HelpCall {
    std::string help;    // id of the call
    std::string device;  // where somebody asked
    WallMs asked_ms = 0;
    std::string shift;    // of a silent alarm, which ends with it; empty: a citizen asked
    std::string seen_by;  // who at the jobcenter has seen it, as they want to be called; empty: nobody yet
    WallMs seen_ms = 0;
    friend bool operator==(const HelpCall&, const HelpCall&) = default;
};
[[nodiscard]] std::string build_help_call(const HelpCall& call);
[[nodiscard]] Result<HelpCall> parse_help_call(std::string_view text);

}  // namespace aaben::wire
