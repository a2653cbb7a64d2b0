#include "seal/signed_texts.hpp"

namespace aaben::seal {

void sign_head(const SignKey& device_key, wire::Head& head) {
    head.signature = sign(device_key, wire::head_message(head.device, head.head_seq, head.head));
}

bool verify_head(std::string_view device_key_hex, const wire::Head& head) {
    return verify(device_key_hex, wire::head_message(head.device, head.head_seq, head.head), head.signature);
}

std::string sign_text(const SignKey& key, wire::Signed kind, std::string_view payload) {
    return wire::build_envelope(kind, {std::string(payload), sign(key, wire::signed_message(kind, payload))});
}

Result<std::string> open_text(std::string_view key_hex, wire::Signed kind, std::string_view envelope) {
    auto parsed = wire::parse_envelope(kind, envelope);
    if (!parsed) return parsed.error();
    if (!verify(key_hex, wire::signed_message(kind, parsed->payload), parsed->signature))
        return fail(Fault::Forged, "a signed text's signature does not match");
    return std::move(parsed->payload);
}

Result<wire::Receipt> open_receipt(std::string_view receipt_key_hex, std::string_view envelope) {
    const auto payload = open_text(receipt_key_hex, wire::Signed::Receipt, envelope);
    if (!payload) return payload.error();
    return wire::parse_receipt(*payload);
}

Result<wire::KeyList> open_key_list(std::string_view root_key_hex, std::string_view envelope) {
    const auto payload = open_text(root_key_hex, wire::Signed::KeyList, envelope);
    if (!payload) return payload.error();
    auto list = wire::parse_key_list(*payload);
    if (!list) return list;
    for (const wire::RecipientKey& key : list->keys)
        if (key.id != box_key_id(key.box_key)) return fail(Fault::Forged, "key list: an id is not its key's");
    return list;
}

Result<wire::ItemList> open_items(std::string_view receipt_key_hex, std::string_view envelope) {
    const auto payload = open_text(receipt_key_hex, wire::Signed::Items, envelope);
    if (!payload) return payload.error();
    return wire::parse_items(*payload);
}

}  // namespace aaben::seal
