#include <qrencode.h>

#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <random>
#include <vector>

#include "ocr/letter.hpp"
#include "ocr/look.hpp"
#include "ocr/page.hpp"
#include "ocr/qr.hpp"
#include "ocr/sheet.hpp"

namespace {

using namespace aaben;
using namespace aaben::ocr;

Picture white(int w, int h) {
    Picture page(pixCreate(w, h, 8));
    pixSetAllArbitrary(page.get(), 255);
    return page;
}

void rectangle(Pix* pix, int x, int y, int w, int h, unsigned value) {
    Box* box = boxCreate(x, y, w, h);
    pixSetInRectArbitrary(pix, box, value);
    boxDestroy(&box);
}

void print_qr(Pix* page, const char* text, int left, int top, int module = 8) {
    const std::unique_ptr<QRcode, void (*)(QRcode*)> code(QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1),
                                                          QRcode_free);
    REQUIRE(code);
    for (int y = 0; y < code->width; ++y) {
        for (int x = 0; x < code->width; ++x) {
            if ((code->data[y * code->width + x] & 1U) != 0)
                rectangle(page, left + x * module, top + y * module, module, module, 0);
        }
    }
}

}  // namespace

TEST_CASE("a QR code printed on a letter decides its type and fields") {
    auto recogniser = Recogniser::open();
    REQUIRE(recogniser.ok());
    std::vector<Picture> pictures;
    pictures.push_back(white(1240, 1754));
    print_qr(pictures.back().get(), "AD:min-plan?deadline=2026-12-01", 900, 100);
    const auto letter = read_letter(*recogniser, std::move(pictures), {2026, 11, 20});
    REQUIRE(letter.ok());
    CHECK(letter->coded);
    CHECK(letter->reading.type == "min-plan");
    CHECK(letter->reading.fields.deadline == calendar::Date{2026, 12, 1});
    CHECK(letter->reading.fields.deadline_exact == true);
}

TEST_CASE("a small QR code is found however the paper lies") {
    for (const int module : {3, 4, 6}) {
        const Picture page = white(1240, 1754);
        print_qr(page.get(), "AD:min-plan?deadline=2026-12-01", 560, 800, module);
        for (const float degrees : {0.F, 8.F, 90.F, 180.F}) {
            const Picture turned(pixRotateAMGray(page.get(), degrees * 3.14159F / 180, 255));
            CAPTURE(module, degrees);
            CHECK(qr_codes(turned.get()) == std::vector<std::string>{"AD:min-plan?deadline=2026-12-01"});
        }
    }
}

TEST_CASE("a sheet is laid flat in one pass: its own pixels, and white beside it") {
    const Picture table = white(1000, 1000);
    rectangle(table.get(), 0, 0, 1000, 1000, 60);
    rectangle(table.get(), 200, 100, 400, 600, 220);
    rectangle(table.get(), 200, 100, 40, 40, 20);  // marks the corner that is to become the top left
    const Sheet sheet{Quad{Point{200, 100}, Point{600, 100}, Point{600, 700}, Point{200, 700}}, 400, 600, 0};
    const auto grey_at = [](const Picture& page, int x, int y) {
        l_uint32 value = 0;
        pixGetPixel(page.get(), x, y, &value);
        return value;
    };
    const Picture as_it_lies = laid_flat(table.get(), sheet);
    CHECK(grey_at(as_it_lies, 10, 10) == 20);
    CHECK(grey_at(as_it_lies, 390, 590) == 220);
    const Picture quarter = laid_flat(table.get(), turned_by_quarter(sheet));
    CHECK(pixGetWidth(quarter.get()) == 600);
    CHECK(grey_at(quarter, 590, 10) == 20);
    Sheet askew = sheet;
    askew.degrees = 10;
    const Picture turned = laid_flat(table.get(), askew);
    CHECK(grey_at(turned, 2, 2) == 255);
    CHECK(grey_at(turned, 200, 300) == 220);
    for (int y = 0; y < 600; ++y) {
        for (int x = 0; x < 400; x += 399) REQUIRE(grey_at(turned, x, y) != 60);  // none of the table
    }
}

TEST_CASE("an empty page and a QR code of somebody else are unknown") {
    auto recogniser = Recogniser::open();
    REQUIRE(recogniser.ok());
    std::vector<Picture> pictures;
    pictures.push_back(white(1240, 1754));
    pictures.push_back(white(1240, 1754));
    print_qr(pictures.back().get(), "https://example.invalid/", 900, 100);
    const auto letter = read_letter(*recogniser, std::move(pictures), {2026, 11, 20});
    REQUIRE(letter.ok());
    CHECK_FALSE(letter->reading.type);
    CHECK_FALSE(letter->coded);
}

TEST_CASE("paper is found on a table, and a shadow on a white page is no paper") {
    const Picture table = white(1000, 1200);
    rectangle(table.get(), 0, 0, 1000, 1200, 70);
    rectangle(table.get(), 200, 150, 600, 850, 230);
    const auto paper = find_paper(table.get());
    REQUIRE(paper);
    CHECK(std::abs((*paper)[0].x - 200) < 15);
    CHECK(std::abs((*paper)[2].y - 1000) < 15);
    const Picture shaded = white(1000, 1200);
    for (int y = 0; y < 1200; ++y) rectangle(shaded.get(), 0, y, 1000, 1, static_cast<unsigned>(250 - y / 12));
    CHECK_FALSE(find_paper(shaded.get()));
}

TEST_CASE("what is no picture is refused, not read") {
    const std::vector<unsigned char> rubbish(1000, 'x');
    CHECK(load_picture(rubbish).error().fault == Fault::Invalid);
    CHECK(load_picture(std::span<const unsigned char>()).error().fault == Fault::Invalid);
    CHECK(load_picture(std::string("/nowhere/letter.png")).error().fault == Fault::NotFound);
}

TEST_CASE("a small file that claims a picture of gigabytes is refused before it is decoded") {
    std::vector<unsigned char> png{
        0x89, 'P',  'N',  'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0,
        0,    0x75, 0x30, 0,   0,    0x75, 0x30, 8,    6, 0, 0, 0,  0,   0,   0,   0};  // 30,000 × 30,000
    png.resize(2000);
    CHECK(load_picture(png).error().what.find("out of bounds") != std::string::npos);
    CHECK(load_small(png, 800).error().what.find("out of bounds") != std::string::npos);
}

TEST_CASE("what the glass looks at is in colour and no wider than asked; rubbish is refused") {
    const Picture page = white(1240, 1754);
    l_uint8* bytes = nullptr;
    std::size_t size = 0;
    REQUIRE(pixWriteMemJpeg(&bytes, &size, page.get(), 80, 0) == 0);
    const auto small = load_small({bytes, size}, 600);
    lept_free(bytes);
    REQUIRE(small);
    CHECK(pixGetWidth(small->get()) <= 600);
    CHECK(pixGetDepth(small->get()) == 32);
    std::mt19937 random(5);
    for (int i = 0; i < 500; ++i) {
        std::vector<unsigned char> rubbish(random() % 400);
        for (auto& b : rubbish) b = static_cast<unsigned char>(random());
        if (rubbish.size() > 3) rubbish[0] = 0xFF, rubbish[1] = 0xD8;
        CHECK_FALSE(load_small(rubbish, 600));
    }
}
