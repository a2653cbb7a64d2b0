// The page that goes to the next caseworker says everything that was written down, in the order of its parts, and
// nothing else.
#include "record/record_words.hpp"

#include <catch2/catch_test_macros.hpp>

#include "support/must.hpp"
#include "support/paths.hpp"

using namespace aaben;
using namespace aaben::visit;

namespace {
const text::Catalogue& words() {
    static const text::Catalogue all = tests::must(text::Catalogue::load(tests::source_dir() + "/assets/languages"));
    return all;
}

Record full() {
    Record r;
    r.begun_ms = calendar::wall_ms({{2026, 11, 23}, {10, 24}});
    r.topics.put(Topic::Debt);
    r.agreements = {{Step::HomeVisit, Party::Caseworker, calendar::Date{2026, 12, 4}}};
    r.offers = {{OfferKind::SmallJob, {2026, 10, 5}, calendar::Date{2026, 10, 30}}};
    r.consents = {{Service::OwnDoctor, {2026, 11, 2}, calendar::Date{2026, 11, 23}},
                  {Service::DebtAdvice, {2026, 11, 23}, std::nullopt}};
    r.indicators = {2, 0, 0, 0, 0, 4};
    r.tell_next = "Ring først.";
    return r;
}
}  // namespace

// A day and its month are not parted at a line's end: a no-break space stands between them.
TEST_CASE("the page tells what was written down, and the weeks without an offer until that day") {
    CHECK(record::page_of(words(), std::array{full()}, "da") ==
          "Fortæl den næste\nRing først.\n\nEmner\n- Gæld\n\nAftaler\n- Hjemmebesøg: Mig · senest 4. december\n\n"
          "Tilbud\n- Småjob: 5. oktober – 30. oktober\n4 uger uden tilbud\n\nSamtykke\n"
          "- Min læge: nej, den 23. november\n- Hjælp til gæld: ja, den 23. november\n\n"
          "Hvordan går det?\n- Hverdagen: 2 af 5\n- Jeg tror på job: 4 af 5\n");
}

TEST_CASE("two parts of one conversation are one page, each word to the next one above") {
    Record second;
    second.tell_next = "Har fået en ny telefon.";
    const std::string page = record::page_of(words(), std::array{full(), second}, "da");
    CHECK(page.find("Ring først.") < page.find("ny telefon"));
    CHECK(page.find("ny telefon") < page.find("Emner"));
}

TEST_CASE("of nothing there is no page") {
    CHECK(record::page_of(words(), {}, "da").empty());
    CHECK(record::page_of(words(), std::array{Record{}}, "da").empty());
}
