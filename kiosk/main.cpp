// kiosk: the glass. Wiring only: options, a display, the loop. Opens no network socket.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "confinement/confine.hpp"
#include "glass/display.hpp"
#include "platform/durable.hpp"
#include "platform/log.hpp"
#include "platform/private_files.hpp"
#include "shell/loop.hpp"
#include "version/version.hpp"

namespace {

struct Words {
    std::string config = "/etc/aaben-doer/kiosk.toml", data = "/var/lib/aaben-doer", offscreen, play, shots = "shots",
                confirmations;
    aaben::watchdog::Asked watchdog;
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

// Devices stay writable as their rights say: display, touch, camera, sound and printer are all reached through one.
void confine_files(const Words& words, const aaben::shell::Settings& settings) {
    const char* session = std::getenv("XDG_RUNTIME_DIR");
    std::filesystem::path ledger = words.confirmations;
    std::error_code ignored;
    if (!words.play.empty()) std::filesystem::create_directories(words.shots, ignored);
    (void)aaben::make_folder(words.data).ok();  // what cannot be written is said when it is opened
    const auto memory = aaben::memory_folder(words.data);
    const auto fenced = aaben::confinement::write_only_beneath(
        {words.data, memory ? *memory : std::filesystem::path(), "/dev", session != nullptr ? session : "",
         settings.printer, words.play.empty() ? "" : words.shots,
         ledger.empty() ? ledger : std::filesystem::absolute(ledger).parent_path()});
    if (!fenced) aaben::log(aaben::LogLevel::Warning, "kiosk", fenced.error().what);
}

int run(const Words& words) {
    const auto complain = [](const aaben::Error& error) {
        std::cerr << "kiosk: " << error.what << '\n';
        return 2;
    };
    const auto settings = aaben::shell::read_settings(words.config);
    if (!settings) return complain(settings.error());
    confine_files(words, *settings);
    const auto display = open_display(words, *settings);
    if (!display) return complain(display.error());
    aaben::shell::LoopOptions options{.settings = *settings,
                                      .data = words.data,
                                      .shots = words.shots,
                                      .confirmations = words.confirmations,
                                      .play = std::nullopt,
                                      .offscreen = !words.offscreen.empty(),
                                      .watchdog = words.watchdog};
    if (!words.play.empty()) {
        auto play = aaben::shell::Play::read(words.play);
        if (!play) return complain(play.error());
        options.play = *std::move(play);
    }
    const aaben::SystemClock machine;
    aaben::timekeeping::KeptClock clock(machine, aaben::built_ms());
    const auto loop = aaben::shell::Loop::open(std::move(options), **display, clock);
    if (!loop) return complain(loop.error());
    return (*loop)->run();
}

}  // namespace

int main(int argc, char** argv) {
    aaben::keep_new_files_private();
    aaben::confinement::forbid_core_dumps();
    if (const auto taken = aaben::confinement::confine_calls(aaben::confinement::Program::Kiosk); !taken)
        aaben::log(aaben::LogLevel::Alert, "kiosk", taken.error().what + "; the kiosk keeps its network");
    Words words;
    words.watchdog = aaben::watchdog::take_from_environment(::getpid());
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
