// The rules that every screen must keep, checked on its semantic tree. Pure. Called by the screens' tests, which draw
// every screen in every language on every glass. Always: a fault names the screen and the label, so that whoever breaks
// a rule knows where.
#pragma once

#include <string>
#include <vector>

#include "widgets/geometry.hpp"
#include "widgets/node.hpp"

namespace aaben::widgets {

inline constexpr double text_contrast_min = 4.5;     // WCAG 2.2 AA; no exception for large text here
inline constexpr double picture_contrast_min = 3.0;  // WCAG 2.2, 1.4.11: graphics and the edges of what can be pressed

// Empty when the screen keeps them all: no text cut or under 20 dp, nothing outside the glass, targets of 20 mm that do
// not overlap, no text over another, contrast, a name and the look of a button on all that can be pressed and on
// nothing else, nothing drawn outside the tree.
[[nodiscard]] std::vector<std::string> audit(const Tree& tree, const Metrics& metrics);

}  // namespace aaben::widgets
