#include "reading/scan.hpp"

namespace aaben::reading {
namespace {

int digit_like(char c) {
    if (Scan::is_digit(c)) return c - '0';
    if (c == 'o') return 0;
    if (c == 'l' || c == '|' || c == 'i') return 1;
    return -1;
}

}  // namespace

std::optional<int> Scan::take_number(int least, int most) {
    std::size_t end = at;
    bool real = false;
    int value = 0;
    int count = 0;
    while (end < text.size() && count <= most) {
        const int digit = digit_like(text[end]);
        if (digit < 0) break;
        real = real || is_digit(text[end]);
        value = value * 10 + digit;
        ++end, ++count;
    }
    if (!real || count < least || count > most) return std::nullopt;
    if (end < text.size() && (is_digit(text[end]) || is_letter(text[end]))) return std::nullopt;
    at = end;
    return value;
}

std::string_view Scan::word() const {
    std::size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    return text.substr(at, end - at);
}

}  // namespace aaben::reading
