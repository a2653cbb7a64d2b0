// What one page of a letter prints about the pages: "Side 1 af 2", "1/2" on a line of its own, "Se næste side". Called
// by ocr for each page, to put pages in order and to ask for the one that was not laid. Pure; any thread. Always: a
// number that is not printed is 0; more than 20 pages are taken for a misreading.
#pragma once

#include <vector>

#include "reading/words.hpp"

namespace aaben::reading {

struct PageNumber {
    int number = 0;        // this page's own
    int of = 0;            // how many the letter has
    bool goes_on = false;  // "fortsættes på næste side"
    friend bool operator==(const PageNumber&, const PageNumber&) = default;
};
[[nodiscard]] PageNumber page_number(const std::vector<Word>& page);

// The page to ask for next, as the laid ones print it: the lowest number that is named and not there; 0 when none is.
[[nodiscard]] int missing_page(const std::vector<PageNumber>& laid);

}  // namespace aaben::reading
