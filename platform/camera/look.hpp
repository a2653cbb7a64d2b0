// What the glass and `kiosk-reader --look` say to each other over a local socket, one picture after the other: the
// glass sends LookAsked and a picture's bytes as they came from the camera, the reader answers LookSeen and the pixels.
// Plain structs: both ends are one build on one machine. Always: whoever receives holds the numbers to the bounds
// below.
#pragma once

#include <cstdint>

namespace aaben::camera {

struct LookAsked {
    std::uint32_t bytes = 0;
};
struct LookSeen {  // then width × height × 3 bytes, RGB; zeros, and nothing more, when it was no picture
    std::uint32_t width = 0, height = 0;
};

inline constexpr std::uint32_t look_bytes_max = 32 * 1024 * 1024;
inline constexpr std::uint32_t look_width_max = 2000;  // for the live picture and the judge; the reader gets it whole
inline constexpr std::uint32_t look_height_max = 4 * look_width_max;

}  // namespace aaben::camera
