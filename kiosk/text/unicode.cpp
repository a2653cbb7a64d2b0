#include "text/unicode.hpp"

#include <fribidi/fribidi.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>

#include <memory>
#include <string>

#include "language/utf8.hpp"

namespace aaben::text {
namespace {

struct CloseIterator {
    void operator()(UBreakIterator* iterator) const { ubrk_close(iterator); }
};
using Iterator = std::unique_ptr<UBreakIterator, CloseIterator>;

// One iterator of a kind serves all texts: opening one reads ICU's rules, which costs more than using it.
UBreakIterator* shared_iterator(UBreakIteratorType type) {
    thread_local Iterator line;
    thread_local Iterator grapheme;
    Iterator& iterator = type == UBRK_LINE ? line : grapheme;
    if (!iterator) {
        UErrorCode status = U_ZERO_ERROR;
        iterator.reset(ubrk_open(type, "", nullptr, 0, &status));
        if (U_FAILURE(status)) iterator.reset();
    }
    return iterator.get();
}

void breaks_of(UBreakIteratorType type, const char32_t* points, std::size_t count, std::vector<std::uint8_t>& breaks) {
    breaks.assign(count, 0);
    UBreakIterator* iterator = shared_iterator(type);
    if (iterator == nullptr) return;  // without ICU's rules a text stays on one line and overflows, which is seen
    std::u16string units;
    std::vector<std::uint32_t> point_of;
    units.reserve(count);
    point_of.reserve(count + 1);
    for (std::size_t i = 0; i < count; ++i) {
        const char32_t point = points[i];
        point_of.push_back(static_cast<std::uint32_t>(i));
        if (point < 0x10000) {
            units.push_back(static_cast<char16_t>(point));
        } else {
            units.push_back(static_cast<char16_t>(0xD7C0 + (point >> 10)));
            units.push_back(static_cast<char16_t>(0xDC00 + (point & 0x3FF)));
            point_of.push_back(static_cast<std::uint32_t>(i));
        }
    }
    UErrorCode status = U_ZERO_ERROR;
    ubrk_setText(iterator, units.data(), static_cast<std::int32_t>(units.size()), &status);
    if (U_FAILURE(status)) return;
    for (std::int32_t at = ubrk_next(iterator); at != UBRK_DONE; at = ubrk_next(iterator)) {
        if (static_cast<std::size_t>(at) < units.size()) breaks[point_of[static_cast<std::size_t>(at)]] = 1;
    }
    // The iterator must not keep pointing into a string that is about to go away.
    ubrk_setText(iterator, u"", 0, &status);
}

bool is_digit(char32_t point) {
    return point >= U'0' && point <= U'9';
}

bool joins_digits(char32_t point) {
    return point == U'.' || point == U',' || point == U':' || point == U'/' || point == U'-' || point == U' ' ||
           point == 0x00A0 || point == 0x202F;
}

// Embeddings and overrides (U+202A to U+202E) would turn what stands beside them, so that a name could swap the words
// of a button. Nothing of ours uses them; isolates, which reach no further than their text, are what we use.
bool turns_others(char32_t point) {
    return point >= 0x202A && point <= 0x202E;
}

bool is_gap(char32_t point) {
    return point == U' ' || point == 0x00A0 || point == 0x202F;
}

}  // namespace

Decoded decode(std::string_view utf8) {
    Decoded decoded;
    decoded.points.reserve(utf8.size());
    decoded.bytes.reserve(utf8.size() + 1);
    for (std::size_t at = 0; at < utf8.size();) {
        const std::size_t begin = at;
        char32_t point = language::next_point(utf8, at);
        const bool cr_of_crlf = point == U'\r' && at < utf8.size() && utf8[at] == '\n';
        if (point == 0x2028 || point == 0x2029 || point == 0x85) point = U'\n';
        if ((point < 0x20 && point != U'\n') || point == 0x7F) point = U' ';
        if (turns_others(point)) point = no_shape;
        if (!cr_of_crlf) {
            decoded.points.push_back(point);
            decoded.bytes.push_back(static_cast<std::uint32_t>(begin));
        }
    }
    decoded.bytes.push_back(static_cast<std::uint32_t>(utf8.size()));
    return decoded;
}

std::vector<Span> number_spans(const char32_t* points, std::size_t count) {
    std::vector<Span> spans;
    for (std::size_t i = 0; i < count;) {
        if (!is_digit(points[i])) {
            ++i;
            continue;
        }
        Span span{i > 0 && points[i - 1] == U'+' ? i - 1 : i, i};
        // Two numbers beside each other are only one when they look like a phone number: groups of two or more digits.
        std::size_t without_gaps = 0;
        std::size_t digits = 0;
        std::size_t shortest_group = count;
        bool gaps = false;
        while (i < count && is_digit(points[i])) {
            const std::size_t group_begin = i;
            while (i < count && is_digit(points[i])) ++i;
            digits += i - group_begin;
            shortest_group = std::min(shortest_group, i - group_begin);
            if (!gaps) without_gaps = i;
            span.end = i;
            if (i + 1 >= count || !joins_digits(points[i]) || !is_digit(points[i + 1])) break;
            gaps = gaps || is_gap(points[i]);
            ++i;
        }
        if (gaps && (digits < 6 || shortest_group < 2)) span.end = without_gaps;
        i = span.end;
        spans.push_back(span);
    }
    return spans;
}

bool is_space(char32_t point) {
    return point == U' ' || point == 0x00A0 || point == 0x202F || point == 0x1361 ||
           u_isUWhiteSpace(static_cast<UChar32>(point)) != 0;
}

bool is_ignorable(char32_t point) {
    return u_hasBinaryProperty(static_cast<UChar32>(point), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

bool is_emoji(char32_t point) {
    const auto one = static_cast<UChar32>(point);
    return u_hasBinaryProperty(one, UCHAR_EMOJI) != 0 || u_hasBinaryProperty(one, UCHAR_EXTENDED_PICTOGRAPHIC) != 0;
}

bool is_mark(char32_t point) {
    return (U_GET_GC_MASK(static_cast<UChar32>(point)) & U_GC_M_MASK) != 0;
}

void line_breaks(const char32_t* points, std::size_t count, std::vector<std::uint8_t>& breaks) {
    breaks_of(UBRK_LINE, points, count, breaks);
    for (const Span& span : number_spans(points, count)) {
        for (std::size_t i = span.begin + 1; i < span.end; ++i) breaks[i] = 0;
    }
}

void grapheme_breaks(const char32_t* points, std::size_t count, std::vector<std::uint8_t>& breaks) {
    breaks_of(UBRK_CHARACTER, points, count, breaks);
}

void bidi_levels(const char32_t* points, std::size_t count, bool rtl, std::vector<std::uint8_t>& levels) {
    levels.assign(count, rtl ? 1 : 0);
    if (count == 0) return;
    static_assert(sizeof(FriBidiChar) == sizeof(char32_t));
    const auto length = static_cast<FriBidiStrIndex>(count);
    const std::vector<FriBidiChar> chars(points, points + count);
    std::vector<FriBidiCharType> types(count);
    std::vector<FriBidiBracketType> brackets(count);
    std::vector<FriBidiLevel> embedding(count);
    fribidi_get_bidi_types(chars.data(), length, types.data());
    // A phone number or a time is one number: what parts its digits counts as a digit, so that the groups stay in
    // order.
    for (const Span& span : number_spans(points, count)) {
        for (std::size_t i = span.begin; i < span.end; ++i) types[i] = FRIBIDI_TYPE_EN;
    }
    fribidi_get_bracket_types(chars.data(), length, types.data(), brackets.data());
    FriBidiParType direction = rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
    if (fribidi_get_par_embedding_levels_ex(types.data(), brackets.data(), length, &direction, embedding.data()) == 0) {
        return;
    }
    for (std::size_t i = 0; i < count; ++i) levels[i] = static_cast<std::uint8_t>(embedding[i]);
}

}  // namespace aaben::text
