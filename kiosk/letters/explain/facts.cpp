#include "explain/facts.hpp"

#include "language/writing.hpp"

namespace aaben::explain {
namespace {

KeyFact date_fact(const Filling& filling, const letters::Field& field, calendar::Date date) {
    const language::Language& spoken = filling.language.spoken;
    const std::string value = language::short_date(spoken, date, year_of(date, filling.today));
    const std::string weekday(language::weekday_name(spoken, calendar::weekday(date)));
    return {FactKind::Date, std::string(field.name), label(filling.language, field.name), value, weekday};
}

KeyFact days_fact(const SharedTexts& language, const letters::Field& field, calendar::Date date, calendar::Date today) {
    const std::int64_t days = days_left(date, today);
    const Grammar& g = language.grammar;
    if (days == 0) return {FactKind::Days, std::string(field.name), {}, g.today, {}};
    const std::int64_t n = days < 0 ? -days : days;
    return {FactKind::Days,
            std::string(field.name),
            {},
            std::to_string(n),
            std::string(form_for(language, days < 0 ? g.passed : g.left, n))};
}

void add_date(const Filling& filling, const letters::Field& field, std::vector<KeyFact>& out) {
    const auto date = letters::date_of(filling.fields, field);
    if (!date) return;
    out.push_back(date_fact(filling, field, *date));
    const bool counted = field.countdown == letters::Countdown::Always ||
                         (field.countdown == letters::Countdown::Ahead && filling.today && *date >= *filling.today);
    if (counted && filling.today) out.push_back(days_fact(filling.language, field, *date, *filling.today));
}

FactKind fact_kind(letters::FieldKind kind) {
    switch (kind) {
        case letters::FieldKind::Date:
            return FactKind::Date;
        case letters::FieldKind::Time:
            return FactKind::Time;
        case letters::FieldKind::Place:
            return FactKind::Place;
        case letters::FieldKind::Amount:
            return FactKind::Amount;
        case letters::FieldKind::Phone:
        case letters::FieldKind::Flag:
            break;
    }  // no default case, so the compiler can warn about missing cases
    return FactKind::Phone;
}

}  // namespace

std::string label(const SharedTexts& language, std::string_view field) {
    const auto it = language.labels.find(std::string(field));
    return it == language.labels.end() ? std::string{} : it->second;
}

void add_fact(const Filling& filling, std::string_view name, std::vector<KeyFact>& out) {
    const letters::Field* field = letters::field_named(name);
    if (field == nullptr || field->kind == letters::FieldKind::Flag) return;
    if (field->kind == letters::FieldKind::Date) return add_date(filling, *field, out);
    if (!holds(filling, name)) return;
    const std::string value = fill(filling, "{" + std::string(name) + "}").value_or("");
    out.push_back({fact_kind(field->kind), std::string(name), label(filling.language, name), value, {}});
}

std::optional<KeyFact> read_off(const LetterLibrary& library, std::string_view language, const std::string& field,
                                const letters::Fields& fields, std::optional<calendar::Date> today) {
    const SharedTexts* asked = library.language(language);
    if (!asked) asked = library.language("da");
    std::vector<KeyFact> facts;
    if (asked) add_fact({*asked, fields, today}, field, facts);
    if (facts.empty()) return std::nullopt;
    return facts.front();
}

}  // namespace aaben::explain
