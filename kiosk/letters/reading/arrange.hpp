// Puts the words of a page into the order a person reads them: paragraphs from top to bottom, and the cells of a
// table's row one after the other on one line, wrapped cells whole, wherever the layout engine took the table for
// columns or its lines for sentences. Called by read() before anything else; pure. Always: no word is lost or changed;
// line and block numbers grow along the result.
#pragma once

#include <vector>

#include "reading/words.hpp"

namespace aaben::reading {

[[nodiscard]] std::vector<Word> arrange(std::vector<Word> words);

}  // namespace aaben::reading
