#include "visit/identity.hpp"

#include <algorithm>
#include <cctype>

#include "visit/scan.hpp"

namespace aaben::visit {
namespace {

bool digit(char c) {
    return c >= '0' && c <= '9';
}
int two(std::string_view s, std::size_t at) {
    return (s[at] - '0') * 10 + (s[at + 1] - '0');
}

int full_year(int yy, char seventh) {
    if (!digit(seventh)) return yy <= 36 ? 2000 + yy : 1900 + yy;  // a letter tells no century: the likelier one
    const int d = seventh - '0';
    if (d <= 3) return 1900 + yy;
    if (d == 4 || d == 9) return (yy <= 36 ? 2000 : 1900) + yy;
    return (yy <= 57 ? 2000 : 1800) + yy;
}

std::optional<Identity> read_as_typed(std::string_view typed) {
    std::string s;
    for (const char c : typed) {
        if (c == '-' || c == ' ' || c == '\r' || c == '\n' || c == '\t') continue;
        if (static_cast<unsigned char>(c) > 127 || !std::isalnum(static_cast<unsigned char>(c))) return std::nullopt;
        s += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    // Some cards' barcodes carry more than the number; it stands first.
    if (s.size() > 10 && std::all_of(s.begin(), s.begin() + 10, digit)) s.resize(10);
    if (s.size() < 7 || s.size() > 10 || !std::all_of(s.begin(), s.begin() + 6, digit)) return std::nullopt;
    const bool all_digits = std::ranges::all_of(s, digit);
    if (s.size() == 10) {
        int day = two(s, 0);
        const bool replaced = day > 60 || !all_digits;
        if (day > 60) day -= 60;
        const auto date = calendar::make_date(full_year(two(s, 4), s[6]), two(s, 2), day);
        if (date) return Identity{replaced ? IdentityKind::ReplacementNumber : IdentityKind::Cpr, s, date};
    }
    if (!all_digits) return std::nullopt;
    return Identity{IdentityKind::ForeignerId, s, std::nullopt};
}

}  // namespace

std::optional<Identity> read_identity(std::string_view scanned) {
    return first_that_fits(scanned, read_as_typed);
}

}  // namespace aaben::visit
