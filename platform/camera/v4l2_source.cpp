#include "camera/v4l2_source.hpp"

#include <fcntl.h>
#include <linux/videodev2.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace aaben::camera {
namespace {

constexpr unsigned buffer_count = 3;
constexpr long pixels_max = 16'000'000;
constexpr int wait_ms = 250;
constexpr int silent_waits_max = 12;  // three seconds
constexpr int broken_max = 40;        // frames in a row that are short, torn or marked as damaged

int control(int fd, unsigned long request, void* argument) {
    int result = 0;
    do result = ::ioctl(fd, request, argument);
    while (result < 0 && errno == EINTR);
    return result;
}

struct Mapped {
    void* start = MAP_FAILED;
    std::size_t length = 0;
};

class V4l2Source final : public FrameSource {
  public:
    V4l2Source(int fd, Decode decode) : fd_(fd), decode_(std::move(decode)) {}
    ~V4l2Source() override {
        int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        control(fd_, VIDIOC_STREAMOFF, &type);
        for (const Mapped& m : mapped_)
            if (m.start != MAP_FAILED) ::munmap(m.start, m.length);
        ::close(fd_);
    }

    // errno tells why not; 0 when the device is no camera that we can use.
    bool start() {
        v4l2_capability capability{};
        errno = 0;
        if (control(fd_, VIDIOC_QUERYCAP, &capability) < 0) return false;
        const bool own = (capability.capabilities & V4L2_CAP_DEVICE_CAPS) != 0;
        const auto can = own ? capability.device_caps : capability.capabilities;
        if (!(can & V4L2_CAP_VIDEO_CAPTURE) || !(can & V4L2_CAP_STREAMING)) return false;
        if (!choose_format()) return false;
        v4l2_requestbuffers request{};
        request.count = buffer_count;
        request.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        request.memory = V4L2_MEMORY_MMAP;
        if (control(fd_, VIDIOC_REQBUFS, &request) < 0 || request.count == 0) return false;
        for (unsigned i = 0; i < std::min(request.count, buffer_count); ++i) {
            v4l2_buffer buffer = numbered(i);
            if (control(fd_, VIDIOC_QUERYBUF, &buffer) < 0) return false;
            mapped_[i] = {::mmap(nullptr, buffer.length, PROT_READ | PROT_WRITE, MAP_SHARED, fd_, buffer.m.offset),
                          buffer.length};
            if (mapped_[i].start == MAP_FAILED || control(fd_, VIDIOC_QBUF, &buffer) < 0) return false;
        }
        int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        return control(fd_, VIDIOC_STREAMON, &type) == 0;
    }

    Result<Frame> next() override {
        pollfd waiting{fd_, POLLIN, 0};
        const int ready = ::poll(&waiting, 1, wait_ms);
        if (ready > 0 && !(waiting.revents & POLLIN)) return fail(Fault::Io, "the camera went away");
        if (ready <= 0) {
            if (++silent_ >= silent_waits_max) return fail(Fault::Io, "the camera gives no pictures");
            return Frame{};
        }
        silent_ = 0;
        v4l2_buffer buffer = numbered(0);
        if (control(fd_, VIDIOC_DQBUF, &buffer) < 0) {
            if (errno == EAGAIN) return Frame{};
            return fail(Fault::Io, "the camera went away");
        }
        if (buffer.index >= buffer_count || mapped_[buffer.index].start == MAP_FAILED)
            return fail(Fault::Io, "the camera names a picture that it never offered");
        Frame frame = buffer.flags & V4L2_BUF_FLAG_ERROR ? Frame{} : decoded(buffer);
        if (control(fd_, VIDIOC_QBUF, &buffer) < 0) return fail(Fault::Io, "the camera went away");
        broken_ = frame.empty() ? broken_ + 1 : 0;
        if (broken_ >= broken_max) return fail(Fault::Io, "the camera sends broken pictures only");
        return frame;
    }

  private:
    Frame decoded(const v4l2_buffer& buffer) const {
        const auto* bytes = static_cast<const std::uint8_t*>(mapped_[buffer.index].start);
        const std::size_t size = std::min<std::size_t>(buffer.bytesused, mapped_[buffer.index].length);
        if (jpeg_) {
            if (!decode_) return Frame{};
            auto picture = decode_({bytes, bytes + size});
            return picture ? *std::move(picture) : Frame{};
        }
        const bool whole = size >= static_cast<std::size_t>(stride_) * static_cast<std::size_t>(height_);
        return whole ? from_yuyv(bytes, width_, height_, stride_) : Frame{};
    }

    static v4l2_buffer numbered(unsigned index) {
        v4l2_buffer buffer{};
        buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        buffer.memory = V4L2_MEMORY_MMAP;
        buffer.index = index;
        return buffer;
    }

    // The largest frame the camera offers: letters are read, not watched. MJPEG first, since USB 2 carries it faster.
    bool choose_format() {
        for (const unsigned pixels : {V4L2_PIX_FMT_MJPEG, V4L2_PIX_FMT_YUYV}) {
            unsigned width = 0, height = 0;
            v4l2_frmsizeenum size{};
            size.pixel_format = pixels;
            for (; control(fd_, VIDIOC_ENUM_FRAMESIZES, &size) == 0; ++size.index) {
                if (size.type != V4L2_FRMSIZE_TYPE_DISCRETE) {
                    const long largest = static_cast<long>(size.stepwise.max_width) * size.stepwise.max_height;
                    if (largest <= pixels_max) width = size.stepwise.max_width, height = size.stepwise.max_height;
                    break;
                }
                const long area = static_cast<long>(size.discrete.width) * size.discrete.height;
                if (area <= pixels_max && area > static_cast<long>(width) * height)
                    width = size.discrete.width, height = size.discrete.height;
            }
            v4l2_format format{};
            format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
            format.fmt.pix.width = width ? width : 1920;
            format.fmt.pix.height = height ? height : 1080;
            format.fmt.pix.pixelformat = pixels;
            if (control(fd_, VIDIOC_S_FMT, &format) < 0) {
                if (errno == EBUSY) return false;  // the other format would be as busy
                continue;
            }
            const long area = static_cast<long>(format.fmt.pix.width) * format.fmt.pix.height;
            if (format.fmt.pix.pixelformat != pixels || area <= 0 || area > pixels_max) continue;
            width_ = static_cast<int>(format.fmt.pix.width);
            height_ = static_cast<int>(format.fmt.pix.height);
            stride_ = std::max(static_cast<int>(format.fmt.pix.bytesperline), 2 * width_);
            jpeg_ = pixels == V4L2_PIX_FMT_MJPEG;
            return true;
        }
        errno = 0;
        return false;
    }

    int fd_;
    Decode decode_;
    int width_ = 0, height_ = 0, stride_ = 0;
    int silent_ = 0, broken_ = 0;
    bool jpeg_ = false;
    std::array<Mapped, buffer_count> mapped_;
};

}  // namespace

Frame from_yuyv(const std::uint8_t* bytes, int width, int height, int stride) {
    Frame frame;
    frame.width = width;
    frame.height = height;
    frame.rgb.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
    const auto byte = [](int value) { return static_cast<std::uint8_t>(std::clamp(value, 0, 255)); };
    std::uint8_t* out = frame.rgb.data();
    for (int row = 0; row < height; ++row) {
        const std::uint8_t* in = bytes + static_cast<std::ptrdiff_t>(row) * stride;
        for (int x = 0; x < width; ++x, out += 3) {
            const std::uint8_t* pair = in + std::ptrdiff_t{4} * (x / 2);
            const int y = in[std::ptrdiff_t{2} * x], u = pair[1] - 128, v = pair[3] - 128;
            out[0] = byte(y + 359 * v / 256);
            out[1] = byte(y - (88 * u + 183 * v) / 256);
            out[2] = byte(y + 454 * u / 256);
        }
    }
    return frame;
}

Result<std::unique_ptr<FrameSource>> open_v4l2(const std::string& device, Decode decode) {
    const auto busy = [&] { return fail(Fault::Io, "the camera " + device + " is used by another program"); };
    const int fd = ::open(device.c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 && errno == EBUSY) return busy();
    if (fd < 0) return fail(Fault::NotFound, "the camera " + device + " cannot be opened");
    auto source = std::make_unique<V4l2Source>(fd, std::move(decode));
    if (source->start()) return std::unique_ptr<FrameSource>(std::move(source));
    if (errno == EBUSY) return busy();
    return fail(Fault::Io, device + " offers no pictures in MJPEG or YUYV");
}

}  // namespace aaben::camera
