// Civil dates and times of day as plain values, Danish public holidays, and local time in Copenhagen. Pure; any thread.
// Called by letters (deadlines), visit (opening hours), flow and screens (what is shown). Always: a Date that exists is
// valid; parsing refuses 31 February. No time zone database: the EU rule (last Sunday of March and October, 01:00 UTC)
// is Directive 2000/84/EC and has not changed since.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock.hpp"

namespace aaben::calendar {

enum class Weekday { Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday };

struct Date {
    int year = 1970;
    int month = 1;  // 1–12
    int day = 1;    // 1–31
    friend auto operator<=>(const Date&, const Date&) = default;
};

struct TimeOfDay {
    int hour = 0;    // 0–23
    int minute = 0;  // 0–59
    friend auto operator<=>(const TimeOfDay&, const TimeOfDay&) = default;
    [[nodiscard]] int minutes() const { return hour * 60 + minute; }
};

struct Local {
    Date date;
    TimeOfDay time;
    friend auto operator<=>(const Local&, const Local&) = default;
};

[[nodiscard]] std::optional<Date> make_date(int year, int month, int day);
[[nodiscard]] std::optional<Date> parse_date(std::string_view iso);        // "2026-11-24"
[[nodiscard]] std::optional<TimeOfDay> parse_time(std::string_view hhmm);  // "10:15"
[[nodiscard]] std::string to_string(Date date);
[[nodiscard]] std::string to_string(TimeOfDay time);
[[nodiscard]] std::int64_t days_since_epoch(Date date);
[[nodiscard]] Date from_days(std::int64_t days);
[[nodiscard]] Date add_days(Date date, std::int64_t days);
[[nodiscard]] std::int64_t days_between(Date from, Date to);  // to − from
[[nodiscard]] Weekday weekday(Date date);

[[nodiscard]] Local copenhagen(WallMs wall_ms);
[[nodiscard]] WallMs wall_ms(Local local);  // the earlier of two when the clock is set back

[[nodiscard]] Date easter_sunday(int year);  // Gregorian computus (Meeus)
// Danish public holidays on which public offices are closed: Store Bededag is one only before 2024 (lov 214/2023);
// Grundlovsdag and Juleaftensdag, no holidays by law, are counted because municipal offices close.
[[nodiscard]] bool is_public_holiday(Date date);

}  // namespace aaben::calendar
