// Which rules a letter stands under. The law changes on a day; the letters of two laws lie in the same bag for months.
// So the letter's own date and the day of its event decide, never today: a decision of December is explained by
// December's rules in March, and an invitation of December to a meeting in January by January's. Called by
// explanation.hpp, by `kioskctl content check` and by the staff's page. Pure; any thread. Always: rules that nobody has
// checked for the letter's day are never stated.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "explain/content.hpp"
#include "letters/fields.hpp"

namespace aaben::explain {

enum class Standing {
    Checked,    // somebody has checked these rules for the letter's day
    MayBeNew,   // checked for the letter's day; today other rules hold, or the letter is older than what was checked
    Unchecked,  // nobody has checked the rules that hold on the letter's day
};

// The day whose law counts: the letter's date, or the day of its event when that comes later. A letter without a date
// counts as today's; none when today is not known either.
[[nodiscard]] std::optional<calendar::Date> law_day(const LetterType& type, const letters::Fields& fields,
                                                    std::optional<calendar::Date> today);

struct Version {
    const LetterType* type = nullptr;  // never null; the type itself or one of its versions
    Standing standing{};
    std::optional<calendar::Date> day;  // against which its rules are held
};
// The texts to use on that day: those whose rules hold then; else the last ones that had begun.
[[nodiscard]] Version version_for(const Content& content, const LetterType& type, std::optional<calendar::Date> law_day,
                                  std::optional<calendar::Date> today);

[[nodiscard]] bool rules_hold(const Content& content, const std::string& rules, std::optional<calendar::Date> law_day);

// When a set of rules ends, and which letters then lose a part of their explanation. In the order of the days.
struct Expiry {
    std::string rules, title;
    calendar::Date valid_to;
    std::int64_t days_left = 0;  // negative once it has ended
    std::vector<std::string> types;
};
[[nodiscard]] std::vector<Expiry> expiries(const Content& content, calendar::Date today);

}  // namespace aaben::explain
