// The geometry of a sheet of paper in a photograph: four corners out of an outline, and the projective map that undoes
// the perspective. Used by page.cpp. Pure; any thread. Always: corners run clockwise, the picture's top left first.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "ocr/page.hpp"

namespace aaben::ocr {

[[nodiscard]] double distance(Point a, Point b);
[[nodiscard]] double cross(Point o, Point a, Point b);
[[nodiscard]] double area(const std::vector<Point>& polygon);
// The four sides that an outline within a w×h picture is made of; none when it is no sheet.
[[nodiscard]] std::optional<Quad> quad_of(const std::vector<Point>& polygon, int w, int h);
[[nodiscard]] Quad from_top_left(Quad quad);
// Takes the corners of a w×h page to the quad.
[[nodiscard]] std::array<double, 8> projection(const Quad& quad, double w, double h);

}  // namespace aaben::ocr
