// Danish text made comparable after OCR: lower case, æ/ø/å and their spellings as one letter each, ligatures undone,
// and words counted as the same when few letters differ. Used by everything in `reading`; pure, any thread. Always:
// fold("Partshøring") == fold("PARTSHØRING") == fold("partshoering"); folded text is ASCII.
#pragma once

#include <string>
#include <string_view>

namespace aaben::reading {

[[nodiscard]] std::string fold(std::string_view utf8);

// Letters that a word of this length may differ by and still be the same word: short words must be exact.
[[nodiscard]] std::size_t tolerance(std::size_t length);

[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t at_most);
[[nodiscard]] bool same_word(std::string_view folded, std::string_view pattern);
[[nodiscard]] bool starts_like(std::string_view folded, std::string_view pattern);
[[nodiscard]] bool ends_like(std::string_view folded, std::string_view pattern);
[[nodiscard]] bool contains_like(std::string_view folded, std::string_view pattern);

}  // namespace aaben::reading
