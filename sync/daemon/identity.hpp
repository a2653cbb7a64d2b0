// Who this device is: its keys and certificates on the disk, made here, never leaving. kiosk-sync's one thread.
// Always: private keys are 0600 and are written nowhere else; a certificate is only stored beside the key it belongs
// to.
#pragma once

#include <string>
#include <string_view>

#include "folder/layout.hpp"
#include "platform/clock.hpp"
#include "platform/result.hpp"
#include "seal/keys.hpp"

namespace aaben::daemon {

struct Validity {
    WallMs from_ms = 0;
    WallMs until_ms = 0;
    [[nodiscard]] bool expired(WallMs now) const { return now >= until_ms; }
    // Certificates are renewed at half their life, so that a jobcenter that is away for weeks costs nothing.
    [[nodiscard]] bool renewal_due(WallMs now) const { return now >= from_ms + (until_ms - from_ms) / 2; }
};

struct Identity {
    std::string device;  // the certificate's common name
    std::string certificate_pem;
    std::string key_pem;
    std::string ca_pem;
    Validity validity;
    seal::SignKey sign_key;
    std::string receipt_key;  // hex
    std::string root_key;     // hex
};

// NotFound: not enrolled yet. Invalid: a file is damaged; the message names it.
[[nodiscard]] Result<Identity> load_identity(const folder::Layout& layout);

[[nodiscard]] Result<std::string> make_key_pem();  // EC P-256
[[nodiscard]] Result<std::string> make_csr_pem(std::string_view key_pem, const std::string& device);
[[nodiscard]] Result<Validity> validity_of(std::string_view certificate_pem);
[[nodiscard]] Result<std::string> common_name_of(std::string_view certificate_pem);
[[nodiscard]] bool fits(std::string_view certificate_pem, std::string_view key_pem);  // one key pair

// The device was revoked: every private key is overwritten and removed. What is in the journal stays, sealed.
void erase_keys(const folder::Layout& layout);

}  // namespace aaben::daemon
