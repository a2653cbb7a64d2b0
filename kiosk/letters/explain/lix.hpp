// How hard a text is to read: LIX (Björnsson 1968: words per sentence + long words in a hundred, long being seven
// letters or more), sentence lengths, and whole words found in a text. Pure; any thread. Used by check.cpp and
// explanation.cpp. Always: full stops of "kl.", "kr.", "nr.", dates and times do not end a sentence.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace aaben::explain {

struct Readability {
    int words = 0;
    int sentences = 0;
    int long_words = 0;
    [[nodiscard]] double lix() const;
};

// Each line of `text` ends a sentence, as a heading or a list item does.
[[nodiscard]] std::vector<std::string> split_sentences(std::string_view text);
[[nodiscard]] std::vector<std::string> split_words(std::string_view sentence);
[[nodiscard]] Readability readability(std::string_view text);

// Whether `word` stands in `text` as a word of its own, in any case, with or without one of Danish's usual endings.
// An entry of several words ("rimelig grund") is found as it stands.
// The glass underlines what find_word returns: bytes of `text`, the ending included.
struct WordPlace {
    std::size_t begin = 0;
    std::size_t length = 0;
};
[[nodiscard]] std::optional<WordPlace> find_word(std::string_view text, std::string_view word);
[[nodiscard]] bool contains_word(std::string_view text, std::string_view word);

}  // namespace aaben::explain
