// Whether the glass keeps its frames while kiosk-reader reads a letter beside it, and how soon a cancelled reader is
// gone. Frames of the waiting screen are due 60 times a second, as the loop draws them; the reader is started, and
// cancelled, as the kiosk does it. Prints one JSON line.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "glass/display.hpp"
#include "samples.hpp"
#include "shell/reader_process.hpp"
#include "support/paths.hpp"
#include "version/version.hpp"

using namespace aaben;

namespace {

using SteadyClock = std::chrono::steady_clock;  // what a person waits, not what the processor was given
constexpr auto frame_every = std::chrono::microseconds(16'667);
constexpr std::int64_t limit_ms = 60'000;

double ms(SteadyClock::duration time) {
    return std::chrono::duration<double, std::milli>(time).count();
}

double at_share(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

struct Frames {
    std::vector<double> cost_ms;  // from the frame's begin to its pixels
    std::vector<double> late_ms;  // from when it was due to its pixels
};

class Glass {
  public:
    Glass() : stage_(aaben::tests::source_dir() + "/assets"), display_(glass::Display::open_offscreen(1280, 800)) {
        for (const tests::Sample& sample : tests::samples()) {
            if (flow::is<flow::LetterCameraScreen>(sample.model.citizen.screen)) model_ = sample.model;
        }
        model_.citizen.screen = flow::LetterCameraScreen{flow::ReadingStage::Reading};
        for (int i = 0; i < 30; ++i) frame();  // texts and glyphs of this screen are no longer new
    }

    void frame() {
        screens::Messages out;
        const auto& drawing = screens::draw(model_, stage_.assets(), (*display_)->metrics(), ui_, out);
        (*display_)->draw(drawing, *stage_.typesetter);
    }

    template <class Until>
    void run(Frames& frames, Until until) {
        for (auto due = SteadyClock::now(); !until(); due += frame_every) {
            std::this_thread::sleep_until(due);
            const auto begun = SteadyClock::now();
            frame();
            const auto drawn = SteadyClock::now();
            frames.cost_ms.push_back(ms(drawn - begun));
            frames.late_ms.push_back(ms(drawn - due));
        }
    }

  private:
    tests::Stage stage_;
    Result<std::unique_ptr<glass::Display>> display_;
    flow::Model model_;
    widgets::Ui ui_{*stage_.typesetter};
};

camera::Frame picture_at(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    camera::Frame frame;
    frame.encoded.assign(std::istreambuf_iterator<char>(in), {});
    return frame;
}

// From the touch to a reader that is gone: read() returns only when the process has been waited for.
double cancelled_after(const std::string& program, const std::vector<camera::Frame>& pages,
                       std::chrono::milliseconds wait) {
    shell::ReaderProcess reader(program);
    SteadyClock::time_point gone;
    bool answered = false;
    std::thread eye([&] {
        answered = reader.read(pages, {2026, 11, 20}, limit_ms).has_value();
        gone = SteadyClock::now();
    });
    std::this_thread::sleep_for(wait);
    const auto touched = SteadyClock::now();
    reader.cancel();
    eye.join();
    return answered ? -1 : ms(gone - touched);
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Whether the glass keeps its frames while kiosk-reader reads a letter beside it; one JSON line.");
    app.set_version_flag("--version", aaben::version());
    std::string reader, picture;
    int rounds = 5;
    app.add_option("reader", reader, "the program kiosk-reader")->required()->check(CLI::ExistingFile);
    app.add_option("picture", picture, "of a letter")->required()->check(CLI::ExistingFile);
    app.add_option("rounds", rounds)->check(CLI::Range(1, 1'000));
    CLI11_PARSE(app, argc, argv);
    const std::vector<camera::Frame> pages{picture_at(picture)};
    Glass glass;
    Frames alone, beside;
    std::vector<double> cancel_ms;
    for (int round = 0; round < rounds; ++round) {
        std::atomic<bool> read = false;
        bool answered = false;
        std::thread eye([&] {
            answered = shell::ReaderProcess(reader).read(pages, {2026, 11, 20}, limit_ms).has_value();
            read = true;
        });
        glass.run(beside, [&] { return read.load(); });
        eye.join();
        if (!answered) {
            std::fprintf(stderr, "kiosk-reader read nothing\n");
            return 1;
        }
        const auto end = SteadyClock::now() + std::chrono::milliseconds(700);
        glass.run(alone, [&] { return SteadyClock::now() >= end; });
        const double gone = cancelled_after(reader, pages, std::chrono::milliseconds(40 + 60 * round));
        if (gone >= 0) cancel_ms.push_back(gone);
    }
    if (cancel_ms.empty()) return 1;
    const auto missed =
        std::count_if(beside.late_ms.begin(), beside.late_ms.end(), [](double late) { return late > ms(frame_every); });
    std::printf(
        "{\"bench\": \"reading\", \"frames_beside\": %zu, \"frames_alone\": %zu, \"beside_p50_ms\": %.2f, "
        "\"beside_p99_ms\": %.2f, "
        "\"alone_p50_ms\": %.2f, \"alone_p99_ms\": %.2f, \"late_p99_ms\": %.2f, \"frames_missed\": %td, \"cancels\": "
        "%zu, "
        "\"cancel_p50_ms\": %.2f, \"cancel_max_ms\": %.2f}\n",
        beside.cost_ms.size(), alone.cost_ms.size(), at_share(beside.cost_ms, 0.5), at_share(beside.cost_ms, 0.99),
        at_share(alone.cost_ms, 0.5), at_share(alone.cost_ms, 0.99), at_share(beside.late_ms, 0.99), missed,
        cancel_ms.size(), at_share(cancel_ms, 0.5), at_share(cancel_ms, 1.0));
    return 0;
}
