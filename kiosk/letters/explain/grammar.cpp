#include "explain/grammar.hpp"

#include <algorithm>
#include <array>

#include "explain/explanation.hpp"
#include "language/utf8.hpp"
#include "language/writing.hpp"

namespace aaben::explain {
namespace {

// Strong left-to-right marks around a Latin address, so that its house number stays at its own end in Arabic text.
constexpr std::string_view left_to_right_mark = "\u200e";

using letters::FieldKind;

// The date that content calls by this name, or counts days to under it ("meeting").
std::optional<calendar::Date> date_of(const letters::Fields& fields, std::string_view name) {
    for (const letters::Field& field : letters::field_table)
        if (field.name == name || (!name.empty() && field.days == name)) return letters::date_of(fields, field);
    return std::nullopt;
}

std::optional<std::string> days_value(const Filling& filling, std::string_view name) {
    const auto date = date_of(filling.fields, name);
    if (!date || !filling.today) return std::nullopt;
    return days_phrase(filling.language, days_left(*date, *filling.today));
}

template <class Value>
const Value& held(const letters::Fields& fields, const letters::Field& field) {
    return (fields.*std::get<std::optional<Value> letters::Fields::*>(field.slot)).value();
}

// A field that the letter states.
std::string in_words(const Filling& filling, const letters::Field& field) {
    const letters::Fields& f = filling.fields;
    const language::Language& spoken = filling.language.spoken;
    switch (field.kind) {
        case FieldKind::Date:
            return date_phrase(spoken, held<calendar::Date>(f, field), filling.today);
        case FieldKind::Time:
            return language::time(spoken, held<calendar::TimeOfDay>(f, field));
        case FieldKind::Place:
            if (!spoken.rtl) return held<std::string>(f, field);
            return std::string(left_to_right_mark) + held<std::string>(f, field) + std::string(left_to_right_mark);
        case FieldKind::Amount:
            return amount_phrase(filling.language, held<std::string>(f, field));
        case FieldKind::Phone:
            return language::phone(held<std::string>(f, field));
        case FieldKind::Flag:
            break;
    }  // no default case, so the compiler can warn about missing cases
    return {};
}

std::string call_day(const Filling& filling) {
    const Grammar& grammar = filling.language.grammar;
    if (!filling.today) return grammar.call_today;
    const calendar::Date day = next_phone_day(*filling.today, filling.phones_closed_today);
    if (day == *filling.today) return grammar.call_today;
    return language::put(grammar.call_later, "weekday",
                         language::weekday_name(filling.language.spoken, calendar::weekday(day)));
}

std::optional<std::string> value(const Filling& filling, std::string_view name) {
    const letters::Field* field = letters::field_named(name);
    if (field != nullptr && field->kind != FieldKind::Flag && letters::is_stated(filling.fields, *field))
        return in_words(filling, *field);
    if (name == "days_left") return days_value(filling, filling.fields.deadline ? "deadline" : "meeting");
    if (name.ends_with("_days")) return days_value(filling, name.substr(0, name.size() - 5));
    if (name == "call_day") return call_day(filling);
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

// Sentences may begin with a filled-in value ("om 4 dage"); their first letter is raised. A script without capitals
// stays as it is.
std::string with_sentence_starts(std::string_view text) {
    std::string out;
    bool start = true;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t point = language::next_point(text, at);
        if (start)
            language::append(out, language::capital(point));
        else
            out += text.substr(begin, at - begin);
        if (point != U' ') start = false;
        const bool before_space = at < text.size() && text[at] == ' ';
        if (before_space && (point == U'!' || point == U'?')) start = true;
        if (before_space && point == U'.') start = !goes_on(text.substr(0, begin));
    }
    return out;
}

std::string form(const SharedTexts& language, const Forms& forms, std::int64_t n) {
    return language::put(std::string(form_for(language, forms, n)), "n", std::to_string(n));
}

}  // namespace

std::string_view form_for(const SharedTexts& language, const Forms& forms, std::int64_t n) {
    auto it = forms.find(std::string(language::to_string(language.spoken.plurals.form(n))));
    if (it == forms.end()) it = forms.find("other");
    return it == forms.end() ? std::string_view() : it->second;
}

std::vector<std::string> missing_forms(const SharedTexts& language) {
    const Grammar& g = language.grammar;
    std::vector<std::string> missing;
    for (const auto& [name, forms] :
         {std::pair{"in", &g.in}, {"ago", &g.ago}, {"left", &g.left}, {"passed", &g.passed}})
        for (const auto form : {language::Plural::Two, language::Plural::Few, language::Plural::Many})
            if (const std::string key(language::to_string(form));
                language.spoken.plurals.uses(form) && !forms->contains(key))
                missing.push_back("[grammar] '" + std::string(name) + "' lacks the form '" + key +
                                  "', which some numbers take");
    return missing;
}

std::string days_phrase(const SharedTexts& language, std::int64_t days) {
    const Grammar& grammar = language.grammar;
    if (days == 0) return grammar.today;
    if (days == 1) return grammar.tomorrow;
    if (days == -1) return grammar.yesterday;
    return days > 0 ? form(language, grammar.in, days) : form(language, grammar.ago, -days);
}

language::Year year_of(calendar::Date date, std::optional<calendar::Date> today) {
    return today && date.year == today->year ? language::Year::LeftOut : language::Year::Shown;
}

std::string date_phrase(const language::Language& spoken, calendar::Date date, std::optional<calendar::Date> today) {
    return language::date(spoken, date, year_of(date, today));
}

std::string amount_phrase(const SharedTexts& language, std::string_view amount) {
    if (amount.ends_with(".00")) amount.remove_suffix(3);
    return language::put(language.grammar.amount, "x", language::number(language.spoken, amount));
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
    return with_sentence_starts(out);
}

}  // namespace aaben::explain
