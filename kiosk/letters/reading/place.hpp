// Where the coming meeting is, in the letter's own words: from a label ("Sted:"), or from the sentence that names the
// meeting ("… på Rådhuset, Gothersgade 20"). Called by fields.cpp; pure, any thread.
// Always: nothing for a telephone or video meeting; never the sender's address from the letterhead.
#pragma once

#include <optional>
#include <string>

#include "reading/phrase.hpp"
#include "reading/roles.hpp"

namespace aaben::reading {

struct FoundPlace {
    std::string text;
    Span tokens;
    Span more;  // the second line of an address; may be empty
    Tally why;
};

// `meeting`: the date of the meeting, when it was found.
[[nodiscard]] std::optional<FoundPlace> find_place(Phrases& phrases, const Placed* meeting);

}  // namespace aaben::reading
