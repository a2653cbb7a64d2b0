// Dates, times, amounts and telephone numbers as people write them in a language: "tirsdag den 24. november", "10.15",
// "1.234,50". Pure; any thread. Called by screens (through text/dates.hpp) and by the explanations of letters.
#pragma once

#include <string>
#include <string_view>

#include "calendar/date.hpp"
#include "language/language.hpp"

namespace aaben::language {

enum class Year { Shown, LeftOut };

// "tirsdag den 24. november 2026" · "Tuesday 24 November 2026"
[[nodiscard]] std::string date(const Language& language, calendar::Date date, Year year);
// "24. november" · "24 November"
[[nodiscard]] std::string short_date(const Language& language, calendar::Date date, Year year);
[[nodiscard]] std::string time(const Language& language, calendar::TimeOfDay time);
[[nodiscard]] std::string_view weekday_name(const Language& language, calendar::Weekday day);
// "1234.50" → "1.234,50" (da) · "1,234.50" (en, ar). Text that is no number is returned as it is.
[[nodiscard]] std::string number(const Language& language, std::string_view decimal);
// "76203040" → "76 20 30 40" with no-break spaces: on one line, and in order inside Arabic text, where plain spaces
// would turn the groups round. Anything but eight digits is returned as it is.
[[nodiscard]] std::string phone(std::string_view digits);

// A pattern with each {name} replaced by the value.
[[nodiscard]] std::string put(std::string pattern, std::string_view name, std::string_view value);

}  // namespace aaben::language
