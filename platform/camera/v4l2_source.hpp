// A USB document camera through Video4Linux 2, in MJPEG or YUYV, at its largest size up to 16 megapixels. One thread.
// Always: buffers are mapped once and given back after each frame; a camera that is pulled out gives Fault::Io.
#pragma once

#include "camera/frame_source.hpp"

namespace aaben::camera {

[[nodiscard]] Result<std::unique_ptr<FrameSource>> open_v4l2(const std::string& device);
[[nodiscard]] Frame from_yuyv(const std::uint8_t* bytes, int width, int height);  // BT.601, full range

}  // namespace aaben::camera
