// A cursor over folded text: takes numbers, spaces and words, or leaves itself where it was. Private to entities_*.cpp.
// Always: a take_…() that returns nothing has not moved the cursor.
#pragma once

#include <optional>
#include <string_view>

namespace aaben::reading {

struct Scan {
    std::string_view text;
    std::size_t at = 0;

    [[nodiscard]] char peek(std::size_t ahead = 0) const { return at + ahead < text.size() ? text[at + ahead] : '\0'; }
    static bool is_digit(char c) { return c >= '0' && c <= '9'; }
    static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || c == '~'; }

    bool take(char c) {
        if (peek() != c) return false;
        ++at;
        return true;
    }
    bool take_any(std::string_view set) {
        if (peek() == '\0' || set.find(peek()) == std::string_view::npos) return false;
        ++at;
        return true;
    }
    // Up to `most` blanks; a line's end counts as one.
    void skip_space(int most = 2) {
        while (most-- > 0 && (peek() == ' ' || peek() == '\n')) ++at;
    }
    // A number of `least`–`most` digits that no further digit follows. O, l and | are read as digits beside a real one.
    std::optional<int> take_number(int least, int most);
    [[nodiscard]] std::string_view word() const;  // the letters from here on
    [[nodiscard]] bool at_word_start() const { return at == 0 || !(is_digit(text[at - 1]) || is_letter(text[at - 1])); }
};

}  // namespace aaben::reading
