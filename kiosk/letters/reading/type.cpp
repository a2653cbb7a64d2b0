#include "reading/type.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "reading/cues.hpp"
#include "reading/model.hpp"

namespace aaben::reading {
namespace {

constexpr double sure_from = 0.6;
constexpr double ahead_of_unknown = 1;
constexpr double far_ahead = 5;  // then a long letter may mention more of others
constexpr double foreign_most = 20;
constexpr double unknown_bias = 1.0;
constexpr double least_foreign = 3.5;  // so much may any letter mention of others
constexpr double foreign_ratio = 0.8;
constexpr double cue_share = 1.0;
constexpr double model_share = 1.7;
constexpr double appendix_share = 0.2;  // of what a wording counts in the letter itself

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
        if (token.zone == Zone::Foot) value *= token.appendix ? appendix_share : 0.5;
        if (token.standard) value *= appendix_share;
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
        // A sender names itself in letterhead, heading and signature; a guide behind them names everybody.
        const Token& token = text.tokens[found->begin];
        const double here = token.zone == Zone::Body ? cue.body : cue.title;
        best = std::max(best, token.appendix || token.standard ? appendix_share * cue.body : here);
        from = found->begin + 1;
    }
    return best;
}

int times_said(Phrases& phrases, std::initializer_list<std::string_view> wordings) {
    const Text& text = phrases.text();
    int times = 0;
    for (const std::string_view wording : wordings)
        for (std::size_t from = 0; from < text.tokens.size();) {
            const auto at = phrases.find(wording, {from, text.tokens.size()});
            if (!at) break;
            const Token& token = text.tokens[at->begin];
            if (!token.appendix && !token.standard) times += token.zone == Zone::Title ? 3 : 1;
            from = at->begin + 1;
        }
    return times;
}

// Our rules hold for kontanthjælp and its like. A letter that speaks more of another benefit is not explained by them,
// however much it is worded like ours: a stopped sickness benefit is no hearing, and its deadlines are others. A
// hearing, a debt, a wish for papers or an answer to a complaint may come from any authority: it must speak of ours at
// all.
bool of_another_benefit(Phrases& phrases, std::string_view type) {
    int other = times_said(
        phrases, {"sygedagpenge*", "dagpenge*", "barselsdagpenge*", "boligstøtte*", "boligydelse*", "boligsikring*",
                  "børneydelse*", "personligt tillæg", "revalideringsydelse*", "uddannelsesstøtte*"});
    // A decision on flexjob or pension names what is paid until then, and the age at which it ends.
    if (type != "afgoerelse-fleksjob-foertidspension")
        other += times_said(phrases, {"folkepension*", "ledighedsydelse*", "ressourceforløbsydelse*"});
    const int ours = times_said(phrases, {"kontanthjælp*", "uddannelseshjælp*", "aktiv socialpolitik",
                                          "aktivitetstillæg*", "selvforsørgelses*", "overgangsydelse*"});
    if (other >= 2 && other > ours) return true;
    const bool anybodys =
        type == "partshoering" || type == "tilbagebetaling" || type == "anmodning-oplysninger" || type == "klagesvar";
    return anybodys && ours == 0 &&
           times_said(phrases, {"jobcent*", "jobklub*", "ydelsesafdeling*", "ydelseskontor*", "job og ydelse",
                                "hjælpen", "din hjælp", "ansøgning om hjælp"}) == 0;
}

// Another authority's name stands where a sender names itself, and none of ours does.
bool sent_by_another(Phrases& phrases) {
    constexpr double names_a_sender = 4;  // a cue that only a sender of that kind puts into its letterhead
    const Text& text = phrases.text();
    const auto named = [&](std::string_view pattern) {
        for (std::size_t from = 0; from < text.tokens.size();) {
            const auto at = phrases.find(pattern, {from, text.tokens.size()});
            if (!at) return false;
            const Token& token = text.tokens[at->begin];
            if (token.zone != Zone::Body && token.zone != Zone::Title && !token.appendix) return true;
            from = at->begin + 1;
        }
        return false;
    };
    for (const std::string_view ours : {"jobcent*", "*kommune*", "ydelse*", "beskæftigelse*", "arbejdsmarked*"})
        if (named(ours)) return false;
    for (const Cue& cue : cues().foreign)
        if (cue.title >= names_a_sender && named(cue.pattern)) return true;
    return false;
}

// The guide under a decision speaks of complaints as much as an answer to one does.
bool nobody_complained(Phrases& phrases) {
    return times_said(phrases, {"du har klaget", "du klagede", "klaget over", "din klage af|fra|over|modtaget",
                                "modtaget din klage", "genvurderet", "revurderet", "de har klaget", "deres klage"}) ==
           0;
}

// An agterskrivelse announces a decision and invites a last word: neither a hearing nor a sanction, and explained as
// one of them it would mislead.
bool announces_a_decision(Phrases& phrases) {
    return times_said(phrases,
                      {"agterskrivelse*", "agter at", "agter derfor", "er derfor sindet", "foreløbige vurdering",
                       "forventer at give", "dette brev .. din|kommunens|til afgørelse|endelig",
                       "hører vi ikke fra dig .. besluttet", "svarer du ikke .. besluttet", "ikke et nyt brev",
                       "ikke et brev mere", "ikke et brev til"}) > 0;
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
    // The three that say most: a sender is named in a few places, a long guide mentions many.
    std::vector<double> foreign;
    for (const Cue& cue : cues().foreign) foreign.push_back(sender_value(phrases, cue));
    std::ranges::sort(foreign, std::greater());
    for (std::size_t i = 0; i < std::min<std::size_t>(3, foreign.size()); ++i) guess.foreign += foreign[i];
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
    const double ahead = guess.scores[guess.best] - guess.unknown;
    const bool no_stranger = guess.foreign <= std::max(least_foreign, guess.employment * foreign_ratio) ||
                             (ahead >= far_ahead && guess.foreign <= foreign_most);
    guess.sure = guess.confidence >= sure_from && ahead >= ahead_of_unknown && no_stranger &&
                 (letters::type_ids[guess.best] == "agterskrivelse" || !announces_a_decision(phrases)) &&
                 !sent_by_another(phrases) &&
                 !(letters::type_ids[guess.best] == "klagesvar" && nobody_complained(phrases)) &&
                 !of_another_benefit(phrases, letters::type_ids[guess.best]);
    return guess;
}

}  // namespace aaben::reading
