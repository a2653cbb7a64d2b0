// Hashes and randomness. Any thread. Always: results in hex are lower-case.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "platform/clock.hpp"
#include "seal/secret.hpp"

namespace aaben::seal {

[[nodiscard]] std::string sha256(std::string_view bytes);      // 32 raw bytes
[[nodiscard]] std::string sha256_hex(std::string_view bytes);  // 64 hex digits: an entry's hash
[[nodiscard]] std::string random_bytes(std::size_t count);
[[nodiscard]] Secret random_secret(std::size_t count = 32);
[[nodiscard]] std::string new_id(WallMs wall_ms);  // a UUID v7 of fresh randomness

// Keyed BLAKE2b-256 in hex. For a CPR number with the key of the day (wire/item.hpp, Expected): whoever holds the key
// can try all numbers, so the key lives for one day and the hash never enters the journal. `key` is 16 to 64 bytes.
[[nodiscard]] std::string keyed_hash_hex(const Secret& key, std::string_view bytes);

[[nodiscard]] bool equal_constant_time(std::string_view a, std::string_view b);

}  // namespace aaben::seal
