// Frames made smaller, written as PPM, and wiped. Pictures in JPEG or PNG are decoded by kiosk-reader alone.
#include <string>

#include "camera/frame_source.hpp"

namespace aaben::camera {

std::vector<std::uint8_t> encode_ppm(const Frame& frame) {
    const std::string head = "P6\n" + std::to_string(frame.width) + " " + std::to_string(frame.height) + "\n255\n";
    std::vector<std::uint8_t> out(head.begin(), head.end());
    out.insert(out.end(), frame.rgb.begin(), frame.rgb.end());
    return out;
}

Frame smaller(const Frame& frame, int width_max) {
    int step = 1;
    while (frame.width / step > width_max) ++step;
    Frame out;
    out.width = frame.width / step;
    out.height = frame.height / step;
    out.rgb.resize(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height) * 3);
    for (int y = 0; y < out.height; ++y) {
        for (int x = 0; x < out.width; ++x) {
            for (std::size_t c = 0; c < 3; ++c) {  // the mean of the block: a picked pixel would lose thin strokes
                int sum = 0;
                for (int dy = 0; dy < step; ++dy)
                    for (int dx = 0; dx < step; ++dx)
                        sum +=
                            frame.rgb[(static_cast<std::size_t>(y * step + dy) * static_cast<std::size_t>(frame.width) +
                                       static_cast<std::size_t>(x * step + dx)) *
                                          3 +
                                      c];
                out.rgb[(static_cast<std::size_t>(y) * static_cast<std::size_t>(out.width) +
                         static_cast<std::size_t>(x)) *
                            3 +
                        c] = static_cast<std::uint8_t>(sum / (step * step));
            }
        }
    }
    return out;
}

void Frame::wipe() {
    for (auto* bytes : {&rgb, &encoded}) {
        volatile std::uint8_t* p = bytes->data();  // volatile: the compiler may not leave the overwriting out
        for (std::size_t i = 0; i < bytes->size(); ++i) p[i] = 0;
        bytes->clear();
    }
    width = height = 0;
}

}  // namespace aaben::camera
