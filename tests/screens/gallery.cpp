// Draws every screen of the samples in every language on a glass of the given size and saves the pictures: for looking.
// gallery DIR [WxH[@DPI]] [name part]
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "glass/display.hpp"
#include "samples.hpp"
#include "screens/screens.hpp"
#include "support/paths.hpp"
#include "text/fonts.hpp"

using namespace aaben;

int main(int argc, char** argv) {
    const std::filesystem::path folder = argc > 1 ? argv[1] : "gallery";
    int width = 1280, height = 800, dpi = 149;
    if (argc > 2) std::sscanf(argv[2], "%dx%d@%d", &width, &height, &dpi);
    const std::string part = argc > 3 ? argv[3] : "";
    std::filesystem::create_directories(folder);

    tests::Stage stage(aaben::tests::source_dir() + "/assets");
    auto display = glass::Display::open_offscreen(width, height, static_cast<float>(dpi));
    for (const tests::Sample& sample : tests::samples()) {
        for (const std::string language : {"da", "en", "ar"}) {
            const std::string name = sample.name + "-" + language;
            if (name.find(part) == std::string::npos) continue;
            const flow::Model model = tests::in_language(sample.model, language);
            if (flow::language(model) != language) continue;
            widgets::Ui ui(*stage.typesetter);
            screens::Messages out;
            for (int frame = 0; frame < 2; ++frame) {  // the first may have made the atlas grow
                (*display)->draw(screens::draw(model, stage.assets(), (*display)->metrics(), ui, out),
                                 *stage.typesetter);
            }
            const std::string file = name + "-" + std::to_string(width) + "x" + std::to_string(height) + ".png";
            if (auto saved = (*display)->save_png(folder / file); !saved) std::puts(saved.error().what.c_str());
        }
    }
    return 0;
}
