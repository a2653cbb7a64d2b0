// All letter types the kiosk can explain, in all languages it has: loaded once from the content folder, then only read.
// Used by the glass (choosing, explaining), by the reader (codes) and by kioskctl. Any thread after loading. Always:
// every type of letters::type_ids that is present has a Danish text with all six cards.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "explain/content.hpp"
#include "platform/result.hpp"

namespace aaben::explain {

class LetterLibrary {
  public:
    // Refuses (Fault::Invalid, with file and reason) content that could not be explained truly; nothing half-loaded
    // stays.
    static Result<LetterLibrary> load(const std::filesystem::path& dir, std::span<const language::Language> languages);
    // The same in the languages whose files stand beside the folder.
    static Result<LetterLibrary> load(const std::filesystem::path& dir);

    [[nodiscard]] const LetterType* find(std::string_view type) const;
    [[nodiscard]] const SharedTexts* language(std::string_view code) const;
    [[nodiscard]] const Content& content() const { return content_; }
    [[nodiscard]] std::vector<std::string> types() const;  // in the order of letters::type_ids
    [[nodiscard]] std::string title(std::string_view type, std::string_view language) const;  // Danish where missing
    [[nodiscard]] std::string first_words(std::string_view type) const;  // as printed, so always Danish

    // The type whose short code this is; case, spaces and hyphens do not matter. Empty when there is none.
    [[nodiscard]] std::string by_code(std::string_view code) const;
    // Types whose title, first words or search words fit what was typed so far, best first: those in the reader's
    // language and in Danish, then those in any other; all types for an empty text. Forgives case, accents, æ/ae, ø/oe,
    // å/aa, and one wrong letter in words of four, two in words of eight.
    [[nodiscard]] std::vector<std::string> search(std::string_view text, std::string_view reader) const;

  private:
    // What search compares with: the words of one type in one language, folded once at loading.
    struct SearchText {
        std::string type, language;
        std::vector<std::u32string> title, all;
    };
    void build_index();

    Content content_;
    std::vector<SearchText> index_;
};

}  // namespace aaben::explain
