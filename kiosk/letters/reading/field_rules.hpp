// The language of fields: wordings in named groups with their weight, from assets/reading/fields.txt, which says how to
// write them and is part of the program. A Tally sums up what speaks for one find and remembers the rows that did, so
// that a wrong reading names the row to mend. Used by everything that gives a find its meaning; pure, any thread.
// Always: a group counts once however many of its rows match; asking for a group that the table lacks is a fault of
// ours.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reading/phrase.hpp"

namespace aaben::reading {

struct FieldRule {
    std::string_view pattern;  // phrase.hpp
    std::string_view group;
    std::size_t row = 0;  // in its group, from 1: "phone.own 3"
};

struct FieldGroup {
    std::string_view name;
    double weight = 0;
    std::vector<FieldRule> rules;
};

struct FieldRules {
    std::vector<FieldGroup> groups;   // by name
    std::vector<std::size_t> faults;  // numbers of lines that are not understood; none in what we ship

    [[nodiscard]] const FieldGroup& group(std::string_view name) const;
    [[nodiscard]] bool lists(std::string_view group, std::string_view word) const;  // as it stands, not as a pattern
};

[[nodiscard]] FieldRules parse_field_rules(std::string_view text);  // points into `text`
[[nodiscard]] const FieldRules& field_rules();

class Tally {
  public:
    explicit Tally(Phrases& phrases) : phrases_(&phrases) {}

    // Whether a row of the group matches somewhere in the span, or so that it ends with the span ("… senest" before a
    // date; a row that ends with " .." may have up to five words after it). add() and add_end() take the weight, too.
    bool has(std::string_view group, Span span);
    bool ends(std::string_view group, Span span);
    bool add(std::string_view group, Span span);
    bool add_end(std::string_view group, Span span);
    void add(double weight, std::string_view reason);  // what is not a wording: where it stands, how often

    double score = 0;
    [[nodiscard]] const std::vector<std::string>& rows() const { return rows_; }  // "deadline.by 2 +5"

  private:
    bool note(const FieldRule& rule, double weight);

    Phrases* phrases_;
    std::vector<std::string> rows_;
};

// The last tokens of a span, the first ones, and the clause after its last comma, unless that leaves only a word or
// two.
[[nodiscard]] Span last_tokens(Span span, std::size_t most);
[[nodiscard]] Span first_tokens(Span span, std::size_t most);
[[nodiscard]] Span last_clause(const Text& text, Span left);

}  // namespace aaben::reading
