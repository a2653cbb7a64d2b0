#include "wire/shown_name.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>

// ICU's macros narrow in their own lines.
#pragma GCC diagnostic ignored "-Wconversion"

namespace aaben::wire {

bool is_shown_name(std::string_view name) {
    if (name.size() > shown_name_bytes_max) return false;
    constexpr std::uint32_t refused = U_GC_C_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(name.data());
    const auto end = static_cast<std::int32_t>(name.size());
    bool letter = false;
    for (std::int32_t at = 0; at < end;) {
        UChar32 point = 0;
        // NOLINTNEXTLINE(bugprone-inc-dec-in-conditions): inside ICU's macro
        U8_NEXT(bytes, at, end, point);
        if (point < 0 || (U_GET_GC_MASK(point) & refused) != 0) return false;
        letter = letter || u_isalpha(point);
    }
    return letter;
}

}  // namespace aaben::wire
