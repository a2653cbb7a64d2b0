// kiosk-voice: speaks what the glass sends it (machine/voice_lines.hpp) through the machine's sound, until the glass
// closes. Confined before the first text comes: it writes no file, makes no connection but to the machine's own sound,
// and starts nothing. A text lives in its memory until it is said.
#include <poll.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <array>
#include <deque>
#include <iostream>

#include "confinement/confine.hpp"
#include "machine/voice_lines.hpp"
#include "platform/log.hpp"
#include "platform/private_files.hpp"
#include "synthesis/chime.hpp"
#include "synthesis/speaker.hpp"
#include "synthesis/synthesiser.hpp"
#include "version/version.hpp"

namespace {

using namespace aaben;

class Voice {
  public:
    Voice(synthesis::Synthesiser& synthesiser, synthesis::Speaker& speaker)
        : synthesiser_(synthesiser), speaker_(speaker) {}

    void run() {
        tell(machine::voice_ready);
        constexpr int look_ms = 20;
        while (listen(waiting_.empty() ? (sounding_ ? look_ms : -1) : 0)) {
            if (sounding_ && !speaker_.is_playing()) {
                sounding_ = false;
                tell(machine::voice_said);
            }
            if (!sounding_ && !waiting_.empty()) say_next();
        }
    }

  private:
    struct Text {
        std::string voice, words;  // without a voice: the chime
    };

    // Reads what has come, waiting so long; false when the glass has closed.
    bool listen(int timeout_ms) {
        pollfd in{STDIN_FILENO, POLLIN, 0};
        if (::poll(&in, 1, timeout_ms) <= 0) return true;
        std::array<char, 4096> bytes{};
        const ssize_t n = ::read(STDIN_FILENO, bytes.data(), bytes.size());
        if (n <= 0) return false;
        for (const char byte : std::string_view(bytes.data(), static_cast<std::size_t>(n))) {
            if (byte == '\n')
                take_line(std::exchange(line_, {}));
            else if (line_.size() < machine::voice_line_bytes_max)
                line_ += byte;
        }
        return true;
    }

    void take_line(const std::string& line) {
        if (line == machine::voice_stop) {
            waiting_.clear();
            speaker_.silence();
            stopped_ = true;
        } else if (line == machine::voice_chime) {
            waiting_.push_back({});
        } else if (line.starts_with(machine::voice_say)) {
            const std::size_t begin = machine::voice_say.size(), space = line.find(' ', begin);
            if (space != std::string::npos)
                waiting_.push_back({line.substr(begin, space - begin), line.substr(space + 1)});
        }
    }

    // Between two pieces of sound it looks whether the glass wants silence: nobody waits for a sentence's end.
    void say_next() {
        const Text text = std::move(waiting_.front());
        waiting_.pop_front();
        stopped_ = false, sounding_ = true;
        if (text.voice.empty()) return speaker_.play(synthesis::chime(synthesiser_.samples_per_s()));
        const auto done = synthesiser_.say(text.voice, text.words, [this](std::span<const std::int16_t> samples) {
            if (!listen(0) || stopped_) return false;
            speaker_.play(samples);
            return true;
        });
        if (!done) log(LogLevel::Warning, "voice", done.error().what);
    }

    static void tell(std::string_view line) { std::cout << line << '\n' << std::flush; }

    synthesis::Synthesiser& synthesiser_;
    synthesis::Speaker& speaker_;
    std::deque<Text> waiting_;
    std::string line_;
    bool sounding_ = false, stopped_ = false;
};

int run(const std::string& record) {
    auto synthesiser = synthesis::Synthesiser::open();
    if (!synthesiser) {
        std::cerr << "kiosk-voice: " << synthesiser.error().what << '\n';
        return 2;
    }
    auto speaker = record.empty() ? synthesis::open_loudspeaker(synthesiser->samples_per_s())
                                  : synthesis::open_recording(record, synthesiser->samples_per_s());
    if (!speaker) {
        std::cerr << "kiosk-voice: " << speaker.error().what << '\n';
        return 2;
    }
    const auto warn = [](const Result<>& done) {
        if (!done) log(LogLevel::Warning, "voice", done.error().what);
    };
    warn(confinement::write_only_beneath({}));
    warn(confinement::confine_calls(confinement::Program::Voice));
    Voice(*synthesiser, **speaker).run();
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    keep_new_files_private();
    confinement::forbid_core_dumps();
    std::string record;
    CLI::App app{"kiosk-voice: speaks what the glass sends it, a line at a time"};
    app.set_version_flag("--version", version());
    app.add_option("--record", record, "a WAV file instead of the loudspeaker");
    CLI11_PARSE(app, argc, argv);
    return run(record);
}
