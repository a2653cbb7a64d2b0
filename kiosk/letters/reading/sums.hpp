// The sum a letter is about, the number to ring, and relative deadlines: what needs the sentence around a find to be
// understood. Called by fields.cpp; pure, any thread. Always: nothing when no find is clearly the one.
#pragma once

#include <optional>
#include <string_view>

#include "reading/entities.hpp"
#include "reading/phrase.hpp"

namespace aaben::reading {

struct RelativeDeadline {
    int days = 0;
    bool working_days = false;
    Span tokens;
};

[[nodiscard]] std::optional<FoundAmount> the_amount(Phrases& phrases, const std::vector<FoundAmount>& amounts,
                                                    std::string_view type);
[[nodiscard]] std::optional<FoundPhone> the_phone(Phrases& phrases, const std::vector<FoundPhone>& phones);

// "inden 14 dage fra dags dato", "inden 8 dage", "senest 5 hverdage fra i dag"; not from receipt, not the
// municipality's own deadlines, not complaint deadlines (by law they run from receipt).
[[nodiscard]] std::vector<RelativeDeadline> relative_deadlines(Phrases& phrases);

}  // namespace aaben::reading
