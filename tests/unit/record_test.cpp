// Passive periods: the days between offers that no offer covers.
#include "visit/record.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace aaben;
using namespace aaben::visit;
using calendar::Date;

namespace {
const Date today{2026, 11, 30};
Offer from(Date start, std::optional<Date> end) {
    return {OfferKind::WorkPlacement, start, end};
}
}  // namespace

TEST_CASE("nothing lies between offers that follow each other, or overlap") {
    CHECK(passive_periods({}, today).empty());
    CHECK(passive_periods({from({2026, 10, 1}, Date{2026, 10, 31}), from({2026, 11, 1}, Date{2026, 12, 31})}, today)
              .empty());
    CHECK(passive_periods({from({2026, 10, 1}, Date{2026, 12, 31}), from({2026, 10, 5}, Date{2026, 10, 6})}, today)
              .empty());
}

TEST_CASE("a gap begins the day after an offer and ends the day before the next, or today") {
    const std::vector<Gap> one =
        passive_periods({from({2026, 11, 16}, Date{2026, 11, 20}), from({2026, 10, 1}, Date{2026, 10, 31})}, today);
    REQUIRE(one.size() == 2);
    CHECK(one[0] == Gap{{2026, 11, 1}, {2026, 11, 15}});
    CHECK(one[1] == Gap{{2026, 11, 21}, today});
}

TEST_CASE("an offer whose last day nobody knows covers what follows") {
    CHECK(passive_periods({from({2026, 9, 1}, std::nullopt)}, today).empty());
    const std::vector<Gap> before =
        passive_periods({from({2026, 9, 1}, Date{2026, 9, 30}), from({2026, 11, 2}, std::nullopt)}, today);
    REQUIRE(before.size() == 1);
    CHECK(before[0] == Gap{{2026, 10, 1}, {2026, 11, 1}});
}

TEST_CASE("a gap that begins after the last day that is asked about is none") {
    CHECK(passive_periods({from({2026, 11, 1}, today)}, today).empty());
    const std::vector<Gap> cut =
        passive_periods({from({2026, 11, 1}, Date{2026, 11, 28}), from({2027, 1, 4}, std::nullopt)}, today);
    REQUIRE(cut.size() == 1);
    CHECK(cut[0] == Gap{{2026, 11, 29}, today});
}
