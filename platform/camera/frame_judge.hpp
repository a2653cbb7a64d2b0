// Whether a frame of the letter camera is worth reading: light, sharp, still, whole. Pure; any thread. Thresholds are
// in grey levels (0–255) of a frame at most 320 wide. Always: Good is said only after `still_frames` like frames.
#pragma once

#include <optional>

#include "camera/frame_source.hpp"

namespace aaben::camera {

enum class Verdict { Empty, TooDark, CutOff, Moving, Good };

inline constexpr int still_frames = 3;

class FrameJudge {
  public:
    [[nodiscard]] Verdict see(const Frame& small);
    void reset() { last_ = Frame{}, still_ = 0; }

  private:
    Frame last_;
    int still_ = 0;
};

struct Measures {
    double light = 0;      // mean grey of the brightest quarter: the paper
    double sharpness = 0;  // variance of the Laplacian
    double ink = 0;        // share of pixels much darker than their paper
    int open_sides = 0;    // sides of the frame where ink reaches the very edge
};
[[nodiscard]] Measures measure(const Frame& small);
[[nodiscard]] double difference(const Frame& a, const Frame& b);  // mean absolute difference; 255 when sizes differ

}  // namespace aaben::camera
