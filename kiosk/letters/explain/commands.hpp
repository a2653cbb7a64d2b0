// The commands of kioskctl that concern letters' content, apart from parsing its arguments: `content check DIR` and
// `letter explain TYPE`. Called by kioskctl and by the tests; write only to the streams they are given. Return exit
// codes.
#pragma once

#include <filesystem>
#include <ostream>
#include <string>

#include "calendar/date.hpp"

namespace aaben::explain {

// A line a fault, exit 1 on any; otherwise one line with the counts and the highest LIX, exit 0.
int content_check(const std::filesystem::path& dir, calendar::Date today, std::ostream& out);

// The cards as text. `fields_json` may be empty (a letter nothing could be read from). Exit 1 with a reason on `err`.
int letter_explain(const std::filesystem::path& dir, const std::string& type, const std::string& language,
                   const std::string& fields_json, calendar::Date today, std::ostream& out, std::ostream& err);

}  // namespace aaben::explain
