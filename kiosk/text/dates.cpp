#include "text/dates.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace aaben::text {
namespace {

template <class Enum>
Key key_at(Key first, Enum offset) {
    return static_cast<Key>(static_cast<int>(first) + static_cast<int>(offset));
}

// The language files list the days and months in order; the keys are generated in the order of the file.
static_assert(static_cast<int>(Key::weekday_sunday) - static_cast<int>(Key::weekday_monday) == 6);
static_assert(static_cast<int>(Key::month_december) - static_cast<int>(Key::month_january) == 11);

}  // namespace

std::string time(const Catalogue& catalogue, calendar::TimeOfDay time, std::string_view language) {
    return fmt::format("{}{}{:02}", time.hour, catalogue.get(Key::date_time_separator, language), time.minute);
}

std::string_view weekday_name(const Catalogue& catalogue, calendar::Weekday day, std::string_view language) {
    return catalogue.get(key_at(Key::weekday_monday, day), language);
}

std::string_view month_name(const Catalogue& catalogue, int month, std::string_view language) {
    return catalogue.get(key_at(Key::month_january, std::clamp(month, 1, 12) - 1), language);
}

std::string date_long(const Catalogue& catalogue, calendar::Date date, std::string_view language) {
    return without_isolates(catalogue.get(Key::date_long, language,
                                          {{"weekday", weekday_name(catalogue, calendar::weekday(date), language)},
                                           {"day", date.day},
                                           {"month", month_name(catalogue, date.month, language)},
                                           {"year", date.year}}));
}

std::string date_short(const Catalogue& catalogue, calendar::Date date, std::string_view language) {
    return without_isolates(catalogue.get(Key::date_short, language,
                                          {{"day", date.day}, {"month", month_name(catalogue, date.month, language)}}));
}

std::string number(std::string_view decimal, std::string_view language) {
    const std::size_t point = std::min(decimal.find('.'), decimal.size());
    std::string_view whole = decimal.substr(0, point);
    const std::string_view rest = decimal.substr(std::min(point + 1, decimal.size()));
    const bool negative = whole.starts_with('-');
    if (negative) whole.remove_prefix(1);
    const auto all_digits = [](std::string_view text) {
        return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    if (whole.empty() || !all_digits(whole) || !all_digits(rest)) return std::string(decimal);
    const bool danish_style = language == "da";
    std::string text = negative ? "-" : "";
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (i > 0 && (whole.size() - i) % 3 == 0) text += danish_style ? '.' : ',';
        text += whole[i];
    }
    if (!rest.empty()) text += (danish_style ? "," : ".") + std::string(rest);
    return text;
}

std::string phone(std::string_view digits) {
    const bool eight =
        digits.size() == 8 && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!eight) return std::string(digits);
    return fmt::format("{} {} {} {}", digits.substr(0, 2), digits.substr(2, 2), digits.substr(4, 2),
                       digits.substr(6, 2));
}

}  // namespace aaben::text
