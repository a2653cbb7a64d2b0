#include "jobcenter/staff_item.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "seal/sealed.hpp"
#include "wire/encoding.hpp"
#include "wire/item.hpp"

namespace aaben::jobcenter {
namespace {

Result<wire::KeyList> keys_of(const visit::Roster& roster, const std::vector<std::string>& to, WallMs now_ms) {
    wire::KeyList keys;
    for (const std::string& id : to) {
        const auto person = std::ranges::find(roster.people, id, &visit::Caseworker::id);
        if (person == roster.people.end()) return fail(Fault::NotFound, "the roster has nobody called " + id);
        if (!wire::is_hash(person->box_key))
            return fail(Fault::Invalid, id + " has no key in the roster: badge and PIN make it (kioskctl unit build)");
        keys.keys.push_back({seal::box_key_id(person->box_key), person->box_key, now_ms});
    }
    if (keys.keys.empty() || keys.keys.size() > wire::keys_max)
        return fail(Fault::Invalid,
                    "say for whom, 1 to " + std::to_string(wire::keys_max) + " people: --to mette,jonas");
    return keys;
}

// A note that opens empty on the glass, or in signs nobody typed, is told before it is sent.
Result<> must_be_readable(const StaffText& what) {
    if (what.text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return fail(Fault::Invalid, "the text of this " + what.kind + " is empty; nothing was sent");
    try {
        (void)nlohmann::json(what.text).dump();
    } catch (const nlohmann::json::type_error&) {
        return fail(Fault::Invalid, "the text of this " + what.kind + " is not UTF-8; save it so. Nothing was sent");
    }
    return Done{};
}

}  // namespace

Result<std::string> seal_for_staff(const StaffText& what, std::string_view roster, WallMs now_ms) {
    const auto kind = wire::item_kind(what.kind);
    const bool notice = kind == wire::ItemKind::Answer || kind == wire::ItemKind::Transfer;
    if (!notice && kind != wire::ItemKind::Brief)
        return fail(Fault::Invalid, "only brief, answer and transfer are sealed for staff");
    if (!wire::is_name(what.ref)) return fail(Fault::Invalid, "say what it is about: --ref and an id of a-z 0-9 . _ -");
    if (auto readable = must_be_readable(what); !readable) return readable.error();
    const auto people = wire::parse_roster(roster);
    if (!people) return people.error();
    const auto keys = keys_of(*people, what.to, now_ms);
    if (!keys) return keys.error();
    auto sealed = seal::seal_for(*keys, what.text);
    if (!sealed) return sealed.error();
    if (notice) return wire::build_notice({what.ref, *std::move(sealed), now_ms});
    return wire::build_brief({what.ref, what.to, *std::move(sealed)});
}

Result<> must_be_sealed(const std::string& kind, std::string_view bytes) {
    const auto known = wire::item_kind(kind);
    const bool notice = known == wire::ItemKind::Answer || known == wire::ItemKind::Transfer;
    if (!notice && known != wire::ItemKind::Brief) return Done{};
    if (notice ? wire::parse_notice(bytes).ok() : wire::parse_brief(bytes).ok()) return Done{};
    return fail(Fault::Invalid, "a " + kind +
                                    " goes out only sealed, and this file is a plain text; nothing was sent. Say for "
                                    "whom: --staff-roster roster.json --to ID,ID");
}

Result<> fits_one_unit(std::string_view kind, bool says_for_whom, std::string_view bytes) {
    const auto known = wire::item_kind(kind);
    if (!known) return Done{};  // whoever puts it says so
    const bool for_all = *known == wire::ItemKind::Content || *known == wire::ItemKind::Keys;
    if (!for_all && !says_for_whom) return fail(Fault::Invalid, "say for whom: --unit UNIT or --device DEVICE");
    const auto read = [&](const auto& parsed) -> Result<> {
        if (parsed) return Done{};
        return fail(Fault::Invalid,
                    "the file is no " + std::string(kind) + ": " + parsed.error().what + "; unit build makes one");
    };
    if (*known == wire::ItemKind::Roster) return read(wire::parse_roster(bytes));
    if (*known == wire::ItemKind::Hours) return read(wire::parse_hours(bytes));
    return Done{};
}

}  // namespace aaben::jobcenter
