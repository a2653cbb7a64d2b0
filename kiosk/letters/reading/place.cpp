#include "reading/place.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "reading/scan.hpp"

namespace aaben::reading {
namespace {

constexpr std::array<std::string_view, 14> place_labels{"sted",
                                                        "mødelokale",
                                                        "mødested",
                                                        "adresse",
                                                        "mødeadresse",
                                                        "hvor",
                                                        "mødelokale",
                                                        "sted for mødet|samtalen",
                                                        "vi mødes",
                                                        "her mødes vi",
                                                        "fremmøde*",
                                                        "lokation",
                                                        "hvor skal jeg hen",
                                                        "adressen"};
constexpr std::array<std::string_view, 16> place_words{
    "jobcent*",   "rådhus*", "sundhedshus*", "kommune*",  "lokale",    "mødelokale", "borgerservice", "bibliotek*",
    "beboerhus*", "*huset",  "*centret",     "*centeret", "afdeling*", "kontor*",    "receptionen",   "biblioteket"};

bool upper(const Token& token) {
    if (token.raw.empty()) return false;
    const auto c = static_cast<unsigned char>(token.raw.front());
    return (c >= 'A' && c <= 'Z') || token.raw.rfind("Æ", 0) == 0 || token.raw.rfind("Ø", 0) == 0 ||
           token.raw.rfind("Å", 0) == 0;
}

bool number(const Token& token) {
    return !token.raw.empty() && Scan::is_digit(token.raw.front());
}

bool street(const Token& token) {
    for (const std::string_view end : {"vej", "gade", "alle", "plads", "torv", "strade", "parken", "stien", "vejen",
                                       "gaden", "havnen", "kaj", "boulevard"}) {
        if (token.folded.size() > end.size() && token.folded.substr(token.folded.size() - end.size()) == end)
            return true;
    }
    return false;
}

bool place_word(Phrases& phrases, std::size_t token) {
    return std::any_of(place_words.begin(), place_words.end(),
                       [&](std::string_view p) { return phrases.at(p, token, token + 1).has_value(); });
}

// Floors, rooms and doors, which continue a place after a comma: "1. sal", "lokale 12", "indgang B", "stuen".
bool continues(Phrases& phrases, std::size_t token) {
    const Token& t = phrases.text().tokens[token];
    if (upper(t) || street(t))
        return !phrases.at(
            "hvis|husk|medbring|du|vi|det|ring|mød|dato|tid*|kl|medbringes|telefon|tlf|mandag|tirsdag|onsdag|torsdag|"
            "fredag",
            token, token + 1);
    if (number(t))
        return !phrases.at("* januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december",
                           token, token + 2);
    return phrases
        .at("lokale|mødelokale|indgang|stuen|st|sal|kld|kælderen|etage|dør|opgang|værelse|kontor|rum|i|på|ved|første|"
            "anden|tredje",
            token, token + 1)
        .has_value();
}

bool stops(Phrases& phrases, std::size_t token) {
    return phrases
        .at("for|hvor|kl|klokken|til|med|den|d|så|da|når|hvis|og|som|der|mandag|tirsdag|onsdag|torsdag|fredag|om|fra|"
            "du|vi|eller|mens|men|både|telefon|tlf|i|på|vedr|vedrørende|angående",
            token, token + 1)
        .has_value();
}

std::string clean(std::string s) {
    while (!s.empty() && std::string_view(" ,.;:-*(").find(s.back()) != std::string_view::npos) s.pop_back();
    std::size_t from = 0;
    while (from < s.size() && std::string_view(" ,.;:-*)|").find(s[from]) != std::string_view::npos) ++from;
    s = s.substr(from);
    if (std::count(s.begin(), s.end(), '(') < std::count(s.begin(), s.end(), ')')) s.pop_back();
    return s;
}

// The words of a place from `from` on: proper names, numbers and place words; commas lead on as long as they do.
Span place_from(Phrases& phrases, std::size_t from, std::size_t end) {
    const Text& text = phrases.text();
    std::size_t at = from;
    while (at < end) {
        const bool first_of_part = at == from || text.tokens[at - 1].tail.find(',') != std::string::npos;
        const bool inside = at > from && phrases.at("i|på|ved", at, end) && at + 1 < end &&
                            (upper(text.tokens[at + 1]) || place_word(phrases, at + 1));
        if (first_of_part && at > from && !continues(phrases, at)) break;
        if (!first_of_part && !inside && stops(phrases, at) && !upper(text.tokens[at])) {
            const bool joined = phrases.at("og", at, end) && at + 1 < end && upper(text.tokens[at + 1]) && at > from &&
                                upper(text.tokens[at - 1]);
            if (!joined) break;
        }
        ++at;
        const std::string& tail = text.tokens[at - 1].tail;
        const bool floor = number(text.tokens[at - 1]) && at < end && phrases.at("sal|etage|th|tv|mf", at, end);
        if (tail.find('.') != std::string::npos && !floor && !phrases.at("st|kld|nr|lok", at - 1, at)) break;
        if (tail.find_first_of(";!?)") != std::string::npos) break;
    }
    return {from, at};
}

bool postal_line(const Text& text, Span line) {
    const Token& first = text.tokens[line.begin];
    return first.raw.size() == 4 && std::all_of(first.raw.begin(), first.raw.end(), Scan::is_digit) &&
           line.end - line.begin >= 2 && line.end - line.begin <= 4 && upper(text.tokens[line.begin + 1]);
}

bool has_label(const Text& text, Span line) {
    for (std::size_t i = line.begin; i < std::min(line.end, line.begin + 4); ++i) {
        if (text.tokens[i].tail.find(':') != std::string::npos) return true;
    }
    return false;
}

// After a labelled value: the address may go on in the next line of the same column.
Span second_line(Phrases& phrases, Span value) {
    const Text& text = phrases.text();
    const std::size_t next = text.tokens[value.begin].line + 1;
    if (next >= text.lines.size() || text.tokens[value.end - 1].tail.find('.') != std::string::npos) return {};
    const Span line = text.lines[next];
    if (has_label(text, line) || line.end - line.begin > 7) return {};
    bool like_place = postal_line(text, line);
    for (std::size_t i = line.begin; i < line.end; ++i) {
        like_place = like_place || (street(text.tokens[i]) && i + 1 < line.end && number(text.tokens[i + 1]));
        if (text.tokens[i].after_gap) return {};
    }
    if (phrases.at("lokale|mødelokale|indgang|stuen|etage", line.begin, line.end) ||
        phrases.at("* sal|etage", line.begin, line.end))
        like_place = true;
    return like_place ? line : Span{};
}

std::optional<FoundPlace> labelled(Phrases& phrases) {
    const Text& text = phrases.text();
    for (std::size_t i = 0; i < text.tokens.size(); ++i) {
        const Token& token = text.tokens[i];
        const bool starts = i == text.lines[token.line].begin || token.after_gap;
        if (!starts || token.zone == Zone::Foot) continue;
        std::size_t value = 0;
        for (const std::string_view label : place_labels) {
            const auto found = phrases.at(label, i, text.tokens.size());
            if (!found) continue;
            const std::string& tail = text.tokens[found->end - 1].tail;
            const bool marked = tail.find(':') != std::string::npos || tail.find('?') != std::string::npos;
            const bool cell = found->end < text.tokens.size() && text.tokens[found->end].after_gap &&
                              text.tokens[found->end].line == token.line;
            const bool alone = found->end == text.lines[token.line].end && tail.empty() && label != "hvor";
            if (marked || cell || alone) value = found->end;
        }
        if (value == 0 || value >= text.tokens.size()) continue;
        if (token.zone == Zone::Head && text.tokens[i].folded.rfind("adresse", 0) == 0) continue;
        if (text.tokens[value].line > token.line + 1) continue;
        std::size_t end = text.lines[text.tokens[value].line].end;
        for (std::size_t k = value + 1; k < end; ++k) {
            if (text.tokens[k].after_gap) end = k;
        }
        if (phrases.any({"telefon*", "video*", "teams", "online", "skype"}, {value, end})) return std::nullopt;
        while (value < end && phrases.at("i|på|hos|ved|mødet|samtalen|er|holdes|foregår|vi|mødes", value, end)) ++value;
        if (value >= end) continue;
        FoundPlace place{"", {value, end}, {}};
        place.more = second_line(phrases, place.tokens);
        place.text = clean(text.printed(place.tokens));
        if (!place.more.empty()) place.text += ", " + clean(text.printed(place.more));
        return place;
    }
    return std::nullopt;
}

std::optional<FoundPlace> in_sentence(Phrases& phrases, Span sentence, std::size_t from) {
    const Text& text = phrases.text();
    for (const std::string_view home :
         {"hjemme hos dig", "hjem til dig", "på din bopæl", "i dit hjem", "din bopæl", "på din adresse"}) {
        const auto found = phrases.find(home, sentence);
        if (!found) continue;
        const bool preposition = phrases.at("på|i", found->begin, found->end).has_value();
        const Span words{found->begin + (preposition ? 1 : 0), found->end};
        return FoundPlace{clean(text.printed(words)), words, {}};
    }
    for (std::size_t i = from; i + 1 < sentence.end; ++i) {
        if (!phrases.at("i|på|hos|ved|adressen|til", i, sentence.end)) continue;
        std::size_t at = i + 1;
        while (at < sentence.end && phrases.at("adressen|vores|os|her|det|den", at, sentence.end) &&
               text.tokens[at].tail.empty() && at + 1 < sentence.end)
            ++at;
        while (at < sentence.end && phrases.at("i|på|hos|ved", at, sentence.end)) ++at;
        if (at >= sentence.end) break;
        const bool direction = phrases.at("til", i, sentence.end).has_value();
        const bool known = place_word(phrases, at) || street(text.tokens[at]);
        if (!known && (direction || !upper(text.tokens[at]))) continue;
        if (phrases.at("danmark|danmarks|dansk|teams|mandag*|tirsdag*|onsdag*|torsdag*|fredag*|digital|jobnet*|borger."
                       "dk|telefon*|tlf|nemid|mitid|e-boks|min|kontanthjælp*|forbindelse|stedet|øvrigt",
                       at, sentence.end))
            continue;
        const Span words = place_from(phrases, at, sentence.end);
        if (words.empty()) continue;
        FoundPlace place{clean(text.printed(words)), words, {}};
        if (words.end == sentence.end && text.tokens[words.end - 1].tail.find('.') == std::string::npos)
            place.more = second_line(phrases, words);
        if (!place.more.empty()) place.text += ", " + clean(text.printed(place.more));
        return place;
    }
    return std::nullopt;
}

// "onsdag den 11. november 2026 kl. 9.00" on a line of its own, and the place, without a label, on the next.
std::optional<FoundPlace> line_below(Phrases& phrases, const Placed& meeting) {
    constexpr std::size_t most_words = 12;
    const Text& text = phrases.text();
    const std::size_t at = text.tokens[meeting.tokens.begin].line;
    if (at + 1 >= text.lines.size() || text.lines[at].end - text.lines[at].begin > most_words) return std::nullopt;
    const Span line = text.lines[at + 1];
    if (line.end - line.begin > most_words || !upper(text.tokens[line.begin])) return std::nullopt;
    bool known = false;
    for (std::size_t i = line.begin; i < line.end; ++i) {
        if (text.tokens[i].tail.find_first_of(":.?") != std::string::npos) return std::nullopt;
        known = known || place_word(phrases, i) || street(text.tokens[i]);
    }
    if (!known) return std::nullopt;
    return FoundPlace{clean(text.printed(line)), line, {}};
}

// "Tid og sted: onsdag den 11. november 2026 kl. 9.00, Rådhuset, lokale 4": right after the time.
std::optional<FoundPlace> after_time(Phrases& phrases, const Placed& meeting) {
    const Text& text = phrases.text();
    const Span line = text.lines[text.tokens[meeting.tokens.begin].line];
    std::size_t i = meeting.tokens.end;
    while (i < line.end && (phrases.at("kl|klokken", i, line.end) || std::isdigit(text.tokens[i].folded.front()) != 0))
        ++i;
    if (i == meeting.tokens.end || i >= line.end || text.tokens[i - 1].tail.find(',') == std::string::npos ||
        !upper(text.tokens[i]) || !(place_word(phrases, i) || street(text.tokens[i])))
        return std::nullopt;
    const Span words = place_from(phrases, i, line.end);
    if (words.empty()) return std::nullopt;
    FoundPlace place{clean(text.printed(words)), words, {}};
    if (words.end == line.end) place.more = second_line(phrases, words);
    if (!place.more.empty()) place.text += ", " + clean(text.printed(place.more));
    return place;
}

}  // namespace

std::optional<FoundPlace> find_place(Phrases& phrases, const Placed* meeting) {
    const Text& text = phrases.text();
    if (const auto place = labelled(phrases)) return place;
    if (meeting != nullptr) {
        if (const auto place = in_sentence(phrases, meeting->sentence, meeting->tokens.end)) return place;
    }
    if (meeting != nullptr) {
        if (const auto place = after_time(phrases, *meeting)) return place;
        if (const auto place = line_below(phrases, *meeting)) return place;
    }
    constexpr std::array<std::string_view, 23> says_where{"samtalen|mødet|besøget foregår|holdes|afholdes|er",
                                                          "samtalen|mødet finder|bliver",
                                                          "vi mødes|ses|holder",
                                                          "du skal møde|komme|mødes",
                                                          "skal du møde|komme",
                                                          "mødes|ses vi",
                                                          "mød op|ind|på|i",
                                                          "kom til|hen|forbi|ned",
                                                          "møder|kommer du",
                                                          "adressen|stedet|lokalet er",
                                                          "det|mødet|samtalen foregår|ligger|holdes|bliver",
                                                          "foregår|ligger|afholdes i|på|hos|ved",
                                                          "stedet|lokalet bliver",
                                                          "find vej|os",
                                                          "du møder|kommer",
                                                          "mødestedet er",
                                                          "foregår|holdes|afholdes mødet|samtalen",
                                                          "finder sted",
                                                          "bedes møde|komme",
                                                          "henvende dig|henvend dig",
                                                          "besøger|kommer dig|hjem",
                                                          "mødet|samtalen .. holdes|foregår|afholdes",
                                                          "du finder os"};
    for (const Span& sentence : text.sentences) {
        if (text.tokens[sentence.begin].zone == Zone::Foot) continue;
        for (const std::string_view pattern : says_where) {
            const auto found = phrases.find(pattern, sentence);
            if (!found) continue;
            if (phrases.any({"hvis", "ikke", "kom|mødte", "telefon*", "udebl*"}, {sentence.begin, found->end}))
                continue;
            if (phrases.at("er", found->end - 1, found->end) && found->end < sentence.end &&
                (upper(text.tokens[found->end]) || place_word(phrases, found->end))) {
                const Span words = place_from(phrases, found->end, sentence.end);  // "Adressen er Rådhuset, …"
                return FoundPlace{clean(text.printed(words)), words, {}};
            }
            if (const auto place = in_sentence(phrases, sentence, found->end - 1)) return place;
        }
    }
    if (meeting != nullptr) {  // "Vi har på Rådhuset, lokale 4, sat tid af til dig den …"
        if (const auto place = in_sentence(phrases, meeting->sentence, meeting->sentence.begin)) return place;
    }
    return std::nullopt;
}

}  // namespace aaben::reading
