// The code a municipality may print on its letters: "AD:type-id" as a QR code or as plain text in the margin,
// optionally with the fields ("AD:indkaldelse-jobsamtale?meeting_date=2026-11-24&meeting_time=10:15"). Pure; any
// thread. Always: only a known type and well-formed fields are taken; anybody can print a code, so nothing else is.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "letters/fields.hpp"
#include "reading/text.hpp"

namespace aaben::reading {

struct LetterCode {
    std::string type;
    letters::Fields fields;
};

[[nodiscard]] std::optional<LetterCode> parse_code(std::string_view text);
[[nodiscard]] std::optional<LetterCode> printed_code(const Text& text);  // a misread letter or two is forgiven

}  // namespace aaben::reading
