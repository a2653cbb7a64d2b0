// A text as a QR code (ISO/IEC 18004), dark on white, for a telephone's camera.
#include <qrencode.h>

#include <cmath>
#include <memory>

#include "widgets/impl.hpp"

namespace aaben::widgets {
namespace {

// Says that it is UTF-8 (ECI 26), or telephones would have to guess.
std::unique_ptr<QRcode, decltype(&QRcode_free)> encoded(const std::string& words) {
    constexpr unsigned utf8 = 26;
    const std::unique_ptr<QRinput, decltype(&QRinput_free)> input(QRinput_new2(0, QR_ECLEVEL_M), &QRinput_free);
    const bool taken = input && QRinput_appendECIheader(input.get(), utf8) == 0 &&
                       QRinput_append(input.get(), QR_MODE_8, static_cast<int>(words.size()),
                                      reinterpret_cast<const unsigned char*>(words.data())) == 0;
    return {taken ? QRcode_encodeInput(input.get()) : nullptr, &QRcode_free};
}

}  // namespace

bool Ui::code(const Rect& box, const std::string& words, std::string_view label) {
    constexpr int quiet_modules = 4;  // the white border that the standard asks for
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code = encoded(words);
    if (!code) return false;
    const Impl::Pen pen(*impl_, Role::Image, label, box);
    const int modules = code->width + 2 * quiet_modules;
    // Whole pixels a module, or neighbours run into each other.
    const float module =
        std::floor(impl_->px(box.w < box.h ? box.w : box.h) / static_cast<float>(modules)) / impl_->scale;
    const float side = module * static_cast<float>(modules);
    const Rect place = box.middle(side, side);
    impl_->fill(place, Colour{255, 255, 255, 255});
    const auto dark = [&](int x, int y) {
        return (code->data[static_cast<std::size_t>(y) * static_cast<std::size_t>(code->width) +
                           static_cast<std::size_t>(x)] &
                1U) != 0;
    };
    for (int y = 0; y < code->width; ++y) {
        for (int x = 0, end = 0; x < code->width; x = end + 1) {
            for (end = x; end < code->width && dark(end, y);) ++end;
            if (end == x) continue;
            const int from = impl_->rtl ? code->width - end : x;  // a mirrored code is no code
            impl_->fill({place.x + module * static_cast<float>(from + quiet_modules),
                         place.y + module * static_cast<float>(y + quiet_modules), module * static_cast<float>(end - x),
                         module},
                        Colour{0, 0, 0, 255});
        }
    }
    return true;
}

}  // namespace aaben::widgets
