// Hex and base64 as the wire writes them. Called by every format here and by seal. Pure; any thread. Bytes are held in
// std::string throughout sync/ because curl, SQLite and JSON all hand over (pointer, length). Always: decoding is
// strict (lower-case hex; padded base64 without white space, unused bits zero), so a value has exactly one spelling.
#pragma once

#include <string>
#include <string_view>

#include "platform/result.hpp"

namespace aaben::wire {

[[nodiscard]] std::string to_hex(std::string_view bytes);
[[nodiscard]] Result<std::string> from_hex(std::string_view hex);
[[nodiscard]] std::string to_base64(std::string_view bytes);
[[nodiscard]] Result<std::string> from_base64(std::string_view text);
[[nodiscard]] bool is_hash(std::string_view text);  // 64 lower-case hex digits: a SHA-256 or a 32-byte key
[[nodiscard]] bool is_name(
    std::string_view text);  // 1–64 of a–z 0–9 . _ -, not starting with '.': names, kinds, devices

}  // namespace aaben::wire
