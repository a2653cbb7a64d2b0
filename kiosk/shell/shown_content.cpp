#include "shell/shown_content.hpp"

#include "content/shelf.hpp"
#include "platform/log.hpp"

namespace aaben::shell {
namespace fs = std::filesystem;
namespace {

// Words of `laid_over`, which need not exist, replace the program's own.
// `from` has letters/ and guidance/; advice for staff that does not open is no reason for citizens to go without
// letters.
Result<Content> load_content(const fs::path& words_dir, const fs::path& laid_over, const fs::path& from) {
    auto words = text::Catalogue::load(words_dir);
    if (!words) return words.error();
    words->overlay(laid_over);
    auto letters = explain::LetterLibrary::load(from / "letters", words->languages());
    if (!letters) return letters.error();
    auto guidance = explain::Guidance::load(from / "guidance");
    if (!guidance) log(LogLevel::Warning, "content", guidance.error().what);
    Content content;
    if (guidance) content.guidance = *std::move(guidance);
    content.words = std::make_unique<text::Catalogue>(*std::move(words));
    content.letters = std::make_unique<explain::LetterLibrary>(*std::move(letters));
    return content;
}

}  // namespace

Result<Content> first_content_that_opens(const fs::path& shelf, const fs::path& own) {
    for (const content::Shelved& shelved : content::Shelf(shelf).candidates()) {
        auto opened = load_content(own / "languages", shelved.dir / "languages", shelved.dir);
        if (opened) return opened;
        log(LogLevel::Alert, "content",
            "version " + std::to_string(shelved.version) + " does not open and is passed over: " + opened.error().what);
    }
    return load_content(own / "languages", {}, own);
}

}  // namespace aaben::shell
