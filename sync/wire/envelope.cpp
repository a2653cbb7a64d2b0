#include "wire/envelope.hpp"

#include <array>

#include "wire/encoding.hpp"
#include "wire/json_reading.hpp"
#include "wire/quick_reading.hpp"

namespace aaben::wire {
namespace {

struct Kind {
    const char* member;
    std::string_view prefix;
};
constexpr std::array<Kind, 3> kinds{
    {{"receipt", "aaben-receipt-v1\n"}, {"key_list", "aaben-keys-v1\n"}, {"items", "aaben-items-v1\n"}}};

}  // namespace

std::string signed_message(Signed kind, std::string_view payload) {
    return std::string(kinds[static_cast<std::size_t>(kind)].prefix).append(payload);
}

std::string build_envelope(Signed kind, const Envelope& envelope) {
    std::string out = R"({")" + std::string(kinds[static_cast<std::size_t>(kind)].member);
    out.append(R"(":)").append(json_text(envelope.payload));
    out.append(R"(,"signature":)").append(json_text(to_base64(envelope.signature))).append("}");
    return out;
}

Result<Envelope> parse_envelope(Signed kind, std::string_view text) {
    const QuickText quick(text, envelope_bytes_max, 2);
    if (!quick.good()) return invalid("signed text: not a JSON object within limits");
    QuickMembers m = quick.members();
    Envelope envelope;
    envelope.payload = m.text(kinds[static_cast<std::size_t>(kind)].member, envelope_bytes_max);
    auto signature = from_base64(m.text("signature", 88));
    m.must(signature.ok() && signature->size() == 64);
    if (!m.good()) return invalid("signed text: payload or signature is missing");
    envelope.signature = std::move(*signature);
    return envelope;
}

}  // namespace aaben::wire
