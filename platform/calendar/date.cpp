#include "calendar/date.hpp"

#include <array>
#include <charconv>

#include <cstdio>

namespace aaben::calendar {
namespace {

constexpr std::int64_t ms_per_day = 86'400'000;
constexpr std::int64_t ms_per_hour = 3'600'000;

bool leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int days_in_month(int year, int month) {
    constexpr std::array days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && leap(year) ? 29 : days[static_cast<std::size_t>(month - 1)];
}

std::optional<int> number(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || text.empty() || text[0] == '-') return std::nullopt;
    return value;
}

Date last_sunday(int year, int month) {
    const Date last{year, month, days_in_month(year, month)};
    return add_days(last, -((static_cast<int>(weekday(last)) + 1) % 7));
}

bool summer_time(WallMs utc_ms) {
    const int year =
        from_days(utc_ms.ms >= 0 ? utc_ms.ms / ms_per_day : (utc_ms.ms - ms_per_day + 1) / ms_per_day).year;
    const auto change = [year](int month) {
        return days_since_epoch(last_sunday(year, month)) * ms_per_day + 3'600'000;
    };
    return utc_ms >= change(3) && utc_ms < change(10);
}

}  // namespace

std::optional<Date> make_date(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
        return std::nullopt;
    return Date{year, month, day};
}

std::optional<Date> parse_date(std::string_view iso) {
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
    const auto y = number(iso.substr(0, 4)), m = number(iso.substr(5, 2)), d = number(iso.substr(8, 2));
    if (!y || !m || !d) return std::nullopt;
    return make_date(*y, *m, *d);
}

std::optional<TimeOfDay> parse_time(std::string_view hhmm) {
    if (hhmm.size() != 5 || hhmm[2] != ':') return std::nullopt;
    const auto h = number(hhmm.substr(0, 2)), m = number(hhmm.substr(3, 2));
    if (!h || !m || *h > 23 || *m > 59) return std::nullopt;
    return TimeOfDay{*h, *m};
}

std::string to_string(Date date) {
    char buffer[48];
    std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", date.year, date.month, date.day);
    return buffer;
}

std::string to_string(TimeOfDay time) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%02d:%02d", time.hour, time.minute);
    return buffer;
}

// Howard Hinnant's civil-from-days algorithms (public domain), valid over the whole proleptic Gregorian calendar.
std::int64_t days_since_epoch(Date date) {
    const std::int64_t y = date.year - (date.month <= 2 ? 1 : 0);
    const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
    const std::int64_t yoe = y - era * 400;
    const std::int64_t doy = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    const std::int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146'097 + doe - 719'468;
}

Date from_days(std::int64_t days) {
    days += 719'468;
    const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
    const std::int64_t doe = days - era * 146'097;
    const std::int64_t yoe = (doe - doe / 1460 + doe / 36'524 - doe / 146'096) / 365;
    const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const std::int64_t mp = (5 * doy + 2) / 153;
    const int day = static_cast<int>(doy - (153 * mp + 2) / 5 + 1);
    const int month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
    return {static_cast<int>(yoe + era * 400 + (month <= 2 ? 1 : 0)), month, day};
}

Date add_days(Date date, std::int64_t days) {
    return from_days(days_since_epoch(date) + days);
}
std::int64_t days_between(Date from, Date to) {
    return days_since_epoch(to) - days_since_epoch(from);
}

Weekday weekday(Date date) {
    const std::int64_t n = days_since_epoch(date) + 3;  // 1970-01-01 was a Thursday
    return static_cast<Weekday>(((n % 7) + 7) % 7);
}

Local copenhagen(WallMs utc_ms) {
    const std::int64_t local = utc_ms.ms + (summer_time(utc_ms) ? 2 : 1) * ms_per_hour;
    const std::int64_t days = local >= 0 ? local / ms_per_day : (local - ms_per_day + 1) / ms_per_day;
    const auto minute = static_cast<int>((local - days * ms_per_day) / 60'000);
    return {from_days(days), {minute / 60, minute % 60}};
}

WallMs wall_ms(Local local) {
    const std::int64_t as_utc = days_since_epoch(local.date) * ms_per_day + local.time.minutes() * std::int64_t{60'000};
    const std::int64_t as_summer = as_utc - 2 * ms_per_hour;
    return summer_time(as_summer) ? as_summer : as_utc - ms_per_hour;
}

Date easter_sunday(int year) {
    const int a = year % 19, b = year / 100, c = year % 100;
    const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    const int h = (19 * a + b - d - g + 15) % 30;
    const int i = c / 4, k = c % 4;
    const int l = (32 + 2 * e + 2 * i - h - k) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int month = (h + l - 7 * m + 114) / 31;
    return {year, month, (h + l - 7 * m + 114) % 31 + 1};
}

bool is_public_holiday(Date date) {
    constexpr std::array<std::array<int, 2>, 5> fixed{{{1, 1}, {6, 5}, {12, 24}, {12, 25}, {12, 26}}};
    for (const auto& [month, day] : fixed)
        if (date.month == month && date.day == day) return true;
    const std::int64_t after_easter = days_between(easter_sunday(date.year), date);
    for (const int offset : {-3, -2, 0, 1, 39, 49, 50})
        if (after_easter == offset) return true;
    return after_easter == 26 && date.year < 2024;
}

}  // namespace aaben::calendar
