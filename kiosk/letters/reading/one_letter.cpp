#include "reading/one_letter.hpp"

#include <algorithm>

#include "reading/arrange.hpp"
#include "reading/roles.hpp"

namespace aaben::reading {
namespace {

bool has_digit(const std::string& text) {
    return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// What follows "Sagsnr." or "Journalnr." on its line.
std::string case_number_in(Phrases& phrases) {
    const Text& text = phrases.text();
    for (const FieldRule& rule : field_rules().group("page.case-number").rules) {
        const auto label = phrases.find(rule.pattern, {0, text.tokens.size()});
        if (!label) continue;
        const Span line = text.lines[text.tokens[label->begin].line];
        for (std::size_t i = label->end; i < std::min(label->end + 2, line.end); ++i)
            if (has_digit(text.tokens[i].folded)) return text.tokens[i].folded;
    }
    return {};
}

bool salutes(Phrases& phrases) {
    Tally tally(phrases);
    return std::ranges::any_of(phrases.text().lines, [&](const Span& line) {
        return line.end - line.begin <= 8 &&
               tally.has("page.salutation", {line.begin, std::min(line.begin + 1, line.end)});
    });
}

bool differ(const PageMarks& a, const PageMarks& b) {
    if (a.printed.of > 0 && b.printed.of > 0 && a.printed.of != b.printed.of) return true;
    // Both begin a letter; a page that was laid twice begins the same one.
    const bool both_begin = (a.salutes && b.salutes) || (a.printed.number > 0 && a.printed.number == b.printed.number);
    if (!both_begin) return false;
    const bool dates = a.letter_date && b.letter_date && *a.letter_date != *b.letter_date;
    const bool cases = !a.case_number.empty() && !b.case_number.empty() && a.case_number != b.case_number;
    return dates || cases;
}

}  // namespace

PageMarks page_marks(const std::vector<Word>& page, calendar::Date today) {
    PageMarks marks;
    marks.printed = page_number(page);
    const Text text = make_text(arrange(page));
    Phrases phrases(text);
    const auto dates = place_dates(text, find_dates(text, today));
    if (const auto own = letter_date(phrases, dates)) marks.letter_date = dates[own->index].found.date;
    marks.case_number = case_number_in(phrases);
    marks.salutes = salutes(phrases);
    return marks;
}

std::size_t pages_of_one_letter(const std::vector<PageMarks>& laid) {
    for (std::size_t page = 1; page < laid.size(); ++page)
        for (std::size_t before = 0; before < page; ++before)
            if (differ(laid[before], laid[page])) return page;
    return laid.size();
}

}  // namespace aaben::reading
