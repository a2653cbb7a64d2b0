// From a photograph to a straight, upright page: the paper's four corners found against the table, perspective undone,
// turned the right way up, deskewed. Used by kiosk-reader; no state. Always: gives back a page for every picture; where
// no paper edge is found the whole picture is taken as the page.
#pragma once

#include <array>
#include <optional>

#include "ocr/picture.hpp"

namespace aaben::ocr {

struct Point {
    double x = 0;
    double y = 0;
};
using Quad = std::array<Point, 4>;  // clockwise from the corner nearest to the picture's top left

[[nodiscard]] std::optional<Quad> find_paper(const Pix* picture);

struct Page {
    Picture grey;  // straight and upright, 8 bits
    bool paper_found = false;
    bool turn_sure = false;  // whether up and down were told apart
};

// `look_for_paper` false takes the whole picture as the page: the second try, when the first gave nothing to read.
[[nodiscard]] Page straighten(const Pix* picture, bool look_for_paper = true);

}  // namespace aaben::ocr
