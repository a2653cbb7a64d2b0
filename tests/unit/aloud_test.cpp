// What a voice is given, as a table of cases a language: times, telephones, dates, sums and abbreviations in words.
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "language/aloud.hpp"
#include "support/paths.hpp"

using namespace aaben;
using language::Language;

namespace {
Language of(const std::string& tag) {
    std::ifstream in(tests::source_dir() + "/assets/languages/" + tag + ".toml", std::ios::binary);
    const std::string toml(std::istreambuf_iterator<char>(in), {});
    return language::language_from(toml, tag).value();
}

struct Case {
    const char *written, *said;
};

void holds(const std::string& tag, const std::vector<Case>& cases) {
    const Language language = of(tag);
    for (const Case& one : cases) {
        INFO(tag << ": " << one.written);
        CHECK(language::written_out(language, one.written) == one.said);
    }
}
}  // namespace

TEST_CASE("Danish: clock, telephone, day, sum and abbreviation are said as people say them") {
    holds("da", {
                    {"Mødet er kl.\u00a010.15.", "Mødet er klokken ti femten."},
                    {"Til kl.\u00a012.00", "Til klokken tolv"},
                    {"kl. 9.05", "klokken ni nul fem"},
                    {"kl. 0.00", "klokken nul"},
                    {"tirsdag den 24.\u00a0november", "tirsdag den fireogtyvende november"},
                    {"den 1.\u00a0december 2026", "den første december to tusind og seksogtyve"},
                    {"Ring til 76\u00a020\u00a030\u00a040.", "Ring til seksoghalvfjerds, tyve, tredive, fyrre."},
                    {"Ring til 20304005", "Ring til tyve, tredive, fyrre, nul fem"},
                    {"Er der fare, så ring 112.", "Er der fare, så ring et et to."},
                    {"1.234,50 kroner", "tusind tohundrede og fireogtredive halvtreds kroner"},
                    {"211,00 kr.", "tohundrede og elleve kroner"},
                    {"Aktivloven § 37", "Aktivloven paragraf syvogtredive"},
                    {"dit CPR-nummer", "dit C P R-nummer"},
                    {"dit CPR nummer", "dit C P R nummer"},
                    {"Grøn cykel\u00a07", "Grøn cykel syv"},
                    {"2 / 3", "to , tre"},
                    {"Det er om 4 dage. 3 venter.", "Det er om fire dage. tre venter."},
                    {"Hvad?\nNu", "Hvad? Nu"},
                    {"Grøn cykel 7\nGå hen til Mette", "Grøn cykel syv. Gå hen til Mette"},
                    {"", ""},
                    {"kl", "kl"},
                });
}

TEST_CASE("English and Arabic: the same, in their words") {
    holds("en", {{"at 10:15", "at ten fifteen"},
                 {"Tuesday 24\u00a0November", "Tuesday twenty-four November"},
                 {"Call 76\u00a020\u00a030\u00a040", "Call seventy-six, twenty, thirty, forty"},
                 {"1,234.50 kroner", "one thousand two hundred thirty-four fifty kroner"}});
    holds("ar", {{"الساعة ⁨10:15⁩", "الساعة عشرة خمسة عشر"}});
}

TEST_CASE("What is longer than any number, or no number, is said digit by digit or left as it is") {
    const Language da = of("da");
    CHECK(language::written_out(da, "1234567890123").starts_with("et to tre fire"));
    CHECK(language::written_out(da, "25.61").find("klokken") == std::string::npos);  // no time of day
    CHECK(language::written_out(da, "1.2.3.4") == "et.to.tre.fire");
    CHECK(language::written_out(da, "æøå · 🦜") == "æøå , 🦜");
    const std::string broken = "kl. \xff 1\xc3";
    CHECK_FALSE(language::written_out(da, broken).empty());
}
