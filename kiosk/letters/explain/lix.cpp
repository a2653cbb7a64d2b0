#include "explain/lix.hpp"

#include <algorithm>
#include <array>

#include "language/utf8.hpp"

namespace aaben::explain {
namespace {

constexpr std::array<std::string_view, 8> abbreviations{"kl", "kr", "nr", "jf", "stk", "tlf", "f.eks", "a.m"};
constexpr std::array<std::string_view, 9> endings{"en", "et", "er", "n", "t", "r", "s", "e", "erne"};
// Arabic writes "the", "and", "with", "for" as part of the word.
constexpr std::array<std::string_view, 7> arabic_prefixes{"ال", "و", "ب", "ل", "وال", "بال", "لل"};

bool digit(char c) {
    return c >= '0' && c <= '9';
}
bool word_byte(char c) {
    const auto u = static_cast<unsigned char>(c);
    return u >= 0x80 || digit(c) || (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z');
}

// The bytes of what separates words though it is not ASCII: no-break space, dashes, quotation marks, Arabic and
// Ethiopic punctuation, direction marks. A word of letters never holds them.
std::size_t separator_length(std::string_view text) {
    static constexpr std::array<std::string_view, 20> marks{"።", "፣", "፤", "፡", "፥",      "\u00a0", "–",
                                                            "—", "»", "«", "”", "“",      "’",      "‘",
                                                            "؟", "،", "؛", "…", "\u200e", "\u200f"};
    for (const std::string_view mark : marks)
        if (text.starts_with(mark)) return mark.size();
    return 0;
}

bool separator_before(std::string_view text, std::size_t at) {
    return (at >= 2 && separator_length(text.substr(at - 2)) == 2) ||
           (at >= 3 && separator_length(text.substr(at - 3)) == 3);
}

std::string_view word_before(std::string_view text, std::size_t at) {
    std::size_t begin = at;
    while (begin > 0 && (word_byte(text[begin - 1]) || text[begin - 1] == '.')) --begin;
    return text.substr(begin, at - begin);
}

// "24. november", "kl. 10.15", "§ 37, stk. 2": a full stop after a number or a known abbreviation ends no sentence,
// unless nothing or a capital letter after a number follows ("Du skylder 100. Ring nu.").
bool ends_sentence(std::string_view text, std::size_t at) {
    const char next = at + 1 < text.size() ? text[at + 1] : ' ';
    if (text[at] == '.' && next != ' ' && next != '\n') return false;
    if (text[at] != '.') return true;
    const std::string before = language::lower_in_place(word_before(text, at));
    if (std::ranges::find(abbreviations, before) != abbreviations.end()) {
        const char first = at + 2 < text.size() ? text[at + 2] : 'A';
        return (first >= 'A' && first <= 'Z') || at + 1 >= text.size();
    }
    if (!before.empty() && digit(before.back())) {
        const char first = at + 2 < text.size() ? text[at + 2] : 'A';
        return !(first >= 'a' && first <= 'z') && !digit(first);
    }
    return true;
}

void push(std::vector<std::string>& out, std::string_view piece) {
    const auto begin = piece.find_first_not_of(" \n");
    if (begin == piece.npos) return;
    const std::string_view kept = piece.substr(begin);
    if (!split_words(kept).empty()) out.emplace_back(kept);
}

}  // namespace

double Readability::lix() const {
    if (words == 0 || sentences == 0) return 0;
    return static_cast<double>(words) / sentences + 100.0 * long_words / words;
}

std::vector<std::string> split_sentences(std::string_view text) {
    std::vector<std::string> out;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view rest = text.substr(i);
        const std::size_t other_mark = rest.starts_with("؟") ? 2 : rest.starts_with("።") ? 3 : 0;  // Arabic, Ethiopic
        const bool mark = text[i] == '.' || text[i] == '!' || text[i] == '?' || text[i] == ':';
        if (text[i] != '\n' && other_mark == 0 && !(mark && ends_sentence(text, i))) continue;
        const std::size_t end = i + std::max<std::size_t>(1, other_mark);
        push(out, text.substr(begin, end - begin));
        begin = end;
    }
    push(out, text.substr(begin));
    return out;
}

// A word is a run of letters and digits; points, commas, colons and hyphens between them belong to it ("1.234,50",
// "10.15", "14-dages"), so that a number or a compound counts once.
std::vector<std::string> split_words(std::string_view sentence) {
    std::vector<std::string> out;
    std::string word;
    const auto flush = [&] {
        if (!word.empty()) out.push_back(std::move(word));
        word.clear();
    };
    for (std::size_t i = 0; i < sentence.size(); ++i) {
        if (const std::size_t skip = separator_length(sentence.substr(i)); skip > 0) {
            flush();
            i += skip - 1;
            continue;
        }
        const char c = sentence[i];
        const bool joins = (c == '.' || c == ',' || c == ':' || c == '-' || c == '/') && !word.empty() &&
                           i + 1 < sentence.size() && word_byte(sentence[i + 1]) &&
                           separator_length(sentence.substr(i + 1)) == 0;
        if (word_byte(c) || joins)
            word += c;
        else
            flush();
    }
    flush();
    return out;
}

Readability readability(std::string_view text) {
    Readability r;
    for (const std::string& sentence : split_sentences(text)) {
        ++r.sentences;
        for (const std::string& word : split_words(sentence)) {
            ++r.words;
            // A date or an amount is read at a glance, however many digits it has.
            if (!digit(word[0]) && language::point_count(word) >= 7) ++r.long_words;
        }
    }
    return r;
}

std::optional<WordPlace> find_word(std::string_view text, std::string_view word) {
    const std::string hay = language::lower_in_place(text),
                      needle = language::lower_in_place(word);  // every byte stays at its place
    if (needle.empty()) return std::nullopt;
    for (std::size_t at = hay.find(needle); at != hay.npos; at = hay.find(needle, at + 1)) {
        std::size_t begin = at, end = at + needle.size();
        while (begin > 0 && word_byte(hay[begin - 1]) && !separator_before(hay, begin)) --begin;
        const std::size_t tail_begin = end;
        const std::string_view whole(hay);
        while (end < hay.size() && word_byte(hay[end]) && separator_length(whole.substr(end)) == 0) ++end;
        const std::string_view head = whole.substr(begin, at - begin),
                               tail = whole.substr(tail_begin, end - tail_begin);
        if (!head.empty() && std::ranges::find(arabic_prefixes, head) == arabic_prefixes.end()) continue;
        if (tail.empty() || std::ranges::find(endings, tail) != endings.end()) return WordPlace{begin, end - begin};
    }
    return std::nullopt;
}

bool contains_word(std::string_view text, std::string_view word) {
    return find_word(text, word).has_value();
}

}  // namespace aaben::explain
