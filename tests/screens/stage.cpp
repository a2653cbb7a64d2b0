// What drawing needs, opened once: fonts, words, letters, and the crop of a photographed letter.
#include <cstdio>
#include <cstdlib>

#include "machine/pixels.hpp"
#include "samples.hpp"
#include "text/fonts.hpp"

namespace aaben::tests {

Stage::Stage(const std::string& assets_folder) {
    auto fonts = text::read_font_paths(assets_folder + "/fonts.toml");
    auto opened = fonts ? text::Typesetter::open(std::move(fonts).value())
                        : Result<std::unique_ptr<text::Typesetter>>(fonts.error());
    auto loaded = text::Catalogue::load(assets_folder + "/languages");
    auto library = explain::LetterLibrary::load(assets_folder + "/letters");
    if (!opened || !loaded || !library) {
        const Error& error = !opened ? opened.error() : !loaded ? loaded.error() : library.error();
        std::fprintf(stderr, "%s\n", error.what.c_str());
        std::abort();
    }
    typesetter = std::move(opened).value();
    words = std::make_unique<text::Catalogue>(std::move(loaded).value());
    letters = std::make_unique<explain::LetterLibrary>(std::move(library).value());
    if (auto advice = explain::Guidance::load(assets_folder + "/guidance")) guidance = *std::move(advice);
    auto picture = machine::load_png(assets_folder + "/../tests/screens/letter-crop.png");
    if (!picture) return;
    crop_width = picture->width, crop_height = picture->height;
    crop = std::move(picture->rgba);
}

screens::Assets Stage::assets() const {
    const auto picture = [this](int image) -> std::optional<widgets::Picture> {
        if (image != 1 || crop.empty()) return std::nullopt;
        return widgets::Picture{0xC0000001, 1, crop_width, crop_height, crop.data()};
    };
    return {*words, *letters, guidance, picture, [] { return std::nullopt; }, false};
}

}  // namespace aaben::tests
