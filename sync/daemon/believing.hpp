// The heart of the promise: what it takes to believe that the jobcenter holds an entry. Called by the uploader and the
// reconciler, on kiosk-sync's one thread; reads nothing but its arguments. Always: a status is no proof; only a text
// that the jobcenter's receipt key signed for this device, and that names at least one of the entries sent with the
// hash of its bytes, is believed.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "http/transport.hpp"
#include "journal/mail.hpp"
#include "seal/keys.hpp"

namespace aaben::daemon {

using Entries = std::vector<journal::PendingEntry>;

struct Signer {  // who sends, and whose receipts count
    std::string device;
    const seal::SignKey* sign_key = nullptr;
    std::string receipt_key;  // hex
};

// `answer` came back for `sent`. Refused when it claims to be no receipt, Forged when it is one that does not count.
[[nodiscard]] Result<journal::VerifiedReceipt> believe(const Signer& signer, const http::Response& answer,
                                                       Entries sent);

using Believe = std::function<Result<journal::VerifiedReceipt>(const Signer&, const http::Response&, Entries)>;

}  // namespace aaben::daemon
