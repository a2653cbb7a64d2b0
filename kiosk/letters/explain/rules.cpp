#include "explain/rules.hpp"

#include <algorithm>
#include <set>

namespace aaben::explain {
namespace {

std::optional<calendar::Date> date_in(const letters::Fields& fields, const std::string& name) {
    if (name == "meeting_date") return fields.meeting_date;
    if (name == "start_date") return fields.start_date;
    if (name == "deadline") return fields.deadline;
    return std::nullopt;
}

const RuleSet* rules_of(const Content& content, const std::string& rules) {
    const auto it = content.rules.find(rules);
    return it == content.rules.end() ? nullptr : &it->second;
}

// The sets of rules that a type's Danish lines state, its shared ones included.
std::set<std::string> rules_stated(const Content& content, const LetterType& type) {
    std::set<std::string> out{type.rules};
    const auto add = [&](const std::vector<std::string>& law) {
        for (const std::string& key : law)
            if (const auto rule = content.law.find(key); rule != content.law.end()) out.insert(rule->second.rules);
    };
    const auto danish = content.languages.find("da");
    for (const CardText& card : type.texts.at("da").cards)
        for (const Line& line : card.lines) {
            add(line.law);
            if (danish == content.languages.end()) continue;
            const auto shared = danish->second.shared.find(line.use);
            if (shared == danish->second.shared.end()) continue;
            for (const Line& one : shared->second) add(one.law);
        }
    add(type.law);
    return out;
}

}  // namespace

std::optional<calendar::Date> law_day(const LetterType& type, const letters::Fields& fields,
                                      std::optional<calendar::Date> today) {
    std::optional<calendar::Date> day = fields.letter_date ? fields.letter_date : today;
    for (const std::string& name : type.event)
        if (const auto event = date_in(fields, name); event && (!day || *event > *day)) day = event;
    return day;
}

bool rules_hold(const Content& content, const std::string& rules, std::optional<calendar::Date> law_day) {
    const RuleSet* set = rules_of(content, rules);
    if (set == nullptr) return false;
    return law_day ? set->holds_on(*law_day) : !set->valid_to;
}

Version version_for(const Content& content, const LetterType& type, std::optional<calendar::Date> law_day,
                    std::optional<calendar::Date> today) {
    std::vector<const LetterType*> all{&type};
    for (const LetterType& version : type.versions) all.push_back(&version);
    for (const LetterType* one : all) {
        if (!rules_hold(content, one->rules, law_day)) continue;
        const RuleSet* set = rules_of(content, one->rules);
        return {one, today && !set->holds_on(*today) ? Standing::MayBeNew : Standing::Checked, law_day};
    }
    // Nobody has checked that day's rules. A letter from before the first checked day keeps the first texts with a word
    // of warning: it was the change that was read, and what stood before is in the citizen's past.
    const LetterType* last = nullptr;
    const LetterType* first = nullptr;
    for (const LetterType* one : all) {
        const RuleSet* set = rules_of(content, one->rules);
        if (set == nullptr) continue;
        const calendar::Date from = set->valid_from.value_or(calendar::Date{});
        const auto from_of = [&](const LetterType* other) {
            return rules_of(content, other->rules)->valid_from.value_or(calendar::Date{});
        };
        if (law_day && from <= *law_day && (last == nullptr || from >= from_of(last))) last = one;
        if (first == nullptr || from < from_of(first)) first = one;
    }
    if (last != nullptr || !law_day || first == nullptr) return {last ? last : &type, Standing::Unchecked, law_day};
    return {first, Standing::MayBeNew, rules_of(content, first->rules)->valid_from};
}

std::vector<Expiry> expiries(const Content& content, calendar::Date today) {
    std::vector<Expiry> out;
    for (const auto& [id, set] : content.rules) {
        if (!set.valid_to) continue;
        Expiry expiry{id, set.title, *set.valid_to, calendar::days_between(today, *set.valid_to), {}};
        for (const auto& [type_id, type] : content.types)
            if (rules_stated(content, type).contains(id)) expiry.types.push_back(type_id);
        out.push_back(std::move(expiry));
    }
    std::ranges::stable_sort(out, {}, &Expiry::valid_to);
    return out;
}

}  // namespace aaben::explain
