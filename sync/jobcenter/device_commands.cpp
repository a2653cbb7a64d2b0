#include "jobcenter/device_commands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "jobcenter/help_calls.hpp"
#include "jobcenter/key_files.hpp"
#include "jobcenter/known.hpp"
#include "jobcenter/listing.hpp"
#include "seal/hash.hpp"
#include "wire/encoding.hpp"

namespace aaben::jobcenter {
namespace {

constexpr std::int64_t hour_ms = 3'600'000;

}  // namespace

Result<> make_code(Store& store, const CodeWish& wish, WallMs now_ms, std::ostream& out) {
    if (!wish.device.empty() && !wire::is_name(wish.device))
        return fail(Fault::Invalid, "no device can have this name");
    const std::string code = fresh_enrolment_code();
    EnrolmentCode made{seal::sha256_hex(code), wish.device, wish.unit, now_ms + wish.hours * hour_ms};
    auto device = store.device(made.device);
    if (!device) return device.error();
    if (made.unit.empty() && *device) made.unit = (*device)->unit;  // it comes back to where it stood
    if (made.unit.empty()) return fail(Fault::Invalid, "say in which unit the kiosk stands: --unit UNIT");
    auto units = store.units(now_ms);
    if (!units) return units.error();
    const bool is_new = std::ranges::find(*units, made.unit) == units->end();
    if (is_new && !wire::is_name(made.unit))  // one that stands already keeps its name
        return fail(Fault::Invalid, "no unit can have this name; it is made of a to z, 0 to 9, '.', '_' and '-'");
    if (auto added = store.add_code(made); !added) return added;
    out << code << "\n"
        << "works once, until " << local_text(made.expires_ms) << ", "
        << (wish.device.empty() ? "for any new kiosk" : "for " + wish.device) << " in unit " << made.unit
        << "; on the kiosk: Personale, Tilmeld skærmen\n";
    if (is_new)
        out << "unit " << made.unit << " is new" << (units->empty() ? "" : "; known: " + names_told(*units))
            << ". A slip of the pen? Then use no code of it: it is forgotten when they have run out\n";
    return Done{};
}

Result<> add_by_hand(Store& store, const KnownDevice& known, WallMs now_ms) {
    if (!wire::is_name(known.id) || !wire::is_hash(known.sign_key) || !wire::is_hash(known.box_key))
        return fail(Fault::Invalid, "a device needs a name and two keys of 64 hex digits");
    Device device;
    device.id = known.id, device.unit = known.unit;
    device.sign_key = known.sign_key, device.box_key = known.box_key;
    device.enrolled_ms = now_ms;
    return store.put_device(device);
}

Result<> revoke_device(Store& store, const std::string& device, WallMs now_ms, std::ostream& out) {
    if (auto known = must_know_device(store, device); !known) return known;
    auto found = store.device(device);
    if (!found) return found.error();
    if (auto done = store.revoke_device(device, now_ms); !done) return done;
    if (*found)
        if (auto ended = end_help_of(store, **found); !ended) return ended;
    out << device << " is revoked: it erases its keys at its next word and keeps its journal; a new code "
        << "brings it back (code new --device " << device << ")\n";
    return Done{};
}

}  // namespace aaben::jobcenter
