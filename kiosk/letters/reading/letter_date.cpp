#include <algorithm>
#include <array>
#include <string_view>

#include "reading/roles.hpp"

namespace aaben::reading {
namespace {

// A date over "Tid: kl. 10" or "Sted: …" is the meeting's.
bool names_time_below(Phrases& phrases, const Placed& date) {
    const Text& text = phrases.text();
    const std::size_t below = text.tokens[date.tokens.begin].line + 1;
    if (below >= text.lines.size()) return false;
    const Span line = text.lines[below];
    const auto label = phrases.at("tid|tidspunkt|klokkeslæt|kl|klokken|sted|hvor|mødested", line.begin, line.end);
    if (!label) return false;
    const Token& named = text.tokens[line.begin];
    return named.tail.find(':') != std::string::npos ||
           (line.begin + 1 < line.end && text.tokens[line.begin + 1].after_gap);
}

// "29.01.2027 14.02" in a corner: when the page was printed, not when the letter was written.
bool is_print_stamp(const Text& text, const Placed& date) {
    const Token& first = text.tokens[date.tokens.begin];
    if (first.line > 1 || date.tokens.end >= text.tokens.size()) return false;
    const Token& next = text.tokens[date.tokens.end];
    return next.line == first.line && next.raw.size() >= 4 && next.raw.size() <= 5 &&
           std::all_of(next.raw.begin(), next.raw.end(),
                       [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == ':'; });
}

// Whether a sign that sets apart (", · | -") stands between two neighbours; a lone "·" may be a token of its own.
bool set_apart(const Token& left, const Token& right) {
    constexpr std::array<std::string_view, 5> signs{",", "·", "|", "-", "–"};
    return std::ranges::any_of(signs, [&](std::string_view sign) {
        return left.tail.find(sign) != std::string::npos || left.raw == sign || right.raw == sign;
    });
}

// "Vesterlund, den 18. december 2026", "Ole Brink, jobcenteret, 5. november 2026": under the letter, or over it.
bool ends_a_short_line(const Text& text, const Placed& date) {
    const Token& first = text.tokens[date.tokens.begin];
    const Span line = text.lines[first.line];
    if (date.tokens.end != line.end || line.end - line.begin > 10 || date.tokens.begin == line.begin) return false;
    const bool edge = first.line < text.lines.size() / 5 + 1 || first.line + 5 > text.lines.size();
    return edge && (first.folded == "den" || set_apart(text.tokens[date.tokens.begin - 1], first));
}

// "12. november 2026 · Sag 26-5520", over the salutation or under the address.
bool opens_a_short_line(const Text& text, const Placed& date) {
    const Token& first = text.tokens[date.tokens.begin];
    const Span line = text.lines[first.line];
    if (date.tokens.begin != line.begin || date.tokens.end == line.end || line.end - line.begin > 9) return false;
    const bool above = first.line < text.lines.size() / 3 + 1;
    return above && set_apart(text.tokens[date.tokens.end - 1], text.tokens[date.tokens.end]);
}

Tally score_of(Phrases& phrases, const Placed& date) {
    const Text& text = phrases.text();
    const Span line = text.lines[text.tokens[date.tokens.begin].line];
    const Token& first = text.tokens[date.tokens.begin];
    Tally tally(phrases);
    if (first.zone == Zone::Head) tally.add(2, "head");
    if (first.zone == Zone::Title) tally.add(0.5, "title");
    if (first.zone == Zone::Foot) tally.add(0.5, "foot");
    const bool labelled = tally.add("letter-date.label", date.label);
    if (labelled && first.zone == Zone::Body) tally.add(-2, "body");
    const bool received =
        !labelled && (tally.add("letter-date.made", date.label) || tally.add("letter-date.received", date.label));
    const Span cell = text.cell_of(date.tokens.begin);
    const std::size_t others =
        (cell.end - cell.begin) - std::min(cell.end - cell.begin, date.tokens.end - date.tokens.begin);
    const bool before_only_place = others <= 2 && date.tokens.end == cell.end;
    if (before_only_place && !labelled) tally.add(others == 0 ? 2 : 1.5, "alone");
    if (first.after_gap && date.tokens.end == line.end) tally.add(1, "right edge");
    if (!labelled && ends_a_short_line(text, date)) tally.add(2, "ends a short line");
    if (!labelled && opens_a_short_line(text, date)) tally.add(2, "opens a short line");
    if (!labelled) tally.add("letter-date.other-label", date.label);
    if (!labelled && !received) tally.add("letter-date.event-label", date.label);
    if (!labelled && !received) tally.add("letter-date.in-sentence", date.sentence);
    if (!labelled && !received) tally.add_end("letter-date.from", last_tokens(date.left, 3));
    if (names_time_below(phrases, date)) tally.add(-3, "a time below");
    if (is_print_stamp(text, date)) tally.add(-2, "print stamp");
    return tally;
}

}  // namespace

std::optional<LetterDate> letter_date(Phrases& phrases, const std::vector<Placed>& dates) {
    std::optional<LetterDate> best;
    for (std::size_t i = 0; i < dates.size(); ++i) {
        const FoundDate& found = dates[i].found;
        if (!found.weekday_fits || !found.year_printed || found.opens_range || found.closes_range) continue;
        Tally tally = score_of(phrases, dates[i]);
        if (tally.score >= 2 && (!best || tally.score > best->why.score)) best = LetterDate{i, std::move(tally)};
    }
    return best;
}

}  // namespace aaben::reading
