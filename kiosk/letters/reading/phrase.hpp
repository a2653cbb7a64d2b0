// Looks for wordings in a Text in a small pattern language, tolerant of a few misread letters. Used by roles, place and
// cues; one Phrases per letter, on the thread that made it. Always: a pattern is compiled once and each of its words is
// compared with each token of the letter once.
//
//   "du er indkaldt til samtale"   these words in a row, within one sentence
//   "indkald*"  "*samtale"  "*sigelse*"   words that start so, end so, contain it
//   "møde|samtale"                 either
//   "=ringer"                      this word and no misreading of it: not "ringet"
//   "trække .. kontanthjælp*"      up to five words between
//   "klik her; bekræft .. konto"   either of whole wordings
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "reading/text.hpp"

namespace aaben::reading {

class Phrases {
  public:
    explicit Phrases(const Text& text) : text_(text) {}

    // The first place in [span) where the pattern begins and ends; the tokens it covers.
    [[nodiscard]] std::optional<Span> find(std::string_view pattern, Span span);
    [[nodiscard]] bool has(std::string_view pattern, Span span) { return find(pattern, span).has_value(); }
    [[nodiscard]] bool any(std::initializer_list<std::string_view> patterns, Span span);
    // The same for single words, wherever sentences end.
    [[nodiscard]] bool any_across(std::initializer_list<std::string_view> words, Span span);
    template <class List>
    [[nodiscard]] bool any_of(const List& patterns, Span span) {
        for (const std::string_view pattern : patterns) {
            if (has(pattern, span)) return true;
        }
        return false;
    }
    [[nodiscard]] std::optional<Span> at(std::string_view pattern, std::size_t token, std::size_t end);
    [[nodiscard]] const Text& text() const { return text_; }

  private:
    struct Element {
        bool gap = false;
        std::vector<const std::vector<char>*> where;  // one per alternative: which tokens it matches
    };
    using Wording = std::vector<Element>;
    using Compiled = std::vector<Wording>;  // any of them

    const Compiled& compile(std::string_view pattern);
    const std::vector<char>& positions(std::string_view alternative);
    std::optional<std::size_t> match(const Wording& wording, std::size_t element, std::size_t token,
                                     std::size_t end) const;

    const Text& text_;
    std::unordered_map<std::string, Compiled> compiled_;
    std::unordered_map<std::string, std::vector<char>> positions_;
};

}  // namespace aaben::reading
