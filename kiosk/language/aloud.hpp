// Text as a voice must be given it: times, telephone numbers, sums and dates in words, abbreviations written out, marks
// that only the eye needs left away. espeak-ng reads "10.30" as "ti punktum tredive" and "kl." as letters. Called by
// kiosk/voice; pure; any thread. Always: what is no number and no abbreviation of the language stays as it is.
#pragma once

#include <string>
#include <string_view>

#include "language/language.hpp"

namespace aaben::language {

// "Mødet er kl. 10.15 den 24. november" → "Mødet er klokken ti femten den fireogtyvende november"
// "Ring til 76 20 30 40" → "Ring til seksoghalvfjerds, tyve, tredive, fyrre"
[[nodiscard]] std::string written_out(const Language& language, std::string_view text);

}  // namespace aaben::language
