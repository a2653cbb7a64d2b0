// UTF-8 by code points (by ICU's macros). Everybody who must count, cut or read letters rather than bytes calls this.
// Pure; any thread. Always: an invalid byte counts as one point, U+FFFD, and nothing is read past the end.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace aaben::language {

inline constexpr char32_t replacement_point = 0xFFFD;

// The code point that begins at `at` (below the text's size); `at` moves to the next one.
[[nodiscard]] char32_t next_point(std::string_view utf8, std::size_t& at);
[[nodiscard]] std::u32string points(std::string_view utf8);
[[nodiscard]] std::size_t point_count(std::string_view utf8);
// `at`, or the beginning of the code point that `at` would cut in two.
[[nodiscard]] std::size_t point_begin(std::string_view utf8, std::size_t at);
// Without its last code point; empty stays empty.
[[nodiscard]] std::string_view without_last_point(std::string_view utf8);

void append(std::string& utf8, char32_t point);

// In small letters, each letter at the place and of the length in bytes that it had: a letter whose small form is
// longer or shorter stays as it is.
[[nodiscard]] std::string lower_in_place(std::string_view utf8);
// The point in its capital form, for the start of a sentence; scripts without capitals give it back.
[[nodiscard]] char32_t capital(char32_t point);
// Whether it is a letter of a script that runs from right to left.
[[nodiscard]] bool runs_rtl(char32_t point);

}  // namespace aaben::language
