#include <fcntl.h>
#include <qrencode.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <cerrno>
#include <memory>

#include "ocr/confine.hpp"
#include "ocr/letter.hpp"
#include "ocr/page.hpp"

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

void print_qr(Pix* page, const char* text, int left, int top) {
    const std::unique_ptr<QRcode, void (*)(QRcode*)> code(QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1),
                                                          QRcode_free);
    REQUIRE(code);
    constexpr int module = 8;
    for (int y = 0; y < code->width; ++y) {
        for (int x = 0; x < code->width; ++x) {
            if ((code->data[y * code->width + x] & 1U) != 0)
                rectangle(page, left + x * module, top + y * module, module, module, 0);
        }
    }
}

// What a child process that has confined itself answers for an attempt: 0 when it was refused.
template <class Attempt>
int confined(Attempt attempt) {
    const pid_t child = ::fork();
    if (child == 0) {
        forbid_core_dumps();
        if (!forbid_files_and_network()) ::_exit(77);
        ::_exit(attempt() ? 1 : 0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
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

TEST_CASE("a confined reader can neither write a file nor open a socket nor leave a core") {
    const int write = confined([] { return ::open("/tmp/aaben-reader-test", O_CREAT | O_WRONLY, 0600) >= 0; });
    if (write == 77) SKIP("this kernel has no Landlock");
    CHECK(write == 0);
    CHECK(confined([] { return ::socket(AF_INET, SOCK_STREAM, 0) >= 0; }) == 0);
    CHECK(confined([] {
              rlimit core{};
              ::getrlimit(RLIMIT_CORE, &core);
              return core.rlim_max != 0;
          }) == 0);
}
