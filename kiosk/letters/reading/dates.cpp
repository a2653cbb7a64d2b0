#include <algorithm>
#include <array>
#include <cstdlib>

#include "reading/entities.hpp"
#include "reading/field_rules.hpp"
#include "reading/fold.hpp"
#include "reading/scan.hpp"

namespace aaben::reading {
namespace {

using calendar::Date;

constexpr std::array<std::string_view, 12> month_names{"januar",    "februar", "marts",    "april",
                                                       "maj",       "juni",    "juli",     "august",
                                                       "september", "oktober", "november", "december"};
constexpr std::array<std::string_view, 7> weekday_names{"mandag", "tirsdag", "onsdag", "torsdag",
                                                        "fredag", "lordag",  "sondag"};

int month_of(std::string_view word) {
    if (word.size() < 3) return 0;
    for (std::size_t i = 0; i < month_names.size(); ++i) {
        if (word == month_names[i]) return static_cast<int>(i) + 1;
        if (word.size() <= 4 && word.size() >= 3 && month_names[i].substr(0, word.size()) == word)
            return static_cast<int>(i) + 1;
    }
    int best = 0;
    std::size_t least = 3;
    for (std::size_t i = 0; i < month_names.size(); ++i) {
        const std::size_t allowed = month_names[i].size() >= 8 ? 2 : (month_names[i].size() >= 5 ? 1 : 0);
        const std::size_t distance = edit_distance(word, month_names[i], allowed);
        if (distance <= allowed && distance < least) least = distance, best = static_cast<int>(i) + 1;
    }
    return best;
}

std::optional<int> weekday_of(std::string_view word) {
    if (word.size() < 3) return std::nullopt;
    std::optional<int> like;
    for (std::size_t i = 0; i < weekday_names.size(); ++i) {
        if (word == weekday_names[i] || (word.size() == 3 && weekday_names[i].substr(0, 3) == word))
            return static_cast<int>(i);
        if (word.size() < 5 || edit_distance(word, weekday_names[i], 1) > 1) continue;
        if (like) return std::nullopt;  // as far from "tirsdag" as from "torsdag"
        like = static_cast<int>(i);
    }
    return like;
}

struct Parts {
    int day = 0;
    int month = 0;
    int year = 0;      // 0: not printed
    bool sure = true;  // false: only a date when a weekday, "den" or "d." stands before it
};

std::optional<int> take_year(Scan& scan, bool short_too) {
    Scan at = scan;
    if (const auto four = at.take_number(4, 4); four && *four >= 1990 && *four <= 2099) {
        scan = at;
        return four;
    }
    at = scan;
    at.take('\'');  // "3.12.'26"
    const auto two = at.take_number(2, 2);
    const bool goes_on = at.peek() == '/' || (at.peek() == '.' && Scan::is_digit(at.peek(1)));  // "15/2 - 26/3 2027"
    if (short_too && two && !goes_on && *two >= 20 && *two <= 45) {
        scan = at;
        return 2000 + *two;
    }
    return std::nullopt;
}

// "24. november 2026", "24.november", "24 nov. 2026"
std::optional<Parts> take_named(Scan& scan) {
    Scan at = scan;
    const auto day = at.take_number(1, 2);
    if (!day) return std::nullopt;
    at.take_any(".,");
    at.skip_space();
    const std::string_view word = at.word();
    const int month = month_of(word);
    if (month == 0) return std::nullopt;
    at.at += word.size();
    scan = at;
    Scan after = at;
    after.take('.');
    after.take(',');
    after.skip_space();
    after.take_any("-");
    after.skip_space();
    if (const auto year = take_year(after, false)) {
        scan = after;
        return Parts{*day, month, *year};
    }
    return Parts{*day, month, 0};
}

// "12/11 2026", "12/11-26", "12-11-2026", "12.11.26", "12. 11. 2026", "12/11"
std::optional<Parts> take_numeric(Scan& scan) {
    Scan at = scan;
    const auto day = at.take_number(1, 2);
    if (!day) return std::nullopt;
    at.skip_space(1);
    const char separator = at.peek();
    const bool misread = separator == ',';  // "17,8.26"
    if (separator != '/' && separator != '-' && separator != '.' && !misread) return std::nullopt;
    ++at.at;
    at.skip_space(1);
    const auto month = at.take_number(1, 2);
    if (!month || *month < 1 || *month > 12 || *day < 1 || *day > 31) return std::nullopt;
    Scan after = at;
    const bool spaced = after.peek() == ' ';
    after.skip_space(1);
    const bool marked = after.take_any(separator == '/' ? "-/. " : (separator == '-' ? "-" : "."));
    after.skip_space(1);
    if (marked || (separator == '/' && spaced)) {
        if (const auto year = take_year(after, marked)) {
            scan = after;
            return Parts{*day, *month, *year};
        }
    }
    if (separator == '-' || misread || at.peek() == '/' || at.peek() == '%') return std::nullopt;
    scan = at;
    return Parts{*day, *month, 0, separator == '/'};
}

std::optional<Parts> take_iso(Scan& scan) {
    Scan at = scan;
    const auto year = at.take_number(4, 4);
    if (!year || *year < 1990 || *year > 2099 || !at.take('-')) return std::nullopt;
    const auto month = at.take_number(2, 2);
    if (!month || !at.take('-')) return std::nullopt;
    const auto day = at.take_number(2, 2);
    if (!day) return std::nullopt;
    scan = at;
    return Parts{*day, *month, *year};
}

std::optional<Date> dated(const Parts& parts, std::optional<int> weekday, Date around) {
    if (parts.year != 0) return calendar::make_date(parts.year, parts.month, parts.day);
    std::optional<Date> best;
    for (int year = around.year - 1; year <= around.year + 1; ++year) {
        const auto date = calendar::make_date(year, parts.month, parts.day);
        if (!date) continue;
        const auto away = std::llabs(calendar::days_between(around, *date));
        if (!best || away < std::llabs(calendar::days_between(around, *best))) best = date;
    }
    (void)weekday;
    return best;
}

// The cursor after an opening "tirsdag den", "tirsdag, d.", "den"; says which weekday was printed.
struct Opening {
    std::size_t end = 0;
    std::optional<int> weekday;
    bool any = false;
};

Opening take_opening(std::string_view flat, std::size_t from) {
    Scan scan{flat, from};
    Opening opening{from, std::nullopt, false};
    const std::string_view word = scan.word();
    if (const auto weekday = weekday_of(word)) {
        scan.at += word.size();
        scan.take_any(".,");
        scan.skip_space();
        opening = {scan.at, weekday, true};
    }
    for (const std::string_view article : {std::string_view{"den"}, std::string_view{"d"}, std::string_view{"dan"}}) {
        if (scan.word() != article) continue;
        scan.at += article.size();
        scan.take_any(".,");
        scan.skip_space();
        return {scan.at, opening.weekday, true};
    }
    return opening;
}

std::optional<FoundDate> date_at(std::string_view flat, std::size_t from, Date around) {
    Opening opening = take_opening(flat, from);
    Scan scan{flat, opening.end};
    if (!Scan::is_digit(scan.peek()) && !Scan::is_digit(scan.peek(1))) return std::nullopt;
    std::optional<Parts> parts = take_iso(scan);
    if (!parts) parts = take_named(scan);
    if (!parts) parts = take_numeric(scan);
    if (!parts || (!parts->sure && !opening.any)) return std::nullopt;
    const auto date = dated(*parts, opening.weekday, around);
    if (!date) return std::nullopt;
    FoundDate found{*date, from, scan.at, parts->year != 0, opening.weekday.has_value()};
    if (!opening.weekday) {  // "24. november 2026 (tirsdag)"
        Scan after = scan;
        after.take(',');
        after.skip_space(1);
        if (after.take('(')) opening.weekday = weekday_of(after.word());
        found.weekday_printed = opening.weekday.has_value();
    }
    found.weekday_fits = !opening.weekday || static_cast<int>(calendar::weekday(*date)) == *opening.weekday;
    return found;
}

// What stands between two dates of one range: "til", "til og med", "-", "og til".
bool is_range_between(std::string_view between) {
    std::string words;
    for (const char c : between) {
        if (Scan::is_letter(c)) words += c;
        if (c == '-') words += '-';
        if (Scan::is_digit(c)) return false;
    }
    return field_rules().lists("date.range", words);
}

// "1.–28. februar 2027" and "14. til 31. december": the first day has only its number.
std::optional<FoundDate> bare_start(std::string_view flat, std::size_t from, const FoundDate& second) {
    Scan scan{flat, from};
    const auto day = scan.take_number(1, 2);
    if (!day) return std::nullopt;
    scan.take('.');
    const std::size_t end = scan.at;
    if (second.begin < end || !is_range_between(flat.substr(end, second.begin - end))) return std::nullopt;
    const auto date = calendar::make_date(second.date.year, second.date.month, *day);
    if (!date || *date >= second.date) return std::nullopt;
    return FoundDate{*date, from, end, second.year_printed, false, true, true, false};
}

void mark_ranges(std::string_view flat, std::vector<FoundDate>& dates) {
    std::vector<FoundDate> starts;
    for (FoundDate& date : dates) {
        const std::size_t from = date.begin > 24 ? date.begin - 24 : 0;
        for (std::size_t at = from; at < date.begin; ++at) {
            if (!Scan::is_digit(flat[at]) || !Scan{flat, at}.at_word_start()) continue;
            const bool taken = std::any_of(dates.begin(), dates.end(),
                                           [&](const FoundDate& d) { return at >= d.begin && at < d.end; });
            if (taken) continue;
            if (const auto start = bare_start(flat, at, date)) {
                starts.push_back(*start);
                date.closes_range = true;
                break;
            }
        }
    }
    dates.insert(dates.end(), starts.begin(), starts.end());
    std::sort(dates.begin(), dates.end(), [](const FoundDate& a, const FoundDate& b) { return a.begin < b.begin; });
    for (std::size_t i = 0; i + 1 < dates.size(); ++i) {
        FoundDate& first = dates[i];
        FoundDate& second = dates[i + 1];
        if (first.opens_range || second.begin < first.end ||
            !is_range_between(flat.substr(first.end, second.begin - first.end)))
            continue;
        if (!first.year_printed && second.year_printed) {
            for (const int year : {second.date.year, second.date.year - 1}) {
                const auto date = calendar::make_date(year, first.date.month, first.date.day);
                if (!date || *date > second.date) continue;
                first.date = *date;
                break;
            }
        }
        if (!second.year_printed && second.date < first.date) {
            if (const auto date = calendar::make_date(first.date.year + 1, second.date.month, second.date.day))
                second.date = *date;
        }
        first.opens_range = second.closes_range = true;
    }
}

}  // namespace

std::vector<FoundDate> find_dates(const Text& text, Date around) {
    std::vector<FoundDate> dates;
    const std::string_view flat = text.flat;
    for (std::size_t at = 0; at < flat.size(); ++at) {
        const Scan scan{flat, at};
        if (!scan.at_word_start() || !(Scan::is_letter(flat[at]) || Scan::is_digit(flat[at]))) continue;
        const auto found = date_at(flat, at, around);
        if (!found) continue;
        dates.push_back(*found);
        at = found->end - 1;
    }
    mark_ranges(flat, dates);
    return dates;
}

}  // namespace aaben::reading
