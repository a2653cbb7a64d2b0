// The part of the content check that holds sentence and law together: every right, duty and consequence names the rule
// it states, every rule that is named is in law.toml and was looked up within a year, and a set of rules that ends is
// told of in time. Called by check.cpp alone. Pure.
#pragma once

#include <vector>

#include "calendar/date.hpp"
#include "explain/content.hpp"

namespace aaben::explain {

inline constexpr int expiry_warning_days = 60;

void check_law(const Content& content, calendar::Date today, std::vector<ContentFault>& faults);

// Whether a Danish sentence says what somebody may, must or can lose, so that it needs a rule. A sentence that names a
// field of the letter states what the letter states.
[[nodiscard]] bool states_a_rule(const Line& line);

}  // namespace aaben::explain
