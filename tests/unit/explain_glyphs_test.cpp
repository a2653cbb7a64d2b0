// What the letters say can be drawn: every character has a glyph, every picture exists, and numbers and Danish
// addresses inside Arabic keep their own order. Needs the glass's fonts, so it stands apart from explain_test.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "explain/explanation.hpp"
#include "support/paths.hpp"
#include "text/fonts.hpp"
#include "text/typesetter.hpp"

namespace {

using namespace aaben;
namespace fs = std::filesystem;

const fs::path assets = fs::path(aaben::tests::source_dir()) / "assets";
const calendar::Date friday = calendar::parse_date("2026-11-20").value();

text::Typesetter& typesetter() {
    static const std::unique_ptr<text::Typesetter> setter = [] {
        auto paths = text::read_font_paths(assets / "fonts.toml");
        REQUIRE(paths.ok());
        auto opened = text::Typesetter::open(*std::move(paths));
        REQUIRE(opened.ok());
        return *std::move(opened);
    }();
    return *setter;
}

const explain::LetterLibrary& library() {
    static const explain::LetterLibrary loaded = explain::LetterLibrary::load(assets / "letters").value();
    return loaded;
}

letters::Fields a_letter() {
    letters::Fields f;
    f.letter_date = calendar::add_days(friday, -5);
    f.meeting_date = f.start_date = f.deadline = calendar::add_days(friday, 4);
    f.end_date = calendar::add_days(friday, 400);
    f.meeting_time = calendar::TimeOfDay{10, 15};
    f.meeting_place = "Korskærparken 112";
    f.deadline_exact = false;
    f.amount = "1234.50";
    f.phone = "12345678";
    return f;
}

bool drawable(const std::string& words, const std::string& language) {
    typesetter().new_frame();
    return !typesetter().measure(words, {}, 900, text::Align::Start, language).missing_glyph;
}

// Where a piece of a sentence stands: the left edge of its box.
float left_of(const std::string& sentence, const text::Shaped& shaped, const std::string& piece) {
    const std::size_t at = sentence.find(piece);
    REQUIRE(at != std::string::npos);
    const auto boxes = text::boxes_of(shaped, at, at + piece.size());
    REQUIRE_FALSE(boxes.empty());
    return boxes.at(0).x0;
}

}  // namespace

TEST_CASE("every character of every explanation in every language has a glyph") {
    for (const std::string& type : library().types())
        for (const auto& [code, language] : library().content().languages)
            for (const bool full : {true, false}) {
                const auto e = explain::explain(library(), type, code, full ? a_letter() : letters::Fields{}, friday);
                INFO(type << " " << code);
                REQUIRE(e.ok());
                CHECK(drawable(e->title, code));
                for (const auto& card : e->cards) {
                    CHECK(drawable(card.heading + card.tab, code));
                    for (const std::string& sentence : card.sentences) {
                        INFO(sentence);
                        CHECK(drawable(sentence, code));
                    }
                    for (const auto& fact : card.facts) CHECK(drawable(fact.label + fact.value + fact.note, code));
                }
                for (const auto& line : e->law) CHECK(drawable(line.paragraph + line.text, code));
                for (const auto& word : e->words) CHECK(drawable(word.word + word.explanation, code));
                for (const std::string& line : e->say_meaning) CHECK(drawable(line, code));
            }
}

TEST_CASE("every picture of the letters is in the icon font") {
    for (const auto& [id, type] : library().content().types) {
        INFO(id << " " << type.icon);
        typesetter().new_frame();
        CHECK_FALSE(typesetter().icon(type.icon, 40).missing_glyph);
    }
    const auto e = explain::explain(library(), "partshoering", "da", {}, friday);
    for (const auto& card : e->cards) CHECK_FALSE(typesetter().icon(card.icon, 40).missing_glyph);
    CHECK(typesetter().icon("no_such_picture", 40).missing_glyph);
}

TEST_CASE("a telephone number and an address inside Arabic run from left to right") {
    const auto e = explain::explain(library(), "indkaldelse-jobsamtale", "ar", a_letter(), friday);
    REQUIRE(e.ok());
    const auto sentence_with = [&](const std::string& piece) {
        for (const auto& card : e->cards)
            for (const std::string& sentence : card.sentences)
                if (sentence.find(piece) != std::string::npos) return sentence;
        return std::string{};
    };
    const std::string call = sentence_with("56");
    typesetter().new_frame();
    const text::Shaped number = typesetter().measure(call, {}, 0, text::Align::Start, "ar");
    CHECK(left_of(call, number, "12") < left_of(call, number, "34"));
    CHECK(left_of(call, number, "34") < left_of(call, number, "56"));
    CHECK(left_of(call, number, "56") < left_of(call, number, "78"));
    CHECK(left_of(call, number, "78") < left_of(call, number, "اتصل"));
    const std::string place = sentence_with("Korsk");
    const text::Shaped address = typesetter().measure(place, {}, 0, text::Align::Start, "ar");
    CHECK(left_of(place, address, "Korsk") < left_of(place, address, "112"));
}
