#include "reading/roles.hpp"

#include <algorithm>

#include "reading/scan.hpp"

namespace aaben::reading {
namespace {

bool ends_with_question_or_colon(const Token& token) {
    return token.tail.find(':') != std::string::npos || token.tail.find('?') != std::string::npos;
}

// Both names of a cell: what stands beside it, and the head of its column.
bool named(Tally& tally, std::string_view group, const Placed& date) {
    return tally.has(group, date.label) || tally.has(group, date.head);
}

bool add_named(Tally& tally, std::string_view group, const Placed& date) {
    return tally.add(group, date.label) || tally.add(group, date.head);
}

}  // namespace

Span label_of(const Text& text, std::size_t token) {
    const Span none{token, token};
    const Span cell = text.cell_of(token);
    for (std::size_t i = token; i-- > cell.begin;) {
        if (ends_with_question_or_colon(text.tokens[i]))
            return {i + 1 - std::min<std::size_t>(i + 1 - cell.begin, 5), i + 1};
    }
    // In a row of several values the first cell names them all.
    for (Span left = text.cell_left(token); !left.empty(); left = text.cell_left(left.begin)) {
        const auto number = [&](const Token& t) { return !t.raw.empty() && Scan::is_digit(t.raw.front()); };
        const auto first = text.tokens.begin() + static_cast<std::ptrdiff_t>(left.begin);
        const auto last = text.tokens.begin() + static_cast<std::ptrdiff_t>(left.end);
        if (left.end - left.begin <= 12 && std::none_of(first, last, number)) return left;
        if (text.cell_left(left.begin).empty() && left.end - left.begin <= 12) return left;
    }
    if (token != cell.begin) {  // "Dato 22. januar 2027" where the OCR saw no gap
        const bool line_start = cell.begin == text.lines[text.tokens[token].line].begin;
        return line_start && token - cell.begin <= 2 && cell.end - token <= 8 ? Span{cell.begin, token} : none;
    }
    const Span above = text.cell_above(token);
    if (above.empty() || above.end - above.begin > 5) return none;
    for (std::size_t i = above.begin; i + 1 < above.end; ++i) {  // a label with its own value
        if (ends_with_question_or_colon(text.tokens[i])) return none;
    }
    return text.tokens[above.end - 1].tail.find('.') == std::string::npos ? above : none;
}

namespace {

// "Du får i stedet tid", and the date by itself on the next line.
Span words_above(const Text& text, std::size_t token) {
    const Span none{token, token};
    const Span above = text.cell_above(token);
    if (above.empty() || text.tokens[above.end - 1].tail.find_first_of(".!") != std::string::npos) return none;
    if (text.cell_of(token).begin != token || !text.cell_left(token).empty()) return none;
    const Span sentence = text.sentences[text.tokens[above.end - 1].sentence];
    return {std::min(sentence.begin, above.begin), above.end};
}

}  // namespace

std::vector<Placed> place_dates(const Text& text, const std::vector<FoundDate>& dates) {
    std::vector<Placed> placed;
    for (const FoundDate& found : dates) {
        Placed date;
        date.found = found;
        date.tokens = {text.token_at(found.begin), text.token_at(found.end - 1) + 1};
        date.sentence = text.sentences[text.tokens[date.tokens.begin].sentence];
        date.left = {date.sentence.begin, date.tokens.begin};
        if (date.left.empty()) date.left = words_above(text, date.tokens.begin);
        date.right = {date.tokens.end, std::max(date.tokens.end, date.sentence.end)};
        date.label = label_of(text, date.tokens.begin);
        date.head = text.column_head(date.tokens.begin);
        placed.push_back(date);
    }
    for (std::size_t i = 0; i + 1 < placed.size(); ++i) {
        Placed& a = placed[i];
        Placed& b = placed[i + 1];
        if (a.sentence.begin != b.sentence.begin) continue;
        a.right.end = std::max(a.right.begin, std::min(a.right.end, b.tokens.begin));
        b.left.begin = std::min(b.left.end, a.tokens.end);
    }
    return placed;
}

bool is_reference(Phrases& phrases, const Placed& date) {
    Tally tally(phrases);
    const Span near = last_tokens(date.left, 5);
    if (tally.ends("reference.letter-before", near) && tally.has("reference.letter", date.left)) return true;
    if (tally.has("reference.person-or-law", date.left)) return true;
    if (tally.ends("reference.since", date.left)) return true;
    if (date.found.opens_range) return false;
    const Span clause = last_clause(phrases.text(), date.left);
    if (tally.ends("reference.done-before", clause) && tally.has("reference.done", clause) &&
        !tally.has("reference.duty", clause))
        return true;
    return tally.has("reference.done-after", first_tokens(date.right, 6)) &&
           !tally.has("reference.duty", date.sentence);
}

Tally missed_or_cancelled(Phrases& phrases, const Placed& date) {
    const Text& text = phrases.text();
    Tally tally(phrases);
    const Span whole{date.left.begin, date.right.end};
    const auto is_past = [&] {
        if (named(tally, "past.label", date)) return true;
        if (tally.has("past.missed", whole) && !tally.has("past.missed-unless", date.left)) return true;
        if (tally.has("past.cancelled", whole) && !tally.has("past.cancelled-unless", date.left)) return true;
        const std::size_t next = text.tokens[date.tokens.begin].sentence + 1;
        if (next < text.sentences.size() && tally.has("past.next-sentence", first_tokens(text.sentences[next], 9)))
            return true;
        if (tally.ends("past.before", date.left)) return !tally.has("past.new", last_tokens(date.left, 4));
        return tally.has("past.after", first_tokens(date.right, 9)) &&
               !tally.has("past.new", last_tokens(date.left, 4));
    };
    return is_past() ? tally : Tally(phrases);
}

bool municipality_acts(Phrases& phrases, Span left) {
    // The nearest clause that says who acts: "Kommunen skal holde en samtale med dig, inden der er gået en uge".
    Tally tally(phrases);
    while (!left.empty()) {
        const Span clause = last_clause(phrases.text(), left);
        if (tally.has("acts.citizen", clause)) return false;
        if (tally.has("acts.municipality", clause)) return true;
        left.end = clause.begin;
    }
    return false;
}

Tally deadline_score(Phrases& phrases, const Placed& date, bool has_end) {
    const Span clause = last_clause(phrases.text(), date.left);
    const Span near = last_tokens(date.left, 6);
    Tally tally(phrases);
    const auto asked = [&] {
        if (tally.add_end("deadline.by", near)) return true;
        if (!has_end && tally.add_end("deadline.last-day", near)) return true;
        if (!tally.has("deadline.to-meet", last_tokens(date.left, 3)) && tally.add("deadline.named", near)) return true;
        if ((!tally.has("deadline.label-unless", date.label) && add_named(tally, "deadline.label", date)) ||
            tally.add_end("deadline.until", near))
            return true;
        if (!date.found.closes_range && tally.has("deadline.act", date.sentence) &&
            tally.add_end("deadline.before", near))
            return true;
        return tally.add("deadline.or-before", first_tokens(date.right, 2)) ||
               tally.add_end("deadline.in-hand", near) || tally.add("deadline.is-last", first_tokens(date.right, 6));
    };
    if (!asked() || municipality_acts(phrases, clause)) return Tally(phrases);
    tally.add("deadline.to-meet", last_tokens(date.left, 2));
    if (!tally.has("deadline.follow-up-unless", clause)) tally.add("deadline.follow-up", clause);
    tally.add("deadline.happened", date.left);
    tally.add("deadline.condition", date.left);
    return tally;
}

Tally meeting_score(Phrases& phrases, const Placed& date, bool time_beside) {
    Tally tally(phrases);
    const Text& text = phrases.text();
    if (time_beside) tally.add(3, "a time beside it");
    if (add_named(tally, "meeting.label", date) && text.tokens[date.tokens.begin].zone == Zone::Head)
        tally.add(-1.5, "head");
    tally.add("meeting.named", date.left);
    tally.add("meeting.invites", date.sentence);
    tally.add("meeting.after", first_tokens(date.right, 10));
    if (!tally.add("meeting.new", date.left)) add_named(tally, "meeting.new-label", date);
    tally.add("meeting.instead-after", first_tokens(date.right, 8));
    const Span near = last_tokens(date.left, 6);
    if (!tally.has("meeting.period-unless", near)) tally.add("meeting.period", near);
    if (date.found.opens_range || date.found.closes_range) tally.add(-2.5, "a range");
    return tally;
}

Tally start_score(Phrases& phrases, const Placed& date) {
    const Span near = last_tokens(date.left, 6);
    Tally tally(phrases);
    const bool opens = date.found.opens_range;
    if (opens)
        tally.add(4.5, "opens a range");
    else if (!(!tally.has("start.label-unless", date.label) && add_named(tally, "start.label", date)) &&
             !tally.add_end("start.before", near))
        tally.add("start.verb", near);
    if (tally.score <= 0) return tally;
    const Span around{date.left.begin, date.right.end};
    if (!(opens && tally.has("start.holiday", date.left))) tally.add("start.not", around);
    tally.add("start.closed", date.sentence);
    tally.add("start.rates", date.sentence);
    if (!tally.ends("start.from", near)) tally.add("start.payment", around);
    return tally;
}

Tally end_score(Phrases& phrases, const Placed& date) {
    Tally tally(phrases);
    if (date.found.closes_range)
        tally.add(4.5, "closes a range");
    else if (!add_named(tally, "end.label", date))
        tally.add_end("end.before", last_tokens(date.left, 5));
    if (tally.score > 0) tally.add("start.closed", date.sentence);
    return tally;
}

}  // namespace aaben::reading
