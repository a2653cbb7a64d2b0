#include "wire/encoding.hpp"

#include <algorithm>
#include <array>

namespace aaben::wire {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view base64_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<std::int8_t, 256> reverse(std::string_view digits) {
    std::array<std::int8_t, 256> table{};
    table.fill(-1);
    for (std::size_t i = 0; i < digits.size(); ++i)
        table[static_cast<unsigned char>(digits[i])] = static_cast<std::int8_t>(i);
    return table;
}
constexpr auto hex_values = reverse(hex_digits);
constexpr auto base64_values = reverse(base64_digits);

int hex_value(char c) {
    return hex_values[static_cast<unsigned char>(c)];
}

}  // namespace

std::string to_hex(std::string_view bytes) {
    std::string out(bytes.size() * 2, '\0');
    char* to = out.data();
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        *to++ = hex_digits[byte >> 4];
        *to++ = hex_digits[byte & 15];
    }
    return out;
}

Result<std::string> from_hex(std::string_view hex) {
    if (hex.size() % 2 != 0) return fail(Fault::Invalid, "hex of odd length");
    std::string out;
    out.reserve(hex.size() / 2);
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        const int high = hex_value(hex[i]);
        const int low = hex_value(hex[i + 1]);
        if (high < 0 || low < 0) return fail(Fault::Invalid, "not lower-case hex");
        out += static_cast<char>(high * 16 + low);
    }
    return out;
}

std::string to_base64(std::string_view bytes) {
    std::string out((bytes.size() + 2) / 3 * 4, '=');
    char* to = out.data();
    for (std::size_t i = 0; i < bytes.size(); i += 3, to += 4) {
        const std::size_t n = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t word = 0;
        for (std::size_t k = 0; k < 3; ++k) word = word << 8 | (k < n ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        for (std::size_t k = 0; k <= n; ++k) to[k] = base64_digits[word >> (18 - 6 * k) & 63];
    }
    return out;
}

Result<std::string> from_base64(std::string_view text) {
    if (text.size() % 4 != 0) return fail(Fault::Invalid, "base64 is not padded");
    const std::size_t pad = !text.ends_with('=') ? 0 : text.ends_with("==") ? 2 : 1;
    std::string out(text.size() / 4 * 3, '\0');
    char* to = out.data();
    int wrong = 0;  // keeps the sign of any value that is none
    for (std::size_t i = 0; i < text.size(); i += 4, to += 3) {
        const std::size_t digits = i + 4 == text.size() ? 4 - pad : 4;
        std::uint32_t word = 0;
        for (std::size_t k = 0; k < 4; ++k) {
            const int value = k < digits ? base64_values[static_cast<unsigned char>(text[i + k])] : 0;
            wrong |= value;
            word = word << 6 | static_cast<std::uint32_t>(value & 63);
        }
        // Unused bits must be zero, or one value would have several spellings.
        if ((digits == 3 && (word & 0xff) != 0) || (digits == 2 && (word & 0xffff) != 0))
            return fail(Fault::Invalid, "base64 with stray bits");
        for (std::size_t k = 0; k < 3; ++k) to[k] = static_cast<char>(word >> (16 - 8 * k) & 255);
    }
    if (wrong < 0) return fail(Fault::Invalid, "not base64");
    out.resize(out.size() - pad);
    return out;
}

bool is_hash(std::string_view text) {
    return text.size() == 64 && std::ranges::all_of(text, [](char c) { return hex_value(c) >= 0; });
}

bool is_name(std::string_view text) {
    if (text.empty() || text.size() > 64 || text.front() == '.') return false;
    return std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    });
}

}  // namespace aaben::wire
