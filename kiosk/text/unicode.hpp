// UTF-8 into code points with their byte offsets, and where a text may be broken (Unicode UAX #14 and #29, by ICU).
// Called by the layout alone, on the glass thread. Always: one byte offset per code point, ascending; invalid bytes
// become U+FFFD, one for each; control characters become spaces; what would turn the direction of its neighbours has no
// effect.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace aaben::text {

inline constexpr char32_t no_shape = 0x2060;  // word joiner: takes no room and turns nothing

struct Decoded {
    std::vector<char32_t> points;
    std::vector<std::uint32_t> bytes;  // offset of each point, and one more: the length of the text
};

[[nodiscard]] Decoded decode(std::string_view utf8);

// [begin, end) of each run of digits that reads as one number although spaces, dots, dashes or colons part it: phone
// numbers ("76 20 30 40"), times, dates, amounts. Inside Arabic they keep their order, and no line is broken in them.
struct Span {
    std::size_t begin = 0, end = 0;
};
[[nodiscard]] std::vector<Span> number_spans(const char32_t* points, std::size_t count);

[[nodiscard]] bool is_space(char32_t point);
[[nodiscard]] bool is_ignorable(char32_t point);  // has no shape of its own: joiners, direction marks, soft hyphen
[[nodiscard]] bool is_emoji(char32_t point);
[[nodiscard]] bool is_mark(char32_t point);  // sits on the letter before it

// breaks[i] != 0: a line may end before point i. Index 0 is never one, and the end is not included.
void line_breaks(const char32_t* points, std::size_t count, std::vector<std::uint8_t>& breaks);
// The same for what a person sees as one letter.
void grapheme_breaks(const char32_t* points, std::size_t count, std::vector<std::uint8_t>& breaks);

// Embedding level of every point (UAX #9, by FriBidi) in a paragraph of the given direction.
void bidi_levels(const char32_t* points, std::size_t count, bool rtl, std::vector<std::uint8_t>& levels);

}  // namespace aaben::text
