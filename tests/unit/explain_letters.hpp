// The letters that ship, explained on a given day: what the tests of rules, of law and of letters without a type ask.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <string>

#include "explain/explanation.hpp"
#include "support/paths.hpp"

namespace aaben::explain::tests {

namespace fs = std::filesystem;

inline const fs::path assets = fs::path(aaben::tests::source_dir()) / "assets";

inline calendar::Date day(const char* iso) {
    return calendar::parse_date(iso).value();
}

inline LetterLibrary load(const fs::path& dir) {
    auto loaded = LetterLibrary::load(dir);
    INFO((loaded ? std::string{} : loaded.error().what));
    REQUIRE(loaded.ok());
    return *std::move(loaded);
}

inline const LetterLibrary& library() {
    static const LetterLibrary loaded = load(assets / "letters");
    return loaded;
}

inline Explanation shown(const LetterLibrary& from, const std::string& type, const letters::Fields& fields,
                         std::optional<calendar::Date> today, const char* language = "da") {
    auto result = explain::explain(from, type, language, fields, today);
    REQUIRE(result.ok());
    return *std::move(result);
}

inline letters::Fields letter_of(const char* letter_date) {
    letters::Fields fields;
    fields.letter_date = day(letter_date);
    fields.phone = "00000000";
    return fields;
}

inline const Card& card(const Explanation& e, CardKind kind) {
    return e.cards.at(static_cast<std::size_t>(kind));
}

inline std::string text_of(const Card& c) {
    std::string out;
    for (const std::string& sentence : c.sentences) out += sentence + "\n";
    return out;
}

inline std::string all_of(const Explanation& e) {
    std::string out = e.title + "\n";
    for (const Card& c : e.cards) out += text_of(c);
    for (const LegalLine& line : e.law) out += line.paragraph + ": " + line.text + "\n";
    return out;
}

inline bool says(const Explanation& e, CardKind kind, std::string_view words) {
    return text_of(card(e, kind)).find(words) != std::string::npos;
}

}  // namespace aaben::explain::tests
