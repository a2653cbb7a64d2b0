#include "seal/pin.hpp"

#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "seal/hash.hpp"
#include "seal/sodium_start.hpp"
#include "wire/encoding.hpp"

namespace aaben::seal {
namespace {

// What a roster may ask of a kiosk: the maker's own cost. More would stop the worker for minutes, or take the memory of
// the whole board, at the first badge that is scanned.
constexpr unsigned memory_kib_max = PinCost{}.memory_kib;
constexpr unsigned ops_max = PinCost{}.ops;
constexpr std::size_t hash_bytes = 32;

struct Parts {
    std::string_view scheme;
    PinCost cost;
    std::string salt;
    std::string hash;
};

bool good_cost(PinCost cost) {
    return cost.ops >= 1 && cost.ops <= ops_max && cost.memory_kib >= 8 && cost.memory_kib <= memory_kib_max;
}

Result<Parts> parse(std::string_view text) {
    std::vector<std::string_view> parts;
    while (parts.size() < 6) {
        const std::size_t end = text.find('$');
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    if (parts.size() != 5) return fail(Fault::Invalid, "not a PIN hash");
    Parts out;
    out.scheme = parts[0];
    const auto number = [](std::string_view digits, unsigned& value) {
        const auto r = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        return r.ec == std::errc() && r.ptr == digits.data() + digits.size();
    };
    auto salt = wire::from_base64(parts[3]);
    auto hash = wire::from_base64(parts[4]);
    if (!number(parts[1], out.cost.ops) || !number(parts[2], out.cost.memory_kib) || !good_cost(out.cost) || !salt ||
        salt->size() != crypto_pwhash_SALTBYTES || !hash || hash->size() != hash_bytes)
        return fail(Fault::Invalid, "the PIN's hash is malformed, or costs more than 64 MiB and four passes");
    out.salt = std::move(*salt);
    out.hash = std::move(*hash);
    return out;
}

std::string text_of(std::string_view scheme, PinCost cost, std::string_view salt, std::string_view hash) {
    std::string out(scheme);
    out.append("$").append(std::to_string(cost.ops)).append("$").append(std::to_string(cost.memory_kib));
    out.append("$").append(wire::to_base64(salt)).append("$").append(wire::to_base64(hash));
    return out;
}

Result<Secret> argon2(std::string_view password, std::string_view salt, PinCost cost) {
    start_sodium();
    Secret out(hash_bytes);
    if (crypto_pwhash(out.data(), out.size(), password.data(), password.size(), bytes_of(salt), cost.ops,
                      std::size_t{cost.memory_kib} * 1024, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return fail(Fault::Busy, "not enough memory to check a PIN now");
    return out;
}

bool is_pin(std::string_view pin) {
    return pin.size() >= 4 && pin.size() <= 12 && std::ranges::all_of(pin, [](char c) { return c >= '0' && c <= '9'; });
}

std::string peppered(const Secret& pepper, std::string_view hash) {
    const auto raw = wire::from_hex(keyed_hash_hex(pepper, std::string("aaben-pin-v1\n").append(hash)));
    return *raw;
}

}  // namespace

bool is_pin_verifier(std::string_view text) {
    const auto parts = parse(text);
    return parts && parts->scheme == "argon2id";
}

Result<std::string> pin_verifier(std::string_view pin, PinCost cost) {
    if (!is_pin(pin)) return fail(Fault::Invalid, "a PIN is 4 to 12 digits");
    if (!good_cost(cost)) return fail(Fault::Invalid, "PIN cost out of range");
    const std::string salt = random_bytes(crypto_pwhash_SALTBYTES);
    const auto hash = argon2(pin, salt, cost);
    if (!hash) return hash.error();
    return text_of("argon2id", cost, salt, hash->view());
}

Result<std::string> pepper_verifier(const Secret& pepper, std::string_view verifier) {
    const auto parts = parse(verifier);
    if (!parts) return parts.error();
    if (parts->scheme != "argon2id") return fail(Fault::Invalid, "not a PIN verifier");
    return text_of("pepper1", parts->cost, parts->salt, peppered(pepper, parts->hash));
}

Result<> verify_pin(const Secret& pepper, std::string_view pin, std::string_view stored) {
    const auto parts = parse(stored);
    if (!parts) return parts.error();
    if (parts->scheme != "pepper1") return fail(Fault::Invalid, "not a stored PIN hash");
    if (!is_pin(pin)) return fail(Fault::Refused, "wrong PIN");
    const auto hash = argon2(pin, parts->salt, parts->cost);
    if (!hash) return hash.error();
    if (!equal_constant_time(peppered(pepper, hash->view()), parts->hash)) return fail(Fault::Refused, "wrong PIN");
    return Done{};
}

std::string pepper_badge(const Secret& pepper, std::string_view badge_sha256_hex) {
    return keyed_hash_hex(pepper, std::string("aaben-badge-v1\n").append(badge_sha256_hex));
}

std::string badge_hash(const Secret& pepper, std::string_view badge_text) {
    return pepper_badge(pepper, sha256_hex(badge_text));
}

Result<BoxKey> staff_key(std::string_view caseworker_id, std::string_view badge_text, std::string_view pin,
                         PinCost cost) {
    if (!is_pin(pin)) return fail(Fault::Invalid, "a PIN is 4 to 12 digits");
    if (!good_cost(cost)) return fail(Fault::Invalid, "PIN cost out of range");
    std::string password = std::string(badge_text).append("\n").append(pin);
    const std::string salt =
        sha256(std::string("aaben-staff-v1\n").append(caseworker_id)).substr(0, crypto_pwhash_SALTBYTES);
    const auto seed = argon2(password, salt, cost);
    wipe(password);
    if (!seed) return seed.error();
    return box_key_from_seed(*seed);
}

}  // namespace aaben::seal
