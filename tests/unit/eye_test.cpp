// The camera as it fails in real life, at the boundary to the kernel: formats, short and torn frames, pulled out in
// mid-stream, used by another program; and what the citizen is told meanwhile. A real camera has not met this code yet.
#include <sys/ioctl.h>

#include <catch2/catch_test_macros.hpp>
#include <chrono>

#include "camera/v4l2_source.hpp"
#include "fakes/fake_camera.hpp"
#include "fakes/process.hpp"
#include "shell/eye.hpp"

using namespace aaben;
using fakes::FakeCamera;
using flow::ReadingStage;
using namespace std::chrono_literals;

namespace {

// The next frame that is none of the empty ones; empty after a hundred of them.
Result<camera::Frame> next_whole(camera::FrameSource& source) {
    Result<camera::Frame> frame = camera::Frame{};
    for (int i = 0; i < 100 && frame && frame->empty(); ++i) frame = source.next();
    return frame;
}

// The eye with what it says, message by message.
class Watched {
  public:
    Watched() : inbox_([] {}), eye_(settings(), inbox_, [](const auto&, const auto&) { return false; }) {
        eye_.start(false);
    }
    ~Watched() { eye_.stop(); }
    bool says(ReadingStage stage) {
        return fakes::until(10s, [&] { return heard(stage); });
    }
    bool reads() {
        return fakes::until(10s, [&] {
            heard(ReadingStage::Reading);
            return read_;
        });
    }
    shell::Eye& eye() { return eye_; }

  private:
    bool heard(ReadingStage stage) {
        bool found = false;
        for (const shell::Letter& letter : inbox_.take()) {
            const auto* message = std::get_if<flow::Message>(&letter);
            const auto* seen = message ? std::get_if<flow::LetterSeen>(message) : nullptr;
            found = found || (seen && seen->stage == stage);
            read_ = read_ || (message && std::holds_alternative<flow::LetterRead>(*message));
        }
        return found;
    }

    static shell::Settings settings() {
        shell::Settings settings;
        settings.camera = FakeCamera::path;
        settings.reader = "/bin/false";  // reads nothing: what a letter means is letter_test's
        return settings;
    }

    shell::Inbox inbox_;
    shell::Eye eye_;
    bool read_ = false;
};

}  // namespace

TEST_CASE("the largest picture is asked for, MJPEG before YUYV, and an old driver is a camera too") {
    FakeCamera device;
    device.modes = {{V4L2_PIX_FMT_YUYV, {{640, 480}, {1280, 960}, {9000, 9000}}}};
    device.old_driver = true, device.stride_extra = 64;
    device.show_page(1280, 960);
    auto source = camera::open_v4l2(FakeCamera::path);
    REQUIRE(source);
    const auto frame = next_whole(**source);
    REQUIRE(frame);
    CHECK(frame->width == 1280);
    CHECK(frame->height == 960);
    CHECK(frame->rgb[0] == 220);  // the end of each line is not part of the picture
    CHECK(frame->rgb[3 * 1280 * 959 + 3 * 1279] == 220);
    source->reset();
    device.modes = {{V4L2_PIX_FMT_YUYV, {{640, 480}}}, {V4L2_PIX_FMT_MJPEG, {{1920, 1080}}}};
    REQUIRE(camera::open_v4l2(FakeCamera::path));
    CHECK(device.chosen == V4L2_PIX_FMT_MJPEG);
    device.modes = {{V4L2_PIX_FMT_MJPEG, {{10'000, 10'000}}, true}};
    CHECK_FALSE(camera::open_v4l2(FakeCamera::path));  // larger than memory allows, and it offers nothing else
    device.modes = {{V4L2_PIX_FMT_H264, {{640, 480}}}};
    CHECK_FALSE(camera::open_v4l2(FakeCamera::path));
    CHECK(device.open_now == 0);
    CHECK(device.fault.empty());
}

TEST_CASE("short, damaged and torn frames are empty ones, and nothing but them is no camera") {
    FakeCamera device;
    device.show_page(640, 480);
    const auto whole = device.frame;
    auto source = camera::open_v4l2(FakeCamera::path);
    REQUIRE(source);
    device.frame.resize(device.frame.size() / 2);
    CHECK((*source)->next()->empty());
    device.frame = whole, device.damaged = true;
    CHECK((*source)->next()->empty());
    device.damaged = false;
    CHECK_FALSE((*source)->next()->empty());
    device.frame.clear();
    Result<camera::Frame> last = camera::Frame{};
    for (int i = 0; i < 100 && last; ++i) last = (*source)->next();
    REQUIRE_FALSE(last);
    CHECK(last.error().fault == Fault::Io);
    source->reset();
    device.modes = {{V4L2_PIX_FMT_MJPEG, {{640, 480}}}};
    device.frame = {0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3};
    source = camera::open_v4l2(FakeCamera::path);
    REQUIRE(source);
    CHECK((*source)->next()->empty());
    CHECK(device.fault.empty());
}

TEST_CASE("a camera that is pulled out, silent or busy says which, at once or after three seconds") {
    FakeCamera device;
    device.show_page(640, 480);
    for (const int why : {EIO, ENODEV}) {
        auto source = camera::open_v4l2(FakeCamera::path);
        REQUIRE(source);
        REQUIRE(next_whole(**source));
        device.gone = why;
        CHECK((*source)->next().error().what == "the camera went away");
    }
    CHECK(camera::open_v4l2(FakeCamera::path).error().fault == Fault::NotFound);
    device.plug(true);
    auto source = camera::open_v4l2(FakeCamera::path);
    REQUIRE(source);
    device.silent = true;
    int waits = 0;
    while ((*source)->next()) ++waits;
    CHECK(waits == 11);  // a quarter of a second each
    source->reset();
    device.silent = false, device.busy_to_open = true;
    CHECK(camera::open_v4l2(FakeCamera::path).error().what.find("another program") != std::string::npos);
    device.busy_to_open = false;
    for (const unsigned long request : {VIDIOC_S_FMT, VIDIOC_REQBUFS, VIDIOC_STREAMON}) {
        device.busy_at = request;
        CHECK(camera::open_v4l2(FakeCamera::path).error().what.find("another program") != std::string::npos);
    }
    CHECK(device.open_now == 0);
}

TEST_CASE("the citizen is told what the camera sees, that it is away, and goes on when it is back") {
    FakeCamera device;
    device.show_page(640, 480, 40, 5);
    Watched watched;
    CHECK(watched.says(ReadingStage::TooDark));
    CHECK(watched.eye().live());
    device.plug(false);
    CHECK(watched.says(ReadingStage::NoCamera));
    CHECK_FALSE(watched.eye().live());  // no picture of a moment ago stands still on the glass
    device.plug(true);
    CHECK(watched.says(ReadingStage::TooDark));
    {
        const std::lock_guard lock(device.mutex);
        device.gone = EIO;
    }
    CHECK(watched.says(ReadingStage::NoCamera));
    device.show_page(640, 480);
    CHECK(watched.reads());
    CHECK(fakes::until(2s, [&] {
        const std::lock_guard lock(device.mutex);
        return device.open_now == 0;
    }));
    CHECK(device.fault.empty());
}

TEST_CASE("a busy camera is waited for, and nobody waits for the one who stops looking") {
    FakeCamera device;
    device.show_page(640, 480);
    device.busy_at = VIDIOC_STREAMON;
    Watched watched;
    CHECK(watched.says(ReadingStage::NoCamera));
    {
        const std::lock_guard lock(device.mutex);
        device.busy_at = 0;
    }
    CHECK(watched.says(ReadingStage::Moving));
    {
        const std::lock_guard lock(device.mutex);
        device.silent = true;
    }
    const auto before = std::chrono::steady_clock::now();
    watched.eye().stop();
    CHECK(std::chrono::steady_clock::now() - before < 1s);
}
