#include "explain/grammar.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "explain/explanation.hpp"

namespace aaben::explain {
namespace {

// A no-break space keeps a number on one line; being a "common separator" in the bidi algorithm it also keeps the
// groups of a telephone number in order inside Arabic text, where plain spaces would turn them round.
constexpr std::string_view no_break_space = "\u00a0";
// Strong left-to-right marks around a Latin address, so that its house number stays at its own end in Arabic text.
constexpr std::string_view left_to_right_mark = "\u200e";

bool known_amount(std::string_view amount) {
    std::size_t digits = 0;
    while (digits < amount.size() && amount[digits] >= '0' && amount[digits] <= '9') ++digits;
    if (digits == 0) return false;
    if (digits == amount.size()) return true;
    const std::string_view tail = amount.substr(digits);
    const auto digit = [&](std::size_t i) { return tail[i] >= '0' && tail[i] <= '9'; };
    return tail.size() == 3 && tail[0] == '.' && digit(1) && digit(2);
}

std::optional<calendar::Date> date_of(const letters::Fields& f, std::string_view name) {
    if (name == "letter_date") return f.letter_date;
    if (name == "meeting_date" || name == "meeting") return f.meeting_date;
    if (name == "start_date" || name == "start") return f.start_date;
    if (name == "end_date" || name == "end") return f.end_date;
    if (name == "deadline") return f.deadline;
    return std::nullopt;
}

std::optional<std::string> days_value(const Filling& filling, std::string_view name) {
    const auto date = date_of(filling.fields, name);
    if (!date || !filling.today) return std::nullopt;
    return days_phrase(filling.language.grammar, days_left(*date, *filling.today));
}

std::optional<std::string> value(const Filling& filling, std::string_view name) {
    const letters::Fields& f = filling.fields;
    const Grammar& grammar = filling.language.grammar;
    if (const auto date = date_of(f, name); date && name != "meeting" && name != "start" && name != "end")
        return date_phrase(grammar, *date, filling.today);
    if (name == "meeting_time" && f.meeting_time) return time_phrase(grammar, *f.meeting_time);
    if (name == "meeting_place" && f.meeting_place && !f.meeting_place->empty()) {
        if (!filling.language.right_to_left) return *f.meeting_place;
        return std::string(left_to_right_mark) + *f.meeting_place + std::string(left_to_right_mark);
    }
    if (name == "amount" && f.amount && known_amount(*f.amount)) return amount_phrase(grammar, *f.amount);
    if (name == "phone" && f.phone && !f.phone->empty()) return phone_phrase(*f.phone);
    if (name == "days_left") return days_value(filling, f.deadline ? "deadline" : "meeting");
    if (name.ends_with("_days")) return days_value(filling, name.substr(0, name.size() - 5));
    if (name == "call_day") {
        if (!filling.today) return grammar.call_today;
        const calendar::Date day = next_phone_day(*filling.today, filling.phones_closed_today);
        if (day == *filling.today) return grammar.call_today;
        return put(grammar.call_later, "weekday",
                   grammar.weekdays.at(static_cast<std::size_t>(calendar::weekday(day))));
    }
    return std::nullopt;
}

// A full stop after a number or one of these goes on: "kl. 10", "24. november".
bool goes_on(std::string_view before) {
    constexpr std::array<std::string_view, 7> abbreviations{"kl", "kr", "nr", "jf", "stk", "tlf", "ca"};
    const std::size_t begin = before.find_last_of(" (") + 1;  // npos + 1 is 0: the word begins the text
    const std::string_view word = before.substr(begin);
    if (word.empty() || (word.back() >= '0' && word.back() <= '9')) return true;
    return std::ranges::find(abbreviations, word) != abbreviations.end();
}

// Sentences may begin with a filled-in value ("om 4 dage"); their first letter is raised. ASCII and the Latin-1 letters
// suffice: only values of the language files stand there, and languages without capitals say so.
void raise_sentence_starts(std::string& text) {
    bool start = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (start && c >= 'a' && c <= 'z')
            text[i] = static_cast<char>(c - 'a' + 'A');
        else if (start && c == 0xc3 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) >= 0xa0)
            text[i + 1] = static_cast<char>(text[i + 1] - 0x20);
        if (c != ' ') start = false;
        const bool before_space = i + 1 < text.size() && text[i + 1] == ' ';
        if (before_space && (c == '!' || c == '?')) start = true;
        if (before_space && c == '.') start = !goes_on(std::string_view(text).substr(0, i));
    }
}

}  // namespace

std::string put(std::string pattern, std::string_view name, std::string_view value) {
    const std::string token = "{" + std::string(name) + "}";
    for (std::size_t at = pattern.find(token); at != pattern.npos; at = pattern.find(token, at + value.size()))
        pattern.replace(at, token.size(), value);
    return pattern;
}

// The rule families of CLDR 44 that whole numbers of the planned languages need.
std::string plural_category(std::string_view family, std::int64_t n) {
    const std::int64_t last = n % 10, two = n % 100;
    if (family == "none") return "other";
    if (family == "arabic") {
        if (n == 0) return "zero";
        if (n == 1) return "one";
        if (n == 2) return "two";
        if (two >= 3 && two <= 10) return "few";
        return two >= 11 ? "many" : "other";
    }
    if (family == "slavic") {
        if (last == 1 && two != 11) return "one";
        if (last >= 2 && last <= 4 && (two < 12 || two > 14)) return "few";
        return "many";
    }
    if (family == "polish") {
        if (n == 1) return "one";
        if (last >= 2 && last <= 4 && (two < 12 || two > 14)) return "few";
        return "many";
    }
    return n == 1 ? "one" : "other";
}

namespace {
std::string form(const Forms& forms, std::string_view family, std::int64_t n) {
    auto it = forms.find(plural_category(family, n));
    if (it == forms.end()) it = forms.find("other");
    return it == forms.end() ? std::to_string(n) : put(it->second, "n", std::to_string(n));
}
}  // namespace

std::string days_phrase(const Grammar& grammar, std::int64_t days) {
    if (days == 0) return grammar.today;
    if (days == 1) return grammar.tomorrow;
    if (days == -1) return grammar.yesterday;
    return days > 0 ? form(grammar.in, grammar.plural, days) : form(grammar.ago, grammar.plural, -days);
}

std::string date_phrase(const Grammar& grammar, calendar::Date date, std::optional<calendar::Date> today) {
    std::string text = today && date.year == today->year ? grammar.date : grammar.date_year;
    text = put(std::move(text), "weekday", grammar.weekdays.at(static_cast<std::size_t>(calendar::weekday(date))));
    text = put(std::move(text), "day", std::to_string(date.day));
    text = put(std::move(text), "month", grammar.months.at(static_cast<std::size_t>(date.month - 1)));
    return put(std::move(text), "year", std::to_string(date.year));
}

std::string time_phrase(const Grammar& grammar, calendar::TimeOfDay time) {
    char minute[16];
    std::snprintf(minute, sizeof minute, "%02d", time.minute);
    return put(put(grammar.time, "hour", std::to_string(time.hour)), "minute", minute);
}

std::string amount_phrase(const Grammar& grammar, std::string_view amount) {
    const std::size_t point = amount.find('.');
    const std::string_view whole = amount.substr(0, point);
    std::string text;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (i > 0 && (whole.size() - i) % 3 == 0) text += grammar.thousands;
        text += whole[i];
    }
    if (point != amount.npos && amount.substr(point) != ".00")
        text += grammar.decimal + std::string(amount.substr(point + 1));
    return put(grammar.amount, "x", text);
}

std::string phone_phrase(std::string_view digits) {
    if (digits.size() != 8) return std::string(digits);
    std::string text;
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        if (i > 0) text += no_break_space;
        text += digits.substr(i, 2);
    }
    return text;
}

bool holds(const Filling& filling, std::string_view condition) {
    const letters::Fields& f = filling.fields;
    const bool past = condition.ends_with("_past");
    if (past || condition.ends_with("_ahead")) {
        const auto date = date_of(f, condition.substr(0, condition.rfind('_')));
        const bool is_past = date && filling.today && days_left(*date, *filling.today) < 0;
        return date && is_past == past;
    }
    if (condition == "deadline_exact") return f.deadline_exact.value_or(false);
    if (condition == "deadline_computed") return f.deadline && !f.deadline_exact.value_or(true);
    if (condition == "today_known") return filling.today.has_value();
    if (condition == "rules_checked") return filling.rules_checked;
    if (condition == "complaint_late")
        return f.letter_date && filling.today && -days_left(*f.letter_date, *filling.today) > complaint_days;
    return value(filling, condition).has_value();
}

bool is_shown(const Filling& filling, const Line& line) {
    for (const std::string& name : line.needs)
        if (!holds(filling, name)) return false;
    for (const std::string& name : line.absent)
        if (holds(filling, name)) return false;
    return true;
}

std::optional<std::string> fill(const Filling& filling, std::string_view text) {
    std::string out;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t open = text.find('{', at);
        const std::size_t close = open == text.npos ? text.npos : text.find('}', open);
        out += text.substr(at, open - at);
        if (open == text.npos) break;
        if (close == text.npos) return std::nullopt;
        const auto filled = value(filling, text.substr(open + 1, close - open - 1));
        if (!filled) return std::nullopt;
        out += *filled;
        at = close + 1;
    }
    if (filling.language.grammar.capitals) raise_sentence_starts(out);
    return out;
}

}  // namespace aaben::explain
