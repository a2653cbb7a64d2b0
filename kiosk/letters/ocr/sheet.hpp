// The page that a photograph is to become: where its corners lie in the picture, how large it will be, how far it is
// turned; and the one pass over the pixels that makes it. Used by page.cpp. Pure; any thread.
// Always: what lies beside the sheet is white, so that no strip of the table is read.
#pragma once

#include "ocr/page.hpp"

namespace aaben::ocr {

struct Sheet {
    Quad quad;           // its corners in the picture, clockwise from the one that becomes the top left
    int w = 0;           // pixels of the page
    int h = 0;           //
    double degrees = 0;  // to turn the page's content clockwise about its middle
};

[[nodiscard]] Sheet turned_by_quarter(const Sheet& sheet);          // clockwise
[[nodiscard]] Sheet shrunk(const Sheet& sheet, double part);        // a page smaller by `part`, of the same picture
[[nodiscard]] Sheet on_shrunk(const Sheet& sheet, double picture);  // the same page, of a picture smaller by `picture`
[[nodiscard]] Picture laid_flat(const Pix* grey, const Sheet& sheet);

}  // namespace aaben::ocr
