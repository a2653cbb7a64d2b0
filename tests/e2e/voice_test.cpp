// The voice as a program: the real kiosk, kiosk-voice and espeak-ng, speech recorded to a file that is measured.
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <csignal>
#include <cstring>
#include <thread>

#include "fakes/world.hpp"

using namespace aaben::fakes;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

struct Sound {
    double seconds = 0;
    double loudness = 0;  // root of the mean square, 0–1
};

// A WAV file as kiosk-voice writes it: 44 bytes of header, 16 bits a sample.
Sound sound_in(const fs::path& file) {
    const std::string bytes = slurp(file);
    Sound sound;
    if (bytes.size() <= 44) return sound;
    std::uint32_t rate = 0;
    std::memcpy(&rate, bytes.data() + 24, sizeof rate);
    const std::size_t count = (bytes.size() - 44) / 2;
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        std::int16_t sample = 0;
        std::memcpy(&sample, bytes.data() + 44 + 2 * i, sizeof sample);
        const double value = sample / 32768.0;
        sum += value * value;
    }
    sound.seconds = static_cast<double>(count) / rate;
    sound.loudness = std::sqrt(sum / static_cast<double>(count));
    return sound;
}

void record_speech(const World& world) {
    spill(world.dir() / "kiosk.toml",
          slurp(world.dir() / "kiosk.toml") + "voice_record = \"" + (world.data() / "speech.wav").string() + "\"\n");
}

// Lines to a kiosk-voice that records; what it answered.
Ran spoken(const World& world, const std::string& lines) {
    spill(world.dir() / "lines", lines);
    return run({"/bin/sh", "-c", "(cat \"$1\"; sleep 1) | timeout 20 \"$2\" --record \"$3\"", "sh",
                (world.dir() / "lines").string(), program("kiosk-voice"), (world.dir() / "out.wav").string()});
}

}  // namespace

TEST_CASE("the glass is silent until somebody asks, then it speaks screen by screen, and stops when told") {
    World world;
    record_speech(world);
    const fs::path file = world.data() / "speech.wav";
    REQUIRE(world.play("tap \"Forstå mit brev\"\nsees \"Lad os se på dit brev\"\nwait 500\n") == 0);
    CHECK(sound_in(file).seconds == 0);
    const int played = world.play("tap \"Læs højt\"\nwait 1500\ntap \"Forstå mit brev\"\nwait 1500\n");
    INFO(slurp(world.dir() / "kiosk.log"));
    REQUIRE(played == 0);
    const Sound two_screens = sound_in(file);
    CHECK(two_screens.seconds > 15);     // home and the next screen, some sixty words
    CHECK(two_screens.loudness > 0.02);  // and no silence
    REQUIRE(world.play("tap \"Læs højt\"\ntap \"Læs højt\"\nwait 500\ntap \"Forstå mit brev\"\nwait 1000\n") == 0);
    CHECK(sound_in(file).seconds < two_screens.seconds);
}

TEST_CASE("the glass goes on when the voice dies, and the voice comes back") {
    World world;
    record_speech(world);
    world.start_kiosk();
    const auto voices = [&] {
        return run({"/usr/bin/pgrep", "-P", std::to_string(world.kiosk.pid()), "kiosk-voice"}).output;
    };
    REQUIRE(until(20s, [&] { return !voices().empty(); }));
    const std::string first = voices();
    REQUIRE(until(20s, [&] { return fs::exists(world.data() / "speech.wav"); }));
    std::this_thread::sleep_for(300ms);
    ::kill(std::stoi(first), SIGKILL);
    CHECK(until(20s, [&] { return !voices().empty() && voices() != first; }));
    CHECK(world.kiosk.running());
}

TEST_CASE("a kiosk without its voice program has no button for it") {
    World world;
    spill(world.dir() / "kiosk.toml", slurp(world.dir() / "kiosk.toml") + "voice = \"no-such-program\"\n");
    CHECK(world.play("sees \"Hvad kan vi hjælpe med\"\nwait 300\nlacks \"Læs højt\"\n") == 0);
}

TEST_CASE("kiosk-voice speaks what it is given, every language by its own voice, and passes over rubbish") {
    const World world;
    CHECK(spoken(world, "say da Mødet er klokken ti femten.\n").output.find("ready\nsaid\n") == 0);
    const double danish = sound_in(world.dir() / "out.wav").seconds;
    CHECK(danish > 1);
    CHECK(danish < 6);
    for (const char* voice : {"en-gb", "ar", "tr", "uk", "fa", "bs", "pl"}) {
        INFO(voice);
        CHECK(spoken(world, std::string("say ") + voice + " 1 2 3\n").code == 0);
        CHECK(sound_in(world.dir() / "out.wav").seconds > 0.5);
    }
    const std::string rubbish = "shout\nsay\nsay nosuch hej\n" + std::string(100'000, 'x') + "\n\xff\xfe\nsay da hej\n";
    const auto answered = spoken(world, rubbish);
    CHECK(answered.code == 0);
    CHECK(sound_in(world.dir() / "out.wav").seconds > 0.2);
    CHECK(spoken(world, "say da en meget lang sætning, som ingen vil høre\nsay da og en til\nstop\n").code == 0);
    CHECK(sound_in(world.dir() / "out.wav").seconds < danish);  // 'stop' ended the first and took the second away
}
