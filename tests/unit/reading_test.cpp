#include <catch2/catch_test_macros.hpp>

#include "reading/entities.hpp"
#include "reading/fold.hpp"
#include "reading/read.hpp"

namespace {

using namespace aaben;
using namespace aaben::reading;

const calendar::Date today{2026, 11, 20};

Text text_of(std::string_view s) {
    return make_text(words_from_text(s));
}

std::string dates_in(std::string_view s) {
    std::string out;
    for (const FoundDate& found : find_dates(text_of(s), today)) {
        if (found.weekday_fits) out += calendar::to_string(found.date) + (found.opens_range ? ">" : " ");
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

}  // namespace

TEST_CASE("folded Danish words are the same however they are spelt") {
    CHECK(fold("Partshøring") == fold("PARTSHOERING"));
    CHECK(fold("Rådhuset") == fold("Raadhuset"));
    CHECK(fold("Lægeattest") == fold("laegeattest"));
    CHECK(fold("ofﬁciel") == "officiel");
    CHECK(fold("k0mmune") == "kommune");
    CHECK(fold("§ 37a") == "$ 37a");
}

TEST_CASE("dates are found in every common Danish form, and nothing else is") {
    struct Case {
        const char* text;
        const char* dates;
    };
    const Case cases[] = {
        {"12. november 2026", "2026-11-12"},
        {"den 3. dec. 2026", "2026-12-03"},
        {"Dato: 12-11-2026", "2026-11-12"},
        {"12/11 2026", "2026-11-12"},
        {"12/11-26", "2026-11-12"},
        {"12.11.26", "2026-11-12"},
        {"12.11.2026 kl. 10.15", "2026-11-12"},
        {"2026-11-12", "2026-11-12"},
        {"tirsdag den 24. november kl. 10", "2026-11-24"},
        {"onsdag den 24. november kl. 10", ""},
        {"tirsdag d. 24/11 kl. 10", "2026-11-24"},
        {"fra den 1. til den 28. februar 2027", "2027-02-01>2027-02-28"},
        {"1.-28. februar 2027", "2027-02-01>2027-02-28"},
        {"1. december 2026 – 28. februar 2027", "2026-12-01>2027-02-28"},
        {"fra 14. december til 3. januar", "2026-12-14>2027-01-03"},
        {"l2. november 2026", "2026-11-12"},
        {"24. novernber 2026", "2026-11-24"},
        {"31. februar 2026", ""},
        {"§ 37 stk. 2", ""},
        {"kl. 10.15", ""},
        {"1.234,50 kr.", ""},
        {"telefon 72 10 70 00", ""},
        {"7000 Fredericia", ""},
    };
    for (const Case& c : cases) {
        INFO(c.text);
        CHECK(dates_in(c.text) == c.dates);
    }
}

TEST_CASE("a CPR number is masked before anything reads it") {
    auto words = words_from_text("CPR 130562-1234 eller 130562 1234 eller 1305621234");
    mask_cpr(words);
    for (const Word& word : words) CHECK(word.text.find("1234") == std::string::npos);
}

TEST_CASE("an invitation gives its meeting, place, deadline and number") {
    const Reading reading = read(words_from_text(R"(Fredericia Kommune
Jobcenter Fredericia
Telefon 7210 7000
                                        12. november 2026
Mette Testesen
Prøvevej 12

Indkaldelse til jobsamtale

Kære Mette Testesen

Du skal til samtale tirsdag den 24. november 2026 kl. 10.15 på Jobcenter Fredericia, Vendersgade 43, lokale 12.

Hvis du ikke kan komme, skal du ringe til mig på telefon 72 11 22 33 senest mandag den 23. november 2026.

Med venlig hilsen
Bo Eksempel)"),
                                 today);
    REQUIRE(reading.type == "indkaldelse-jobsamtale");
    CHECK(reading.confidence > 0.9);
    CHECK(
        letters::to_json(reading.fields) ==
        R"({"letter_date":"2026-11-12","meeting_date":"2026-11-24","meeting_time":"10:15","meeting_place":"Jobcenter Fredericia, Vendersgade 43, lokale 12","deadline":"2026-11-23","deadline_exact":true,"phone":"72112233"})");
}

TEST_CASE("a letter of another sender is unknown") {
    const Reading rent =
        read(words_from_text("Boligforeningen Prøvebo\n12. november 2026\n\nVarsel om huslejestigning\n\nKære "
                             "lejer\n\nDin husleje stiger "
                             "fra den 1. januar 2027 til 6.543 kr. om måneden. Du kan klage til beboerklagenævnet.\n"),
             today);
    CHECK_FALSE(rent.type);
    CHECK(rent.fields == letters::Fields{});
}
