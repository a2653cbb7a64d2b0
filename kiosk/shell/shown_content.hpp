// The words, letters and advice that the glass shows: of the newest content bundle that opens, else those that came
// with the program. Read once at start; then any thread may read.
#pragma once

#include <filesystem>
#include <memory>

#include "explain/guidance.hpp"
#include "explain/library.hpp"
#include "text/catalogue.hpp"

namespace aaben::shell {

struct Content {
    std::unique_ptr<text::Catalogue> words;
    std::unique_ptr<explain::LetterLibrary> letters;
    explain::Guidance guidance;
};

// `shelf` holds the bundles that came (content/shelf.hpp), `own` what came with the program. The words on the glass are
// always the program's own, with the bundle's laid over them: a new screen never lacks its text. A bundle that does not
// open is passed over for the one before it.
[[nodiscard]] Result<Content> first_content_that_opens(const std::filesystem::path& shelf,
                                                       const std::filesystem::path& own);

}  // namespace aaben::shell
