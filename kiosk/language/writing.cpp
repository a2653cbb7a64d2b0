#include "language/writing.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace aaben::language {
namespace {

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string filled(const Language& language, const std::string& pattern, calendar::Date date) {
    std::string text = put(pattern, "weekday", weekday_name(language, calendar::weekday(date)));
    text = put(std::move(text), "day", std::to_string(date.day));
    text = put(std::move(text), "month", language.months.at(static_cast<std::size_t>(date.month - 1)));
    return put(std::move(text), "year", std::to_string(date.year));
}

}  // namespace

std::string put(std::string pattern, std::string_view name, std::string_view value) {
    const std::string token = fmt::format("{{{}}}", name);
    for (std::size_t at = pattern.find(token); at != pattern.npos; at = pattern.find(token, at + value.size()))
        pattern.replace(at, token.size(), value);
    return pattern;
}

std::string date(const Language& language, calendar::Date date, Year year) {
    return filled(language, year == Year::Shown ? language.date_with_year : language.date, date);
}

std::string short_date(const Language& language, calendar::Date date, Year year) {
    return filled(language, year == Year::Shown ? language.short_date_with_year : language.short_date, date);
}

std::string time(const Language& language, calendar::TimeOfDay time) {
    return fmt::format("{}{}{:02}", time.hour, language.time_mark, time.minute);
}

std::string_view weekday_name(const Language& language, calendar::Weekday day) {
    return language.weekdays.at(static_cast<std::size_t>(day));
}

std::string number(const Language& language, std::string_view decimal) {
    const std::size_t point = std::min(decimal.find('.'), decimal.size());
    std::string_view whole = decimal.substr(0, point);
    const std::string_view rest = decimal.substr(std::min(point + 1, decimal.size()));
    const bool negative = whole.starts_with('-');
    if (negative) whole.remove_prefix(1);
    if (whole.empty() || !all_digits(whole) || !all_digits(rest)) return std::string(decimal);
    std::string text = negative ? "-" : "";
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (i > 0 && (whole.size() - i) % 3 == 0) text += language.thousands;
        text += whole[i];
    }
    if (!rest.empty()) text += language.decimal + std::string(rest);
    return text;
}

std::string phone(std::string_view digits) {
    if (digits.size() != 8 || !all_digits(digits)) return std::string(digits);
    return fmt::format("{}\u00a0{}\u00a0{}\u00a0{}", digits.substr(0, 2), digits.substr(2, 2), digits.substr(4, 2),
                       digits.substr(6, 2));
}

}  // namespace aaben::language
