// Choosing a language and typing in it, by touches: every language is found without reading Danish, Danish is one touch
// away again, and a name can be written in the letters one learnt.
#include <catch2/catch_test_macros.hpp>

#include "fakes/glass.hpp"

using namespace aaben;
using fakes::Glass;
using text::Key;

namespace {
const widgets::Metrics landscape{1280, 800, 149}, portrait{800, 1280, 149};

const text::Catalogue& words() {
    static const text::Catalogue read = text::Catalogue::load(aaben::tests::source_dir() + "/assets/languages").value();
    return read;
}

// At the poster, where a name can be told; in the language.
Glass& at_the_poster(Glass& g, const language::Language& language) {
    if (language.tag != "da") g.choose_language(language.name);
    const auto tap = [&](Key key) { g.tap(words().get(key, language.tag)); };
    tap(Key::home_talk), tap(Key::purpose_money), tap(Key::common_next), tap(Key::whom_anyone);
    REQUIRE(g.screen() == flow::CallSignScreen::name);
    return g;
}

std::string typed(const Glass& g) {
    const auto* screen = std::get_if<flow::NameScreen>(&g.world.model.citizen.screen);
    return screen == nullptr ? std::string("not typing") : screen->typed;
}

std::vector<std::string> no_faults() {
    return {};
}
}  // namespace

TEST_CASE("Every language is chosen by its own name, with its greeting, on every screen that leads to the poster") {
    for (const widgets::Metrics& panel : {landscape, portrait})
        for (const language::Language& language : words().languages()) {
            INFO(language.tag);
            CHECK_FALSE(language.greeting.empty());
            Glass g(panel);
            g.tap(words().get(Key::common_language, "da"));
            CHECK(g.sees(language.name));
            CHECK(g.tree().find(widgets::Role::Tile, language.name)->spoken.find(language.greeting) == 0);
            CHECK(g.faults() == no_faults());
            g.tap(widgets::Role::Tile, language.name);
            CHECK(flow::language(g.world.model) == language.tag);
            CHECK(g.sees(words().get(Key::home_talk, language.tag)));
            CHECK(g.faults() == no_faults());
        }
}

TEST_CASE("What a machine translated says so, and Danish is one touch away") {
    for (const widgets::Metrics& panel : {landscape, portrait})
        for (const language::Language& language : words().languages()) {
            INFO(language.tag);
            Glass g(panel);
            if (language.tag == "da") {
                CHECK_FALSE(g.sees(words().get(Key::common_translated_by_machine, "da")));
                continue;
            }
            g.choose_language(language.name).tap(words().get(Key::home_talk, language.tag));
            CHECK(g.sees(words().get(Key::common_translated_by_machine, language.tag)) == language.reviewed_by.empty());
            g.tap("Dansk");
            CHECK(g.sees("Hvad drejer det sig om?"));
        }
}

TEST_CASE("A name is written with the letters of one's own language, or with Danish ones") {
    for (const widgets::Metrics& panel : {landscape, portrait})
        for (const language::Language& language : words().languages()) {
            if (language.letters.empty()) continue;
            INFO(language.tag << " " << panel.width_px);
            Glass g(panel);
            at_the_poster(g, language).tap(words().get(Key::sign_say_name, language.tag));
            REQUIRE(g.screen() == flow::NameScreen::name);
            CHECK(g.faults() == no_faults());
            for (const std::string& letter : language.letters)
                CHECK(g.tree().find(widgets::Role::Key, letter) != nullptr);
            g.tap(widgets::Role::Key, language.letters.front()).tap(widgets::Role::Key, language.letters.back());
            CHECK(typed(g) == language.letters.front() + language.small_letters.back());
            if (language.tag == "da") continue;
            g.say(flow::AlphabetTouched{});
            CHECK(g.faults() == no_faults());
            CHECK(g.tree().find(widgets::Role::Key, "Å") != nullptr);
        }
}

TEST_CASE("The key that leads to the Danish letters is named by letters that one's own lack, and leads back") {
    Glass g;
    at_the_poster(g, *words().language("ar")).tap(words().get(Key::sign_say_name, "ar"));
    g.tap("ABC").tap(widgets::Role::Key, "Å").tap("ءاآ").tap(widgets::Role::Key, "ب");
    CHECK(typed(g) == "Åب");
}

TEST_CASE("Ethiopic is written by consonant and vowel") {
    const language::Language* tigrinya = words().language("ti");
    REQUIRE(tigrinya != nullptr);
    for (const widgets::Metrics& panel : {landscape, portrait}) {
        Glass g(panel);
        at_the_poster(g, *tigrinya).tap(words().get(Key::sign_say_name, "ti"));
        const auto key = [&g](std::string_view label) { g.tap(widgets::Role::Key, label); };
        key("ኣ");  // a vowel alone
        CHECK(typed(g) == "ኣ");
        key("ለ"), key("ሉ");  // the vowel takes the place of the bare consonant
        CHECK(typed(g) == "ኣሉ");
        key("ሊ");  // and another one its place
        CHECK(typed(g) == "ኣሊ");
        key("ሰ"), key("ሳ"), key("በ");
        CHECK(typed(g) == "ኣሊሳበ");
        CHECK(g.faults() == no_faults());
    }
}
