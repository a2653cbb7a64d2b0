// How far each language is: how much of the glass and of the letters is translated, how much of that somebody has
// checked, and whether a voice speaks it. For `kioskctl content check`. Reads files, writes none.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace aaben::explain {

struct Coverage {
    std::string tag, name;
    int words = 0, words_wanted = 0;      // texts of the glass, without those that only staff read
    int letters = 0, letters_wanted = 0;  // whole explanations, under every set of rules
    int checked = 0;                      // of the letters: reviewed by a person, and unchanged since
    bool words_checked = false;
    std::string voice;  // empty: none
};

// In the order in which the languages stand on the glass. `dir` as in check().
[[nodiscard]] std::vector<Coverage> coverage(const std::filesystem::path& dir);

}  // namespace aaben::explain
