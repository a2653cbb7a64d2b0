// A picture in memory as Leptonica holds it, owned. Loaded from a file or from bytes (a pipe, a memfd); never written.
// Used by the other files of `ocr` on kiosk-reader's only thread. Always: a Picture is not null.
#pragma once

#include <allheaders.h>

#include <memory>
#include <span>
#include <string>

#include "platform/result.hpp"

namespace aaben::ocr {

struct PictureEnd {
    void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using Picture = std::unique_ptr<Pix, PictureEnd>;

struct Head {        // what a picture says of itself
    int format = 0;  // IFF_…
    int width = 0, height = 0;
};
// Before anything of it is decoded: a small file may claim a picture of gigabytes. Invalid: no picture, or out of
// bounds.
[[nodiscard]] Result<Head> read_head(std::span<const unsigned char> bytes);
[[nodiscard]] Result<Picture> load_picture(const std::string& path);
[[nodiscard]] Result<Picture> load_picture(std::span<const unsigned char> bytes);
[[nodiscard]] Result<Picture> load_picture_fd(int fd);  // reads to the end

[[nodiscard]] Picture to_grey(const Pix* picture);  // 8 bits a pixel
// Grey, and the least of red, green and blue, in which a coloured table is darker than paper.
[[nodiscard]] Picture small_darkest(const Pix* picture, int longest_side);
[[nodiscard]] Picture scaled_to(const Pix* picture, int longest_side);

[[nodiscard]] std::string grey_base64(const Pix* picture);  // of 8 bits: width × height bytes, row by row

}  // namespace aaben::ocr
