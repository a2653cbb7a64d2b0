// The things in a letter that have a form of their own: dates, times of day, sums of money, telephone numbers. Found in
// Text::flat without asking what they mean; roles.hpp decides that. Pure; any thread.
// Always: an impossible date or a date whose printed weekday does not fit is not found at all; CPR, CVR, EAN and
// account numbers are not telephone numbers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "calendar/date.hpp"
#include "reading/text.hpp"

namespace aaben::reading {

struct FoundDate {
    calendar::Date date;
    std::size_t begin = 0;  // in Text::flat, the weekday and "den" included
    std::size_t end = 0;
    bool year_printed = false;
    bool weekday_printed = false;
    bool weekday_fits = true;
    bool opens_range = false;   // "1." in "1.–28. februar", or the first of "A til B", "A – B"
    bool closes_range = false;  // the second of them
};

struct FoundTime {
    calendar::TimeOfDay time;
    std::size_t begin = 0;
    std::size_t end = 0;
    bool after_kl = false;   // "kl." or "klokken" stands before it
    bool ends_span = false;  // the second of "10–11"
};

struct FoundAmount {
    long long oere = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct FoundPhone {
    std::string digits;  // 8
    std::size_t begin = 0;
    std::size_t end = 0;
};

// `around`: the letter's own date (or today), from which a missing year is taken: the nearest such day.
[[nodiscard]] std::vector<FoundDate> find_dates(const Text& text, calendar::Date around);
[[nodiscard]] std::vector<FoundTime> find_times(const Text& text);
[[nodiscard]] std::vector<FoundAmount> find_amounts(const Text& text);
[[nodiscard]] std::vector<FoundPhone> find_phones(const Text& text);

// Danish personal numbers and what looks like one, replaced in the words themselves before anything else reads them.
void mask_cpr(std::vector<Word>& words);

}  // namespace aaben::reading
