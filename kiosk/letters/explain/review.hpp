// Having the letters' texts checked: a page that a jurist and a caseworker read and sign text by text, and taking their
// word back into the files. The page stands alone (one HTML file, no network), prints well, and shows each Danish line
// beside its translations and beside the rule it states. A word is about a stamp: a text that was changed since the
// page was made is not signed by it, and a text changed after it was signed counts as unreviewed again (read.hpp).
// Called by `kioskctl content review` and tests; writes only where it is told.
#pragma once

#include <filesystem>
#include <ostream>
#include <string>

#include "calendar/date.hpp"
#include "explain/content.hpp"

namespace aaben::explain {

// The page, of one letter type or of all ("").
[[nodiscard]] std::string review_page(const Content& content, const std::string& type, calendar::Date today);

// `kioskctl content review DIR -o PAGE`: exit 1 with a reason when the content cannot be read or the type is unknown.
int content_review(const std::filesystem::path& dir, const std::string& type, const std::filesystem::path& page,
                   calendar::Date today, std::ostream& out, std::ostream& err);

// `kioskctl content review DIR --take FILE`: FILE is what the page saves, or what an editor typed off the paper:
//     [[word]]
//     text = "partshoering/da.toml"
//     stamp = "1f2e3d4c"
//     by = "N.N., jurist"
//     on = 2026-12-01
// Writes name, date and stamp into each text's file; a line each. Exit 1 when any word could not be taken; the others
// are.
int content_take(const std::filesystem::path& dir, const std::filesystem::path& words, std::ostream& out,
                 std::ostream& err);

}  // namespace aaben::explain
