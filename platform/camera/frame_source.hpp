// Where pictures of a letter come from. open_source() picks by the word in kiosk.toml: a V4L2 device, or a picture or a
// folder of pictures (development and tests). One thread at a time. Always: a frame's pixels live in memory only;
// nothing here writes a file.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "platform/result.hpp"

namespace aaben::camera {

struct Frame {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgb;  // width × height × 3
    std::vector<std::uint8_t>
        encoded;  // the picture as it came (JPEG, PNG), maybe larger than rgb: what the reader gets
    [[nodiscard]] bool empty() const { return width == 0; }
    void wipe();  // overwrites the pixels
};

class FrameSource {
  public:
    virtual ~FrameSource() = default;
    // The next frame; an empty one when there is none yet (an empty folder). Fault::Io: the camera went away.
    [[nodiscard]] virtual Result<Frame> next() = 0;
};

// Turns a JPEG or PNG into pixels and keeps its bytes in `encoded`; handed in, because a stranger's bytes are decoded
// in a confined program alone. Without it such pictures are empty frames.
using Decode = std::function<Result<Frame>(std::vector<std::uint8_t>)>;

// NotFound when there is no such device, file or folder.
[[nodiscard]] Result<std::unique_ptr<FrameSource>> open_source(const std::string& where, Decode decode = {});

[[nodiscard]] std::vector<std::uint8_t> encode_ppm(const Frame& frame);  // what the reader opens without loss
// A quarter, an eighth … of the frame, so that it is at most `width_max` wide: for the live picture and the judge.
[[nodiscard]] Frame smaller(const Frame& frame, int width_max);

}  // namespace aaben::camera
