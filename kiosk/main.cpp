// kiosk: the glass. Wiring only: options, a display, the loop. Opens no network socket.
#include <CLI/CLI.hpp>
#include <iostream>

#include "glass/display.hpp"
#include "platform/log.hpp"
#include "shell/confine.hpp"
#include "shell/loop.hpp"
#include "version/version.hpp"

namespace {

struct Words {
    std::string config = "/etc/aaben-doer/kiosk.toml", data = "/var/lib/aaben-doer", offscreen, play, shots = "shots",
                confirmations;
};

aaben::Result<std::unique_ptr<aaben::glass::Display>> open_display(const Words& words,
                                                                   const aaben::shell::Settings& settings) {
    using aaben::glass::Display;
    if (words.offscreen.empty()) {
        aaben::glass::WindowWish wish;
        wish.width_px = settings.width_px, wish.height_px = settings.height_px, wish.dpi = settings.dpi,
        wish.fullscreen = settings.fullscreen;
        return Display::open_window(wish);
    }
    int width = 0, height = 0;
    char end = 0;
    if (std::sscanf(words.offscreen.c_str(), "%dx%d%c", &width, &height, &end) != 2 || width < 320 || height < 320)
        return aaben::fail(aaben::Fault::Invalid, "--offscreen takes WIDTHxHEIGHT in pixels, e.g. 1280x800");
    return Display::open_offscreen(width, height, settings.dpi);
}

int run(const Words& words) {
    const auto complain = [](const aaben::Error& error) {
        std::cerr << "kiosk: " << error.what << '\n';
        return 2;
    };
    const auto settings = aaben::shell::read_settings(words.config);
    if (!settings) return complain(settings.error());
    const auto display = open_display(words, *settings);
    if (!display) return complain(display.error());
    aaben::shell::LoopOptions options{*settings, words.data, words.shots, words.confirmations, std::nullopt};
    if (!words.play.empty()) {
        auto play = aaben::shell::Play::read(words.play);
        if (!play) return complain(play.error());
        options.play = *std::move(play);
        std::error_code ignored;
        std::filesystem::create_directories(words.shots, ignored);
    }
    const aaben::SystemClock machine;
    aaben::timekeeping::KeptClock clock(machine, aaben::built_ms());
    const auto loop = aaben::shell::Loop::open(std::move(options), **display, clock);
    if (!loop) return complain(loop.error());
    return (*loop)->run();
}

}  // namespace

int main(int argc, char** argv) {
    aaben::shell::forbid_core_dumps();
    if (!aaben::shell::forbid_network())
        aaben::log(aaben::LogLevel::Alert, "kiosk", "this kernel cannot take the network from the kiosk");
    Words words;
    CLI::App app{"kiosk: the glass of Åben Dør"};
    app.set_version_flag("--version", aaben::version());
    app.add_option("--config", words.config, "kiosk.toml")->check(CLI::ExistingFile);
    app.add_option("--data", words.data, "folder of journal.db, mail.db, keys, content");
    app.add_option("--offscreen", words.offscreen, "WxH: draw into memory, no display needed");
    app.add_option("--play", words.play, "a script of touches (kiosk/shell/play.hpp)");
    app.add_option("--shots", words.shots, "folder for the pictures a script takes");
    app.add_option("--confirmations", words.confirmations, "ledger of confirmations shown, for tests");
    CLI11_PARSE(app, argc, argv);
    return run(words);
}
