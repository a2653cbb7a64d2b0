#include "explain/commands.hpp"

#include <algorithm>
#include <cstdio>

#include "explain/check.hpp"
#include "explain/coverage.hpp"
#include "explain/explanation.hpp"
#include "explain/read.hpp"

namespace aaben::explain {
namespace {

// No-break spaces and direction marks serve the glass; in a terminal and in searches they only puzzle.
std::string plain(std::string text) {
    for (const auto& [special, usual] : {std::pair{"\u00a0", " "}, {"\u200e", ""}}) {
        const std::string from(special);
        for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at))
            text.replace(at, from.size(), usual);
    }
    return text;
}

void print_card(const Card& card, std::ostream& out) {
    out << "\n" << card.heading << "\n";
    for (const KeyFact& fact : card.facts) {
        out << "  [" << plain(fact.label);
        if (!fact.label.empty()) out << ": ";
        out << plain(fact.kind == FactKind::Date ? fact.note + " " + fact.value : fact.value);
        if (fact.kind != FactKind::Date && !fact.note.empty()) out << " " << fact.note;
        out << "]\n";
    }
    for (const std::string& sentence : card.sentences) out << "  " << plain(sentence) << "\n";
    if (!card.sources.empty()) out << "  (" << source_line(card) << ")\n";
}

// A line each: "Türkçe (tr): words 295 of 295, letters 32 of 32, checked 0; voice tr".
void print_coverage(const std::filesystem::path& dir, std::ostream& out) {
    for (const Coverage& one : coverage(dir)) {
        out << one.name << " (" << one.tag << "): words " << one.words << " of " << one.words_wanted
            << (one.words_checked ? ", checked" : ", not checked") << "; letters " << one.letters << " of "
            << one.letters_wanted << ", " << one.checked << " checked; "
            << (one.voice.empty() ? "no voice" : "voice " + one.voice) << "\n";
    }
}
}  // namespace

int content_check(const std::filesystem::path& dir, calendar::Date today, std::ostream& out) {
    const auto faults = check(dir, today);
    for (const ContentFault& fault : faults)
        out << (fault.warning ? "warning: " : "") << fault.file << ": " << fault.what << "\n";
    print_coverage(dir, out);
    if (const auto count = std::ranges::count(faults, false, &ContentFault::warning); count > 0) {
        out << count << (count == 1 ? " fault\n" : " faults\n");
        return 1;
    }
    const auto lix = lix_by_type(dir, today);
    const auto hardest = std::ranges::max_element(lix, {}, [](const auto& entry) { return entry.second; });
    char number[32];
    std::snprintf(number, sizeof number, "%.1f", hardest->second);
    out << lix.size() << " letter types, no faults; highest LIX " << number << " (" << hardest->first << ")\n";
    return 0;
}

int letter_explain(const std::filesystem::path& dir, const std::string& type, const std::string& language,
                   const std::string& fields_json, calendar::Date today, std::ostream& out, std::ostream& err) {
    const auto fields = fields_json.empty() ? std::optional(letters::Fields{}) : letters::fields_from_json(fields_json);
    if (!fields) {
        err << "--fields is not the JSON that `kioskctl letter read` writes under \"fields\"\n";
        return 1;
    }
    const auto library = LetterLibrary::load(letters_folder(dir));
    if (!library) {
        err << library.error().what << "\n";
        return 1;
    }
    const auto shown = explain(*library, type, language, *fields, today);
    if (!shown) {
        err << shown.error().what << "; known types:";
        for (const std::string& known : library->types()) err << " " << known;
        err << "\n";
        return 1;
    }
    if (shown->language != language) err << "no text in \"" << language << "\"; this is Danish\n";
    out << shown->title << "\n";
    for (const Card& card : shown->cards) print_card(card, out);
    const auto heading = [&](const char* label) {
        const auto& labels = library->language(shown->language)->labels;
        const auto it = labels.find(label);
        out << "\n" << (it == labels.end() ? label : it->second) << "\n";
    };
    if (!shown->law.empty()) heading("law");
    for (const LegalLine& line : shown->law) out << "  " << line.paragraph << ": " << plain(line.text) << "\n";
    if (!shown->words.empty()) heading("words");
    for (const HardWord& word : shown->words) out << "  " << word.word << ": " << word.explanation << "\n";
    if (!shown->say.empty()) heading("say");
    for (std::size_t i = 0; i < shown->say.size(); ++i) {
        out << "  \"" << plain(shown->say[i]) << "\"\n";
        if (i < shown->say_meaning.size()) out << "    " << plain(shown->say_meaning[i]) << "\n";
    }
    if (!shown->notes.empty()) out << "\n";
    for (const std::string& note : shown->notes) out << note << "\n";
    return 0;
}

}  // namespace aaben::explain
