// Reads assets/letters into Content. Called by LetterLibrary::load (which refuses fatal faults) and by check() (which
// lists them all). Any thread; reads files, writes none. Always: it never throws, and hostile or broken TOML becomes a
// fault with file and line; files over 256 KiB are not read.
#pragma once

#include <filesystem>
#include <vector>

#include "explain/content.hpp"

namespace aaben::explain {

using Languages = std::map<std::string, language::Language>;  // by tag

// The languages of a folder of language files; one whose file is broken is left out and told.
[[nodiscard]] Languages read_languages(const std::filesystem::path& dir, std::vector<ContentFault>& faults);
// The letters' folder of a content folder (with letters/ and languages/), or itself when it is that already.
[[nodiscard]] std::filesystem::path letters_folder(const std::filesystem::path& dir);
// The folder of language files that stands beside a folder of letters.
[[nodiscard]] std::filesystem::path languages_beside(const std::filesystem::path& letters_dir);

// Only what these languages can say is taken.
[[nodiscard]] Content read_content(const std::filesystem::path& dir, const Languages& languages,
                                   std::vector<ContentFault>& faults);

// A file of strings for the glass (assets/languages/da.toml) as dotted keys: "home.title" → "Velkommen".
using Strings = std::map<std::string, std::string>;
[[nodiscard]] Strings read_strings(const std::filesystem::path& file, std::vector<ContentFault>& faults);
// "waiting.few" is a plural form of "waiting"; which forms a language has is its own affair.
[[nodiscard]] std::string without_plural(const std::string& key);
// Not what only staff read, whose side is Danish, nor what the language says of itself.
[[nodiscard]] bool is_for_citizens(const std::string& key);
// Compares every language of a folder of strings with its Danish: keys missing or unknown, placeholders that differ.
void check_strings(const std::filesystem::path& dir, std::vector<ContentFault>& faults);

}  // namespace aaben::explain
