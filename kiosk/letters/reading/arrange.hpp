// Puts the words of a page into the order a person reads them: paragraphs from top to bottom, and a label with its
// value on one line where the layout engine took them for two columns. Called by read() before anything else; pure.
// Always: no word is lost or changed; line and block numbers grow along the result.
#pragma once

#include <vector>

#include "reading/words.hpp"

namespace aaben::reading {

[[nodiscard]] std::vector<Word> arrange(std::vector<Word> words);

}  // namespace aaben::reading
