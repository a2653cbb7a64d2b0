// Tells an editor what is wrong with the letters' content and how to mend it: readability, missing or stale
// translations, placeholders that differ, sentences without their law, rules about to end, slips of spelling. Called by
// `kioskctl content check`, by the tests and before a bundle is signed. Pure but for reading files; any thread. Always:
// a list of warnings alone means the content keeps every gate (LIX ≤ 25 an explanation, no sentence over 15 words, no
// hard word without its explanation, no right or duty without its source).
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "calendar/date.hpp"
#include "explain/content.hpp"

namespace aaben::explain {

inline constexpr double lix_max = 25.0;
inline constexpr int sentence_words_max = 15;
inline constexpr int rule_check_days_max = 400;  // somebody looks at every rule once a year

// `dir` is the content folder (with letters/ and languages/) or the letters folder itself.
[[nodiscard]] std::vector<ContentFault> check(const std::filesystem::path& dir, calendar::Date today);

// The LIX of each type's Danish explanation, all fields present or none, whichever is harder.
[[nodiscard]] std::map<std::string, double> lix_by_type(const std::filesystem::path& dir, calendar::Date today);

}  // namespace aaben::explain
