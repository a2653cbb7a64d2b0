#include "explain/library.hpp"

#include <algorithm>

#include "explain/read.hpp"
#include "letters/fields.hpp"

namespace aaben::explain {
namespace {

std::string bare_code(std::string_view code) {
    std::string out;
    for (const char c : code) {
        if (c >= 'a' && c <= 'z')
            out += static_cast<char>(c - 'a' + 'A');
        else if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
            out += c;
        else if (c != ' ' && c != '-')
            return {};
    }
    return out;
}

}  // namespace

Result<LetterLibrary> LetterLibrary::load(const std::filesystem::path& dir) {
    std::vector<ContentFault> left_out;
    std::vector<language::Language> languages;
    for (auto& [tag, language] : read_languages(languages_beside(dir), left_out)) languages.push_back(language);
    return load(dir, languages);
}

Result<LetterLibrary> LetterLibrary::load(const std::filesystem::path& dir,
                                          std::span<const language::Language> languages) {
    std::vector<ContentFault> faults;
    Languages by_tag;
    for (const language::Language& language : languages) by_tag.emplace(language.tag, language);
    LetterLibrary library;
    library.content_ = read_content(dir, by_tag, faults);
    for (const ContentFault& fault : faults)
        if (fault.fatal) return fail(Fault::Invalid, "letters: " + fault.file + ": " + fault.what);
    library.build_index();
    return library;
}

const LetterType* LetterLibrary::find(std::string_view type) const {
    const auto it = content_.types.find(std::string(type));
    return it == content_.types.end() ? nullptr : &it->second;
}

const SharedTexts* LetterLibrary::language(std::string_view code) const {
    const auto it = content_.languages.find(std::string(code));
    return it == content_.languages.end() ? nullptr : &it->second;
}

std::vector<std::string> LetterLibrary::types() const {
    std::vector<std::string> out;
    for (const std::string_view id : letters::type_ids)
        if (find(id) != nullptr) out.emplace_back(id);
    return out;
}

std::string LetterLibrary::title(std::string_view type, std::string_view language) const {
    const LetterType* found = find(type);
    if (found == nullptr) return {};
    const auto it = found->texts.find(std::string(language));
    if (it != found->texts.end() && !it->second.title.empty()) return it->second.title;
    return found->texts.at("da").title;
}

std::string LetterLibrary::first_words(std::string_view type) const {
    const LetterType* found = find(type);
    return found == nullptr ? std::string{} : found->texts.at("da").first_words;
}

std::string LetterLibrary::by_code(std::string_view code) const {
    const std::string wanted = bare_code(code);
    if (wanted.empty()) return {};
    for (const auto& [id, type] : content_.types)
        if (bare_code(type.code) == wanted) return id;
    return {};
}

}  // namespace aaben::explain
