#include "seal/minisign.hpp"

#include <sodium.h>

#include <array>
#include <fstream>
#include <vector>

#include "seal/hash.hpp"
#include "seal/sodium_start.hpp"
#include "wire/encoding.hpp"

namespace aaben::seal {
namespace {

constexpr std::size_t key_id_bytes = 8;
constexpr std::uintmax_t legacy_bytes_max = std::uintmax_t{64} * 1024 * 1024;
constexpr std::size_t signature_text_max = std::size_t{8} * 1024;
constexpr std::string_view trusted_prefix = "trusted comment: ";
constexpr std::string_view untrusted_prefix = "untrusted comment: ";

// Where the parts of a decoded secret key stand (minisign.h, SeckeyStruct).
constexpr std::size_t secret_bytes = 158, kdf_at = 2, id_at = 54, sk_at = 62;

struct Signature {
    bool prehashed = true;
    std::string key_id;
    std::string over_file;  // 64 raw bytes
    std::string trusted_comment;
    std::string over_comment;  // 64 raw bytes
};

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty() && lines.size() < 8) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.push_back(line);
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return lines;
}

// The base64 line of a key file, or of a text that is that line alone.
std::string_view key_line(std::string_view text) {
    const auto lines = lines_of(text);
    if (lines.empty()) return {};
    return lines[0].starts_with(untrusted_prefix) && lines.size() > 1 ? lines[1] : lines[0];
}

Result<Signature> parse_signature(std::string_view text) {
    if (text.size() > signature_text_max) return fail(Fault::Invalid, "signature file is too large");
    const auto lines = lines_of(text);
    if (lines.size() < 4 || !lines[0].starts_with(untrusted_prefix) || !lines[2].starts_with(trusted_prefix))
        return fail(Fault::Invalid, "not a minisign signature: four lines are expected");
    const auto first = wire::from_base64(lines[1]);
    auto global = wire::from_base64(lines[3]);
    if (!first || first->size() != 74 || !global || global->size() != 64)
        return fail(Fault::Invalid, "minisign signature is malformed");
    const std::string algorithm = first->substr(0, 2);
    if (algorithm != "ED" && algorithm != "Ed") return fail(Fault::Invalid, "minisign signature of an unknown kind");
    return Signature{algorithm == "ED", first->substr(2, key_id_bytes), first->substr(10),
                     std::string(lines[2].substr(trusted_prefix.size())), std::move(*global)};
}

std::string blake2b(std::string_view bytes, std::size_t size) {
    std::string out(size, '\0');
    crypto_generichash(bytes_of(out), out.size(), bytes_of(bytes), bytes.size(), nullptr, 0);
    return out;
}

Result<std::string> blake2b_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return fail(Fault::NotFound, "cannot open " + file.string());
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, 64);
    std::array<char, std::size_t{64} * 1024> buffer{};
    while (in) {
        in.read(buffer.data(), buffer.size());
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(buffer.data()),
                                  static_cast<unsigned long long>(in.gcount()));
    }
    if (in.bad()) return fail(Fault::Io, "cannot read " + file.string());
    std::string out(64, '\0');
    crypto_generichash_final(&state, bytes_of(out), out.size());
    return out;
}

Result<std::string> check(const MinisignPublic& key, const Signature& signature, std::string_view message) {
    if (signature.key_id != key.key_id) return fail(Fault::Forged, "bundle is signed by another key");
    if (!verify(key.public_key, message, signature.over_file))
        return fail(Fault::Forged, "bundle's signature does not match its bytes");
    if (!verify(key.public_key, signature.over_file + signature.trusted_comment, signature.over_comment))
        return fail(Fault::Forged, "bundle's trusted comment was altered");
    return signature.trusted_comment;
}

}  // namespace

Result<MinisignPublic> parse_minisign_public(std::string_view text) {
    const auto raw = wire::from_base64(key_line(text));
    if (!raw || raw->size() != 42 || raw->substr(0, 2) != "Ed")
        return fail(Fault::Invalid, "not a minisign public key");
    return MinisignPublic{raw->substr(2, key_id_bytes), wire::to_hex(raw->substr(10))};
}

std::string build_minisign_public(const MinisignPublic& key) {
    const auto raw = wire::from_hex(key.public_key);
    // minisign shows the id as a little-endian number.
    const std::string id(key.key_id.rbegin(), key.key_id.rend());
    return "untrusted comment: minisign public key " + wire::to_hex(id) + "\n" +
           wire::to_base64("Ed" + key.key_id + (raw ? *raw : "")) + "\n";
}

Result<SignKey> parse_minisign_secret(std::string_view text, std::string* key_id) {
    auto raw = wire::from_base64(key_line(text));
    if (!raw || raw->size() != secret_bytes || raw->substr(0, 2) != "Ed")
        return fail(Fault::Invalid, "not a minisign secret key");
    if (raw->substr(kdf_at, 2) != std::string(2, '\0'))
        return fail(Fault::Refused, "the secret key is encrypted: sign with the minisign tool, or make one with -W");
    if (key_id) *key_id = raw->substr(id_at, key_id_bytes);
    const Secret seed(std::string_view(*raw).substr(sk_at, 32));
    SignKey key = sign_key_from_seed(seed);
    // The tool leaves the checksum of an unencrypted key empty; the public half beside the seed tells damage as well.
    const bool whole = key.public_key == wire::to_hex(raw->substr(sk_at + 32, 32));
    wipe(*raw);
    if (!whole) return fail(Fault::Corrupt, "minisign secret key is damaged");
    return key;
}

Result<std::string> minisign_verify(const MinisignPublic& key, std::string_view bytes,
                                    std::string_view signature_text) {
    const auto signature = parse_signature(signature_text);
    if (!signature) return signature.error();
    return check(key, *signature, signature->prehashed ? blake2b(bytes, 64) : std::string(bytes));
}

Result<std::string> minisign_verify_file(const MinisignPublic& key, const std::filesystem::path& file,
                                         std::string_view signature_text) {
    const auto signature = parse_signature(signature_text);
    if (!signature) return signature.error();
    if (!signature->prehashed) {
        // A legacy signature is over the bytes themselves, so the file has to be in memory.
        std::error_code ignored;
        if (std::filesystem::file_size(file, ignored) > legacy_bytes_max)
            return fail(Fault::Refused, "bundle is too large for a legacy signature: sign it prehashed");
        std::ifstream in(file, std::ios::binary);
        const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
        return check(key, *signature, bytes);
    }
    const auto hash = blake2b_file(file);
    if (!hash) return hash.error();
    return check(key, *signature, *hash);
}

Result<std::string> minisign_sign(const SignKey& key, std::string_view key_id, std::string_view bytes,
                                  std::string_view trusted_comment) {
    if (key_id.size() != key_id_bytes) return fail(Fault::Invalid, "a minisign key id is 8 bytes");
    if (trusted_comment.find_first_of("\r\n") != std::string_view::npos || trusted_comment.size() > 1024)
        return fail(Fault::Invalid, "a trusted comment is one line of at most 1024 bytes");
    const std::string over_file = sign(key, blake2b(bytes, 64));
    const std::string over_comment = sign(key, over_file + std::string(trusted_comment));
    return std::string(untrusted_prefix)
        .append("signature of a content bundle\n")
        .append(wire::to_base64(std::string("ED").append(key_id).append(over_file)))
        .append("\n")
        .append(trusted_prefix)
        .append(trusted_comment)
        .append("\n")
        .append(wire::to_base64(over_comment))
        .append("\n");
}

}  // namespace aaben::seal
