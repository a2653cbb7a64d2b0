// What a date of the letter means: the letter's own, a coming meeting, a deadline, the start or end of a period, or
// none of these (a missed or cancelled meeting, a date that is only mentioned). Called by fields.cpp; pure, any thread.
// Always: a date whose printed weekday does not fit has no role.
#pragma once

#include <optional>
#include <vector>

#include "reading/entities.hpp"
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
};

struct Scored {
    std::size_t index = 0;  // into the placed dates
    double score = 0;
};

[[nodiscard]] std::vector<Placed> place_dates(const Text& text, const std::vector<FoundDate>& dates);
[[nodiscard]] Span label_of(const Text& text, std::size_t token);

[[nodiscard]] std::optional<std::size_t> letter_date(Phrases& phrases, const std::vector<Placed>& dates);

[[nodiscard]] bool is_reference(Phrases& phrases, const Placed& date);  // "dit brev af 3. november", "ansøgte den …"
[[nodiscard]] bool is_missed_or_cancelled(Phrases& phrases, const Placed& date);
[[nodiscard]] double deadline_score(Phrases& phrases, const Placed& date);
[[nodiscard]] double meeting_score(Phrases& phrases, const Placed& date, bool time_beside);
[[nodiscard]] double start_score(Phrases& phrases, const Placed& date);
[[nodiscard]] double end_score(Phrases& phrases, const Placed& date);

// Whether the municipality, not the citizen, is the one who acts in these words ("vi svarer senest …").
[[nodiscard]] bool municipality_acts(Phrases& phrases, Span left);

}  // namespace aaben::reading
