// Signing and checking what the wire defines: heads, receipts, key lists, item lists. Any thread. Always: the text
// handed back by an `open_…` was signed by the given key for that very purpose (domain prefixes of wire/envelope.hpp).
#pragma once

#include <string>
#include <string_view>

#include "platform/result.hpp"
#include "seal/keys.hpp"
#include "wire/batch.hpp"
#include "wire/envelope.hpp"
#include "wire/item.hpp"
#include "wire/key_list.hpp"
#include "wire/receipt.hpp"

namespace aaben::seal {

void sign_head(const SignKey& device_key, wire::Head& head);  // fills head.signature
[[nodiscard]] bool verify_head(std::string_view device_key_hex, const wire::Head& head);

[[nodiscard]] std::string sign_text(const SignKey& key, wire::Signed kind, std::string_view payload);  // the envelope
[[nodiscard]] Result<std::string> open_text(std::string_view key_hex, wire::Signed kind, std::string_view envelope);

[[nodiscard]] Result<wire::Receipt> open_receipt(std::string_view receipt_key_hex, std::string_view envelope);
[[nodiscard]] Result<wire::KeyList> open_key_list(std::string_view root_key_hex, std::string_view envelope);
[[nodiscard]] Result<wire::ItemList> open_items(std::string_view receipt_key_hex, std::string_view envelope);

}  // namespace aaben::seal
