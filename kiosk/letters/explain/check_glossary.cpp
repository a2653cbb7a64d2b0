#include "explain/check_glossary.hpp"

#include <algorithm>

#include "explain/lix.hpp"
#include "explain/toml_file.hpp"

namespace aaben::explain {
namespace fs = std::filesystem;
namespace {

// By Danish term: how the language says it first, then parts that its other forms have.
using Glossary = std::map<std::string, std::vector<std::string>>;

Glossary read_glossary(const fs::path& path, const std::string& shown, std::vector<ContentFault>& faults) {
    Glossary glossary;
    if (!fs::exists(path)) {
        faults.push_back({shown, "is missing; write there what each of the hard words is called"});
        return glossary;
    }
    const TomlFile file(path, shown, faults);
    if (!file.read()) return glossary;
    for (const auto& [term, node] : file.root())
        glossary[std::string(term.str())] = file.texts(file.root(), term.str());
    return glossary;
}

class GlossaryChecker {
  public:
    GlossaryChecker(const Content& content, const SharedTexts& danish, const SharedTexts& language, Glossary glossary,
                    std::vector<ContentFault>& faults)
        : content_(content),
          danish_(danish),
          language_(language),
          glossary_(std::move(glossary)),
          shown_("glossary/" + language.code + ".toml"),
          faults_(faults) {}

    void run() {
        check_terms();
        const std::string file = "shared/" + language_.code + ".toml";
        for (const auto& [key, lines] : danish_.shared)
            if (const auto own = language_.shared.find(key); own != language_.shared.end())
                compare(file, lines, own->second);
        for (const auto& [key, line] : danish_.law)
            if (const auto own = language_.law.find(key); own != language_.law.end())
                compare(file, line.text, own->second.text);
        for (const auto& [id, type] : content_.types) {
            check_type(id, type);
            for (const LetterType& version : type.versions) check_type(id + "/" + version.rules, version);
        }
    }

  private:
    void check_terms() {
        for (const auto& [word, meaning] : danish_.words) {
            const auto term = glossary_.find(word);
            if (term == glossary_.end() || term->second.empty())
                faults_.push_back({shown_, "lacks \"" + word + "\", a word that shared/da.toml explains"});
        }
        for (const auto& [word, forms] : glossary_)
            if (!danish_.words.contains(word))
                faults_.push_back({shown_, "\"" + word + "\" is not under [words] of shared/da.toml"});
    }

    void check_type(const std::string& shown, const LetterType& type) {
        const auto danish = type.texts.find("da"), own = type.texts.find(language_.code);
        if (danish == type.texts.end() || own == type.texts.end()) return;
        const std::string file = text_file(shown, language_.code);
        compare(file, danish->second.title, own->second.title);
        for (std::size_t i = 0; i < card_count; ++i)
            compare(file, danish->second.cards[i].lines, own->second.cards[i].lines);
        compare(file, danish->second.say, own->second.say);
    }

    void compare(const std::string& file, const std::vector<Line>& danish, const std::vector<Line>& own) {
        for (std::size_t i = 0; i < danish.size() && danish.size() == own.size(); ++i)
            compare(file, danish[i].text, own[i].text);
    }

    void compare(const std::string& file, const std::string& danish, const std::string& own) {
        if (own.empty()) return;
        for (const auto& [word, forms] : glossary_) {
            if (!contains_word(danish, word) || own.find(word) != own.npos) continue;
            const auto stands = [&own](const std::string& form) { return own.find(form) != own.npos; };
            if (std::ranges::none_of(forms, stands)) faults_.push_back({file, other_words(word, own)});
        }
    }

    [[nodiscard]] std::string other_words(const std::string& word, const std::string& own) const {
        std::string words = "says \"";
        words.append(word).append("\" in other words than ").append(shown_).append(": ").append(own);
        return words;
    }

    const Content& content_;
    const SharedTexts& danish_;
    const SharedTexts& language_;
    Glossary glossary_;
    std::string shown_;
    std::vector<ContentFault>& faults_;
};

}  // namespace

void check_glossary(const fs::path& letters_dir, const Content& content, std::vector<ContentFault>& faults) {
    const auto danish = content.languages.find("da");
    std::error_code none;  // a bundle has no glossary: it was checked where it was written
    if (danish == content.languages.end() || !fs::is_directory(letters_dir / ".." / "glossary", none)) return;
    for (const auto& [code, language] : content.languages) {
        if (code == "da") continue;
        const std::string shown = "glossary/" + code + ".toml";
        Glossary glossary = read_glossary(letters_dir / ".." / shown, shown, faults);
        GlossaryChecker(content, danish->second, language, std::move(glossary), faults).run();
    }
}

}  // namespace aaben::explain
