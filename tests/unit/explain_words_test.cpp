// Words of the letters: how hard they are to read, which are hard words, and how a letter is found by typing or by
// code.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <set>

#include "explain/library.hpp"
#include "explain/lix.hpp"
#include "support/paths.hpp"

namespace {

using namespace aaben::explain;

const LetterLibrary& library() {
    static const LetterLibrary loaded =
        LetterLibrary::load(std::filesystem::path(aaben::tests::source_dir()) / "assets/letters").value();
    return loaded;
}

}  // namespace

TEST_CASE("LIX is as counted by hand") {
    struct Row {
        const char* text;
        int words, sentences, long_words;
    };
    const Row rows[] = {
        {"Du skal ringe i dag.", 5, 1, 0},
        {"Kommunen vil tale med dig. Kom til mødet.", 8, 2, 1},
        {"Mødet er tirsdag den 24. november kl. 10.15.", 8, 1, 2},
        {"Det er 1.234,50 kr. Ring nu.", 6, 2, 0},
        {"Du skylder 100. Ring nu.", 5, 2, 1},
        {"Overskrift uden punktum\nRing nu", 5, 2, 2},
        {"Hvad? Ja! Ring – hver dag tæller.", 6, 3, 0},
        {"Tag en bisidder (en ven) med.", 6, 1, 1},
        {"æøåæøå", 1, 1, 0},
        {"æøåæøåæ", 1, 1, 1},
        {"", 0, 0, 0},
    };
    for (const Row& row : rows) {
        INFO(row.text);
        const Readability r = readability(row.text);
        CHECK(r.words == row.words);
        CHECK(r.sentences == row.sentences);
        CHECK(r.long_words == row.long_words);
    }
    CHECK(readability("Kommunen vil tale med dig. Kom til mødet.").lix() == 4.0 + 12.5);
    CHECK(readability("").lix() == 0.0);
}

TEST_CASE("hard words are found with their endings and not inside other words") {
    CHECK(contains_word("Det er en Afgørelse.", "afgørelse"));
    CHECK(contains_word("Læs afgørelsen nu", "afgørelse"));
    CHECK(contains_word("Svar inden fristen.", "frist"));
    CHECK_FALSE(contains_word("Klagefristen er kort", "frist"));
    const std::string text = "Nu får du en afgørelsen her.";
    const auto place = find_word(text, "Afgørelse");
    REQUIRE(place.has_value());
    CHECK(text.substr(place->begin, place->length) == "afgørelsen");
    CHECK_FALSE(contains_word("fristelser", "frist"));
    CHECK(contains_word("– rådighed …", "rådighed"));
    CHECK(contains_word("تحدث مع البلدية.", "بلدية"));
}

TEST_CASE("a letter is found by what people type, with slips and without Danish letters") {
    struct Row {
        const char* typed;
        const char* first;
    };
    const Row rows[] = {{"sanktion", "afgoerelse-sanktion"},
                        {"parts", "partshoering"},
                        {"partshoering", "partshoering"},
                        {"PARTSHØRING", "partshoering"},
                        {"partshørig", "partshoering"},
                        {"ny sagsbehandler", "skift-af-sagsbehandler"},
                        {"sagsbehanler", "skift-af-sagsbehandler"},
                        {"udeblivelse", "udeblivelse-kontakt-os"},
                        {"praktik", "tilbud-virksomhedspraktik"},
                        {"løntilskud", "tilbud-loentilskud"},
                        {"loentilskud", "tilbud-loentilskud"},
                        {"kursus", "tilbud-vejledning-opkvalificering"},
                        {"ferie", "ferie-svar"},
                        {"syg", "sygemelding"},
                        {"gæld", "tilbagebetaling"},
                        {"gaeld", "tilbagebetaling"},
                        {"læge", "samtykke-laegeoplysninger"},
                        {"telefon", "indkaldelse-telefonsamtale"},
                        {"aflyst", "ny-tid-aflysning"},
                        {"mentor", "bevilling-mentor"},
                        {"arbejdspligt", "arbejdspligt"},
                        {"pension", "afgoerelse-fleksjob-foertidspension"},
                        {"kontanthjælp", "kontanthjaelp-bevilling-aendring-ophoer"},
                        {"plan", "min-plan"},
                        {"klage", "klagesvar"},
                        {"dokumentation papirer", "anmodning-oplysninger"},
                        {"målgruppe", "visitation"},
                        {"rehab", "indkaldelse-rehabiliteringsteam"},
                        {"rettigheder", "vejledning-ret-og-pligt"},
                        {"first meeting", "indkaldelse-foerste-samtale"},
                        {"إجازة", "ferie-svar"},
                        {"اجازه", "ferie-svar"},
                        {"book selv", "book-selv-samtale"},
                        {"beskrivelse", "samlet-beskrivelse"},
                        {"hearing", "partshoering"},
                        {"عقوبة", "afgoerelse-sanktion"}};
    for (const Row& row : rows) {
        INFO(row.typed);
        const auto found = library().search(row.typed, static_cast<unsigned char>(row.typed[0]) >= 0xD8 ? "ar" : "en");
        REQUIRE_FALSE(found.empty());
        CHECK(found.at(0) == row.first);
    }
    CHECK(library().search("", "da").size() == library().types().size());
    CHECK(library().search("zzzzzzqqq", "da").empty());
    CHECK(library().search("\xff\xfe{}\xc3", "da").empty());
}

TEST_CASE("a short code on the letter names its type") {
    CHECK(library().by_code("AD-JOB1") == "indkaldelse-jobsamtale");
    CHECK(library().by_code("ad job1") == "indkaldelse-jobsamtale");
    CHECK(library().by_code("AD-JOB2").empty());
    CHECK(library().by_code("").empty());
    CHECK(library().by_code("AD-JOB1;DROP").empty());
    std::set<std::string> codes;
    for (const auto& [id, type] : library().content().types) {
        CHECK(library().by_code(type.code) == id);
        CHECK(codes.insert(type.code).second);
    }
}
