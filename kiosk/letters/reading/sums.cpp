#include "reading/sums.hpp"

#include <algorithm>
#include <array>

#include "reading/fold.hpp"
#include "reading/roles.hpp"
#include "reading/scan.hpp"

namespace aaben::reading {
namespace {

Span tokens_of(const Text& text, std::size_t begin, std::size_t end) {
    return {text.token_at(begin), text.token_at(end - 1) + 1};
}

Span around(const Text& text, Span tokens, std::size_t left, std::size_t right) {
    const Span sentence = text.sentences[text.tokens[tokens.begin].sentence];
    return {std::max(sentence.begin, tokens.begin - std::min(tokens.begin, left)),
            std::min(std::max(sentence.end, tokens.end), tokens.end + right)};
}

bool may_have_amount(std::string_view type) {
    constexpr std::array<std::string_view, 7> types{
        "afgoerelse-sanktion", "kontanthjaelp-bevilling-aendring-ophoer", "tilbagebetaling", "tilbud-loentilskud",
        "partshoering",        "afgoerelse-fleksjob-foertidspension",     "klagesvar"};
    return std::find(types.begin(), types.end(), type) != types.end();
}

double type_cue(Phrases& phrases, std::string_view type, Span near) {
    if (type == "afgoerelse-sanktion" || type == "partshoering" || type == "klagesvar") {
        if (phrases.any({"fradrag*", "træk*", "trukket", "nedsæt*", "nedsat", "sanktion*", "mindre", "lavere", "mister",
                         "fratræk*"},
                        near))
            return 4;
    }
    if (type == "tilbagebetaling" || type == "partshoering" || type == "klagesvar") {
        if (phrases.any({"tilbagebetal*", "betale tilbage|beløbet", "betal|betale|betales .. tilbage", "skal .. betale",
                         "skylder", "gæld*", "for meget", "krav*", "betales tilbage", "betal", "restbeløb*",
                         "at betale", "skal du betale", "hovedstol*"},
                        near))
            return 4;
    }
    if (type == "kontanthjaelp-bevilling-aendring-ophoer") {
        if (phrases.any({"får|modtager|har|have du|ret", "*hjælp*", "udbetal*", "måned*", "bevil*", "ydelse*", "sats*",
                         "beløb*", "udgør"},
                        near))
            return 3;
    }
    if (type == "tilbud-loentilskud" && phrases.any({"løn*", "timeløn*", "timen", "time"}, near)) return 3;
    if (type == "afgoerelse-fleksjob-foertidspension" &&
        phrases.any({"pension*", "fleks*", "måned*", "udbetal*", "får"}, near))
        return 3;
    return 0;
}

double amount_score(Phrases& phrases, const FoundAmount& amount, std::string_view type) {
    const Text& text = phrases.text();
    const Span tokens = tokens_of(text, amount.begin, amount.end);
    const Span near = around(text, tokens, 12, 9);
    const Span beside = around(text, tokens, 4, 4);
    const Span label = label_of(text, tokens.begin);
    double score = type_cue(phrases, type, near);
    if (score == 0 && !label.empty()) score = type_cue(phrases, type, label);
    const bool pays = type != "kontanthjaelp-bevilling-aendring-ophoer" && type != "tilbud-loentilskud" &&
                      type != "afgoerelse-fleksjob-foertidspension";
    if (phrases.any({"i alt", "ialt", "samlet", "samlede", "total*", "alt", "sum"}, beside) ||
        phrases.any({"i alt", "samlet*", "total*"}, label))
        score += 2.5;
    if (phrases.any({"afdrag*", "rate*", "ad gangen", "gebyr*", "formue*", "grænse*", "egenbetaling", "takst*", "loft*",
                     "over|under|højst|mindst|maksimalt", "rådighedsbeløb"},
                    beside))
        score -= 4;
    if (pays && phrases.any({"pr|per|om|hver dag|måned*|måneden", "måneden|månedligt"}, beside)) score -= 2.5;
    if (phrases.any({"tidligere|hidtil*|førhen", "før fik|var|havde", "i stedet for", "ellers", "normalt", "hidtil"},
                    around(text, tokens, 5, 2)) &&
        !phrases.any({"før skat"}, beside))
        score -= 2;
    if (phrases.any({"før skat", "brutto*"}, beside)) score += 1;
    if (phrases.any({"efter skat", "skat|a-skat|am-bidrag|atp|husleje|boligstøtte|særlig støtte|tillæg"}, beside) &&
        !phrases.any({"før skat"}, beside))
        score -= 1.5;
    if (phrases.any({"fremover", "ny", "nye", "fra den"}, near)) score += 0.5;
    return score;
}

// Two numbers in one sentence: ring the workplace there, and us here. The word nearest to the number says whose it is.
double whose(Phrases& phrases, Span words) {
    for (std::size_t i = words.end; i-- > words.begin;) {
        if (phrases.any_across({"os", "mig", "undertegnede", "kommunen", "jobcent*", "sagsbehandler*", "rådgiver*",
                                "*konsulent", "ydelses*", "vi"},
                               {i, i + 1}))
            return 2.5;
        if (phrases.any_across({"forløbet", "kursus*", "*skolen", "praktik*", "virksomheden", "arbejdsplads*",
                                "arbejdsgiver*", "leverandør*", "*leder", "mentor*", "*centret", "*centeret", "holdet"},
                               {i, i + 1}))
            return -2.5;
    }
    return 0;
}

// Numbers that are somebody else's, or that the municipality will ring. `words` lead to the number: from the number
// before.
double phone_score(Phrases& phrases, const FoundPhone& phone, Span words) {
    const Text& text = phrases.text();
    const Span tokens = tokens_of(text, phone.begin, phone.end);
    const Span near = around(text, tokens, 12, 8);
    const Span beside{std::max(near.begin, tokens.begin - std::min<std::size_t>(tokens.begin, 6)), tokens.begin};
    const Zone zone = text.tokens[tokens.begin].zone;
    double score = 1;
    if (phrases.any({"dit nummer|telefonnummer|mobilnummer|mobil", "ringer vi|jeg til|på", "vi|jeg ringer",
                     "ringer .. dig", "dig på telefon|tlf|mobil|nummer|nummeret", "din telefon|mobil", "ringet op",
                     "vi har registreret", "træffe dig", "ringer op", "kontakter dig"},
                    near) &&
        !phrases.any({"du ringe|ringer", "ring til|på|os"}, {near.begin, tokens.begin})) {
        return -10;
    }
    if (phrases.any({"ring*", "kontakt*", "telefon*", "tlf", "træffes", "fat i|på", "tale", "spørgsmål", "henvend*",
                     "afbud", "besked", "fange", "nummeret", "nummer", "t", "tel", "mob", "mobil*"},
                    near))
        score += zone == Zone::Head ? 0.5 : 2;
    if (phrases.any({"ring*|kontakt* .. til|på|mig|os|direkte"}, near)) score += 1;
    if (phrases.any({"direkte", "dir", "mit nummer", "mig på", "ringe til mig", "min telefon", "direkte nummer"}, near))
        score += 2.5;
    // "Telefon 76 00 11 22" by itself, in the head or a column beside the letter, is the switchboard's; a number in a
    // sentence, or beside a person, is meant for this letter.
    const Span sentence = text.sentences[text.tokens[tokens.begin].sentence];
    const std::size_t others =
        (sentence.end - sentence.begin) - std::min(sentence.end - sentence.begin, tokens.end - tokens.begin);
    const Span before{tokens.begin - std::min<std::size_t>(tokens.begin, 7), tokens.begin};
    // The letterhead's line at the foot of the page: sender, address, number.
    const Span line = text.lines[text.tokens[tokens.begin].line];
    const bool imprint = zone != Zone::Body &&
                         phrases.any_across({"kommune", "cvr*", "jobcenter", "www*", "*.dk"}, line) &&
                         line.end - line.begin >= 6;
    if (imprint) score -= 5;
    if (others >= 4 && zone != Zone::Head && !imprint) score += 2;
    const bool bare =
        others == 0 ||
        (others == 1 && phrases.any({"telefon", "tlf", "tel", "t", "telefonnummer", "telefonnr"}, sentence));
    if (bare && zone != Zone::Foot) score -= 2;
    if (others == 1 && !bare) score += 1.5;
    if (others <= 1 &&
        phrases.any_across({"sagsbehandler*", "rådgiver*", "kontaktperson*", "jobkonsulent*", "direkte"}, before))
        score += 3;
    if (zone == Zone::Head) score -= 1.5;  // the letterhead's number is the switchboard's
    if (zone == Zone::Foot) score += 1;
    if (zone == Zone::Body) score += 1.5;
    if (phrases.any({"sagsbehandler*|rådgiver*|jobkonsulent*|kontaktperson*"}, near)) score += 1.5;
    if (phrases.any({"hovednummer*", "omstilling*", "hovedtelefon*", "kommunens hovednummer|telefon*|nummer",
                     "borgerservice*", "hovedtlf", "kommunens omstilling"},
                    beside))
        score -= 4;
    if (phrases.any({"*læge*", "*hospital*|sygehus*", "ankestyrelsen*", "udbetaling danmark*", "a-kasse*", "tolk*",
                     "borgerrådgiver*", "support", "hotline*", "politi*", "fagforening*", "gældsstyrelsen",
                     "virksomhedens|virksomheden|arbejdsgiver*|arbejdspladsen", "mitid*", "borger.dk", "praktiksted*"},
                    beside))
        score -= 5;
    if (zone == Zone::Body) score += whose(phrases, words);
    if (phrases.any({"tidligere sagsbehandler|rådgiver"}, near)) score -= 4;
    if (phrases.any({"fax*", "telefax"}, beside)) score -= 3;
    return score;
}

std::optional<int> number_word(std::string_view folded) {
    if (!folded.empty() && Scan::is_digit(folded.front())) {
        Scan scan{folded, 0};
        const auto value = scan.take_number(1, 2);
        return value && scan.at == folded.size() ? value : std::nullopt;
    }
    constexpr std::array<std::pair<std::string_view, int>, 14> words{{{"en", 1},
                                                                      {"to", 2},
                                                                      {"tre", 3},
                                                                      {"fire", 4},
                                                                      {"fem", 5},
                                                                      {"seks", 6},
                                                                      {"syv", 7},
                                                                      {"otte", 8},
                                                                      {"ni", 9},
                                                                      {"ti", 10},
                                                                      {"tolv", 12},
                                                                      {"fjorten", 14},
                                                                      {"et", 1},
                                                                      {"tyve", 20}}};
    for (const auto& [word, value] : words) {
        if (folded == word) return value;
    }
    return std::nullopt;
}

bool runs_from_elsewhere(Phrases& phrases, Span right, Span left) {
    if (phrases.any({"modtag*", "har fået", "fået dette|brevet", "fik brevet|dette", "læst"}, right)) return true;
    if (phrases.any({"fra|efter .. dags|dato|brev*|datoen|dag|dateret", "fra nu"},
                    {right.begin, std::min(right.end, right.begin + 7)}))
        return false;
    if (phrases.any({"fra|efter|inden|forud"}, {right.begin, std::min(right.end, right.begin + 2)})) return true;
    return phrases.any({"*klag*", "mundtlig*", "begrundelse*", "ret til", "starte", "påbegynde*", "ansøg*", "varighed",
                        "op til", "de seneste|sidste", "ferie"},
                       left) ||
           phrases.any({"*klag*", "mundtlig*", "hvert|hver", "efter at", "i træk"}, right);
}

}  // namespace

std::optional<FoundAmount> the_amount(Phrases& phrases, const std::vector<FoundAmount>& amounts,
                                      std::string_view type) {
    if (!may_have_amount(type)) return std::nullopt;
    std::optional<FoundAmount> best;
    double best_score = 2.4;
    const bool total = type == "tilbagebetaling" || type == "afgoerelse-sanktion" || type == "partshoering";
    for (const FoundAmount& amount : amounts) {
        const double score = amount_score(phrases, amount, type);
        const bool larger = best && total && score == best_score && amount.oere > best->oere;
        if (score > best_score || larger) best = amount, best_score = score;
    }
    return best;
}

std::optional<FoundPhone> the_phone(Phrases& phrases, const std::vector<FoundPhone>& phones) {
    std::optional<FoundPhone> best;
    double best_score = -0.5;
    std::size_t after = 0;  // the number before
    for (const FoundPhone& phone : phones) {
        const Text& text = phrases.text();
        const std::size_t at = text.token_at(phone.begin);
        const std::size_t sentence = text.sentences[text.tokens[at].sentence].begin;
        const Span words{std::max({after, sentence, at - std::min<std::size_t>(at, 7)}), at};
        double score = phone_score(phrases, phone, words);
        after = text.token_at(phone.end - 1) + 1;
        const auto same = std::count_if(phones.begin(), phones.end(),
                                        [&](const FoundPhone& other) { return other.digits == phone.digits; });
        if (same > 1) score += 0.5;
        if (score > best_score) best = phone, best_score = score;
    }
    return best;
}

std::vector<RelativeDeadline> relative_deadlines(Phrases& phrases) {
    const Text& text = phrases.text();
    std::vector<RelativeDeadline> deadlines;
    for (std::size_t i = 0; i + 1 < text.tokens.size(); ++i) {
        const auto count = number_word(text.tokens[i].folded);
        if (!count || text.tokens[i + 1].sentence != text.tokens[i].sentence) continue;
        const bool days = phrases.at("dage|dages|dag", i + 1, i + 2).has_value();
        const bool working = phrases.at("hverdage|hverdages|arbejdsdage|arbejdsdages", i + 1, i + 2).has_value();
        const bool weeks = phrases.at("uge|uger|ugers", i + 1, i + 2).has_value();
        if (!days && !working && !weeks) continue;
        const Span sentence = text.sentences[text.tokens[i].sentence];
        const Span left{sentence.begin, i};
        const Span near{std::max(left.begin, i - std::min<std::size_t>(i, 4)), i};
        const Span right{i + 2, sentence.end};
        const bool by = phrases.any({"inden", "inden for", "senest", "frist* på|er", "*frist*", "senest om"}, near) ||
                        phrases.any({"frist*"}, {i + 1, std::min(sentence.end, i + 4)});
        if (!by || runs_from_elsewhere(phrases, right, left) || municipality_acts(phrases, left)) continue;
        if (phrases.any({"*klag*"}, sentence) && !phrases.any({"fra|efter dags|brevets dato"}, right)) continue;
        deadlines.push_back({weeks ? *count * 7 : *count, working, {i, i + 2}});
    }
    return deadlines;
}

}  // namespace aaben::reading
