#include "reading/fold.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "language/utf8.hpp"

namespace aaben::reading {
namespace {

struct Spelling {
    std::string_view from;
    std::string_view to;
};

// Multi-byte letters that Danish letters contain, or that Tesseract prints for them.
constexpr std::array spellings{
    Spelling{"æ", "a"},  Spelling{"Æ", "a"}, Spelling{"ø", "o"},  Spelling{"Ø", "o"},        Spelling{"å", "a"},
    Spelling{"Å", "a"},  Spelling{"ä", "a"}, Spelling{"Ä", "a"},  Spelling{"ö", "o"},        Spelling{"Ö", "o"},
    Spelling{"à", "a"},  Spelling{"á", "a"}, Spelling{"â", "a"},  Spelling{"ã", "a"},        Spelling{"é", "e"},
    Spelling{"É", "e"},  Spelling{"è", "e"}, Spelling{"ê", "e"},  Spelling{"ë", "e"},        Spelling{"ó", "o"},
    Spelling{"ò", "o"},  Spelling{"ô", "o"}, Spelling{"õ", "o"},  Spelling{"ü", "u"},        Spelling{"Ü", "u"},
    Spelling{"ú", "u"},  Spelling{"í", "i"}, Spelling{"ï", "i"},  Spelling{"ﬁ", "fi"},       Spelling{"ﬂ", "fl"},
    Spelling{"ﬀ", "ff"}, Spelling{"–", "-"}, Spelling{"—", "-"},  Spelling{"−", "-"},        Spelling{"‐", "-"},
    Spelling{"’", "'"},  Spelling{"‘", "'"}, Spelling{"”", "\""}, Spelling{"“", "\""},       Spelling{"»", "\""},
    Spelling{"«", "\""}, Spelling{"•", "*"}, Spelling{"·", "*"},  Spelling{"\xC2\xA0", " "}, Spelling{"§", "$"},
    Spelling{"€", "e"}};

bool digit(char c) {
    return c >= '0' && c <= '9';
}
bool letter(char c) {
    return c >= 'a' && c <= 'z';
}

// "ae", "oe" and "aa" are how æ, ø and å are typed on a foreign keyboard, and how OCR sometimes sees them.
void join_digraphs(std::string& s) {
    std::size_t out = 0;
    for (std::size_t i = 0; i < s.size(); ++i) {
        const char c = s[i];
        const bool next = i + 1 < s.size();
        s[out++] = c;
        if (next && ((c == 'a' && (s[i + 1] == 'e' || s[i + 1] == 'a')) || (c == 'o' && s[i + 1] == 'e'))) ++i;
    }
    s.resize(out);
}

// A digit inside a word of letters is a misread letter ("k0mmune"); numbers are left alone.
void mend_digits(std::string& s) {
    const auto letters = std::count_if(s.begin(), s.end(), letter);
    const auto digits = std::count_if(s.begin(), s.end(), digit);
    if (digits == 0 || letters < 3 || digits * 3 > letters) return;
    for (char& c : s) {
        if (c == '0') c = 'o';
        if (c == '1') c = 'l';
        if (c == '5') c = 's';
    }
}

}  // namespace

std::string fold(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    for (std::size_t i = 0; i < utf8.size();) {
        const auto byte = static_cast<unsigned char>(utf8[i]);
        if (byte < 0x80) {
            const char c = utf8[i++];
            out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
            continue;
        }
        bool known = false;
        for (const auto& [from, to] : spellings) {
            if (utf8.substr(i, from.size()) != from) continue;
            out += to;
            i += from.size();
            known = true;
            break;
        }
        if (known) continue;
        (void)language::next_point(utf8, i);
        out.push_back('~');
    }
    join_digraphs(out);
    mend_digits(out);
    return out;
}

std::size_t tolerance(std::size_t length) {
    if (length <= 5) return 0;
    if (length <= 8) return 1;
    return 2;
}

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t at_most) {
    const std::size_t gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
    if (gap > at_most) return at_most + 1;
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        std::size_t best = row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t substitute = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, substitute});
            best = std::min(best, row[j]);
        }
        if (best > at_most) return at_most + 1;
    }
    return row[b.size()];
}

bool same_word(std::string_view folded, std::string_view pattern) {
    if (folded == pattern) return true;
    const std::size_t allowed = tolerance(pattern.size());
    // "betales" is not a misread "udbetales": letters are misread more often than two are lost.
    if (folded.size() + 1 < pattern.size() || pattern.size() + 1 < folded.size()) return false;
    return allowed > 0 && edit_distance(folded, pattern, allowed) <= allowed;
}

bool starts_like(std::string_view folded, std::string_view pattern) {
    if (folded.substr(0, pattern.size()) == pattern) return true;
    const std::size_t allowed = tolerance(pattern.size());
    if (allowed == 0 || folded.size() + 1 < pattern.size()) return false;
    return edit_distance(folded.substr(0, pattern.size()), pattern, allowed) <= allowed;
}

bool ends_like(std::string_view folded, std::string_view pattern) {
    if (folded.size() < pattern.size()) return same_word(folded, pattern);
    const std::string_view tail = folded.substr(folded.size() - pattern.size());
    if (tail == pattern) return true;
    const std::size_t allowed = tolerance(pattern.size());
    return allowed > 0 && edit_distance(tail, pattern, allowed) <= allowed;
}

bool contains_like(std::string_view folded, std::string_view pattern) {
    return folded.find(pattern) != std::string_view::npos;
}

}  // namespace aaben::reading
