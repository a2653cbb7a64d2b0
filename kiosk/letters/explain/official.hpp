// What is said of an official letter of no type the kiosk knows: that its dates and sums stand in the letter, who sent
// it, what that authority does and where it is reached, and a person here. Called by the glass beside what was found in
// the letter; pure, any thread. Always: no rule is explained, and no telephone is given that nobody has seen.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "explain/explanation.hpp"
#include "explain/library.hpp"
#include "letters/official.hpp"

namespace aaben::explain {

struct OfficialText {
    std::string language;                // actually used; Danish where the asked one is missing
    std::string sender;                  // its name in that language; empty when it is not known
    std::string phone;                   // as one reads it: "70 15 73 04"; empty: it stands in the letter
    std::string mark;                    // over all of it: "Det her står i dit brev. Vi kender ikke den slags brev."
    std::vector<std::string> sentences;  // in the order in which they are shown
};

// A sender the library lacks counts as unknown.
[[nodiscard]] OfficialText official_text(const LetterLibrary& library, std::string_view language,
                                         const letters::Official& official);

// One value that is printed in the letter, in words: "8. december" with its weekday as the note.
[[nodiscard]] KeyFact printed_fact(const LetterLibrary& library, std::string_view language,
                                   const letters::Printed& printed, std::optional<calendar::Date> today);

}  // namespace aaben::explain
