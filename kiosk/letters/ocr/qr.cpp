#include "ocr/qr.hpp"

#include <zbar.h>

namespace aaben::ocr {
namespace {

constexpr int scan_every = 2;  // lines; the middle of a finder pattern is 9 pixels and more on a straightened page

}  // namespace

std::vector<std::string> qr_codes(Pix* grey) {
    const auto w = static_cast<unsigned>(pixGetWidth(grey));
    const auto h = static_cast<unsigned>(pixGetHeight(grey));
    std::vector<unsigned char> bytes(static_cast<std::size_t>(w) * h);
    for (unsigned y = 0; y < h; ++y) {
        const l_uint32* line = pixGetData(grey) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(grey);
        for (unsigned x = 0; x < w; ++x)
            bytes[static_cast<std::size_t>(y) * w + x] = static_cast<unsigned char>(GET_DATA_BYTE(line, x));
    }
    zbar::ImageScanner scanner;
    scanner.set_config(zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
    scanner.set_config(zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
    scanner.set_config(zbar::ZBAR_NONE, zbar::ZBAR_CFG_X_DENSITY, scan_every);
    scanner.set_config(zbar::ZBAR_NONE, zbar::ZBAR_CFG_Y_DENSITY, scan_every);
    zbar::Image image(w, h, "Y800", bytes.data(), bytes.size());
    std::vector<std::string> codes;
    if (scanner.scan(image) > 0) {
        for (auto symbol = image.symbol_begin(); symbol != image.symbol_end(); ++symbol)
            codes.push_back(symbol->get_data());
    }
    image.set_data(nullptr, 0);
    return codes;
}

}  // namespace aaben::ocr
