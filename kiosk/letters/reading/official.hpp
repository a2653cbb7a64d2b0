// What can be told of a letter whose type nobody knows: its sender by letterhead and signature, what it seems to want,
// and every sentence with a date, a time, a sum or a telephone number in it. Called by read() when no type is sure;
// pure, any thread. The wordings are the groups sender.… and wish.… of assets/reading/fields.txt. Always: a name in
// running text makes nobody the sender, since letters name each other; what is hardly legible is left out.
#pragma once

#include "letters/official.hpp"
#include "reading/phrase.hpp"
#include "reading/read.hpp"

namespace aaben::reading {

struct OfficialFound {
    letters::Official official;
    std::vector<FieldMark> marks;      // one a passage, in its order: where it stands; named letters::passage_name
    std::vector<std::string> reasons;  // rows of fields.txt, never the letter's words
};

[[nodiscard]] OfficialFound find_official(Phrases& phrases, calendar::Date today);

}  // namespace aaben::reading
