#include "calendar/date.hpp"

#include <catch2/catch_test_macros.hpp>

#include "platform/log.hpp"

using namespace aaben;
using namespace aaben::calendar;

TEST_CASE("civil dates survive the way to days and back over four centuries") {
    Date date{1899, 12, 30};
    for (std::int64_t day = days_since_epoch(date); date.year < 2300; ++day) {
        REQUIRE(from_days(day) == date);
        const Date next = from_days(day + 1);
        REQUIRE(make_date(next.year, next.month, next.day).has_value());
        REQUIRE(date < next);
        date = next;
    }
}

TEST_CASE("dates and times that do not exist are refused") {
    for (const char* bad : {"2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "26-11-24", "2026/11/24",
                            "2026-11-2x", "", "2026-1-024", "-026-01-01"})
        CHECK_FALSE(parse_date(bad));
    for (const char* bad : {"24:00", "10:60", "1:15", "10.15", "", "aa:bb", "-1:15"}) CHECK_FALSE(parse_time(bad));
    CHECK(parse_date("2028-02-29") == Date{2028, 2, 29});
    CHECK(parse_time("07:05") == TimeOfDay{7, 5});
    CHECK(to_string(Date{2026, 3, 4}) == "2026-03-04");
}

TEST_CASE("weekdays are right on known days") {
    CHECK(weekday({2026, 11, 24}) == Weekday::Tuesday);
    CHECK(weekday({1970, 1, 1}) == Weekday::Thursday);
    CHECK(weekday({1968, 2, 29}) == Weekday::Thursday);
}

TEST_CASE("Copenhagen changes its clocks on the last Sundays of March and October at 01:00 UTC") {
    const auto at = [](Date d, int h, int m) { return days_since_epoch(d) * 86'400'000 + (h * 60 + m) * 60'000LL; };
    CHECK(copenhagen(at({2026, 3, 29}, 0, 59)) == Local{{2026, 3, 29}, {1, 59}});
    CHECK(copenhagen(at({2026, 3, 29}, 1, 0)) == Local{{2026, 3, 29}, {3, 0}});
    CHECK(copenhagen(at({2026, 10, 25}, 0, 59)) == Local{{2026, 10, 25}, {2, 59}});
    CHECK(copenhagen(at({2026, 10, 25}, 1, 0)) == Local{{2026, 10, 25}, {2, 0}});
    CHECK(copenhagen(at({2026, 11, 21}, 23, 30)) == Local{{2026, 11, 22}, {0, 30}});
    for (const Local local : {Local{{2026, 7, 1}, {9, 0}}, Local{{2026, 12, 1}, {9, 0}}, Local{{2026, 3, 29}, {4, 0}}})
        CHECK(copenhagen(wall_ms(local)) == local);
}

TEST_CASE("Danish holidays follow Easter and the law of 2023") {
    CHECK(easter_sunday(2026) == Date{2026, 4, 5});
    CHECK(easter_sunday(2027) == Date{2027, 3, 28});
    CHECK(easter_sunday(2038) == Date{2038, 4, 25});
    for (const Date day :
         {Date{2026, 1, 1}, Date{2026, 4, 2}, Date{2026, 4, 3}, Date{2026, 4, 6}, Date{2026, 5, 14}, Date{2026, 5, 25},
          Date{2026, 6, 5}, Date{2026, 12, 24}, Date{2026, 12, 26}, Date{2023, 5, 5}})
        CHECK(is_public_holiday(day));
    for (const Date day : {Date{2026, 5, 1}, Date{2024, 4, 26}, Date{2026, 12, 27}, Date{2026, 4, 7}})
        CHECK_FALSE(is_public_holiday(day));
}

TEST_CASE("a CPR number never reaches the log") {
    CHECK(mask_cpr("kort 130562-1234 set") == "kort ******-**** set");
    CHECK(mask_cpr("1305621234") == "**********");
    CHECK(mask_cpr("730562 1AB4") == "730562 1AB4");  // not a form in use: letters stand first
    CHECK(mask_cpr("730562-AB34") == "******-****");
    CHECK(mask_cpr("port 8443, 12 entries, 1795262400000 ms") == "port 8443, 12 entries, 1795262400000 ms");
}
