// Puts the fields of a letter into words of one language: dates with weekday, "om 4 dage", amounts, telephone numbers,
// and sentences with all of them. Used by explanation.cpp and by check.cpp. Pure; any thread. Always: a sentence that
// names an absent field is not shown at all.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "explain/content.hpp"
#include "letters/fields.hpp"

namespace aaben::explain {

// What all sentences of one explanation are filled from.
struct Filling {
    const Language& language;
    const letters::Fields& fields;
    std::optional<calendar::Date> today;  // none: nobody knows what day it is, so nothing is said to have passed
    bool phones_closed_today = false;
    bool rules_checked = true;  // somebody has checked the rules that hold for this letter's day
};

// A complaint must have come this many days after the citizen had the decision (retssikkerhedsloven § 67).
inline constexpr int complaint_days = 28;

[[nodiscard]] std::string plural_category(std::string_view family, std::int64_t n);  // "one", "few", …; CLDR
[[nodiscard]] std::string days_phrase(const Grammar& grammar, std::int64_t days);    // "om 4 dage", "i går"
[[nodiscard]] std::string date_phrase(const Grammar& grammar, calendar::Date date, std::optional<calendar::Date> today);
[[nodiscard]] std::string amount_phrase(const Grammar& grammar, std::string_view amount);  // "1234.50" → "1.234,50 kr."
[[nodiscard]] std::string phone_phrase(std::string_view digits);                           // "72107000" → "72 10 70 00"
[[nodiscard]] std::string time_phrase(const Grammar& grammar, calendar::TimeOfDay time);

[[nodiscard]] bool holds(const Filling& filling, std::string_view condition);
[[nodiscard]] bool is_shown(const Filling& filling, const Line& line);
// nullopt when a field it names is absent.
[[nodiscard]] std::optional<std::string> fill(const Filling& filling, std::string_view text);
// Replaces {name} in a short pattern of the language file by one value.
[[nodiscard]] std::string put(std::string pattern, std::string_view name, std::string_view value);

}  // namespace aaben::explain
