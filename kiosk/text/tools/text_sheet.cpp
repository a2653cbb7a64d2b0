// A developer's eye on the typesetter: draws given strings to a PNG, so that joining, baselines and optical sizes of a
// language can be looked at before it is shipped.
//   text-sheet -o sheet.png --lang ar --width 600 "أريد التحدث مع شخص" "icon:mail"
#include <fmt/format.h>
#include <png.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <map>

#include "text/catalogue.hpp"
#include "text/typesetter.hpp"
#include "version/version.hpp"

namespace {

using namespace aaben;  // NOLINT(google-build-using-namespace)

struct Page {
    int width = 0, height = 0;
    std::vector<std::uint8_t> grey;
};

struct Options {
    std::string out = "text-sheet.png";
    std::string language = "da";
    std::string fonts = "assets/fonts.toml";
    std::string languages_dir = "assets/languages";
    std::vector<float> sizes{26};
    std::string weight = "regular";
    float width = 0;
    float tracking = 0;
    bool whole_language = false;
    bool boxes = false;
    std::string atlas_out;
    std::vector<std::string> texts;
};

void darken(Page& page, int x, int y, int alpha) {
    if (x < 0 || y < 0 || x >= page.width || y >= page.height) return;
    std::uint8_t& pixel =
        page.grey[static_cast<std::size_t>(y) * static_cast<std::size_t>(page.width) + static_cast<std::size_t>(x)];
    pixel = static_cast<std::uint8_t>(pixel * (255 - alpha) / 255);
}

void draw(Page& page, const text::Shaped& shaped, const text::Atlas& atlas, int left, int top) {
    for (const text::Quad& quad : shaped.quads) {
        const int x0 = static_cast<int>(std::lround(quad.x0));
        const int y0 = static_cast<int>(std::lround(quad.y0));
        const int x1 = static_cast<int>(std::lround(quad.x1));
        const int y1 = static_cast<int>(std::lround(quad.y1));
        for (int y = y0; y < y1; ++y) {
            for (int x = x0; x < x1; ++x) {
                const float along = (static_cast<float>(x - x0) + 0.5F) / static_cast<float>(x1 - x0);
                const float down = (static_cast<float>(y - y0) + 0.5F) / static_cast<float>(y1 - y0);
                const auto u =
                    static_cast<int>((quad.u0 + (quad.u1 - quad.u0) * along) * static_cast<float>(atlas.width));
                const auto v =
                    static_cast<int>((quad.v0 + (quad.v1 - quad.v0) * down) * static_cast<float>(atlas.height));
                darken(page, left + x, top + y,
                       atlas.pixels[static_cast<std::size_t>(v) * static_cast<std::size_t>(atlas.width) +
                                    static_cast<std::size_t>(u)]);
            }
        }
    }
}

void frame(Page& page, const text::Shaped& shaped, int left, int top) {
    for (const text::LineBox& line : shaped.lines) {
        for (int x = 0; x < static_cast<int>(line.width); ++x) {
            darken(page, left + static_cast<int>(line.x) + x, top + static_cast<int>(line.baseline), 90);
            darken(page, left + static_cast<int>(line.x) + x, top + static_cast<int>(line.y), 40);
        }
    }
}

bool write_png(const std::string& path, const Page& page) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(page.width);
    image.height = static_cast<png_uint_32>(page.height);
    image.format = PNG_FORMAT_GRAY;
    return png_image_write_to_file(&image, path.c_str(), 0, page.grey.data(), 0, nullptr) != 0;
}

const text::Shaped& shaped(text::Typesetter& typesetter, const Options& options, const std::string& item, float size) {
    const std::map<std::string, text::Weight> weights{
        {"regular", text::Weight::Regular}, {"semibold", text::Weight::Semibold}, {"bold", text::Weight::Bold}};
    if (item.starts_with("icon:")) return typesetter.icon(item.substr(5), size);
    const text::Style style{size, weights.at(options.weight), options.tracking, 0};
    return typesetter.shape(item, style, options.width, text::Align::Start, options.language);
}

// The texts in the order they stand on the sheet, each drawn at every size.
std::vector<text::Shaped> shape_all(text::Typesetter& typesetter, const Options& options) {
    std::vector<text::Shaped> all;
    for (const float size : options.sizes) {
        for (const std::string& item : options.texts) all.push_back(shaped(typesetter, options, item, size));
    }
    return all;
}

Page page_of(const std::vector<text::Shaped>& all, const text::Atlas& atlas, bool boxes) {
    constexpr int margin = 16;
    Page page{2 * margin, 2 * margin, {}};
    for (const text::Shaped& text : all) {
        page.width = std::max(page.width, static_cast<int>(std::ceil(text.box_width)) + 2 * margin);
        page.height += static_cast<int>(text.height) + margin / 2;
    }
    page.grey.assign(static_cast<std::size_t>(page.width) * static_cast<std::size_t>(page.height), 255);
    int y = margin;
    for (const text::Shaped& text : all) {
        const int room = page.width - 2 * margin - static_cast<int>(std::ceil(text.box_width));
        const int left = margin + (text.rtl ? room : 0);
        if (boxes) frame(page, text, left, y);
        draw(page, text, atlas, left, y);
        y += static_cast<int>(text.height) + margin / 2;
    }
    return page;
}

int failed(const Error& error) {
    fmt::print(stderr, "{}\n", error.what);
    return 1;
}

int run(Options options) {
    const auto started = std::chrono::steady_clock::now();
    auto fonts = text::read_font_paths(options.fonts);
    if (!fonts.ok()) return failed(fonts.error());
    auto opened = text::Typesetter::open(std::move(*fonts));
    if (!opened.ok()) return failed(opened.error());
    text::Typesetter& typesetter = **opened;
    if (options.whole_language) {
        const auto catalogue = text::Catalogue::load(options.languages_dir);
        if (!catalogue.ok()) return failed(catalogue.error());
        for (std::size_t i = 0; i < text::key_count; ++i) {
            options.texts.emplace_back(catalogue->get(static_cast<text::Key>(i), options.language));
        }
    }
    if (!options.texts.empty()) (void)shaped(typesetter, options, options.texts.front(), options.sizes.front());
    const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - started;
    fmt::print("first text after {:.2f} ms\n", spent.count());
    (void)shape_all(typesetter, options);
    // Once the atlas grows no more, the cached texts all point into the same picture.
    const std::vector<text::Shaped> all = shape_all(typesetter, options);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const std::string& item = options.texts[i % options.texts.size()];
        if (all[i].missing_glyph) fmt::print("missing glyph: {}\n", item);
        if (all[i].overflow) fmt::print("overflow: {}\n", item);
    }
    const text::Atlas& atlas = typesetter.atlas();
    const auto counts = typesetter.counts();
    fmt::print("{} texts, {} glyphs, {} faces open, atlas {}×{}\n", counts.cached_texts, counts.cached_glyphs,
               counts.open_faces, atlas.width, atlas.height);
    const std::vector<std::uint8_t> texels(atlas.pixels.data(), atlas.pixels.data() + atlas.pixels.size());
    if (!options.atlas_out.empty() && !write_png(options.atlas_out, {atlas.width, atlas.height, texels})) return 1;
    return write_png(options.out, page_of(all, atlas, options.boxes)) ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app{"Draws strings to a PNG with the kiosk's own typesetter"};
    app.set_version_flag("--version", aaben::version());
    app.add_option("-o,--out", options.out, "PNG to write");
    app.add_option("--lang", options.language, "language tag: direction and letter forms");
    app.add_option("--size", options.sizes, "size(s) in px");
    app.add_option("--weight", options.weight, "regular, semibold or bold")
        ->check(CLI::IsMember({"regular", "semibold", "bold"}));
    app.add_option("--width", options.width, "wrap at this many px; 0 = do not wrap");
    app.add_option("--tracking", options.tracking, "extra px after each letter");
    app.add_option("--fonts", options.fonts, "font list");
    app.add_option("--languages", options.languages_dir, "folder of language files");
    app.add_flag("--all", options.whole_language, "every text of the language");
    app.add_flag("--boxes", options.boxes, "draw line tops and baselines");
    app.add_option("--atlas", options.atlas_out, "also write the atlas");
    app.add_option("texts", options.texts, "strings; icon:NAME draws an icon");
    CLI11_PARSE(app, argc, argv);
    return run(options);
}
