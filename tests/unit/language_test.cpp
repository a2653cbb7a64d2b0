// What a language file need not say because ICU knows it; and UTF-8 by code points. The ten planned languages are
// tried from headers made on the spot, so that a Debian whose ICU lacks one of them fails here.
#include "language/language.hpp"

#include <catch2/catch_test_macros.hpp>
#include <limits>

#include "language/utf8.hpp"
#include "language/writing.hpp"

namespace aaben::language {
namespace {

std::string header(const std::string& tag, const std::string& more = "") {
    return "[language]\ntag = \"" + tag + "\"\nname = \"x\"\n" + more;
}

Language known(const std::string& tag, const std::string& more = "") {
    auto language = language_from(header(tag, more), tag);
    REQUIRE(language.ok());
    return *language;
}

constexpr calendar::Date tuesday{2026, 11, 24};

}  // namespace

TEST_CASE("ICU knows the days, months, patterns and direction of all planned languages") {
    struct Row {
        std::string tag, date, short_date;
        bool rtl;
    };
    const std::vector<Row> rows{{"da", "tirsdag d", "24.\u00a0november", false},
                                {"ar", "الثلاثاء", "24\u00a0نوفمبر", true},
                                {"tr", "24\u00a0Kasım", "24\u00a0Kasım", false},
                                {"so", "Talaado", "Bisha", false},
                                {"uk", "вівторок", "24\u00a0листопада", false},
                                {"fa", "سه‌شنبه", "24\u00a0نوامبر", true},
                                {"ti", "ሰሉስ", "24\u00a0ሕዳር", false},
                                {"bs", "utorak", "24.\u00a0novembar", false},
                                {"pl", "wtorek", "24\u00a0listopada", false},
                                {"ku", "sêşem", "sermawezê", false},
                                {"en", "Tuesday",
                                 "November\u00a0"
                                 "24",
                                 false}};
    for (const Row& row : rows) {
        INFO(row.tag);
        const Language language = known(row.tag);
        CHECK(language.rtl == row.rtl);
        if (row.tag != "da") CHECK(date(language, tuesday, Year::LeftOut).find(row.date) != std::string::npos);
        CHECK(short_date(language, tuesday, Year::LeftOut).find(row.short_date) != std::string::npos);
        CHECK(date(language, tuesday, Year::Shown).find("2026") != std::string::npos);
        for (const std::string* pattern : {&language.date, &language.date_with_year}) {
            for (const char* name : {"{weekday}", "{day}", "{month}"}) CHECK(pattern->find(name) != pattern->npos);
        }
    }
}

TEST_CASE("a language says its own pattern where the usual one is harder to read") {
    const Language own = known("en", "locale = \"en_GB\"\ndate = \"{weekday} {day} {month}\"\n");
    CHECK(date(own, tuesday, Year::LeftOut) == "Tuesday 24 November");
    CHECK(short_date(own, tuesday, Year::Shown) == "24\u00a0November 2026");
    CHECK(date(known("da"), tuesday, Year::Shown) == "tirsdag den 24.\u00a0november 2026");
}

TEST_CASE("times, amounts and phone numbers are written as people write them, and other text is left alone") {
    const Language da = known("da"), en = known("en");
    CHECK(time(da, {9, 2}) == "9.02");
    CHECK(time(en, {0, 0}) == "0:00");
    CHECK(number(da, "1234.50") == "1.234,50");
    CHECK(number(en, "1234.50") == "1,234.50");
    CHECK(number(known("ar"), "1234.50") == "1,234.50");
    CHECK(number(da, "1234567") == "1.234.567");
    CHECK(number(da, "12") == "12");
    CHECK(number(da, "-1200.00") == "-1.200,00");
    for (const std::string_view odd : {"", "abc", "1.2.3", ".5", "12a", "-"}) CHECK(number(da, odd) == odd);
    CHECK(phone("76203040") == "76\u00a020\u00a030\u00a040");
    for (const std::string_view odd : {"", "7620304", "762030401", "7620304x", "112"}) CHECK(phone(odd) == odd);
}

TEST_CASE("the plural form follows the number, by the rules of the language") {
    using P = Plural;
    struct Row {
        std::string locale;
        std::vector<std::pair<std::int64_t, Plural>> of;
    };
    const std::vector<Row> rows{
        {"vi", {{0, P::Other}, {1, P::Other}, {7, P::Other}}},
        {"da", {{0, P::Other}, {1, P::One}, {2, P::Other}, {21, P::Other}, {101, P::Other}}},
        {"ti", {{0, P::One}, {1, P::One}, {2, P::Other}}},
        {"fa", {{0, P::One}, {1, P::One}, {2, P::Other}}},
        {"ar",
         {{0, P::Zero},
          {1, P::One},
          {2, P::Two},
          {3, P::Few},
          {10, P::Few},
          {11, P::Many},
          {99, P::Many},
          {100, P::Other},
          {102, P::Other},
          {103, P::Few},
          {111, P::Many},
          {1'000, P::Other}}},
        {"uk", {{0, P::Many}, {1, P::One}, {2, P::Few}, {5, P::Many}, {11, P::Many}, {21, P::One}, {22, P::Few}}},
        {"pl", {{0, P::Many}, {1, P::One}, {2, P::Few}, {5, P::Many}, {12, P::Many}, {21, P::Many}, {22, P::Few}}},
        {"bs", {{0, P::Other}, {1, P::One}, {3, P::Few}, {5, P::Other}, {11, P::Other}, {21, P::One}}},
    };
    for (const Row& row : rows) {
        const auto rules = PluralRules::of(row.locale);
        REQUIRE(rules.ok());
        for (const auto& [n, form] : row.of) {
            INFO(row.locale << ", n " << n);
            CHECK(rules->form(n) == form);
            CHECK(rules->uses(form));
        }
    }
    CHECK_FALSE(PluralRules::of("da")->uses(Plural::Few));
    CHECK(PluralRules::of("ar")->form(std::numeric_limits<std::int64_t>::min()) == Plural::Zero);
    CHECK(PluralRules().form(1) == Plural::Other);
}

TEST_CASE("a language names its months where ICU's names are not what people say") {
    const std::string twelve =
        R"(months = ["Jannaayo", "Febraayo", "Maarso", "Abriil", "Maajo", "Juun", "Luuliyo", "Agoosto", "Sebteembar", "Oktoobar", "Noofembar", "Diseembar"])";
    const Language somali = known("so", "short_date = \"{day} {month}\"\n" + twelve + "\n");
    CHECK(short_date(somali, tuesday, Year::LeftOut) == "24 Noofembar");
    CHECK_FALSE(language_from(header("so", "months = [\"Jannaayo\"]\n"), "so").ok());
}

TEST_CASE("a language has its own alphabet, and the letters that stand inside a word") {
    const Language turkish = known("tr", "keyboard = \"IİÇ\"\n");
    CHECK(turkish.letters == std::vector<std::string>{"I", "İ", "Ç"});
    CHECK(turkish.small_letters == std::vector<std::string>{"ı", "i", "ç"});  // as Turkish writes them
    const Language ukrainian = known("uk", "keyboard = \"ЄЇ\"\n");
    CHECK(ukrainian.small_letters == std::vector<std::string>{"є", "ї"});
    const Language arabic = known("ar", "keyboard = \"اب\"\n");
    CHECK(arabic.small_letters == arabic.letters);  // no capitals
    CHECK(known("so").letters.empty());
    CHECK_FALSE(language_from(header("da", "keyboard = \"ABA\"\n"), "da").ok());
}

TEST_CASE("a header that lacks something makes no language, and the reason is said") {
    struct Row {
        std::string toml, tag, fault;
    };
    const std::vector<Row> rows{
        {header("da"), "en", "own name as tag"}, {"[language]\ntag = \"da\"\n", "da", "needs a name"},
        {header("zz"), "zz", "no locale 'zz'"},  {header("da", "locale = \"klingon\"\n"), "da", "no locale 'klingon'"},
        {"[language", "da", "line 1"},           {"", "da", "needs a name"}};
    for (const Row& row : rows) {
        const auto language = language_from(row.toml, row.tag);
        REQUIRE_FALSE(language.ok());
        CHECK(language.error().what.find(row.fault) != std::string::npos);
    }
}

TEST_CASE("staff read what a language is called in theirs, never in its script") {
    for (int twice = 0; twice < 2; ++twice) {
        CHECK(name_for("ar", "da") == "arabisk");
        CHECK(name_for("ti", "da") == "tigrinya");
        CHECK(name_for("uk", "en") == "Ukrainian");
        CHECK(name_for("qqq", "da") == "qqq");
    }
}

TEST_CASE("a tag alone tells the direction") {
    for (const char* tag : {"ar", "fa", "ur", "he", "ckb", "ps"}) CHECK(is_rtl(tag));
    for (const char* tag : {"da", "en", "ti", "so", "ku", "", "no such tag"}) CHECK_FALSE(is_rtl(tag));
}

TEST_CASE("letters are counted, cut and taken off whole") {
    CHECK(point_count("blåbær") == 6);
    CHECK(points("aø") == U"aø");
    CHECK(without_last_point("bø") == "b");
    CHECK(without_last_point("ب") == "");
    CHECK(without_last_point("") == "");
    CHECK(point_begin("bø", 2) == 1);
    CHECK(point_begin("bø", 1) == 1);
    CHECK(point_begin("bø", 9) == 3);
    CHECK(points("\xFF"
                 "a\xC3") == U"\uFFFDa\uFFFD");
    CHECK(without_last_point("a\x80\x80") == "a\x80");
    std::string text;
    for (const char32_t point : U"øب€")
        if (point != 0) append(text, point);
    CHECK(text == "øب€");
    CHECK(lower_in_place("ØRE Їжак İ") == "øre їжак İ");
    CHECK(capital(U'ø') == U'Ø');
    CHECK(capital(U'ب') == U'ب');
    CHECK(runs_rtl(U'ب'));
    CHECK_FALSE(runs_rtl(U'7'));
}

}  // namespace aaben::language
