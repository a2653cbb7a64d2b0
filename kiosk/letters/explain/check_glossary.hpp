// The part of the content check that holds the law's words together: glossary/<tag>.toml, beside letters/, says what
// each hard word of shared/da.toml is called in a language, and every sentence whose Danish has the word must say it
// so, or keep the Danish word. Called by check.cpp alone. Reads the glossaries, writes nothing.
#pragma once

#include <filesystem>
#include <vector>

#include "explain/content.hpp"

namespace aaben::explain {

void check_glossary(const std::filesystem::path& letters_dir, const Content& content,
                    std::vector<ContentFault>& faults);

}  // namespace aaben::explain
