#include "wire/uuid.hpp"

#include <algorithm>

#include "wire/encoding.hpp"

namespace aaben::wire {

std::string uuid_v7(WallMs wall_ms, std::span<const std::uint8_t, 10> random) {
    std::string bytes;
    const auto ms = static_cast<std::uint64_t>(std::max<std::int64_t>(0, wall_ms.ms));
    for (int shift = 40; shift >= 0; shift -= 8) bytes += static_cast<char>(ms >> shift & 255);
    for (const std::uint8_t r : random) bytes += static_cast<char>(r);
    bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x70);  // version 7
    bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);  // variant of RFC 9562
    std::string text = to_hex(bytes);
    for (const std::size_t dash : {8, 13, 18, 23}) text.insert(dash, "-");
    return text;
}

bool is_uuid(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? c != '-' : !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return false;
    }
    return true;
}

}  // namespace aaben::wire
