// Dates and times on the glass, in the language of a tag: what `language/writing.hpp` writes, found through the
// catalogue. Called by screens. Always: a language that the catalogue does not know is written in Danish.
#pragma once

#include <string>
#include <string_view>

#include "calendar/date.hpp"
#include "language/writing.hpp"
#include "text/catalogue.hpp"

namespace aaben::text {

[[nodiscard]] std::string time(const Catalogue& catalogue, calendar::TimeOfDay time, std::string_view language);
// "tirsdag den 24. november 2026" · "Tuesday 24 November 2026"
[[nodiscard]] std::string date_long(const Catalogue& catalogue, calendar::Date date, std::string_view language);
// "24. november" · "24 November"
[[nodiscard]] std::string date_short(const Catalogue& catalogue, calendar::Date date, std::string_view language);
[[nodiscard]] std::string_view weekday_name(const Catalogue& catalogue, calendar::Weekday day,
                                            std::string_view language);
using language::phone;

}  // namespace aaben::text
