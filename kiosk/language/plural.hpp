// Which form of a counted text a number takes (Unicode CLDR, by ICU): "1 dag", "2 dage". Pure; any thread. Called by
// whoever fills a text with a count. Always: whole numbers that are not negative; every language has Form Other.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/result.hpp"

struct UPluralRules;

namespace aaben::language {

enum class Plural : std::uint8_t { Zero, One, Two, Few, Many, Other };
inline constexpr std::size_t plural_count = 6;

[[nodiscard]] std::string_view to_string(Plural form);  // "zero" … "other"
[[nodiscard]] std::optional<Plural> plural_named(std::string_view name);

class PluralRules {
  public:
    // Fault::Invalid when ICU's data lacks the rules of the locale.
    static Result<PluralRules> of(const std::string& locale);

    [[nodiscard]] Plural form(std::int64_t count) const;
    // Whether some whole number takes that form, so that a text must have it.
    [[nodiscard]] bool uses(Plural form) const { return used_[static_cast<std::size_t>(form)]; }

  private:
    std::shared_ptr<const UPluralRules> rules_;
    std::array<bool, plural_count> used_{};
};

}  // namespace aaben::language
