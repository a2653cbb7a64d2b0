// Letters of no known type: who sent them, and what stands in them.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "explain/official.hpp"
#include "explain_letters.hpp"
#include "letters/official.hpp"
#include "reading/field_rules.hpp"
#include "reading/one_letter.hpp"
#include "reading/read.hpp"

namespace {

using namespace aaben;
using letters::FieldKind;
using letters::Official;
using letters::Passage;
using letters::Printed;

Official official(std::string_view letter) {
    const reading::Reading read = reading::read(reading::words_from_text(letter), {2026, 11, 27});
    CHECK_FALSE(read.type);
    CHECK(read.marks.size() == read.official.passages.size());
    return read.official;
}

bool tells(const Official& official, FieldKind kind, std::string_view value) {
    return std::ranges::any_of(official.passages, [&](const Passage& passage) {
        return std::ranges::find(passage.printed, Printed{kind, std::string(value)}) != passage.printed.end();
    });
}

constexpr std::string_view debt = R"(Gældsstyrelsen
Nykøbingvej 76, 4990 Sakskøbing

Karla Prøvesen
Åvej 3
7000 Fredericia
                                   Dato: 20. november 2026

Du skylder penge til det offentlige

Kære Karla Prøvesen

Du skylder 4.312,50 kr. Beløbet er en restskat fra 2024.
Betal senest tirsdag den 8. december 2026.
Hvis du ikke kan betale, kan du ringe til os på 70 15 73 04 inden kl. 15.00.
Du kan klage over afgørelsen senest 3 måneder efter, at du har modtaget den.
Udbetaling Danmark har fået besked.

Med venlig hilsen
Gældsstyrelsen
)";

}  // namespace

TEST_CASE("a letter of no known type tells its sender, what it wants, and each date, sum, time and number") {
    const Official read = official(debt);
    CHECK(read.sender == "gaeldsstyrelsen");
    CHECK(read.wish == letters::Wish::Pay);
    CHECK(tells(read, FieldKind::Date, "2026-12-08"));
    CHECK(tells(read, FieldKind::Date, "2026-11-20"));
    CHECK(tells(read, FieldKind::Amount, "4312.50"));
    CHECK(tells(read, FieldKind::Phone, "70157304"));
    CHECK(tells(read, FieldKind::Time, "15:00"));
}

TEST_CASE("what is due comes first, in the letter's own sentence; a counted deadline is given no day") {
    const Official read = official(debt);
    REQUIRE(read.passages.size() >= 3);
    CHECK(read.passages[0].due);
    CHECK(read.passages[0].text == "Betal senest tirsdag den 8. december 2026.");
    CHECK(read.passages[0].printed == std::vector{Printed{FieldKind::Date, "2026-12-08"}});
    const auto complaint = std::ranges::find_if(read.passages, [](const Passage& passage) {
        return passage.text.find("senest 3 måneder efter") != passage.text.npos;
    });
    REQUIRE(complaint != read.passages.end());
    CHECK(complaint->due);
    CHECK(complaint->printed.empty());
    CHECK_FALSE(read.passages.back().due);  // the letter's own date says least
}

TEST_CASE("an authority that the text only mentions did not send the letter, nor one it is addressed to") {
    CHECK(official(
              "Kære Karla\n\nGældsstyrelsen har skrevet til mig om min cykel. Kom og spis den 3. december kl. 18.\n\n"
              "Kærlig hilsen\nMormor\n")
              .sender.empty());
    CHECK(official("Til Prøveby Kommune\nYdelsescenteret\n\nHej\n\nJeg kunne ikke komme den 3. december, for jeg var "
                   "syg og lå i min seng hele dagen.\n\nVenlig hilsen\nKarla\n")
              .sender.empty());
}

TEST_CASE("a row of a table is told as a row") {
    const Official read = official(
        "Prøveby Sparekasse\nTorvet 1\n\nKære Karla Prøvesen\n\nHer er dit girokort til "
        "betaling af det beløb, du skylder os.\n\nSidste rettidige betaling    11.12.2026\n"
        "Beløb    1.258,40 kr.\n\nMed venlig hilsen\nPrøveby Sparekasse\n");
    CHECK(read.sender == "bank");
    REQUIRE_FALSE(read.passages.empty());
    CHECK(std::ranges::any_of(read.passages, [](const Passage& passage) {
        return passage.text.find("Sidste rettidige betaling") != passage.text.npos &&
               passage.text.find("11.12.2026") != passage.text.npos;
    }));
}

TEST_CASE("a personal number stands in no passage") {
    for (const Passage& passage :
         official("Gældsstyrelsen\n\nKære Karla\n\nDit CPR-nr. er 010203-1234, og du skal betale "
                  "100 kr. senest den 8. december 2026.\n\nGældsstyrelsen\n")
             .passages)
        CHECK(passage.text.find("1234") == passage.text.npos);
}

TEST_CASE("what can be told goes through JSON unchanged, and a damaged answer leaves out what is damaged") {
    const Official read = official(debt);
    CHECK(letters::official_from_json(letters::to_json(read)) == read);
    CHECK(letters::official_from_json("").empty());
    CHECK(letters::official_from_json("[1,2]").empty());
    const Official damaged = letters::official_from_json(
        R"({"sender":7,"wish":"dance","passages":[3,{"text":"x","due":1,"printed":[{"kind":"date","value":"2026-13-40"},)"
        R"({"kind":"amount","value":"much"},{"kind":"phone","value":"70157304"}]}]})");
    CHECK(damaged.sender.empty());
    CHECK(damaged.wish == letters::Wish::Unknown);
    REQUIRE(damaged.passages.size() == 1);
    CHECK_FALSE(damaged.passages[0].due);
    CHECK(damaged.passages[0].printed == std::vector{Printed{FieldKind::Phone, "70157304"}});
}

TEST_CASE("what is printed is said in the citizen's language, without saying what it is for") {
    const auto said = [](FieldKind kind, const char* value) {
        return explain::printed_fact(explain::tests::library(), "da", {kind, value}, calendar::Date{2026, 11, 27});
    };
    CHECK(said(FieldKind::Date, "2026-12-08").value == "8.\u00a0december");
    CHECK(said(FieldKind::Date, "2026-12-08").note == "tirsdag");
    CHECK(said(FieldKind::Date, "2026-12-08").label.empty());
    CHECK(said(FieldKind::Phone, "70157304").value == "70\u00a015\u00a073\u00a004");
    CHECK(said(FieldKind::Amount, "1258.40").value.find("258,40") != std::string::npos);
}

TEST_CASE("every sender that the reader knows is told of in the content, and the other way round") {
    std::vector<std::string> read, told;
    for (const reading::FieldGroup& group : reading::field_rules().groups)
        if (group.name.starts_with("sender.")) read.emplace_back(group.name.substr(7));
    for (const explain::Sender& sender : explain::tests::library().content().senders) told.push_back(sender.id);
    std::ranges::sort(told);
    CHECK(read == told);
}

TEST_CASE("pages of two letters are told apart by what they print of themselves; two pages of one are not") {
    const auto together = [](std::initializer_list<const char*> pages) {
        std::vector<reading::PageMarks> marks;
        for (const char* page : pages)
            marks.push_back(reading::page_marks(reading::words_from_text(page), {2026, 11, 27}));
        return reading::pages_of_one_letter(marks);
    };
    const char* hearing =
        "Prøveby Kommune\nDato: 20. november 2026\nSagsnr. 26-1001\n\nKære Karla\n\nVi har ikke hørt fra dig, og "
        "nu vil vi gerne høre din forklaring.\n\nSide 1 af 2\n";
    const char* its_second =
        "Svar os senest den 4. december 2026, og fortæl os hvorfor du ikke kom.\n\nMed venlig "
        "hilsen\nPrøveby Kommune\n\nSide 2 af 2\n";
    const char* meeting =
        "Prøveby Kommune\nDato: 23. november 2026\nSagsnr. 26-1002\n\nKære Karla\n\nDu er indkaldt til "
        "samtale den 1. december 2026 kl. 10 i jobcentret.\n\nMed venlig hilsen\nPrøveby Kommune\n";
    const char* long_one = "Der er tre sider i alt, og her står det, som står på den anden af dem.\n\nSide 2 af 3\n";
    CHECK(together({hearing, its_second}) == 2);
    CHECK(together({its_second, hearing}) == 2);
    CHECK(together({hearing, hearing}) == 2);  // laid twice
    CHECK(together({hearing, meeting}) == 1);
    CHECK(together({hearing, its_second, meeting}) == 2);
    CHECK(together({hearing, long_one}) == 1);
}
