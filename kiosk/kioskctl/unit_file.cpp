#include "kioskctl/unit_file.hpp"

#include <toml++/toml.h>
#include <algorithm>
#include <fstream>
#include <iterator>

#include "seal/hash.hpp"
#include "wire/encoding.hpp"

namespace aaben::kioskctl {
namespace {

Error bad(const std::string& what) {
    return fail(Fault::Invalid, what);
}

// "09:00-12:00 13:00-15:00" → spans; an empty text is a closed day.
Result<std::vector<visit::Span>> spans_of(std::string_view text) {
    std::vector<visit::Span> out;
    while (!text.empty()) {
        if (text.front() == ' ') {
            text.remove_prefix(1);
            continue;
        }
        const auto from = calendar::parse_time(text.substr(0, 5));
        const auto until = text.size() >= 11 && text[5] == '-' ? calendar::parse_time(text.substr(6, 5)) : std::nullopt;
        if (!from || !until || !(*from < *until))
            return bad("hours must look like 09:00-12:00, not '" + std::string(text) + "'");
        if (!out.empty() && !(out.back().until <= *from)) return bad("hours overlap in '" + std::string(text) + "'");
        out.push_back({*from, *until});
        text.remove_prefix(11);
    }
    return out;
}

Result<visit::WeeklyHours> weekly(const toml::table* table) {
    static constexpr std::string_view names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    visit::WeeklyHours out;
    if (!table) return out;
    for (const auto& [key, node] : *table) {
        const auto* day = std::ranges::find(names, key.str());
        if (day == std::end(names))
            return bad("unknown day '" + std::string(key.str()) + "'; days are mon tue wed thu fri sat sun");
        auto spans = spans_of(node.value_or(std::string("?")));
        if (!spans) return spans.error();
        out.days[static_cast<std::size_t>(day - names)] = *std::move(spans);
    }
    return out;
}

// A misspelt word would otherwise be a silent default, and a number without quotation marks an absent text.
Result<> only_known(const toml::table& table, std::initializer_list<std::string_view> known) {
    for (const auto& [key, node] : table) {
        const std::string word(key.str());
        if (std::ranges::find(known, key.str()) == known.end())
            return bad(", line " + std::to_string(key.source().begin.line) + ": '" + word + "' is not known here");
        if (word == "version" ? !node.is_integer() : node.is_value() && !node.is_string())
            return bad(", line " + std::to_string(key.source().begin.line) + ": " + word +
                       (word == "version" ? " must be a whole number" : " must be a text in quotation marks"));
    }
    return Done{};
}

bool phone_ok(const std::string& phone) {
    return phone.empty() ||
           (phone.size() == 8 && std::ranges::all_of(phone, [](char c) { return c >= '0' && c <= '9'; }));
}

Result<visit::UnitHours> hours_of(const toml::table& file) {
    visit::UnitHours out;
    const toml::table* hours = file["hours"].as_table();
    if (!hours) return bad("the file has no [hours]");
    if (auto good = only_known(*hours, {"door", "telephone", "main_phone", "exceptions"}); !good)
        return bad("hours" + good.error().what);
    auto door = weekly((*hours)["door"].as_table());
    auto telephone = weekly((*hours)["telephone"].as_table());
    if (!door) return door.error();
    if (!telephone) return telephone.error();
    out.door = *std::move(door);
    out.telephone = *std::move(telephone);
    out.main_phone = (*hours)["main_phone"].value_or(std::string{});
    if (!phone_ok(out.main_phone)) return bad("main_phone must be 8 digits");
    if (const toml::table* exceptions = (*hours)["exceptions"].as_table()) {
        for (const auto& [key, node] : *exceptions) {
            const auto date = calendar::parse_date(key.str());
            auto spans = spans_of(node.value_or(std::string("?")));
            if (!date) return bad("an exception's day must look like 2026-12-23, not '" + std::string(key.str()) + "'");
            if (!spans) return spans.error();
            out.door.exceptions.emplace_back(*date, *std::move(spans));
        }
    }
    return out;
}

// What a kiosk would refuse the whole roster for, or a colleague could not sign in with.
Result<> must_be_usable(const visit::Caseworker& c) {
    const auto no = [&](const std::string& what) { return bad(c.id + " (" + c.name + "): " + what); };
    if (!wire::is_name(c.id)) return no("id must be 1 to 64 of a-z 0-9 . _ -");
    if (c.badge_hash.empty()) return no("badge_hash is missing; kioskctl unit person writes it");
    if (!wire::is_hash(c.badge_hash)) return no("badge_hash must be 64 hex digits, never the badge itself");
    if (c.pin_hash.empty()) return no("pin_verifier is missing; kioskctl unit person writes it");
    if (!seal::is_pin_verifier(c.pin_hash))
        return no("pin_verifier is none, and must never be the PIN itself; kioskctl unit person writes it");
    if (!c.box_key.empty() && !wire::is_hash(c.box_key)) return no("box_key must be 64 hex digits");
    return Done{};
}

Result<visit::Caseworker> person_of(const toml::table& p, seal::PinCost cost) {
    visit::Caseworker c;
    if (auto good = only_known(p, {"id", "name", "initials", "role", "direct_phone", "badge", "pin", "badge_hash",
                                   "pin_verifier", "box_key", "here"});
        !good)
        return bad("a person" + good.error().what);
    c.box_key = p["box_key"].value_or(std::string{});
    c.id = p["id"].value_or(std::string{});
    c.name = p["name"].value_or(std::string{});
    c.initials = p["initials"].value_or(std::string{});
    c.direct_phone = p["direct_phone"].value_or(std::string{});
    c.badge_hash = p["badge_hash"].value_or(std::string{});
    c.pin_hash = p["pin_verifier"].value_or(std::string{});
    const std::string role = p["role"].value_or(std::string{"caseworker"});
    const auto* named = std::ranges::find(visit::role_names, role);
    if (c.id.empty() || c.name.empty())
        return bad("line " + std::to_string(p.source().begin.line) + ": a person needs id and name; " +
                   (c.id.empty() ? "id" : "name") + " is missing" +
                   (c.id.empty() && c.name.empty() ? "" : " of " + c.id + c.name));
    if (named == visit::role_names.end()) return bad(c.id + ": role is caseworker, placement_consultant or mentor");
    c.role = static_cast<visit::Role>(named - visit::role_names.begin());
    if (!phone_ok(c.direct_phone)) return bad(c.id + ": direct_phone must be 8 digits");
    const std::string badge = p["badge"].value_or(std::string{}), pin = p["pin"].value_or(std::string{});
    if (!badge.empty()) c.badge_hash = seal::sha256_hex(badge);
    if (!pin.empty()) {
        auto verifier = seal::pin_verifier(pin, cost);
        if (!verifier) return bad(c.id + ": " + verifier.error().what);
        c.pin_hash = *verifier;
        if (!badge.empty()) {
            auto key = seal::staff_key(c.id, badge, pin);
            if (!key) return bad(c.id + ": " + key.error().what);
            c.box_key = key->public_key;
        }
    }
    if (auto usable = must_be_usable(c); !usable) return usable.error();
    auto here = weekly(p["here"].as_table());
    if (!here) return bad(c.id + ": " + here.error().what);
    c.here = *std::move(here);
    return c;
}

}  // namespace

Result<UnitFile> read_unit_file(const std::filesystem::path& path, seal::PinCost cost) {
    std::ifstream in(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in || std::filesystem::is_directory(path)) return bad("the unit's file " + path.string() + " cannot be read");
    return parse_unit_file(text, path.string(), cost);
}

Result<UnitFile> parse_unit_file(std::string_view text, const std::string& name, seal::PinCost cost) {
    UnitFile out;
    toml::table file;
    try {
        file = toml::parse(text);
    } catch (const toml::parse_error& e) {
        return bad(name + ", line " + std::to_string(e.source().begin.line) + ": " + std::string(e.description()));
    }
    if (auto good = only_known(file, {"unit", "name", "version", "hours", "person"}); !good)
        return bad(name + good.error().what);
    out.unit = file["unit"].value_or(std::string{});
    out.roster.unit_name = file["name"].value_or(std::string{});
    out.roster.version = file["version"].value_or(std::int64_t{0});
    if (out.unit.empty() || out.roster.unit_name.empty() || out.roster.version < 1)
        return bad(name + ": unit, name and version (1 or more) are needed");
    auto hours = hours_of(file);
    if (!hours) return bad(name + ": " + hours.error().what);
    out.hours = *std::move(hours);
    if (const toml::array* people = file["person"].as_array()) {
        for (const toml::node& node : *people) {
            const toml::table* table = node.as_table();
            if (!table) return bad(name + ": [[person]] must be a table");
            auto person = person_of(*table, cost);
            if (!person) return bad(name + ": " + person.error().what);
            for (const visit::Caseworker& other : out.roster.people) {
                if (other.id == person->id) return bad(name + ": two people have the id " + person->id);
                if (!other.badge_hash.empty() && other.badge_hash == person->badge_hash)
                    return bad(name + ": " + other.id + " and " + person->id + " have the same badge");
                if (!other.initials.empty() && other.initials == person->initials)
                    return bad(name + ": " + other.id + " and " + person->id + " have the same initials, " +
                               person->initials + "; the glass shows them apart by these");
            }
            out.roster.people.push_back(*std::move(person));
        }
    }
    return out;
}

}  // namespace aaben::kioskctl
