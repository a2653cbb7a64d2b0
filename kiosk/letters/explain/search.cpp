#include <algorithm>
#include <array>
#include <numeric>

#include "explain/library.hpp"
#include "explain/lix.hpp"
#include "language/utf8.hpp"
#include "letters/fields.hpp"

namespace aaben::explain {
namespace {

using Points = std::u32string;

// One letter as search sees it: Danish letters as they are typed without them, accents gone, Arabic forms of one letter
// made the same and its vowel signs dropped.
Points folded(char32_t c) {
    switch (c) {
        case U'æ':
            return U"ae";
        case U'ø':
        case U'ö':
            return U"oe";
        case U'å':
            return U"aa";
        case U'ä':
            return U"ae";
        case U'é':
        case U'è':
        case U'ê':
        case U'ë':
            return U"e";
        case U'á':
        case U'à':
        case U'â':
            return U"a";
        case U'ü':
        case U'ú':
        case U'ù':
        case U'û':
            return U"u";
        case U'ó':
        case U'ò':
        case U'ô':
            return U"o";
        case U'í':
        case U'ì':
        case U'î':
        case U'ï':
        case U'ı':
            return U"i";
        case U'ç':
            return U"c";
        case U'ş':
            return U"s";
        case U'ğ':
            return U"g";
        case U'أ':
        case U'إ':
        case U'آ':
            return U"ا";
        case U'ة':
            return U"ه";
        case U'ى':
            return U"ي";
        case U'ـ':
            return U"";
        default:
            return c >= 0x64b && c <= 0x652 ? Points{} : Points(1, c);
    }
}

std::vector<Points> words_of(std::string_view text) {
    std::vector<Points> out;
    for (const std::string& word : split_words(language::lower_in_place(text))) {
        Points points;
        for (const char32_t c : language::points(word)) points += folded(c);
        if (!points.empty()) out.push_back(std::move(points));
    }
    return out;
}

// Edits (insert, delete, replace, swap of neighbours) that turn `typed` into the beginning of `word`; typed words are
// often half a word, so letters left over at the end of `word` cost nothing.
std::size_t prefix_distance(const Points& typed, const Points& word) {
    std::vector<std::size_t> before(word.size() + 1), last(word.size() + 1), now(word.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= typed.size(); ++i) {
        now[0] = i;
        for (std::size_t j = 1; j <= word.size(); ++j) {
            const std::size_t change = last[j - 1] + (typed[i - 1] == word[j - 1] ? 0 : 1);
            now[j] = std::min({last[j] + 1, now[j - 1] + 1, change});
            if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1])
                now[j] = std::min(now[j], before[j - 2] + 1);
        }
        std::swap(before, last), std::swap(last, now);
    }
    return *std::ranges::min_element(last);
}

// How badly a typed word fits a known word: 0 for the whole word, 1 for its beginning, more for slips; nothing if it
// does not fit. Danish compounds are also found by their later parts ("samtale" in "telefonsamtale").
std::size_t misfit(const Points& typed, const Points& word, std::size_t none) {
    if (typed == word) return 0;
    if (word.starts_with(typed)) return 1;
    if (typed.size() >= 4 && word.find(typed) != Points::npos) return 2;
    const std::size_t allowed = typed.size() >= 8 ? 2 : typed.size() >= 4 ? 1 : 0;
    if (allowed == 0) return none;
    const std::size_t edits = prefix_distance(typed, word);
    return edits <= allowed ? 2 + edits : none;
}

std::size_t score(const std::vector<Points>& typed, const std::vector<Points>& words, std::size_t none) {
    std::size_t sum = 0;
    for (const Points& t : typed) {
        std::size_t best = none;
        for (const Points& w : words) best = std::min(best, misfit(t, w, none));
        if (best == none) return none;
        sum += best;
    }
    return sum;
}

}  // namespace

void LetterLibrary::build_index() {
    for (const std::string& id : types())
        for (const auto& [language, text] : find(id)->texts)
            index_.push_back({id, language, words_of(text.title),
                              words_of(text.title + "\n" + text.first_words + "\n" + text.search)});
}

std::vector<std::string> LetterLibrary::search(std::string_view text, std::string_view reader) const {
    constexpr std::size_t typed_bytes_max = 200;
    const std::vector<Points> typed = words_of(text.substr(0, typed_bytes_max));
    if (typed.empty()) return types();
    constexpr std::size_t none = 1000, foreign = 100;
    std::vector<std::pair<std::size_t, std::string>> found;  // in the order of the types, as the index is
    for (const SearchText& entry : index_) {
        // A word of the title says more than one of the first words or the further search words.
        std::size_t points = std::min(score(typed, entry.title, none), score(typed, entry.all, none) + 3);
        if (points >= none) continue;
        if (entry.language != reader && entry.language != "da") points += foreign;  // the same letters, another word
        if (!found.empty() && found.back().second == entry.type)
            found.back().first = std::min(found.back().first, points);
        else
            found.emplace_back(points, entry.type);
    }
    std::ranges::stable_sort(found, {}, &std::pair<std::size_t, std::string>::first);
    std::vector<std::string> out;
    out.reserve(found.size());
    for (auto& [points, id] : found) out.push_back(std::move(id));
    return out;
}

}  // namespace aaben::explain
