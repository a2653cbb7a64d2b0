// A USB document camera through Video4Linux 2, in MJPEG or YUYV, at its largest size up to 16 megapixels. One thread.
// Always: buffers are mapped once and given back after each frame; a short or torn frame is an empty one; a camera that
// is pulled out, silent for three seconds, used by another program or sends broken frames only gives Fault::Io, with
// words that say which; nothing here waits longer than a quarter of a second, so that whoever looks can stop looking.
#pragma once

#include "camera/frame_source.hpp"

namespace aaben::camera {

[[nodiscard]] Result<std::unique_ptr<FrameSource>> open_v4l2(const std::string& device, Decode decode = {});
// BT.601, full range; `stride` is the length of a line in bytes, 2 × width or more.
[[nodiscard]] Frame from_yuyv(const std::uint8_t* bytes, int width, int height, int stride);

}  // namespace aaben::camera
