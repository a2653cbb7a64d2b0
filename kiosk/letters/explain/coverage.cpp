#include "explain/coverage.hpp"

#include <algorithm>

#include "explain/read.hpp"

namespace aaben::explain {
namespace {

// The texts of a language's file that a citizen reads, each once however many forms it has.
std::vector<std::string> texts_of(const Strings& strings) {
    std::vector<std::string> names;
    for (const auto& [key, text] : strings)
        if (is_for_citizens(key)) names.push_back(without_plural(key));
    const auto rest = std::ranges::unique(names);
    names.erase(rest.begin(), rest.end());
    return names;
}

void count_letters(const LetterType& type, Coverage& of) {
    ++of.letters_wanted;
    const auto text = type.texts.find(of.tag);
    if (text == type.texts.end() || !is_whole(text->second)) return;
    ++of.letters;
    if (!text->second.reviewed_by.empty()) ++of.checked;
}

}  // namespace

std::vector<Coverage> coverage(const std::filesystem::path& dir) {
    std::vector<ContentFault> told;  // by check()
    const std::filesystem::path letters = letters_folder(dir), languages = languages_beside(letters);
    const Languages known = read_languages(languages, told);
    const Content content = read_content(letters, known, told);
    const std::vector<std::string> danish = texts_of(read_strings(languages / "da.toml", told));
    std::vector<const language::Language*> in_order;
    for (const auto& [tag, language] : known) in_order.push_back(&language);
    std::ranges::stable_sort(in_order, {}, [](const language::Language* one) { return one->order; });
    std::vector<Coverage> all;
    for (const language::Language* language : in_order) {
        Coverage of;
        of.tag = language->tag, of.name = language->name;
        const std::vector<std::string> own = texts_of(read_strings(languages / (of.tag + ".toml"), told));
        of.words_wanted = static_cast<int>(danish.size());
        of.words = static_cast<int>(std::ranges::count_if(
            danish, [&own](const std::string& name) { return std::ranges::binary_search(own, name); }));
        for (const auto& [id, type] : content.types) {
            count_letters(type, of);
            for (const LetterType& version : type.versions) count_letters(version, of);
        }
        of.words_checked = !language->reviewed_by.empty();
        of.voice = language->espeak;
        all.push_back(std::move(of));
    }
    return all;
}

}  // namespace aaben::explain
