// Looking at pictures for the glass, which decodes none itself: JPEG and PNG in, few pixels out. Called by kiosk-reader
// when it was started with --look, confined like every reading. Always: one answer for each picture, in order; what is
// no picture is answered with an empty one.
#pragma once

#include <span>

#include "ocr/picture.hpp"

namespace aaben::ocr {

// In colour (32 bits a pixel), at most `width_max` wide.
[[nodiscard]] Result<Picture> load_small(std::span<const unsigned char> bytes, int width_max);
void serve_looks(int socket);  // camera/look.hpp, until the other side closes

}  // namespace aaben::ocr
