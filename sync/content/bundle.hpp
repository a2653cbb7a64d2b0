// Bundles as files: build, sign, verify. kioskctl builds, signs and verifies; kiosk-sync verifies. Any thread; blocks
// on the disk. Always: a bundle that passes check_bundle is byte for byte what build_bundle would have written of its
// files.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "content/manifest.hpp"
#include "platform/result.hpp"
#include "seal/keys.hpp"
#include "seal/minisign.hpp"

namespace aaben::content {

// Packs every file below `dir` (no links; names starting with a dot are left out). The version comes from
// dir/content.toml.
[[nodiscard]] Result<Manifest> build_bundle(const std::filesystem::path& dir, const std::filesystem::path& out);

// A key that signs bundles: an unencrypted minisign secret key file, or one of our own 32-byte seed files.
struct BundleKey {
    seal::SignKey key;
    std::string key_id;  // 8 raw bytes
};
[[nodiscard]] Result<BundleKey> load_bundle_key(const std::filesystem::path& file);
// A minisign public key (its file's text or the base64 line), or 64 hex digits of an Ed25519 public key.
[[nodiscard]] Result<seal::MinisignPublic> parse_bundle_public(std::string_view text);
[[nodiscard]] std::string key_id_of(std::string_view public_key_hex);  // of keys that are no minisign files

// The text of FILE.minisig. The trusted comment names the version.
[[nodiscard]] Result<std::string> sign_bundle(const std::filesystem::path& bundle, const BundleKey& key);

// Everything but the signature. `each` is handed every file in order (not the manifest); an error of it ends the
// reading.
using EachFile = std::function<Result<>(const ManifestFile&, std::string_view bytes)>;
[[nodiscard]] Result<Manifest> check_bundle(const std::filesystem::path& bundle, const EachFile& each = {});

// The signature by one of `keys`, then check_bundle. Forged when no key fits.
[[nodiscard]] Result<Manifest> verify_bundle(const std::filesystem::path& bundle, std::string_view minisig,
                                             const std::vector<seal::MinisignPublic>& keys);

}  // namespace aaben::content
