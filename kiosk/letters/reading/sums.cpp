#include "reading/sums.hpp"

#include <algorithm>
#include <array>

#include "reading/roles.hpp"

namespace aaben::reading {
namespace {

Span around(const Text& text, Span tokens, std::size_t left, std::size_t right) {
    const Span sentence = text.sentences[text.tokens[tokens.begin].sentence];
    return {std::max(sentence.begin, tokens.begin - std::min(tokens.begin, left)),
            std::min(std::max(sentence.end, tokens.end), tokens.end + right)};
}

// What a letter of this type says of its sum: that it is taken, owed, granted …
void add_type_cue(Tally& tally, std::string_view type, Span words) {
    constexpr std::array<std::array<std::string_view, 2>, 6> kinds{{{"types.amount-deducted", "amount.deducted"},
                                                                    {"types.amount-owed", "amount.owed"},
                                                                    {"types.amount-benefit", "amount.benefit"},
                                                                    {"types.amount-supplement", "amount.supplement"},
                                                                    {"types.amount-wage", "amount.wage"},
                                                                    {"types.amount-pension", "amount.pension"}}};
    for (const auto& [types, group] : kinds) {
        if (field_rules().lists(types, type) && tally.add(group, words)) return;
    }
}

Tally amount_score(Phrases& phrases, const FoundAmount& amount, std::string_view type) {
    const Text& text = phrases.text();
    const Span tokens{text.token_at(amount.begin), text.token_at(amount.end - 1) + 1};
    const Span near = around(text, tokens, 20, 9);
    const Span beside = around(text, tokens, 4, 4);
    const Span label = label_of(text, tokens.begin);
    const Span head = text.column_head(tokens.begin);
    Tally tally(phrases);
    for (const Span words : {near, label, head}) {
        if (tally.score == 0) add_type_cue(tally, type, words);
    }
    if (tally.score == 0 && tokens.begin > 0) {  // "Vi overvejer at trække dig for tre dage. Det er 1.268 kr."
        const std::size_t left = text.sentences[text.tokens[tokens.begin].sentence].begin;
        if (left > 0) add_type_cue(tally, type, text.sentences[text.tokens[left - 1].sentence]);
        if (tally.score > 0) tally.add(-1.2, "sentence before");
    }
    const bool pays =
        field_rules().lists("types.amount-deducted", type) || field_rules().lists("types.amount-owed", type);
    if (!tally.add("amount.total", beside)) tally.add("amount.total-label", label);
    tally.add("amount.new-label", label);
    tally.add("amount.part", beside);
    if (pays) tally.add("amount.a-month", beside);
    const bool before_tax = tally.add("amount.before-tax", beside) || tally.add("amount.before-tax", head);
    if (!before_tax) tally.add("amount.earlier", around(text, tokens, 5, 2));
    tally.add("amount.earlier-label", label);
    if (!field_rules().lists("types.amount-wage", type) && !tally.add("amount.others", around(text, tokens, 6, 2)))
        tally.add("amount.others", label);
    tally.add("amount.future", near);
    if (!pays) tally.add("amount.first-payment", around(text, tokens, 9, 0));
    tally.add("amount.rest", around(text, tokens, 6, 0));
    if (!before_tax) tally.add("amount.after-tax", beside);
    tally.add("amount.now", near);
    return tally;
}

}  // namespace

std::optional<TheAmount> the_amount(Phrases& phrases, const std::vector<FoundAmount>& amounts, std::string_view type) {
    constexpr double least = 2.4;
    if (!field_rules().lists("types.amount", type)) return std::nullopt;
    const bool total = field_rules().lists("types.amount-total", type);
    std::optional<TheAmount> best;
    for (const FoundAmount& amount : amounts) {
        Tally tally = amount_score(phrases, amount, type);
        if (tally.score <= least) continue;
        const bool larger = best && total && tally.score == best->why.score && amount.oere > best->found.oere;
        if (!best || tally.score > best->why.score || larger) best = TheAmount{amount, std::move(tally)};
    }
    return best;
}

}  // namespace aaben::reading
