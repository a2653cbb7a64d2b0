// The one-time code on its way from the glass to kiosk-sync: a file of its own, 0600, whole or not there at all.
// Written by kiosk, read and removed by kiosk-sync. Blocks on the disk. Always: a code is in one spelling, however a
// finger or a scanner brought it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "folder/layout.hpp"
#include "platform/result.hpp"

namespace aaben::folder {

inline constexpr std::size_t code_length = 12;  // of its letters and digits; in groups of four with dashes on paper

// Upper case, in groups of four, what Crockford's base 32 holds to be the same made the same (O is 0, I and L are 1).
// Dashes, blanks and line ends may stand anywhere. Nothing when twelve such characters do not come out.
[[nodiscard]] std::optional<std::string> code_from(std::string_view typed);

[[nodiscard]] Result<> write_enrol_request(const Layout& layout, const std::string& code);
// NotFound: nobody asked. Invalid: what lies there is no request.
[[nodiscard]] Result<std::string> read_enrol_request(const Layout& layout);

}  // namespace aaben::folder
