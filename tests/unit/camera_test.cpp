#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <random>

#include "camera/frame_judge.hpp"
#include "camera/v4l2_source.hpp"
#include "support/files.hpp"
#include "support/temporary_folder.hpp"

using namespace aaben::camera;

namespace {

Frame plain(int grey, int width = 320, int height = 240) {
    Frame f;
    f.width = width, f.height = height;
    f.rgb.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3,
                 static_cast<std::uint8_t>(grey));
    return f;
}

void dot(Frame& f, int x, int y, int grey) {
    for (std::size_t c = 0; c < 3; ++c)
        f.rgb[static_cast<std::size_t>(y * f.width + x) * 3 + c] = static_cast<std::uint8_t>(grey);
}

// Lines of "text" on paper, `from` to `to` pixels from the left.
Frame letter(int from = 40, int to = 280, int paper = 220, int ink = 40) {
    Frame f = plain(paper);
    std::mt19937 random(3);
    for (int y = 30; y < 210; y += 12)
        for (int x = from; x < to; ++x)
            for (int dy = 0; dy < 5; ++dy)
                if (random() % 3 == 0) dot(f, x, y + dy, ink);
    return f;
}

Frame blurred(const Frame& f) {
    Frame out = f;
    for (int y = 4; y < f.height - 4; ++y)
        for (int x = 4; x < f.width - 4; ++x) {
            int sum = 0;
            for (int dy = -4; dy <= 4; ++dy)
                for (int dx = -4; dx <= 4; ++dx)
                    sum += f.rgb[static_cast<std::size_t>((y + dy) * f.width + x + dx) * 3];
            dot(out, x, y, sum / 81);
        }
    return out;
}

Verdict seen(FrameJudge& judge, const Frame& frame, int times) {
    Verdict last{};
    for (int i = 0; i < times; ++i) last = judge.see(frame);
    return last;
}

}  // namespace

TEST_CASE("a letter that lies still, light and whole is taken after three like frames, not before") {
    FrameJudge judge;
    CHECK(judge.see(letter()) == Verdict::Moving);
    CHECK(seen(judge, letter(), still_frames - 1) == Verdict::Moving);
    CHECK(judge.see(letter()) == Verdict::Good);
}

TEST_CASE("dark, empty, blurred, moving and cut-off letters are told apart") {
    FrameJudge judge;
    CHECK(seen(judge, letter(40, 280, 50, 5), 6) == Verdict::TooDark);
    judge.reset();
    CHECK(seen(judge, plain(220), 6) == Verdict::Empty);
    CHECK(judge.see(Frame{}) == Verdict::Empty);
    judge.reset();
    CHECK(seen(judge, letter(0, 280), 6) == Verdict::CutOff);
    judge.reset();
    CHECK(seen(judge, blurred(letter()), 6) != Verdict::Good);
    judge.reset();
    for (int i = 0; i < 6; ++i) CHECK(judge.see(letter(40 + 3 * i, 280 + 3 * i)) == Verdict::Moving);
}

TEST_CASE("a picture goes to the reader whole") {
    const Frame f = letter();
    const auto ppm = encode_ppm(f);
    CHECK(ppm.size() == f.rgb.size() + 15);
}

TEST_CASE("a frame made smaller keeps its light, and a wiped one keeps nothing") {
    Frame f = letter();
    const Frame small = smaller(f, 100);
    CHECK(small.width == 80);
    CHECK(std::abs(measure(small).light - measure(f).light) < 12);
    f.wipe();
    CHECK(f.empty());
    CHECK(f.rgb.empty());
}

TEST_CASE("YUYV becomes RGB by BT.601") {
    const std::uint8_t grey[] = {100, 128, 200, 128};
    const Frame f = from_yuyv(grey, 2, 1, 4);
    CHECK(f.rgb == std::vector<std::uint8_t>{100, 100, 100, 200, 200, 200});
    const std::uint8_t red[] = {76, 84, 76, 255};
    const Frame r = from_yuyv(red, 2, 1, 4);
    CHECK(r.rgb[0] > 240);
    CHECK(r.rgb[1] < 15);
}

TEST_CASE("an empty folder gives empty frames, a half-written picture too, and no camera is said plainly") {
    const aaben::tests::TemporaryFolder folder;
    const Decode refuses = [](const auto&) -> aaben::Result<Frame> {
        return aaben::fail(aaben::Fault::Invalid, "half a picture");
    };
    auto source = open_source(folder.path.string(), refuses);
    REQUIRE(source);
    CHECK((*source)->next()->empty());
    aaben::tests::spill(folder.path / "half.jpg", "\xFF\xD8half");
    CHECK((*source)->next()->empty());
    CHECK_FALSE(open_source("/nonexistent/camera"));
}
