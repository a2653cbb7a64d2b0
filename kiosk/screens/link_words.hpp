// What staff read of the link and the clock: a sentence for each fact that they can act on or must know. Private to
// screens. Pure. Always: every member of folder::LinkFacts that reaches the model has its sentence here or on the glass
// (the test of the words goes through the table of facts).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "screens/page.hpp"

namespace aaben::screens {

struct LinkLine {
    std::string_view picture;
    std::string words;
    widgets::Colour ink;
};

// Why nothing is saved, or what else the operator must hear of; nothing for all that can wait.
[[nodiscard]] std::optional<Key> trouble_words(flow::Trouble trouble);
// What the printer or the second display needs, for who can mend it; nothing when all is well.
[[nodiscard]] std::optional<Key> device_words(const flow::Model& model);
// What kind of entry the jobcenter refused, as staff would call it. `type`: "visit.checked_in".
[[nodiscard]] std::string_view entry_words(const Page& page, std::string_view type);
// Why the jobcenter refused it (its problem's name), and what to do.
[[nodiscard]] std::string_view refused_words(const Page& page, std::string_view problem);
[[nodiscard]] std::vector<LinkLine> link_lines(const Page& page);  // the most pressing first

}  // namespace aaben::screens
