// The plural forms of CLDR (https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html) for
// whole numbers, as a closed list of rules that a language file chooses by name. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace aaben::text {

enum class Plural : std::uint8_t { Zero, One, Two, Few, Many, Other };
inline constexpr std::size_t plural_count = 6;

enum class PluralRule : std::uint8_t {
    None,         // Vietnamese: one form for all
    OneOther,     // Danish, English, Turkish, Somali, Kurdish: 1 | rest
    ZeroOne,      // Tigrinya, Persian: 0 and 1 | rest
    Arabic,       // 0 | 1 | 2 | 3–10 | 11–99 | rest
    EastSlavic,   // Ukrainian: 1, 21 … | 2–4, 22–24 … | rest
    Polish,       // 1 | 2–4, 22–24 … | rest
    SouthSlavic,  // Bosnian: 1, 21 … | 2–4, 22–24 … | rest
};

[[nodiscard]] Plural plural_of(PluralRule rule, std::int64_t n);
[[nodiscard]] std::optional<PluralRule> plural_rule(std::string_view name);  // "one-other", "arabic", …
[[nodiscard]] bool uses(PluralRule rule, Plural form);                       // whether some number takes that form
[[nodiscard]] std::string_view to_string(Plural form);                       // "zero" … "other"

}  // namespace aaben::text
