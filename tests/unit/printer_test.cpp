#include "machine/printer.hpp"

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <thread>

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

namespace {

// A receipt printer at the other end of a terminal line: answers DLE EOT as its state says, and eats what is printed.
class Printer {
  public:
    unsigned char offline = 0x12, paper = 0x12;  // the status bytes
    std::size_t runs_out_after = 1'000'000;      // bytes printed until the paper ends
    bool mute = false;

    Printer() {
        master_ = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
        REQUIRE(master_ >= 0);
        REQUIRE(::grantpt(master_) == 0);
        REQUIRE(::unlockpt(master_) == 0);
        device = ::ptsname(master_);
        held_ = ::open(device.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
        termios raw{};
        ::tcgetattr(held_, &raw), ::cfmakeraw(&raw), ::tcsetattr(held_, TCSANOW, &raw);
    }
    ~Printer() {
        stop_ = true;
        if (thread_.joinable()) thread_.join();
        ::close(held_), ::close(master_);
    }
    Printer(const Printer&) = delete;
    Printer& operator=(const Printer&) = delete;
    void switch_on() {
        thread_ = std::thread([this] { run(); });
    }
    std::string device;
    std::size_t printed = 0;

  private:
    void run() {
        std::string last;
        while (!stop_) {
            pollfd in{master_, POLLIN, 0};
            if (::poll(&in, 1, 10) <= 0) continue;
            std::array<char, 4096> bytes{};
            const ssize_t n = ::read(master_, bytes.data(), bytes.size());
            for (ssize_t i = 0; i < n; ++i) take(last += bytes[static_cast<std::size_t>(i)]);
        }
    }
    void take(std::string& last) {
        if (last.size() > 3) last.erase(0, last.size() - 3);
        ++printed;
        if (printed >= runs_out_after) paper = 0x72;
        if (last.size() < 3 || last[0] != '\x10' || last[1] != '\x04' || mute) return;
        const unsigned char answer = last[2] == 2 ? offline : paper;
        (void)!::write(master_, &answer, 1);
    }
    int master_ = -1, held_ = -1;
    std::atomic<bool> stop_{false};
    std::thread thread_;
};

}  // namespace

TEST_CASE("a printer's own status says what is in the way of the next slip") {
    struct Told {
        unsigned char offline, paper;
        machine::PrinterState state;
    };
    for (const Told& told :
         {Told{0x12, 0x12, machine::PrinterState::Ready}, Told{0x16, 0x12, machine::PrinterState::CoverOpen},
          Told{0x32, 0x12, machine::PrinterState::PaperOut}, Told{0x12, 0x72, machine::PrinterState::PaperOut},
          Told{0x12, 0x1E, machine::PrinterState::Ready}}) {  // nearly out prints still
        Printer printer;
        printer.offline = told.offline, printer.paper = told.paper;
        printer.switch_on();
        CHECK(machine::look_at_printer(printer.device) == told.state);
    }
}

TEST_CASE("one that answers nothing prints, and one that is unplugged is off") {
    Printer printer;
    printer.mute = true;
    printer.switch_on();
    CHECK(machine::look_at_printer(printer.device) == machine::PrinterState::Ready);
    CHECK(machine::print_slip(printer.device, "slip") == machine::PrinterState::Ready);
    CHECK(machine::look_at_printer("/dev/aaben-no-printer") == machine::PrinterState::Off);
    CHECK(machine::print_slip("/dev/aaben-no-printer", "slip") == machine::PrinterState::Off);
}

TEST_CASE("paper that ends in the middle of a slip is told, and nothing is sent to a printer without paper") {
    Printer printer;
    printer.runs_out_after = 2'000;
    printer.switch_on();
    CHECK(machine::print_slip(printer.device, std::string(4'000, 'p')) == machine::PrinterState::PaperOut);
    const std::size_t before = printer.printed;
    CHECK(machine::print_slip(printer.device, std::string(4'000, 'p')) == machine::PrinterState::PaperOut);
    CHECK(printer.printed < before + 100);  // the questions alone
}
