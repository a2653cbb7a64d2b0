// Staff PINs, offline. Two steps, because the jobcenter writes the roster and the pepper never leaves the device:
//   verifier = Argon2id(pin, salt)            made at the jobcenter, comes down in the roster
//   stored   = verifier keyed with the pepper  made by kiosk-sync on arrival; the verifier is then dropped
// so a stolen roster without the pepper cannot try the ten thousand PINs; with the pepper, which lies on the same card
// until a TPM holds it, each guess costs what a sign-in costs. Slow by intent (about 0.4 s on a Pi 4): call it off the
// drawing thread. Any thread.
#pragma once

#include <string>
#include <string_view>

#include "platform/result.hpp"
#include "seal/keys.hpp"
#include "seal/secret.hpp"

namespace aaben::seal {

struct PinCost {
    unsigned ops = 4;
    unsigned memory_kib = 64 * 1024;
};
// Of the key to a person's notes: both sides must make the same key, so this number never changes.
inline constexpr PinCost staff_key_cost{2, 64 * 1024};

// "argon2id$<ops>$<KiB>$<salt base64>$<hash base64>"; Invalid when the PIN is not 4 to 12 digits.
[[nodiscard]] Result<std::string> pin_verifier(std::string_view pin, PinCost cost = {});
[[nodiscard]] bool is_pin_verifier(std::string_view text);  // one of those, at a cost that a kiosk takes
// "pepper1$<ops>$<KiB>$<salt base64>$<keyed hash base64>".
[[nodiscard]] Result<std::string> pepper_verifier(const Secret& pepper, std::string_view verifier);
// Done, or Refused for a wrong PIN, or Invalid for a stored text that is none of ours or costs more than 64 MiB and
// four passes.
[[nodiscard]] Result<> verify_pin(const Secret& pepper, std::string_view pin, std::string_view stored);

// What the stored roster knows a badge by: the badge's SHA-256 keyed with the pepper.
[[nodiscard]] std::string badge_hash(const Secret& pepper, std::string_view badge_text);
[[nodiscard]] std::string pepper_badge(const Secret& pepper, std::string_view badge_sha256_hex);

// The key briefs for one person are sealed to. It is nowhere stored: badge and PIN make it again (Argon2id), so briefs
// open only while both are present. The jobcenter makes the same key to learn its public half for the roster.
[[nodiscard]] Result<BoxKey> staff_key(std::string_view caseworker_id, std::string_view badge_text,
                                       std::string_view pin, PinCost cost = staff_key_cost);

}  // namespace aaben::seal
