#include "seal/sealed.hpp"

#include <sodium.h>

#include "seal/hash.hpp"
#include "seal/sodium_start.hpp"
#include "wire/encoding.hpp"

namespace aaben::seal {
namespace {

constexpr std::size_t key_id_bytes = 8;
constexpr std::size_t box_bytes = crypto_box_SEALBYTES + crypto_secretbox_KEYBYTES;
constexpr std::size_t slot_bytes = key_id_bytes + box_bytes;
constexpr std::size_t pad_to = 64;

static_assert(box_bytes == 80, "the wire says 80 bytes a recipient");

Error malformed() {
    return fail(Fault::Invalid, "sealed part is malformed");
}

}  // namespace

std::string lock(const Secret& key, std::string_view plain) {
    start_sodium();
    if (key.size() != crypto_secretbox_KEYBYTES) std::abort();
    const std::string nonce = random_bytes(crypto_secretbox_NONCEBYTES);
    std::string boxed(crypto_secretbox_MACBYTES + plain.size(), '\0');
    crypto_secretbox_easy(bytes_of(boxed), bytes_of(plain), plain.size(), bytes_of(std::string_view(nonce)),
                          key.data());
    return nonce + boxed;
}

Result<std::string> unlock(const Secret& key, std::string_view locked) {
    start_sodium();
    if (key.size() != crypto_secretbox_KEYBYTES) return fail(Fault::Invalid, "a key of another size");
    if (locked.size() < crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES) return malformed();
    const std::string_view boxed = locked.substr(crypto_secretbox_NONCEBYTES);
    std::string plain(boxed.size() - crypto_secretbox_MACBYTES, '\0');
    if (crypto_secretbox_open_easy(bytes_of(plain), bytes_of(boxed), boxed.size(), bytes_of(locked), key.data()) != 0)
        return fail(Fault::Forged, "locked text does not open: another key, or it was altered");
    return plain;
}

Result<SealReady> make_seal_ready(const wire::KeyList& recipients) {
    start_sodium();
    if (recipients.keys.empty() || recipients.keys.size() > wire::keys_max)
        return fail(Fault::Refused, "no key list: nothing can be sealed, so nothing private may be stored");
    Secret content_key = random_secret(crypto_secretbox_KEYBYTES);
    std::string out{'\1', static_cast<char>(recipients.keys.size())};
    for (const wire::RecipientKey& recipient : recipients.keys) {
        const auto id = wire::from_hex(recipient.id);
        const auto key = wire::from_hex(recipient.box_key);
        if (!id || id->size() != key_id_bytes || !key || key->size() != crypto_box_PUBLICKEYBYTES)
            return fail(Fault::Invalid, "key list holds a malformed key");
        std::string box(box_bytes, '\0');
        if (crypto_box_seal(bytes_of(box), content_key.data(), content_key.size(), bytes_of(std::string_view(*key))) !=
            0)
            return fail(Fault::Invalid, "key list holds a weak key");
        out.append(*id).append(box);
    }
    return SealReady{std::move(out), std::move(content_key)};
}

Result<std::string> seal_with(SealReady ready, std::string_view plain) {
    if (plain.size() > sealed_plain_max) return fail(Fault::Invalid, "private part is too large");
    std::string padded(plain);
    std::size_t padded_size = 0;
    padded.resize(plain.size() + pad_to);
    sodium_pad(&padded_size, bytes_of(padded), plain.size(), pad_to, padded.size());
    padded.resize(padded_size);
    std::string out = std::move(ready.head);
    out.append(lock(ready.content_key, padded));
    wipe(padded);
    return out;
}

Result<std::string> seal_for(const wire::KeyList& recipients, std::string_view plain) {
    auto ready = make_seal_ready(recipients);
    if (!ready) return ready.error();
    return seal_with(std::move(*ready), plain);
}

Result<std::string> open_sealed(const BoxKey& key, std::string_view sealed) {
    start_sodium();
    if (sealed.size() < 2 || sealed[0] != '\1') return malformed();
    const auto count = static_cast<std::size_t>(static_cast<unsigned char>(sealed[1]));
    if (count == 0 || count > wire::keys_max || sealed.size() < 2 + count * slot_bytes) return malformed();
    const auto id = wire::from_hex(key.id);
    const auto public_key = wire::from_hex(key.public_key);
    if (!id || !public_key) return fail(Fault::Invalid, "the opening key is malformed");
    const std::string_view locked = sealed.substr(2 + count * slot_bytes);
    for (std::size_t i = 0; i < count; ++i) {
        const std::string_view slot = sealed.substr(2 + i * slot_bytes, slot_bytes);
        if (slot.substr(0, key_id_bytes) != *id) continue;
        Secret content_key(std::size_t{crypto_secretbox_KEYBYTES});
        const std::string_view box = slot.substr(key_id_bytes);
        if (crypto_box_seal_open(content_key.data(), bytes_of(box), box.size(), bytes_of(std::string_view(*public_key)),
                                 key.secret.data()) != 0)
            return fail(Fault::Forged, "sealed part names this key but does not open with it");
        auto padded = unlock(content_key, locked);
        if (!padded) return padded.error();
        std::size_t size = 0;
        if (sodium_unpad(&size, bytes_of(std::string_view(*padded)), padded->size(), pad_to) != 0) return malformed();
        std::string plain = padded->substr(0, size);
        wipe(*padded);
        return plain;
    }
    return fail(Fault::Refused, "sealed part is not for this key");
}

}  // namespace aaben::seal
