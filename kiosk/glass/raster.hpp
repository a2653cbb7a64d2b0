// Triangles to pixels on the processor: the same picture on every machine, without GL and without SDL's general (slow)
// triangle filler. Private to machine; the loop's thread. Always: pixel centres decide, so that neighbours that share
// an edge leave no gap and cover nothing twice; glyphs are copied 1:1, pictures and very large glyphs are interpolated.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "text/typesetter.hpp"
#include "widgets/drawing.hpp"

namespace aaben::glass {

// 0xAARRGGBB words, `pitch` words a row.
struct Canvas32 {
    std::uint32_t* words = nullptr;
    int width = 0, height = 0, pitch = 0;
};

void rasterise(const widgets::Drawing& drawing, const text::Atlas& atlas, const Canvas32& target);

}  // namespace aaben::glass
