// A V4L2 camera at the ioctl boundary, for machines without one: the linker's --wrap sends open, ioctl, poll and close
// of this program through here, and whoever opens `FakeCamera::path` gets this device. Link: fake_camera. The device
// may be changed while another thread reads it. Always: what the kernel's interface promises is checked: buffers are
// queued before they are filled, streaming starts before frames come, and every descriptor is closed again.
#pragma once

#include <linux/videodev2.h>

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace aaben::fakes {

struct FakeCamera {
    static constexpr const char* path = "/dev/zero";  // a character device that every machine has

    struct Mode {
        std::uint32_t format = V4L2_PIX_FMT_YUYV;
        std::vector<std::pair<unsigned, unsigned>> sizes{{640, 480}};
        bool stepwise = false;  // offers any size up to the first of `sizes`
    };

    std::mutex mutex;  // guards all below
    bool present = true;
    bool busy_to_open = false;  // open() answers EBUSY
    unsigned long busy_at = 0;  // the request that answers EBUSY: VIDIOC_S_FMT, …; 0: none
    int gone = 0;               // errno of the next dequeue: EIO, ENODEV; the device then is absent as well for ENODEV
    bool silent = false;        // poll() never says that a frame is there
    bool old_driver = false;    // tells its abilities without V4L2_CAP_DEVICE_CAPS
    unsigned stride_extra = 0;  // bytes at the end of each line
    std::vector<Mode> modes{{}};
    std::vector<std::uint8_t> frame;  // what the next buffers hold; bytesused is its length
    bool damaged = false;             // V4L2_BUF_FLAG_ERROR on every buffer
    // What was asked of it
    std::uint32_t chosen = 0;
    unsigned width = 0, height = 0;
    int opens = 0, open_now = 0;
    bool streaming = false;
    std::vector<bool> queued;
    std::string fault;  // a promise of the interface that was broken

    FakeCamera();
    ~FakeCamera();
    FakeCamera(const FakeCamera&) = delete;
    FakeCamera& operator=(const FakeCamera&) = delete;

    void plug(bool in);
    // A grey page with lines of ink in YUYV, width × height with stride_extra.
    void show_page(unsigned width, unsigned height, int paper = 220, int ink = 40);
};

}  // namespace aaben::fakes
