// Sealed parts (what only the jobcenter may read) and the small secretboxes of the live queue. Any thread. Always: a
// sealed part can be opened by any one of its recipients and by nobody else, the device that wrote it included; it says
// nothing about who wrote it (the chain's signed head does).
#pragma once

#include <string>
#include <string_view>

#include "platform/result.hpp"
#include "seal/keys.hpp"
#include "wire/key_list.hpp"

namespace aaben::seal {

inline constexpr std::size_t sealed_plain_max = 64 * 1024;

// u8 1 · u8 n · n × (8 bytes key id + 80 bytes crypto_box_seal(content key)) · 24 bytes nonce ·
// crypto_secretbox(plain). The plaintext is padded to a multiple of 64 bytes inside (libsodium's sodium_pad), so its
// length tells little.
[[nodiscard]] Result<std::string> seal_for(const wire::KeyList& recipients, std::string_view plain);

// The same in two steps, for whoever can work ahead: the content key does not depend on what will be sealed, and
// wrapping it for the recipients is nearly all of the cost (0.1 ms each here). A SealReady seals once.
struct SealReady {
    std::string head;    // version, count, wrapped keys
    Secret content_key;  // 32 bytes
};
[[nodiscard]] Result<SealReady> make_seal_ready(const wire::KeyList& recipients);
[[nodiscard]] Result<std::string> seal_with(SealReady ready, std::string_view plain);
[[nodiscard]] Result<std::string> open_sealed(const BoxKey& key, std::string_view sealed);

// nonce + crypto_secretbox under a 32-byte key: what the live queue must know of a visit, under that visit's key.
[[nodiscard]] std::string lock(const Secret& key, std::string_view plain);
[[nodiscard]] Result<std::string> unlock(const Secret& key, std::string_view locked);

}  // namespace aaben::seal
