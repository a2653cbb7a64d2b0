#include <algorithm>
#include <array>

#include "reading/fold.hpp"
#include "reading/roles.hpp"
#include "reading/scan.hpp"
#include "reading/sums.hpp"

namespace aaben::reading {
namespace {

using calendar::Date;

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

// Whether the days run from something else than the letter's own date.
bool runs_from_elsewhere(Tally& tally, Span left, Span right) {
    if (tally.has("relative.from-receipt", right)) return true;
    if (tally.has("relative.from-letter", first_tokens(right, 7))) return false;
    if (tally.has("relative.from-other", first_tokens(right, 2))) return true;
    return tally.has("relative.left-other", left) || tally.has("relative.right-other", right);
}

Date after_working_days(Date date, int days) {
    while (days > 0) {
        date = calendar::add_days(date, 1);
        const auto weekday = calendar::weekday(date);
        if (weekday != calendar::Weekday::Saturday && weekday != calendar::Weekday::Sunday &&
            !calendar::is_public_holiday(date))
            --days;
    }
    return date;
}

Date month_end(Date date) {
    const Date next = date.month == 12 ? Date{date.year + 1, 1, 1} : Date{date.year, date.month + 1, 1};
    return calendar::add_days(next, -1);
}

// "14 dage" at `i`, asked for as a deadline that runs from the letter's date.
std::optional<RelativeDeadline> counted_at(Phrases& phrases, std::size_t i, Date letter) {
    const Text& text = phrases.text();
    const auto count = number_word(text.tokens[i].folded);
    if (!count || *count == 0 || text.tokens[i + 1].sentence != text.tokens[i].sentence) return std::nullopt;
    const bool days = phrases.at("dage|dages|dag", i + 1, i + 2).has_value();
    const bool working = phrases.at("hverdage|hverdages|arbejdsdage|arbejdsdages", i + 1, i + 2).has_value();
    const bool weeks = phrases.at("uge|uger|ugers", i + 1, i + 2).has_value();
    if (!days && !working && !weeks) return std::nullopt;
    const Span sentence = text.sentences[text.tokens[i].sentence];
    const Span left{sentence.begin, i};
    const Span right{i + 2, sentence.end};
    Tally tally(phrases);
    const bool by = tally.has("relative.by", last_tokens(left, 4)) ||
                    tally.has("relative.by-after", {i + 1, std::min(sentence.end, i + 4)}) ||
                    (tally.has("relative.by-weak", last_tokens(left, 3)) &&
                     tally.has("relative.from-letter", first_tokens(right, 7)));
    if (!by || runs_from_elsewhere(tally, left, right) || municipality_acts(phrases, left)) return std::nullopt;
    const bool from_letter = tally.has("relative.from-letter", first_tokens(right, 7));
    if (tally.has("relative.complaint", sentence) && !from_letter) return std::nullopt;
    const Date date =
        working ? after_working_days(letter, *count) : calendar::add_days(letter, weeks ? *count * 7 : *count);
    return RelativeDeadline{date, {i, i + 2}, std::move(tally)};
}

// "torsdag i næste uge": the letter's next week, Monday to Sunday.
std::optional<RelativeDeadline> next_week_at(Phrases& phrases, std::size_t i, Date letter) {
    constexpr std::array<std::string_view, 7> weekdays{"mandag", "tirsdag", "onsdag", "torsdag",
                                                       "fredag", "lørdag",  "søndag"};
    const Text& text = phrases.text();
    const Span sentence = text.sentences[text.tokens[i].sentence];
    for (std::size_t day = 0; day < weekdays.size(); ++day) {
        if (text.tokens[i].folded != fold(weekdays[day]) || !phrases.at("* i næste uge", i, sentence.end)) continue;
        Tally tally(phrases);
        const Span left{sentence.begin, i};
        if (!tally.has("relative.by", last_tokens(left, 2)) || municipality_acts(phrases, left)) return std::nullopt;
        const int to_monday = 7 - static_cast<int>(calendar::weekday(letter));
        return RelativeDeadline{
            calendar::add_days(letter, to_monday + static_cast<int>(day)), {i, i + 4}, std::move(tally)};
    }
    return std::nullopt;
}

}  // namespace

std::vector<RelativeDeadline> relative_deadlines(Phrases& phrases, Date letter) {
    const Text& text = phrases.text();
    std::vector<RelativeDeadline> deadlines;
    for (std::size_t i = 0; i + 1 < text.tokens.size(); ++i) {
        if (auto weekday = next_week_at(phrases, i, letter)) deadlines.push_back(std::move(*weekday));
        if (auto counted = counted_at(phrases, i, letter)) deadlines.push_back(std::move(*counted));
    }
    for (const Span& sentence : text.sentences) {
        for (const FieldRule& rule : field_rules().group("relative.month-end").rules) {
            const auto found = phrases.find(rule.pattern, sentence);
            if (!found || municipality_acts(phrases, {sentence.begin, found->begin})) continue;
            Tally tally(phrases);
            tally.has("relative.month-end", *found);
            deadlines.push_back({month_end(letter), *found, std::move(tally)});
            break;
        }
    }
    return deadlines;
}

}  // namespace aaben::reading
