// What ICU's C functions write, as UTF-8. Private to language: the sources that ask ICU.
#pragma once

#include <unicode/utf16.h>
#include <unicode/utypes.h>

#include <array>
#include <cstdint>
#include <string>

#include "language/utf8.hpp"

namespace aaben::language {

inline std::string utf8(const char16_t* units, std::int32_t length) {
    std::string out;
    for (std::int32_t i = 0; i < length;) {
        UChar32 point = 0;
        U16_NEXT(units, i, length, point);
        append(out, static_cast<char32_t>(point));
    }
    return out;
}

// What an ICU function writes into a buffer; empty when it fails.
template <class Write>
std::string written(Write write) {
    std::array<char16_t, 128> units{};
    UErrorCode status = U_ZERO_ERROR;
    const std::int32_t length = write(units.data(), static_cast<std::int32_t>(units.size()), &status);
    return U_FAILURE(status) ? std::string() : utf8(units.data(), length);
}

}  // namespace aaben::language
