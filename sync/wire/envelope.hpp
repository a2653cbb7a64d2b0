// A signed text: the payload travels as a JSON string, so the bytes that were signed are the bytes that are compared,
// whatever happens to the JSON around them. Pure; any thread. Always: each kind has its own domain prefix, so a
// signature over one kind never passes as another's.
#pragma once

#include <string>
#include <string_view>

#include "platform/result.hpp"

namespace aaben::wire {

enum class Signed { Receipt, KeyList, Items };
inline constexpr std::size_t envelope_bytes_max = 512 * 1024;

struct Envelope {
    std::string payload;
    std::string signature;  // raw 64 bytes
    friend bool operator==(const Envelope&, const Envelope&) = default;
};

[[nodiscard]] std::string signed_message(Signed kind, std::string_view payload);  // "aaben-receipt-v1\n" + payload
[[nodiscard]] std::string build_envelope(Signed kind, const Envelope& envelope);  // {"receipt":"…","signature":"…"}
[[nodiscard]] Result<Envelope> parse_envelope(Signed kind, std::string_view text);

}  // namespace aaben::wire
