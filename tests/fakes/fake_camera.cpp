#include "fakes/fake_camera.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdarg>
#include <cstring>
#include <random>
#include <set>

namespace {

using aaben::fakes::FakeCamera;

constexpr unsigned buffer_bytes = 8 * 1024 * 1024;
constexpr unsigned buffers = 3;
FakeCamera* device = nullptr;
std::mutex fds_mutex;
std::set<int> fds;  // descriptors of the device: memory of their own, so that mmap() and poll() are the kernel's

bool ours(int fd) {
    const std::lock_guard lock(fds_mutex);
    return device && fds.contains(fd);
}

int failed(int why) {
    errno = why;
    return -1;
}

const FakeCamera::Mode* mode_of(std::uint32_t format) {
    for (const FakeCamera::Mode& mode : device->modes)
        if (mode.format == format) return &mode;
    return nullptr;
}

int frame_size(v4l2_frmsizeenum& size) {
    const FakeCamera::Mode* mode = mode_of(size.pixel_format);
    if (!mode || size.index >= (mode->stepwise ? 1 : mode->sizes.size())) return failed(EINVAL);
    if (mode->stepwise) {
        size.type = V4L2_FRMSIZE_TYPE_STEPWISE;
        size.stepwise.max_width = mode->sizes[0].first, size.stepwise.max_height = mode->sizes[0].second;
        return 0;
    }
    size.type = V4L2_FRMSIZE_TYPE_DISCRETE;
    size.discrete.width = mode->sizes[size.index].first, size.discrete.height = mode->sizes[size.index].second;
    return 0;
}

int set_format(v4l2_format& format) {
    auto& pix = format.fmt.pix;
    const FakeCamera::Mode* mode = mode_of(pix.pixelformat);
    if (!mode) mode = &device->modes.front();  // as drivers do: something it can, instead of an error
    auto best = mode->sizes.front();
    for (const auto& size : mode->sizes)
        if (size.first == pix.width && size.second == pix.height) best = size;
    pix.pixelformat = mode->format, pix.width = best.first, pix.height = best.second;
    pix.bytesperline = mode->format == V4L2_PIX_FMT_YUYV ? 2 * pix.width + device->stride_extra : 0;
    device->chosen = mode->format, device->width = pix.width, device->height = pix.height;
    return 0;
}

int dequeue(int fd, v4l2_buffer& buffer) {
    if (!device->streaming) device->fault = "a frame was asked for before the stream was started";
    if (device->gone != 0) {
        const int why = device->gone;
        if (why == ENODEV) device->present = false;
        device->gone = 0;
        return failed(why);
    }
    const auto ready = std::ranges::find(device->queued, true);
    if (ready == device->queued.end()) return failed(EAGAIN);
    *ready = false;
    buffer.index = static_cast<unsigned>(ready - device->queued.begin());
    buffer.bytesused = static_cast<unsigned>(std::min<std::size_t>(device->frame.size(), buffer_bytes));
    buffer.flags = device->damaged ? V4L2_BUF_FLAG_ERROR : 0;
    if (::pwrite(fd, device->frame.data(), buffer.bytesused, static_cast<off_t>(buffer.index) * buffer_bytes) < 0)
        return failed(EIO);
    return 0;
}

int answer(int fd, unsigned long request, void* argument) {
    const std::lock_guard lock(device->mutex);
    if (!device->present) return failed(ENODEV);
    if (device->busy_at != 0 && request == device->busy_at) return failed(EBUSY);
    switch (request) {
        case VIDIOC_QUERYCAP: {
            auto& capability = *static_cast<v4l2_capability*>(argument);
            constexpr std::uint32_t can = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
            capability.capabilities = can | (device->old_driver ? 0 : V4L2_CAP_DEVICE_CAPS);
            capability.device_caps = device->old_driver ? 0 : can;
            return 0;
        }
        case VIDIOC_ENUM_FRAMESIZES:
            return frame_size(*static_cast<v4l2_frmsizeenum*>(argument));
        case VIDIOC_S_FMT:
            return set_format(*static_cast<v4l2_format*>(argument));
        case VIDIOC_REQBUFS:
            static_cast<v4l2_requestbuffers*>(argument)->count = buffers;
            device->queued.assign(buffers, false);
            return 0;
        case VIDIOC_QUERYBUF: {
            auto& buffer = *static_cast<v4l2_buffer*>(argument);
            buffer.length = buffer_bytes, buffer.m.offset = buffer.index * buffer_bytes;
            return 0;
        }
        case VIDIOC_QBUF: {
            const unsigned index = static_cast<v4l2_buffer*>(argument)->index;
            if (index >= device->queued.size() || device->queued[index]) device->fault = "a buffer was queued twice";
            if (index < device->queued.size()) device->queued[index] = true;
            return 0;
        }
        case VIDIOC_DQBUF:
            return dequeue(fd, *static_cast<v4l2_buffer*>(argument));
        case VIDIOC_STREAMON:
            device->streaming = true;
            return 0;
        case VIDIOC_STREAMOFF:
            device->streaming = false;
            return 0;
        default:
            return failed(ENOTTY);
    }
}

}  // namespace

extern "C" {
// NOLINTBEGIN: the names are the linker's
int __real_open(const char* path, int flags, ...);
int __real_ioctl(int fd, unsigned long request, ...);
int __real_poll(pollfd* fds, nfds_t count, int timeout);
int __real_close(int fd);

int __wrap_open(const char* path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const auto mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    if (!device || std::strcmp(path, FakeCamera::path) != 0) return __real_open(path, flags, mode);
    const std::lock_guard lock(device->mutex);
    if (!device->present) return failed(ENOENT);
    if (device->busy_to_open) return failed(EBUSY);
    const int fd = ::memfd_create("fake camera", MFD_CLOEXEC);
    if (::ftruncate(fd, static_cast<off_t>(buffers) * buffer_bytes) != 0) return failed(EIO);
    ++device->opens, ++device->open_now;
    const std::lock_guard fds_lock(fds_mutex);
    fds.insert(fd);
    return fd;
}

int __wrap_ioctl(int fd, unsigned long request, ...) {
    va_list rest;
    va_start(rest, request);
    void* argument = va_arg(rest, void*);
    va_end(rest);
    return ours(fd) ? answer(fd, request, argument) : __real_ioctl(fd, request, argument);
}

int __wrap_poll(pollfd* waiting, nfds_t count, int timeout) {
    if (count != 1 || !ours(waiting->fd)) return __real_poll(waiting, count, timeout);
    bool silent = false, present = false;
    {
        const std::lock_guard lock(device->mutex);
        silent = device->silent, present = device->present;
    }
    if (present && silent) {
        ::usleep(1000);  // a test need not wait as long as a person
        return 0;
    }
    waiting->revents = present ? POLLIN : POLLERR | POLLHUP;
    return 1;
}

int __wrap_close(int fd) {
    if (ours(fd)) {
        const std::lock_guard lock(device->mutex);
        --device->open_now;
        const std::lock_guard fds_lock(fds_mutex);
        fds.erase(fd);
    }
    return __real_close(fd);
}
// NOLINTEND
}

namespace aaben::fakes {

FakeCamera::FakeCamera() {
    device = this;
}
FakeCamera::~FakeCamera() {
    device = nullptr;
}

void FakeCamera::plug(bool in) {
    const std::lock_guard lock(mutex);
    present = in;
    streaming = streaming && in;
}

void FakeCamera::show_page(unsigned w, unsigned h, int paper, int ink) {
    const std::lock_guard lock(mutex);
    const std::size_t stride = 2 * w + stride_extra;
    frame.assign(stride * h, 128);
    std::mt19937 random(7);
    for (unsigned y = 0; y < h; ++y) {
        const bool line = y > h / 8 && y < h * 7 / 8 && y % 24 < 9;
        for (unsigned x = 0; x < w; ++x) {
            const bool dark = line && x > w / 8 && x < w * 7 / 8 && random() % 3 == 0;
            frame[y * stride + std::size_t{2} * x] = static_cast<std::uint8_t>(dark ? ink : paper);
        }
    }
}

}  // namespace aaben::fakes
