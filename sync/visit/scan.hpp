// What a scanner typed, in every way it may have been meant. A wedge scanner presses keys of the layout that it was set
// to, and the machine reads them by its own: a dash arrives as '+' or '/', Caps Lock turns the letters' case, some
// scanners put the symbology in front (AIM, "]C1") and a blank behind. Nothing needs to be learned at set-up: whoever
// knows what is true (a badge's hash, a letter's code, a number's form) takes the first reading that fits. Pure; any
// thread. Always: the text as it came is the first reading, no reading comes twice, and there are at most 20.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace aaben::visit {

[[nodiscard]] std::vector<std::string> readings_of(std::string_view scanned);

// The first reading that `fits` answers with something (an optional, or a text that is not empty).
template <class Fits>
[[nodiscard]] auto first_that_fits(std::string_view scanned, Fits fits) -> decltype(fits(std::string{})) {
    for (const std::string& reading : readings_of(scanned))
        if (auto found = fits(reading)) return found;
    return {};
}

}  // namespace aaben::visit
