#include "seal/hash.hpp"

#include <sodium.h>

#include <array>
#include <cstdlib>

#include "seal/sodium_start.hpp"
#include "wire/encoding.hpp"
#include "wire/uuid.hpp"

namespace aaben::seal {

void start_sodium() {
    static const bool started = sodium_init() >= 0;
    if (!started) std::abort();
}

std::string sha256(std::string_view bytes) {
    std::string out(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256(bytes_of(out), bytes_of(bytes), bytes.size());
    return out;
}

std::string sha256_hex(std::string_view bytes) {
    return wire::to_hex(sha256(bytes));
}

std::string random_bytes(std::size_t count) {
    start_sodium();
    std::string out(count, '\0');
    randombytes_buf(out.data(), out.size());
    return out;
}

Secret random_secret(std::size_t count) {
    Secret out(count);
    randombytes_buf(out.data(), out.size());
    return out;
}

std::string new_id(WallMs wall_ms) {
    start_sodium();
    std::array<std::uint8_t, 10> random{};
    randombytes_buf(random.data(), random.size());
    return wire::uuid_v7(wall_ms, random);
}

std::string keyed_hash_hex(const Secret& key, std::string_view bytes) {
    start_sodium();
    if (key.size() < crypto_generichash_KEYBYTES_MIN || key.size() > crypto_generichash_KEYBYTES_MAX) std::abort();
    std::string out(32, '\0');
    crypto_generichash(bytes_of(out), out.size(), bytes_of(bytes), bytes.size(), key.data(), key.size());
    return wire::to_hex(out);
}

bool equal_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace aaben::seal
