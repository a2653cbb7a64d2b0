// What a frame costs at 1280x800 in software: layout and tree, then pixels. Every sample screen, drawn again and again.
// Prints one JSON line.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

#include "glass/display.hpp"
#include "samples.hpp"
#include "support/paths.hpp"
#include "version/version.hpp"

using namespace aaben;

namespace {
// Processor time of this thread: what a frame costs, whatever else the machine is doing.
double now_ms() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}
double ms_since(double then_ms) {
    return now_ms() - then_ms;
}

double at_share(std::vector<double>& values, double share) {
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}
}  // namespace

int main(int argc, char** argv) {
    CLI::App app("What a frame costs at 1280x800 in software: layout and tree, then pixels; one JSON line.");
    app.set_version_flag("--version", aaben::version());
    bool each = false;
    int frames = 60;
    app.add_option("frames", frames, "of each screen")->check(CLI::Range(1, 100'000));
    app.add_flag("--each", each, "a line a screen as well");
    CLI11_PARSE(app, argc, argv);
    tests::Stage stage(aaben::tests::source_dir() + "/assets");
    auto display = glass::Display::open_offscreen(1280, 800);
    std::vector<double> layout_ms, pixels_ms, whole_ms, first_ms;
    for (const tests::Sample& sample : tests::samples()) {
        widgets::Ui ui(*stage.typesetter);
        const std::size_t before = whole_ms.size();
        for (int frame = 0; frame < frames; ++frame) {
            screens::Messages out;
            const double begin = now_ms();
            const widgets::Drawing& drawing =
                screens::draw(sample.model, stage.assets(), (*display)->metrics(), ui, out);
            const double layout = ms_since(begin);
            (*display)->draw(drawing, *stage.typesetter);
            const double whole = ms_since(begin);
            if (frame == 0) {
                first_ms.push_back(whole);  // texts and glyphs of this screen were new
                continue;
            }
            layout_ms.push_back(layout);
            pixels_ms.push_back(whole - layout);
            whole_ms.push_back(whole);
        }
        if (each) {
            std::vector<double> own(whole_ms.begin() + static_cast<std::ptrdiff_t>(before), whole_ms.end());
            std::vector<double> pixels(pixels_ms.begin() + static_cast<std::ptrdiff_t>(before), pixels_ms.end());
            std::printf("%6.2f %6.2f %s\n", at_share(own, 0.5), at_share(pixels, 0.5), sample.name.c_str());
        }
    }
    std::printf(
        "{\"bench\": \"frame\", \"size\": \"1280x800\", \"frames\": %zu, \"p50_ms\": %.2f, \"p99_ms\": %.2f, "
        "\"max_ms\": %.2f, "
        "\"layout_p99_ms\": %.2f, \"pixels_p99_ms\": %.2f, \"first_p99_ms\": %.2f}\n",
        whole_ms.size(), at_share(whole_ms, 0.5), at_share(whole_ms, 0.99), at_share(whole_ms, 1.0),
        at_share(layout_ms, 0.99), at_share(pixels_ms, 0.99), at_share(first_ms, 0.99));
    return 0;
}
