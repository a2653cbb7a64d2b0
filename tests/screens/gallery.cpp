// Draws every screen of the samples in every language on a glass of the given size and saves the pictures: for looking.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "glass/display.hpp"
#include "samples.hpp"
#include "screens/screens.hpp"
#include "support/paths.hpp"
#include "text/fonts.hpp"
#include "version/version.hpp"

using namespace aaben;

namespace {

struct Options {
    std::filesystem::path folder = "build/shots";
    std::string size = "1280x800";
    int dpi = 149;
    std::string part;
    std::vector<std::string> languages;  // empty: all there are
};

// False: the picture could not be saved.
bool save_picture(const tests::Sample& sample, const std::string& language, const std::filesystem::path& file,
                  glass::Display& display, tests::Stage& stage) {
    const flow::Model model = tests::in_language(sample.model, language);
    if (flow::language(model) != language) return true;  // a screen of the staff's, which is Danish
    widgets::Ui ui(*stage.typesetter);
    screens::Messages out;
    for (int frame = 0; frame < 2; ++frame) {  // the first may have made the atlas grow
        display.draw(screens::draw(model, stage.assets(), display.metrics(), ui, out), *stage.typesetter);
    }
    const auto saved = display.save_png(file);
    if (!saved) std::fprintf(stderr, "gallery: %s\n", saved.error().what.c_str());
    return saved.ok();
}

int draw_all(const Options& options, int width, int height) {
    std::filesystem::create_directories(options.folder);
    tests::Stage stage(tests::source_dir() + "/assets");
    auto display = glass::Display::open_offscreen(width, height, static_cast<float>(options.dpi));
    int drawn = 0;
    std::vector<std::string> languages = options.languages;
    if (languages.empty())
        for (const language::Language& language : stage.words->languages()) languages.push_back(language.tag);
    for (const tests::Sample& sample : tests::room_samples()) {  // in all languages at once
        if (sample.name.find(options.part) == std::string::npos) continue;
        widgets::Ui ui(*stage.typesetter);
        for (int frame = 0; frame < 2; ++frame)
            display->get()->draw(screens::draw_room(sample.model, stage.assets(), (*display)->metrics(), ui),
                                 *stage.typesetter);
        if (!(*display)->save_png(options.folder / (sample.name + "-" + options.size + ".png"))) return 1;
        ++drawn;
    }
    for (const tests::Sample& sample : tests::samples()) {
        for (const std::string& language : languages) {
            const std::string name = sample.name + "-" + language;
            if (name.find(options.part) == std::string::npos) continue;
            const auto file = options.folder / (name + "-" + options.size + ".png");
            if (!save_picture(sample, language, file, **display, stage)) return 1;
            ++drawn;
        }
    }
    if (drawn == 0) std::fprintf(stderr, "gallery: no screen's name has '%s' in it\n", options.part.c_str());
    return drawn > 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app{"Draws every screen in every language and saves the pictures.", "gallery"};
    app.set_version_flag("--version", version());
    app.add_option("--folder", options.folder, "where the pictures go")->capture_default_str();
    app.add_option("--size", options.size, "of the glass in pixels, WxH")->capture_default_str();
    app.add_option("--dpi", options.dpi, "of the glass")->capture_default_str()->check(CLI::Range(50, 600));
    app.add_option("--languages", options.languages, "codes; all when not given")
        ->delimiter(',')
        ->allow_extra_args(false);
    app.add_option("part", options.part, "only screens with this in their name, e.g. home or staff_queue-da");
    CLI11_PARSE(app, argc, argv);
    int width = 0, height = 0;
    if (std::sscanf(options.size.c_str(), "%dx%d", &width, &height) != 2 || width < 320 || height < 320) {
        std::fprintf(stderr, "gallery: --size is WxH in pixels, at least 320 each way; got '%s'\n",
                     options.size.c_str());
        return 2;
    }
    return draw_all(options, width, height);
}
