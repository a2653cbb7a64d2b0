// The sum a letter is about, the number to ring, and deadlines counted in days: what needs the sentence around a find
// to be understood. Called by find_fields.cpp; pure, any thread. The wordings are rows of assets/reading/fields.txt.
// Always: nothing when no find is clearly the one.
#pragma once

#include <optional>
#include <string_view>

#include "reading/entities.hpp"
#include "reading/field_rules.hpp"
#include "reading/phrase.hpp"

namespace aaben::reading {

struct TheAmount {
    FoundAmount found;
    Tally why;
};
[[nodiscard]] std::optional<TheAmount> the_amount(Phrases& phrases, const std::vector<FoundAmount>& amounts,
                                                  std::string_view type);

struct ThePhone {
    FoundPhone found;
    Tally why;
};
// Never the citizen's own number, nor a line that the whole country has; the caseworker's before the switchboard's.
[[nodiscard]] std::optional<ThePhone> the_phone(Phrases& phrases, const std::vector<FoundPhone>& phones,
                                                std::string_view type);

// "inden 14 dage fra dags dato", "inden 8 dage", "senest 5 hverdage fra i dag", "inden udgangen af måneden"; not from
// receipt, not from another event ("3 hverdage før mødet" gives no date), not the municipality's own deadlines, not
// complaint deadlines (by law they run from receipt).
struct RelativeDeadline {
    calendar::Date date;
    Span tokens;
    Tally why;
};
[[nodiscard]] std::vector<RelativeDeadline> relative_deadlines(Phrases& phrases, calendar::Date letter);

}  // namespace aaben::reading
