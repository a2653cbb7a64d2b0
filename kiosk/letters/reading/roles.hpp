// What a date of the letter means: the letter's own, a coming meeting, a deadline, the start or end of a period, or
// none of these (a missed or cancelled meeting, a date that is only mentioned). Called by find_fields.cpp; pure, any
// thread. The wordings are rows of assets/reading/fields.txt. Always: a date whose printed weekday does not fit has no
// role.
#pragma once

#include <optional>
#include <vector>

#include "reading/entities.hpp"
#include "reading/field_rules.hpp"
#include "reading/phrase.hpp"

namespace aaben::reading {

// A date with where it stands.
struct Placed {
    FoundDate found;
    Span tokens;    // the date itself
    Span sentence;  // the whole sentence around it
    Span left;      // the sentence up to it, from the date before on
    Span right;     // the sentence after it, up to the next date
    Span label;     // words that name it: "Frist:", the cell to the left or above
    Span head;      // in a table, the head of its column
};

[[nodiscard]] std::vector<Placed> place_dates(const Text& text, const std::vector<FoundDate>& dates);
// The words that name what stands at a token; empty when none do.
[[nodiscard]] Span label_of(const Text& text, std::size_t token);

struct LetterDate {
    std::size_t index = 0;  // into the placed dates
    Tally why;
};
[[nodiscard]] std::optional<LetterDate> letter_date(Phrases& phrases, const std::vector<Placed>& dates);

[[nodiscard]] bool is_reference(Phrases& phrases, const Placed& date);  // "dit brev af 3. november", "ansøgte den …"
[[nodiscard]] Tally missed_or_cancelled(Phrases& phrases, const Placed& date);  // rows, when it is
// `has_end`: a letter of this type may have a period, whose last day is no deadline.
[[nodiscard]] Tally deadline_score(Phrases& phrases, const Placed& date, bool has_end);
[[nodiscard]] Tally meeting_score(Phrases& phrases, const Placed& date, bool time_beside);
[[nodiscard]] Tally start_score(Phrases& phrases, const Placed& date);
[[nodiscard]] Tally end_score(Phrases& phrases, const Placed& date);

// Whether the municipality, not the citizen, is the one who acts in these words ("vi svarer senest …").
[[nodiscard]] bool municipality_acts(Phrases& phrases, Span left);

}  // namespace aaben::reading
