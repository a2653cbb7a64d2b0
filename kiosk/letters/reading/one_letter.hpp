// Whether pages that were laid together are one letter. Called by ocr before pages are read as one, so that no deadline
// of one letter stands on the cards of another. Pure; any thread. Always: pages are told apart only by what they print
// of themselves (how many pages, a salutation with a day or a case number of its own), never by what they are about.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "calendar/date.hpp"
#include "reading/page_number.hpp"
#include "reading/words.hpp"

namespace aaben::reading {

struct PageMarks {
    PageNumber printed;
    std::optional<calendar::Date> letter_date;
    std::string case_number;  // folded; empty: none
    bool salutes = false;     // "Kære …", "Hej …" begins it
};

[[nodiscard]] PageMarks page_marks(const std::vector<Word>& page, calendar::Date today);

// How many of the pages, in the order in which they were laid, belong to the first one's letter before one does not.
[[nodiscard]] std::size_t pages_of_one_letter(const std::vector<PageMarks>& laid);

}  // namespace aaben::reading
