#include "language/utf8.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>

// ICU's macros narrow in their own lines.
#pragma GCC diagnostic ignored "-Wconversion"

namespace aaben::language {

char32_t next_point(std::string_view utf8, std::size_t& at) {
    const std::size_t begin = at;
    UChar32 point = 0;
    // NOLINTNEXTLINE(bugprone-inc-dec-in-conditions): inside ICU's macro
    U8_NEXT(utf8.data(), at, utf8.size(), point);
    if (point >= 0) return static_cast<char32_t>(point);
    at = begin + 1;
    return replacement_point;
}

std::u32string points(std::string_view utf8) {
    std::u32string out;
    out.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) out.push_back(next_point(utf8, at));
    return out;
}

std::size_t point_count(std::string_view utf8) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < utf8.size(); ++count) (void)next_point(utf8, at);
    return count;
}

std::size_t point_begin(std::string_view utf8, std::size_t at) {
    if (at >= utf8.size()) return utf8.size();
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
    auto begin = static_cast<std::int32_t>(at);
    U8_SET_CP_START(bytes, 0, begin);
    return static_cast<std::size_t>(begin);
}

std::string_view without_last_point(std::string_view utf8) {
    return utf8.empty() ? utf8 : utf8.substr(0, point_begin(utf8, utf8.size() - 1));
}

void append(std::string& utf8, char32_t point) {
    std::uint8_t bytes[U8_MAX_LENGTH];
    std::int32_t length = 0;
    UBool failed = 0;
    U8_APPEND(bytes, length, U8_MAX_LENGTH, static_cast<UChar32>(point), failed);
    if (failed != 0) return append(utf8, replacement_point);
    utf8.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

std::string lower_in_place(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) {
        const char byte = utf8[at];
        if (static_cast<unsigned char>(byte) < 0x80) {  // most letters: every text is searched for every hard word
            out += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
            ++at;
            continue;
        }
        const std::size_t begin = at;
        const char32_t point = next_point(utf8, at);
        std::string small;
        append(small, static_cast<char32_t>(u_tolower(static_cast<UChar32>(point))));
        out += small.size() == at - begin ? std::string_view(small) : utf8.substr(begin, at - begin);
    }
    return out;
}

char32_t capital(char32_t point) {
    return static_cast<char32_t>(u_toupper(static_cast<UChar32>(point)));
}

bool runs_rtl(char32_t point) {
    const UCharDirection direction = u_charDirection(static_cast<UChar32>(point));
    return direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
}

}  // namespace aaben::language
