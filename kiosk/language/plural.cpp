#include "language/plural.hpp"

#include <unicode/upluralrules.h>

#include <algorithm>

namespace aaben::language {
namespace {

constexpr std::array<std::string_view, plural_count> names{"zero", "one", "two", "few", "many", "other"};

}  // namespace

std::string_view to_string(Plural form) {
    return names[static_cast<std::size_t>(form)];
}

std::optional<Plural> plural_named(std::string_view name) {
    const auto* found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Plural>(found - names.begin());
}

Result<PluralRules> PluralRules::of(const std::string& locale) {
    UErrorCode status = U_ZERO_ERROR;
    UPluralRules* opened = uplrules_open(locale.c_str(), &status);
    if (U_FAILURE(status)) return fail(Fault::Invalid, "ICU has no plural rules for '" + locale + "'");
    PluralRules rules;
    rules.rules_ = std::shared_ptr<const UPluralRules>(
        opened, [](const UPluralRules* done) { uplrules_close(const_cast<UPluralRules*>(done)); });
    for (std::int64_t n = 0; n <= 110; ++n) rules.used_[static_cast<std::size_t>(rules.form(n))] = true;
    return rules;
}

Plural PluralRules::form(std::int64_t count) const {
    if (!rules_) return Plural::Other;
    std::array<UChar, 16> keyword{};
    UErrorCode status = U_ZERO_ERROR;
    const std::int32_t length = uplrules_select(rules_.get(), static_cast<double>(std::max<std::int64_t>(count, 0)),
                                                keyword.data(), static_cast<std::int32_t>(keyword.size()), &status);
    if (U_FAILURE(status)) return Plural::Other;
    std::string name;
    for (std::int32_t i = 0; i < length; ++i) name += static_cast<char>(keyword[static_cast<std::size_t>(i)]);
    return plural_named(name).value_or(Plural::Other);
}

}  // namespace aaben::language
