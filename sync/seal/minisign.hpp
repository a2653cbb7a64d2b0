// Signatures of content bundles in minisign's formats (https://jedisct1.github.io/minisign/), so that operators can use
// that tool. Any thread. Always: both the file's signature and the trusted comment's are checked; prehashed ("ED",
// BLAKE2b-512) and legacy ("Ed") are accepted, prehashed is written.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "platform/result.hpp"
#include "seal/keys.hpp"

namespace aaben::seal {

struct MinisignPublic {
    std::string key_id;      // 8 raw bytes
    std::string public_key;  // hex
};

// A public key file (comment line + base64 line) or the base64 line alone.
[[nodiscard]] Result<MinisignPublic> parse_minisign_public(std::string_view text);
[[nodiscard]] std::string build_minisign_public(const MinisignPublic& key);
// An unencrypted secret key file (minisign -G -W); encrypted ones are refused with a clear message.
[[nodiscard]] Result<SignKey> parse_minisign_secret(std::string_view text, std::string* key_id);

// Checks `signature_text` (the .minisig file) over the bytes or the file; hands back the trusted comment.
[[nodiscard]] Result<std::string> minisign_verify(const MinisignPublic& key, std::string_view bytes,
                                                  std::string_view signature_text);
[[nodiscard]] Result<std::string> minisign_verify_file(const MinisignPublic& key, const std::filesystem::path& file,
                                                       std::string_view signature_text);
[[nodiscard]] Result<std::string> minisign_sign(const SignKey& key, std::string_view key_id, std::string_view bytes,
                                                std::string_view trusted_comment);

}  // namespace aaben::seal
