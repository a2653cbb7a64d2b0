// What a scanner or a digit pad hands over when a citizen wants to say who they are: read tolerantly, never refused for
// its check digit. Pure; any thread. The number is sealed at once by the caller and compared as the day's keyed hash.
// Always: mod 11 is not looked at (numbers without it have been given out since 1 October 2007, often to people born on
// 1 January); what cannot be read is nullopt, which the glass answers with a person, never with an error.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "calendar/date.hpp"

namespace aaben::visit {

enum class IdentityKind { Cpr, ReplacementNumber, ForeignerId };

struct Identity {
    IdentityKind kind{};
    std::string number;                        // normalised: without blanks and dash, letters upper case
    std::optional<calendar::Date> birth_date;  // of a CPR or replacement number
};

// Century by the 7th digit (CPR-kontoret, "Personnummeret i CPR"): 0–3 the 1900s; 4 and 9 the 2000s for years to 36,
// else the 1900s; 5–8 the 2000s for years to 57, else the 1800s. Replacement numbers add 60 to the day or carry letters
// in the last four places (health care). 7 to 10 digits that are no date are taken for a foreigner's id.
[[nodiscard]] std::optional<Identity> read_identity(std::string_view scanned);

}  // namespace aaben::visit
