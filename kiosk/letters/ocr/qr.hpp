// QR codes in a picture (zbar), of which those that parse_code() knows matter. Used by kiosk-reader.
#pragma once

#include <string>
#include <vector>

#include "ocr/picture.hpp"

namespace aaben::ocr {

[[nodiscard]] std::vector<std::string> qr_codes(Pix* grey);

}  // namespace aaben::ocr
