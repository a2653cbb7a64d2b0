#include "reading/type.hpp"

#include <algorithm>
#include <cmath>

#include "reading/cues.hpp"
#include "reading/model.hpp"

namespace aaben::reading {
namespace {

constexpr double sure_from = 0.62;
constexpr double unknown_bias = 1.0;
constexpr double least_employment = 1.4;
constexpr double least_foreign = 3.5;  // so much may any letter mention of others
constexpr double foreign_ratio = 0.8;
constexpr double least_evidence = 1.0;  // of written rules; the model alone knows no letter
constexpr double cue_share = 1.0;
constexpr double model_share = 1.7;

double sentence_weight(Phrases& phrases, const Span& sentence) {
    if (phrases.any({"hvis", "såfremt", "kan medføre|betyde|få|føre|trække|blive", "risikerer", "medmindre"}, sentence))
        return 0.3;
    if (phrases.any({"klagevejledning", "du kan klage", "klage over", "klager du", "ret til at klage", "klager over",
                     "klagen skal", "sende din klage", "din klage skal", "vil klage", "uenig"},
                    sentence))
        return 0.15;
    return 1;
}

// A cue counts once, where it counts most.
double cue_value(Phrases& phrases, const Cue& cue, const std::vector<double>& weights) {
    const Text& text = phrases.text();
    double best = 0;
    const Span whole{0, text.tokens.size()};
    for (std::size_t from = 0; from < whole.end;) {
        const auto found = phrases.find(cue.pattern, {from, whole.end});
        if (!found) break;
        const Token& token = text.tokens[found->begin];
        double value = cue.body * weights[token.sentence];
        if (token.zone == Zone::Title) value = std::max(cue.title, cue.body);
        if (token.zone == Zone::Head) value = std::max(value, cue.title * 0.5);
        if (token.zone == Zone::Foot) value *= 0.5;
        best = std::max(best, value);
        from = found->begin + 1;
    }
    return best;
}

double sender_value(Phrases& phrases, const Cue& cue) {
    const Text& text = phrases.text();
    double best = 0;
    for (std::size_t from = 0; from < text.tokens.size();) {
        const auto found = phrases.find(cue.pattern, {from, text.tokens.size()});
        if (!found) break;
        const Zone zone = text.tokens[found->begin].zone;
        best = std::max(best, zone == Zone::Body ? cue.body : cue.title);
        from = found->begin + 1;
    }
    return best;
}

}  // namespace

std::vector<double> sentence_weights(Phrases& phrases) {
    std::vector<double> weights;
    weights.reserve(phrases.text().sentences.size());
    for (const Span& sentence : phrases.text().sentences) weights.push_back(sentence_weight(phrases, sentence));
    return weights;
}

TypeGuess guess_type(Phrases& phrases) {
    TypeGuess guess;
    const std::vector<double> weights = sentence_weights(phrases);
    for (const Cue& cue : cues().types) guess.scores[cue.type] += cue_share * cue_value(phrases, cue, weights);
    for (const Cue& cue : cues().foreign) guess.foreign += sender_value(phrases, cue);
    for (const Cue& cue : cues().employment) guess.employment += sender_value(phrases, cue);
    const std::array<double, letters::type_ids.size()> by_cues = guess.scores;
    const Logits linear = model_logits(features_of(phrases.text(), weights));
    for (std::size_t i = 0; i < guess.scores.size(); ++i) guess.scores[i] += model_share * linear[i];
    guess.best =
        static_cast<std::size_t>(std::max_element(guess.scores.begin(), guess.scores.end()) - guess.scores.begin());
    guess.evidence = by_cues[guess.best];
    guess.unknown =
        unknown_bias + model_share * linear.back() + cue_share * std::max(0.0, guess.foreign - guess.employment);
    double total = std::exp(guess.unknown - guess.scores[guess.best]);
    for (const double score : guess.scores) total += std::exp(score - guess.scores[guess.best]);
    guess.confidence = 1 / total;
    const double most_foreign = std::max(least_foreign, guess.employment * foreign_ratio);
    guess.sure = guess.evidence >= least_evidence && guess.confidence >= sure_from &&
                 guess.employment >= least_employment && guess.foreign <= most_foreign;
    return guess;
}

}  // namespace aaben::reading
