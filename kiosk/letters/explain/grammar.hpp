// Puts the fields of a letter into words of one language: dates with weekday, "om 4 dage", amounts, telephone numbers,
// and sentences with all of them. Used by explanation.cpp and by check.cpp. Pure; any thread. Always: a sentence that
// names an absent field is not shown at all.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "explain/content.hpp"
#include "language/writing.hpp"
#include "letters/fields.hpp"

namespace aaben::explain {

// What all sentences of one explanation are filled from.
struct Filling {
    const SharedTexts& language;
    const letters::Fields& fields;
    std::optional<calendar::Date> today;  // none: nobody knows what day it is, so nothing is said to have passed
    bool phones_closed_today = false;
    bool rules_checked = true;  // somebody has checked the rules that hold for this letter's day
};

// A complaint must have come this many days after the citizen had the decision (retssikkerhedsloven § 67).
inline constexpr int complaint_days = 28;

[[nodiscard]] std::string days_phrase(const SharedTexts& language, std::int64_t days);  // "om 4 dage", "i går"
// The form of a counted text for n; empty when there is none.
[[nodiscard]] std::string_view form_for(const SharedTexts& language, const Forms& forms, std::int64_t n);
// What the forms of days lack that some number takes, a line each. One and zero have words of their own ("i morgen").
[[nodiscard]] std::vector<std::string> missing_forms(const SharedTexts& language);
[[nodiscard]] language::Year year_of(calendar::Date date, std::optional<calendar::Date> today);
[[nodiscard]] std::string date_phrase(const language::Language& spoken, calendar::Date date,
                                      std::optional<calendar::Date> today);
[[nodiscard]] std::string amount_phrase(const SharedTexts& language,
                                        std::string_view amount);  // "1234.00" → "1.234 kroner"

[[nodiscard]] bool holds(const Filling& filling, std::string_view condition);
[[nodiscard]] bool is_shown(const Filling& filling, const Line& line);
// nullopt when a field it names is absent.
[[nodiscard]] std::optional<std::string> fill(const Filling& filling, std::string_view text);

}  // namespace aaben::explain
