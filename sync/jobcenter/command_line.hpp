// What an operator is told whose words no command understands. Called by the programs with commands. Always: a slip of
// the pen is named, with what there is.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "platform/result.hpp"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace aaben::jobcenter {

// A shell's variable without a value would widen a unit to every kiosk. Invalid: a word is empty.
[[nodiscard]] Result<> no_word_is_empty(const std::vector<std::string>& words);
// Help and version, as asked for: 0. Else what is wrong with these words, and 2.
[[nodiscard]] int told_why(const CLI::App& app, const std::vector<std::string>& words, const CLI::ParseError& error,
                           std::ostream& out, std::ostream& err);

}  // namespace aaben::jobcenter
