#include "text/plural.hpp"

#include <array>
#include <cstdlib>
#include <utility>

namespace aaben::text {
namespace {

Plural slavic(std::int64_t n, bool one_only_for_1, Plural rest) {
    const std::int64_t last = n % 10;
    const std::int64_t last_two = n % 100;
    const bool one = one_only_for_1 ? n == 1 : last == 1 && last_two != 11;
    if (one) return Plural::One;
    if (last >= 2 && last <= 4 && (last_two < 12 || last_two > 14)) return Plural::Few;
    return rest;
}

Plural arabic(std::int64_t n) {
    if (n == 0) return Plural::Zero;
    if (n == 1) return Plural::One;
    if (n == 2) return Plural::Two;
    const std::int64_t last_two = n % 100;
    if (last_two >= 3 && last_two <= 10) return Plural::Few;
    if (last_two >= 11) return Plural::Many;
    return Plural::Other;
}

constexpr std::array<std::pair<std::string_view, PluralRule>, 7> rules{{
    {"none", PluralRule::None},
    {"one-other", PluralRule::OneOther},
    {"zero-one", PluralRule::ZeroOne},
    {"arabic", PluralRule::Arabic},
    {"east-slavic", PluralRule::EastSlavic},
    {"polish", PluralRule::Polish},
    {"south-slavic", PluralRule::SouthSlavic},
}};

}  // namespace

Plural plural_of(PluralRule rule, std::int64_t n) {
    const std::int64_t count = n < 0 ? -(n + 1) : n;  // a count is never negative; this only must not overflow
    switch (rule) {
        case PluralRule::None:
            return Plural::Other;
        case PluralRule::OneOther:
            return count == 1 ? Plural::One : Plural::Other;
        case PluralRule::ZeroOne:
            return count <= 1 ? Plural::One : Plural::Other;
        case PluralRule::Arabic:
            return arabic(count);
        case PluralRule::EastSlavic:
            return slavic(count, false, Plural::Many);
        case PluralRule::Polish:
            return slavic(count, true, Plural::Many);
        case PluralRule::SouthSlavic:
            return slavic(count, false, Plural::Other);
    }  // no default case, so the compiler can warn about missing cases
    return Plural::Other;
}

std::optional<PluralRule> plural_rule(std::string_view name) {
    for (const auto& [rule_name, rule] : rules) {
        if (rule_name == name) return rule;
    }
    return std::nullopt;
}

bool uses(PluralRule rule, Plural form) {
    for (std::int64_t n = 0; n <= 100; ++n) {
        if (plural_of(rule, n) == form) return true;
    }
    return false;
}

std::string_view to_string(Plural form) {
    constexpr std::array<std::string_view, plural_count> names{"zero", "one", "two", "few", "many", "other"};
    return names[static_cast<std::size_t>(form)];
}

}  // namespace aaben::text
