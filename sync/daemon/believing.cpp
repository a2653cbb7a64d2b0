#include "daemon/believing.hpp"

#include <algorithm>
#include <utility>

#include "seal/signed_texts.hpp"

namespace aaben::daemon {

Result<journal::VerifiedReceipt> believe(const Signer& signer, const http::Response& answer, Entries sent) {
    if (answer.status != 200) return fail(Fault::Refused, "no receipt");
    auto receipt = seal::open_receipt(signer.receipt_key, answer.body);
    if (!receipt.ok()) return receipt.error();
    if (receipt->device != signer.device) return fail(Fault::Forged, "the receipt is another device's");
    journal::VerifiedReceipt verified(std::move(*receipt), answer.body, std::move(sent));
    if (std::ranges::none_of(verified.judged, &journal::Judgement::named))
        return fail(Fault::Forged, "the receipt says nothing of what was sent");
    return verified;
}

}  // namespace aaben::daemon
