#include "reading/place.hpp"

#include <algorithm>
#include <cctype>

#include "reading/fold.hpp"
#include "reading/scan.hpp"

namespace aaben::reading {
namespace {

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
    const auto& ends = field_rules().group("place.street-end").rules;
    return std::any_of(ends.begin(), ends.end(), [&](const FieldRule& end) {
        const std::string tail = fold(end.pattern);
        return token.folded.size() > tail.size() && token.folded.ends_with(tail);
    });
}

bool any_at(Phrases& phrases, std::string_view group, std::size_t token, std::size_t end) {
    const auto& rules = field_rules().group(group).rules;
    return std::any_of(rules.begin(), rules.end(),
                       [&](const FieldRule& rule) { return phrases.at(rule.pattern, token, end).has_value(); });
}

bool place_word(Phrases& phrases, std::size_t token) {
    return any_at(phrases, "place.word", token, token + 1);
}

// Floors, rooms and doors, which continue a place after a comma: "1. sal", "lokale 12", "indgang B", "stuen".
bool continues(Phrases& phrases, std::size_t token) {
    const Token& t = phrases.text().tokens[token];
    if (upper(t) || street(t)) return !any_at(phrases, "place.not-next", token, token + 2);
    if (number(t)) return !any_at(phrases, "place.month-next", token, token + 2);
    return any_at(phrases, "place.goes-on", token, token + 1);
}

bool stops(Phrases& phrases, std::size_t token) {
    return any_at(phrases, "place.stop", token, token + 1);
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
        const bool inside = at > from && any_at(phrases, "place.within", at, end) && at + 1 < end &&
                            (upper(text.tokens[at + 1]) || place_word(phrases, at + 1));
        if (first_of_part && at > from && !continues(phrases, at)) break;
        if (!first_of_part && !inside && stops(phrases, at) && !upper(text.tokens[at])) {
            const bool joined = any_at(phrases, "place.joins", at, end) && at + 1 < end && upper(text.tokens[at + 1]) &&
                                at > from && upper(text.tokens[at - 1]);
            if (!joined) break;
        }
        ++at;
        const std::string& tail = text.tokens[at - 1].tail;
        const bool floor = number(text.tokens[at - 1]) && at < end && any_at(phrases, "place.floor", at, end);
        if (tail.find('.') != std::string::npos && !floor && !any_at(phrases, "place.short", at - 1, at)) break;
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

// After a labelled value: the address may go on in the cell below.
Span second_line(Phrases& phrases, Span value) {
    const Text& text = phrases.text();
    if (value.end != text.cell_of(value.begin).end) return {};
    const Span line = text.cell_below(value.begin);
    if (line.empty() || text.tokens[value.end - 1].tail.find('.') != std::string::npos) return {};
    if (has_label(text, line) || line.end - line.begin > 7) return {};
    bool like_place = postal_line(text, line);
    for (std::size_t i = line.begin; i < line.end; ++i)
        like_place = like_place || (street(text.tokens[i]) && i + 1 < line.end && number(text.tokens[i + 1]));
    if (any_at(phrases, "place.room-line", line.begin, line.end)) like_place = true;
    return like_place ? line : Span{};
}

FoundPlace place_in(Phrases& phrases, Span words, const Tally& why) {
    const Text& text = phrases.text();
    FoundPlace place{clean(text.printed(words)), words, second_line(phrases, words), why};
    if (!place.more.empty()) place.text += ", " + clean(text.printed(place.more));
    return place;
}

// The label at a cell's start, "Sted:", "Sted" alone in its cell; where its value begins and ends.
Span labelled_value(Phrases& phrases, std::size_t i, std::size_t label_end) {
    const Text& text = phrases.text();
    const Span cell = text.cell_of(i);
    const std::string& tail = text.tokens[label_end - 1].tail;
    const bool marked = tail.find(':') != std::string::npos || tail.find('?') != std::string::npos;
    if (marked && label_end < cell.end) return {label_end, cell.end};
    if (label_end != cell.end || !(marked || tail.empty())) return {};
    if (label_end < text.tokens.size() && text.tokens[label_end].line == text.tokens[i].line) {
        const bool heads_columns = !text.cell_below(i).empty() && text.cell_left(i).empty() == false && !marked;
        if (!heads_columns) return text.cell_of(label_end);
    }
    return text.cell_below(i);
}

std::optional<FoundPlace> labelled(Phrases& phrases, bool& none) {
    const Text& text = phrases.text();
    for (const Cell& cell : text.cells) {
        const std::size_t i = cell.tokens.begin;
        const Token& token = text.tokens[i];
        if (token.zone == Zone::Foot || (token.zone == Zone::Head && token.folded.starts_with("adresse"))) continue;
        for (const FieldRule& label : field_rules().group("place.label").rules) {
            const auto found = phrases.at(label.pattern, i, cell.tokens.end);
            Span value = found ? labelled_value(phrases, i, found->end) : Span{};
            if (value.empty()) continue;
            Tally why(phrases);
            why.has("place.label", *found);
            none = why.has("place.no-place", value);
            if (none) return std::nullopt;
            while (!value.empty() && any_at(phrases, "place.lead-in", value.begin, value.end)) ++value.begin;
            if (!value.empty()) return place_in(phrases, value, why);
        }
    }
    return std::nullopt;
}

bool heads_places(Phrases& phrases, Span head) {
    return !head.empty() && head.end - head.begin <= 4 && any_at(phrases, "place.label", head.begin, head.end);
}

// In a table: the cell of the meeting's row under the head "Sted".
std::optional<FoundPlace> in_row(Phrases& phrases, const Placed& meeting) {
    const Text& text = phrases.text();
    const Span line = text.lines[text.tokens[meeting.tokens.begin].line];
    Tally why(phrases);
    for (std::size_t i = line.begin; i < line.end; ++i) {
        if (!text.tokens[i].after_gap || !heads_places(phrases, text.column_head(i))) continue;
        return place_in(phrases, text.cell_of(i), why);
    }
    // Or each thing a row of its own, and the meetings in columns.
    for (std::size_t below = text.tokens[meeting.tokens.begin].line + 1; below < text.lines.size(); ++below) {
        const Span row = text.lines[below];
        if (text.cell_of(row.begin).end == row.end) break;
        if (!heads_places(phrases, text.cell_of(row.begin))) continue;
        for (std::size_t i = row.begin; i < row.end; ++i) {
            if (text.tokens[i].after_gap && text.same_column(i, meeting.tokens.begin))
                return place_in(phrases, text.cell_of(i), why);
        }
    }
    return std::nullopt;
}

std::optional<FoundPlace> in_sentence(Phrases& phrases, Span sentence, std::size_t from, Tally why) {
    const Text& text = phrases.text();
    for (const FieldRule& home : field_rules().group("place.home").rules) {
        const auto found = phrases.find(home.pattern, sentence);
        if (!found) continue;
        why.has("place.home", *found);
        const bool preposition = any_at(phrases, "place.within", found->begin, found->end);
        const Span words{found->begin + (preposition ? 1 : 0), found->end};
        return FoundPlace{clean(text.printed(words)), words, {}, why};
    }
    for (std::size_t i = from; i + 1 < sentence.end; ++i) {
        if (!any_at(phrases, "place.begins", i, sentence.end)) continue;
        std::size_t at = i + 1;
        while (at < sentence.end && any_at(phrases, "place.between", at, sentence.end) &&
               text.tokens[at].tail.empty() && at + 1 < sentence.end)
            ++at;
        while (at < sentence.end && any_at(phrases, "place.at", at, sentence.end)) ++at;
        if (at + 1 < sentence.end && any_at(phrases, "place.who", at, sentence.end)) ++at;  // "hos mig, Rådhuset …"
        if (at >= sentence.end) break;
        const bool direction = any_at(phrases, "place.towards", i, sentence.end);
        const bool known = place_word(phrases, at) || street(text.tokens[at]);
        if (!known && (direction || !upper(text.tokens[at]))) continue;
        if (any_at(phrases, "place.not", at, sentence.end)) continue;
        const Span words = place_from(phrases, at, sentence.end);
        if (words.empty()) continue;
        if (known) why.has("place.word", words);
        return place_in(phrases, words, why);
    }
    return std::nullopt;
}

// "onsdag den 11. november 2026 kl. 9.00" on a line of its own, and the place, without a label, in the cell below.
std::optional<FoundPlace> line_below(Phrases& phrases, const Placed& meeting) {
    constexpr std::size_t most_words = 12;
    const Text& text = phrases.text();
    const Span cell = text.cell_of(meeting.tokens.begin);
    const Span line = text.cell_below(meeting.tokens.begin);
    if (cell.end - cell.begin > most_words || line.empty() || line.end - line.begin > most_words ||
        !upper(text.tokens[line.begin]))
        return std::nullopt;
    bool known = false;
    for (std::size_t i = line.begin; i < line.end; ++i) {
        if (text.tokens[i].tail.find_first_of(":.?") != std::string::npos) return std::nullopt;
        known = known || place_word(phrases, i) || street(text.tokens[i]);
    }
    if (!known) return std::nullopt;
    return FoundPlace{clean(text.printed(line)), line, {}, Tally(phrases)};
}

// "Tid og sted: onsdag den 11. november 2026 kl. 9.00, Rådhuset, lokale 4": right after the time.
std::optional<FoundPlace> after_time(Phrases& phrases, const Placed& meeting) {
    const Text& text = phrases.text();
    const Span line = text.cell_of(meeting.tokens.begin);
    std::size_t i = meeting.tokens.end;
    while (i < line.end &&
           (any_at(phrases, "place.clock", i, line.end) || std::isdigit(text.tokens[i].folded.front()) != 0))
        ++i;
    if (i == meeting.tokens.end || i >= line.end || text.tokens[i - 1].tail.find(',') == std::string::npos ||
        !upper(text.tokens[i]) || !(place_word(phrases, i) || street(text.tokens[i])))
        return std::nullopt;
    const Span words = place_from(phrases, i, line.end);
    return words.empty() ? std::nullopt : std::optional(place_in(phrases, words, Tally(phrases)));
}

// "Vi mødes på Rådhuset …", "Adressen er …": a sentence of its own.
std::optional<FoundPlace> said_elsewhere(Phrases& phrases) {
    const Text& text = phrases.text();
    for (const Span& sentence : text.sentences) {
        if (text.tokens[sentence.begin].zone == Zone::Foot) continue;
        for (const FieldRule& rule : field_rules().group("place.says-where").rules) {
            const auto found = phrases.find(rule.pattern, sentence);
            if (!found) continue;
            Tally why(phrases);
            if (why.has("place.says-where-unless", {sentence.begin, found->end})) continue;
            why.has("place.says-where", *found);
            const std::size_t next = found->end;
            const bool is = any_at(phrases, "place.is", next - 1, next);
            if (next < sentence.end &&
                (place_word(phrases, next) || (upper(text.tokens[next]) && (is || street(text.tokens[next]))))) {
                const Span words = place_from(phrases, next, sentence.end);  // "Adressen er Rådhuset, …"
                return FoundPlace{clean(text.printed(words)), words, {}, why};
            }
            if (const auto place = in_sentence(phrases, sentence, found->end - 1, why)) return place;
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<FoundPlace> find_place(Phrases& phrases, const Placed* meeting) {
    const Tally why(phrases);
    if (meeting != nullptr) {
        if (const auto place = in_row(phrases, *meeting)) return place;
    }
    bool none = false;
    if (const auto place = labelled(phrases, none); place || none) return place;
    if (meeting != nullptr) {
        if (const auto place = in_sentence(phrases, meeting->sentence, meeting->tokens.end, why)) return place;
        if (const auto place = after_time(phrases, *meeting)) return place;
        if (const auto place = line_below(phrases, *meeting)) return place;
    }
    if (const auto place = said_elsewhere(phrases)) return place;
    if (meeting != nullptr)  // "Vi har på Rådhuset, lokale 4, sat tid af til dig den …"
        return in_sentence(phrases, meeting->sentence, meeting->sentence.begin, why);
    return std::nullopt;
}

}  // namespace aaben::reading
