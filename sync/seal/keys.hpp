// The device's and the jobcenter's own keys: Ed25519 to sign, X25519 to open what was sealed. Any thread once made.
// Always: the secret half is a Secret; a key file holds a 32-byte seed, is 0600, appears whole or not at all, and is
// never overwritten; a key file others may read is refused.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "platform/result.hpp"
#include "seal/secret.hpp"

namespace aaben::seal {

struct SignKey {
    Secret seed;             // 32 bytes
    Secret secret;           // 64 bytes, libsodium's form
    std::string public_key;  // hex
};
struct BoxKey {
    Secret seed;             // 32 bytes
    Secret secret;           // 32 bytes
    std::string public_key;  // hex
    std::string id;          // 16 hex digits: how key lists name it
};

[[nodiscard]] SignKey new_sign_key();
[[nodiscard]] SignKey sign_key_from_seed(const Secret& seed);
[[nodiscard]] BoxKey new_box_key();
[[nodiscard]] BoxKey box_key_from_seed(const Secret& seed);
[[nodiscard]] std::string box_key_id(std::string_view box_key_hex);  // first 8 bytes of the key's SHA-256, hex

[[nodiscard]] Result<> save_seed(const std::filesystem::path& file, const Secret& seed);
[[nodiscard]] Result<Secret> load_seed(const std::filesystem::path& file);
// Loads the seed, or makes one when the file does not exist (a device's first start).
[[nodiscard]] Result<Secret> load_or_make_seed(const std::filesystem::path& file);

[[nodiscard]] std::string sign(const SignKey& key, std::string_view message);  // 64 raw bytes
[[nodiscard]] bool verify(std::string_view public_key_hex, std::string_view message, std::string_view signature);

}  // namespace aaben::seal
