// Dates, times and numbers as people write them, per language: Danish 10.15, English and Arabic 10:15 with Latin
// digits. Pure but for the names, which come from the language file (sections `weekday`, `month`, `date`). Called by
// screens.
#pragma once

#include <string>
#include <string_view>

#include "calendar/date.hpp"
#include "text/catalogue.hpp"

namespace aaben::text {

[[nodiscard]] std::string time(const Catalogue& catalogue, calendar::TimeOfDay time, std::string_view language);
// "tirsdag den 24. november 2026" · "Tuesday 24 November 2026"
[[nodiscard]] std::string date_long(const Catalogue& catalogue, calendar::Date date, std::string_view language);
// "24. november" · "24 November"
[[nodiscard]] std::string date_short(const Catalogue& catalogue, calendar::Date date, std::string_view language);
[[nodiscard]] std::string_view weekday_name(const Catalogue& catalogue, calendar::Weekday day,
                                            std::string_view language);
[[nodiscard]] std::string_view month_name(const Catalogue& catalogue, int month, std::string_view language);
// "1234.50" → "1.234,50" (da) · "1,234.50" (en, ar). Text that is no number is returned as it is.
[[nodiscard]] std::string number(std::string_view decimal, std::string_view language);
// "76203040" → "76 20 30 40"; anything but eight digits is returned as it is.
[[nodiscard]] std::string phone(std::string_view digits);

}  // namespace aaben::text
