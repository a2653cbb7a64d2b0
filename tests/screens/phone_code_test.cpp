// The code for a telephone, read back by a decoder from the pixels of the glass: it says what the slip would.
#include <zbar.h>
#include <catch2/catch_test_macros.hpp>

#include "glass/display.hpp"
#include "samples.hpp"
#include "support/paths.hpp"
#include "text/dates.hpp"

using namespace aaben;

namespace {

const tests::Stage& stage() {
    static const tests::Stage opened(tests::source_dir() + "/assets");
    return opened;
}

std::string decoded(const machine::Pixels& pixels) {
    const auto width = static_cast<unsigned>(pixels.width), height = static_cast<unsigned>(pixels.height);
    std::vector<unsigned char> grey(std::size_t{width} * height);
    for (std::size_t i = 0; i < grey.size(); ++i) grey[i] = pixels.rgba[i * 4];
    zbar::ImageScanner scanner;
    scanner.set_config(zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
    zbar::Image image(width, height, "Y800", grey.data(), grey.size());
    if (scanner.scan(image) != 1) return {};
    return image.symbol_begin()->get_data();
}

std::string code_on(const flow::Model& model, int width, int height) {
    auto display = glass::Display::open_offscreen(width, height);
    REQUIRE(display);
    widgets::Ui ui(*stage().typesetter);
    screens::Messages out;
    for (int frame = 0; frame < 2; ++frame)
        (*display)->draw(screens::draw(model, stage().assets(), (*display)->metrics(), ui, out), *stage().typesetter);
    return decoded((*display)->pixels());
}

flow::Model sample(const std::string& name) {
    for (tests::Sample& each : tests::samples())
        if (each.name == name) return std::move(each.model);
    FAIL("no sample " << name);
    return {};
}

bool says(const std::string& text, std::string_view words) {
    return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("A telephone reads the call-sign and the letter from the glass, in every language and both ways up") {
    for (const char* name : {"phone_code", "phone_code_letter"})
        for (const language::Language& language : stage().words->languages())
            for (const auto& [width, height] : {std::pair{1280, 800}, {800, 1280}, {1920, 1080}}) {
                INFO(name << " " << language.tag << " " << width << "×" << height);
                const flow::Model model = tests::in_language(sample(name), language.tag);
                const std::string text = code_on(model, width, height);
                CHECK(says(text, "Korskærparken"));
            }
}

TEST_CASE("On a mirrored page the code is not mirrored") {
    std::vector<std::uint8_t> drawn[2];
    for (std::size_t i = 0; i < 2; ++i) {
        auto display = glass::Display::open_offscreen(600, 600);
        widgets::Ui ui(*stage().typesetter);
        ui.begin({.metrics = (*display)->metrics(), .language = i == 0 ? "da" : "ar", .screen = "code"});
        REQUIRE(ui.code(ui.glass(), "Sort fisk 9", "kode"));
        (*display)->draw(ui.end(), *stage().typesetter);
        drawn[i] = (*display)->pixels().rgba;
    }
    CHECK(drawn[0] == drawn[1]);
}

TEST_CASE("The code carries the sign in two languages, or what to do and whom to ring, and no number of a citizen") {
    const flow::Model arabic = tests::in_language(sample("phone_code"), "ar");
    const std::string sign = code_on(arabic, 800, 1280);
    INFO(sign);
    CHECK(says(sign, "Sort fisk"));
    CHECK(says(sign, "سمكة"));
    flow::Model letter = sample("phone_code_letter");
    letter.citizen.choices.call_me = "Hemmelig";
    const std::string text = code_on(letter, 800, 1280);
    INFO(text);
    CHECK(says(text, text::phone("72107000")));
    CHECK_FALSE(says(text, "Hemmelig"));
    CHECK_FALSE(says(text, "CPR"));
}
