#include "reading/entities.hpp"

#include <algorithm>
#include <array>

#include "reading/fold.hpp"
#include "reading/scan.hpp"

namespace aaben::reading {
namespace {

bool digit(char c) {
    return Scan::is_digit(c);
}

std::string_view before(std::string_view flat, std::size_t at, std::size_t most) {
    const std::size_t from = at > most ? at - most : 0;
    return flat.substr(from, at - from);
}

bool kl_before(std::string_view flat, std::size_t at) {
    while (at > 0 && (flat[at - 1] == ' ' || flat[at - 1] == '.' || flat[at - 1] == '\n' || flat[at - 1] == ':')) --at;
    std::size_t from = at;
    while (from > 0 && Scan::is_letter(flat[from - 1])) --from;
    const std::string_view word = flat.substr(from, at - from);
    return word == "kl" || word == "ki" || word == "k1" || word == "klokken" || word == "klok";
}

struct Clock {
    calendar::TimeOfDay time;
    std::size_t end = 0;
    bool minutes = false;
};

// Two digits after a comma or a blank, as some write minutes: "13,45", "13 45". `odd`: something else stands close to
// the hour ("13;45", "13 30 minutter"), so that the hour alone would be wrong.
struct Loose {
    std::optional<int> minute;
    bool odd = false;
    std::size_t end = 0;
};

Loose take_loose_minutes(Scan after) {
    Loose loose;
    if (digit(after.peek(1)) && std::string_view(",;'*~\"_").find(after.peek()) != std::string_view::npos)
        loose.odd = true;
    else if (!(after.peek() == ' ' && digit(after.peek(1))))
        return loose;
    const char mark = after.peek();
    ++after.at;
    const auto minute = after.take_number(2, 2);
    if (!minute || *minute > 59 || (mark != ',' && mark != ' ')) return loose;
    Scan next = after;
    const bool more = next.peek() == '.' && digit(next.peek(1));
    next.skip_space();
    const std::string_view unit = next.word();
    loose.odd = more || digit(next.peek()) || unit.starts_with("min") || unit == "timer" || unit == "dage" ||
                unit == "personer" || unit == "kr";
    if (!loose.odd) loose.minute = minute, loose.end = after.at;
    return loose;
}

// "12.11-26" is a date, "9.00-9.45" and "13.00-" are times.
bool dash_and_year(Scan scan) {
    if (!scan.take('-')) return false;
    std::size_t digits = 0;
    while (digit(scan.peek())) ++scan.at, ++digits;
    return (digits == 2 || digits == 4) && !((scan.peek() == '.' || scan.peek() == ':') && digit(scan.peek(1)));
}

// "14.15i": a letter of the next word stuck to the minutes.
std::optional<int> take_stuck_minute(Scan& scan) {
    const bool stuck = digit(scan.peek()) && digit(scan.peek(1)) && Scan::is_letter(scan.peek(2)) &&
                       !Scan::is_letter(scan.peek(3)) && !digit(scan.peek(3));
    if (!stuck) return std::nullopt;
    const int minute = (scan.peek() - '0') * 10 + (scan.peek(1) - '0');
    scan.at += 2;
    return minute;
}

// "10.15", "10:15", "1015" after kl., "10"
std::optional<Clock> take_clock(std::string_view flat, std::size_t from, bool kl) {
    Scan scan{flat, from};
    const auto hour = scan.take_number(1, 2);
    if (!hour || *hour > 23) {
        const auto both = scan.take_number(4, 4);
        if (!kl || !both || *both / 100 > 23 || *both % 100 > 59) return std::nullopt;
        return Clock{{*both / 100, *both % 100}, scan.at, true};
    }
    Scan after = scan;
    if (after.take_any(".:")) {
        Scan tight = after;
        if (tight.peek() == ' ' && kl) ++tight.at;
        auto minute = tight.take_number(2, 2);
        if (!minute && kl) minute = take_stuck_minute(tight);
        const bool date_like = tight.peek() == '.' && digit(tight.peek(1));
        if (minute && *minute <= 59 && !date_like && tight.peek() != '/' &&
            !(!kl && *minute <= 12 && dash_and_year(tight))) {
            return Clock{{*hour, *minute}, tight.at, true};
        }
        if (kl && digit(after.peek())) return std::nullopt;  // "kl. 13.4": the full hour would be a guess
    }
    if (kl) {
        const Loose loose = take_loose_minutes(scan);
        if (loose.odd) return std::nullopt;
        if (loose.minute) return Clock{{*hour, *loose.minute}, loose.end, true};
    }
    return Clock{{*hour, 0}, scan.at, false};
}

std::size_t digits_in(std::string_view s) {
    return static_cast<std::size_t>(std::count_if(s.begin(), s.end(), digit));
}

// The last word before a position on the same line, letters only.
bool line_names(std::string_view flat, std::size_t at, std::initializer_list<std::string_view> names,
                std::size_t reach) {
    std::string_view left = before(flat, at, reach);
    if (const auto line = left.rfind('\n'); line != std::string_view::npos) left = left.substr(line + 1);
    return std::any_of(names.begin(), names.end(),
                       [&](std::string_view name) { return left.find(name) != std::string_view::npos; });
}

// Thousands and øre: "1.234,50", "1 234", "12.345", "1234,-".
std::optional<FoundAmount> take_sum(std::string_view flat, std::size_t from) {
    Scan scan{flat, from};
    long long whole = 0;
    std::size_t count = 0;
    while (digit(scan.peek()) && count < 7) whole = whole * 10 + (scan.peek() - '0'), ++scan.at, ++count;
    if (count == 0 || count > 6) return std::nullopt;
    while (count <= 3 || whole >= 1000) {
        const char c = scan.peek();
        const bool group = (c == '.' || c == ' ' || c == '\'') && digit(scan.peek(1)) && digit(scan.peek(2)) &&
                           digit(scan.peek(3)) && !digit(scan.peek(4));
        if (!group || whole > 9'999'999 || (count > 3 && c == ' ')) break;
        ++scan.at;
        for (int i = 0; i < 3; ++i) whole = whole * 10 + (scan.peek() - '0'), ++scan.at;
        count = 3;
    }
    long long oere = 0;
    const bool point = scan.peek() == ',' || scan.peek() == '.';
    if (point && digit(scan.peek(1)) && digit(scan.peek(2)) && !digit(scan.peek(3))) {
        oere = (scan.peek(1) - '0') * 10 + (scan.peek(2) - '0');
        scan.at += 3;
    } else if (scan.peek() == ',' && scan.peek(1) == '-') {
        scan.at += 2;
    }
    return FoundAmount{whole * 100 + oere, from, scan.at};
}

bool kroner_after(std::string_view flat, std::size_t at) {
    Scan scan{flat, at};
    scan.skip_space();
    const std::string_view word = scan.word();
    return word == "kr" || word == "kroner" || word == "dkk" || word == "krone" || word == "kr." ||
           flat.substr(at, 2) == ",-";
}

bool kroner_before(std::string_view flat, std::size_t at) {
    while (at > 0 && (flat[at - 1] == ' ' || flat[at - 1] == '.' || flat[at - 1] == ':')) --at;
    std::size_t from = at;
    while (from > 0 && Scan::is_letter(flat[from - 1])) --from;
    const std::string_view word = flat.substr(from, at - from);
    return word == "kr" || word == "dkk" || word == "kroner";
}

// "72 36 12" at a line's end and "51." at the next one's start.
bool pairs_end_line(const Scan& scan, std::size_t digits, const std::vector<std::size_t>& groups) {
    if (groups == std::vector<std::size_t>{4}) {  // "5060" and "7188"
        for (std::size_t i = 1; i <= 4; ++i) {
            if (!digit(scan.peek(i))) return false;
        }
        return !digit(scan.peek(5)) && scan.peek(5) != '-' && scan.peek(5) != '/' && scan.peek(5) != ' ';
    }
    const bool pairs = std::all_of(groups.begin(), groups.end(), [](std::size_t n) { return n == 2; });
    if (!pairs || digits < 2 || digits > 6 || !digit(scan.peek(1)) || !digit(scan.peek(2))) return false;
    return !digit(scan.peek(3)) && scan.peek(3) != '-' && scan.peek(3) != '/';
}

// Eight digits in the ways Danes group them; the cursor is at a digit that no digit precedes.
std::optional<FoundPhone> take_phone(std::string_view flat, std::size_t from) {
    FoundPhone phone{"", from, from};
    std::vector<std::size_t> groups{0};
    Scan scan{flat, from};
    while (phone.digits.size() < 9) {
        if (digit(scan.peek())) {
            phone.digits += scan.peek();
            ++groups.back();
            phone.end = ++scan.at;
        } else if (((scan.peek() == ' ' || scan.peek() == '.' || scan.peek() == '-') && digit(scan.peek(1)) &&
                    phone.digits.size() < 8) ||
                   (scan.peek() == '\n' && pairs_end_line(scan, phone.digits.size(), groups))) {
            ++scan.at;
            groups.push_back(0);
        } else {
            break;
        }
    }
    if (phone.digits.size() != 8 || phone.digits.front() < '2') return std::nullopt;
    if (Scan::is_letter(scan.peek()) || (scan.peek() == '-' && digit(scan.peek(1))) || scan.peek() == '/')
        return std::nullopt;
    if (scan.peek() == ' ' && digit(scan.peek(1)) && digit(scan.peek(2)) && !(groups.size() == 1)) return std::nullopt;
    const bool grouped = groups == std::vector<std::size_t>{8} || groups == std::vector<std::size_t>{4, 4} ||
                         groups == std::vector<std::size_t>{2, 2, 2, 2} ||
                         groups == std::vector<std::size_t>{2, 3, 3} || groups == std::vector<std::size_t>{3, 3, 2} ||
                         groups == std::vector<std::size_t>{3, 2, 3} || groups == std::vector<std::size_t>{2, 6} ||
                         groups == std::vector<std::size_t>{2, 4, 2};
    return grouped ? std::optional(phone) : std::nullopt;
}

// "17.047,00" by itself in a table, whose head says that it is kroner.
bool whole_cell(const Text& text, const FoundAmount& sum) {
    const std::size_t token = text.token_at(sum.begin);
    const Span cell = text.cell_of(token);
    const bool oere = sum.end - sum.begin >= 4 && text.flat[sum.end - 3] == ',';
    return oere && cell.end - cell.begin == 1 && text.tokens[token].begin == sum.begin &&
           text.tokens[token].end == sum.end && !text.cell_left(token).empty();
}

}  // namespace

std::vector<FoundTime> find_times(const Text& text) {
    std::vector<FoundTime> times;
    const std::string_view flat = text.flat;
    for (std::size_t at = 0; at < flat.size(); ++at) {
        if (!digit(flat[at]) || (at > 0 && (digit(flat[at - 1]) || ((flat[at - 1] == '.' || flat[at - 1] == ',') &&
                                                                    at > 1 && digit(flat[at - 2])))))
            continue;
        const bool kl = kl_before(flat, at);
        const auto clock = take_clock(flat, at, kl);
        if (!clock) continue;
        const bool second = !times.empty() && at > times.back().end && at - times.back().end <= 9 && [&] {
            const std::string_view gap = flat.substr(times.back().end, at - times.back().end);
            return gap.find('-') != std::string_view::npos || gap.find("til") != std::string_view::npos ||
                   gap.find(" og ") != std::string_view::npos;
        }();
        if (!kl && !second && !clock->minutes) continue;
        if (kroner_after(flat, clock->end) || kroner_before(flat, at)) continue;
        times.push_back({clock->time, at, clock->end, kl, second});
        at = clock->end - 1;
    }
    return times;
}

std::vector<FoundAmount> find_amounts(const Text& text) {
    std::vector<FoundAmount> amounts;
    const std::string_view flat = text.flat;
    for (std::size_t at = 0; at < flat.size(); ++at) {
        if (!digit(flat[at]) || (at > 0 && (digit(flat[at - 1]) || Scan::is_letter(flat[at - 1])))) continue;
        if (at > 1 && (flat[at - 1] == '.' || flat[at - 1] == ',') && digit(flat[at - 2])) continue;
        const auto sum = take_sum(flat, at);
        if (!sum) continue;
        if (kroner_after(flat, sum->end) || kroner_before(flat, at) || whole_cell(text, *sum) ||
            (sum->end >= 2 && flat.substr(sum->end - 2, 2) == ",-")) {
            amounts.push_back(*sum);
            at = sum->end - 1;
        }
    }
    return amounts;
}

std::vector<FoundPhone> find_phones(const Text& text) {
    std::vector<FoundPhone> phones;
    const std::string_view flat = text.flat;
    for (std::size_t at = 0; at < flat.size(); ++at) {
        if (!digit(flat[at]) || (at > 0 && digit(flat[at - 1]))) continue;
        if (flat.substr(at, 2) == "45" && at > 0 && flat[at - 1] == '+')
            at += 2;  // "+45", "+4572107000"
        else if (flat.substr(at, 4) == "0045")
            at += 4;
        if (at >= flat.size() || !digit(flat[at])) continue;
        if (at > 1 && (flat[at - 1] == ' ' || flat[at - 1] == '-' || flat[at - 1] == '.' || flat[at - 1] == '/') &&
            digit(flat[at - 2]) && before(flat, at, 4).find("+45") == std::string_view::npos &&
            before(flat, at, 5).find("0045") == std::string_view::npos) {
            continue;
        }
        auto phone = take_phone(flat, at);
        if (!phone) continue;
        const bool number_of_else =
            line_names(flat, at, {"cvr",  "ean",       "cpr",  "se-nr",   "p-nr",   "konto ",  "kontonr", "konto:",
                                  "reg.", "reg ",      "fax",  "telefax", "sagsnr", "sags-id", "journal", "kundenr",
                                  "fik",  "betalings", "j.nr", "sag nr",  "sagsid", "faktura", "kreditor"},
                       24);
        if (!number_of_else) phones.push_back(*phone);
        at = phone->end - 1;
    }
    return phones;
}

void mask_cpr(std::vector<Word>& words) {
    const auto plausible = [](std::string_view d) {
        return d.substr(0, 2) <= "31" && d.substr(2, 2) <= "12" && d.substr(2, 2) >= "01";
    };
    const auto digits_only = [](const std::string& s) {
        std::string out;
        for (const char c : s) {
            if (digit(c)) out += c;
        }
        return out;
    };
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::string& text = words[i].text;
        const std::string digits = digits_only(text);
        if (digits.size() == 10 && plausible(digits)) text = "******-****";
        const std::string next = i + 1 < words.size() ? digits_only(words[i + 1].text) : "";
        if (digits.size() == 6 && next.size() == 4 && plausible(digits) && digits_in(text) == 6 &&
            words[i].line == words[i + 1].line && text.find_first_of("/.,") == std::string::npos) {
            const bool whole = std::all_of(words[i + 1].text.begin(), words[i + 1].text.end(),
                                           [](char c) { return digit(c) || c == '-' || c == '.' || c == ','; });
            if (whole) text = "******-", words[i + 1].text = "****";
        }
    }
}

}  // namespace aaben::reading
