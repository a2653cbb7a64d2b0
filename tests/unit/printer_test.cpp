#include "machine/printer.hpp"

#include <catch2/catch_test_macros.hpp>

#include "fakes/process.hpp"
#include "support/temporary_folder.hpp"

using namespace aaben;

TEST_CASE("pixels become the raster command, bit by bit, and white below the ink is left off") {
    machine::Pixels p{16, 40, std::vector<std::uint8_t>(std::size_t{16} * 40 * 4, 255)};
    const auto black = [&](int x, int y) {
        for (std::size_t c = 0; c < 3; ++c) p.rgba[static_cast<std::size_t>(y * 16 + x) * 4 + c] = 0;
    };
    black(0, 0), black(15, 0), black(9, 2);
    const std::string out = machine::to_escpos(p);
    const std::string head("\x1b@\x1dv0\0\x02\0\x03\0", 10);
    REQUIRE(out.starts_with(head));
    CHECK(out.substr(10, 6) == std::string("\x80\x01\0\0\0\x40", 6));
    CHECK(out.ends_with(std::string("\x1dV\x01", 3)));
    CHECK(out.size() == 10 + 6 + 6);
}

TEST_CASE("an empty slip is only a cut, a tall one goes in bands") {
    const machine::Pixels white{8, 4, std::vector<std::uint8_t>(std::size_t{8} * 4 * 4, 255)};
    CHECK(machine::to_escpos(white).size() == 2 + 6);
    const machine::Pixels tall{8, 300, std::vector<std::uint8_t>(std::size_t{8} * 300 * 4, 0)};
    const std::string out = machine::to_escpos(tall);
    std::size_t bands = 0;
    for (std::size_t at = out.find(std::string("\x1dv0", 3)); at != std::string::npos;
         at = out.find(std::string("\x1dv0", 3), at + 1))
        ++bands;
    CHECK(bands == 3);
    CHECK(out.size() == 2 + 3 * 8 + 300 + 6);
}

TEST_CASE("a printer that is not there is told, and one that is gets every byte") {
    const tests::TemporaryFolder dir;
    CHECK_FALSE(machine::send_to_printer(dir.path / "none", "x"));
    fakes::spill(dir.path / "lp0", "");
    REQUIRE(machine::send_to_printer(dir.path / "lp0", std::string(300'000, 'p')));
    CHECK(fakes::slurp(dir.path / "lp0").size() == 300'000);
}
