#include "synthesis/speaker.hpp"

#include <SDL.h>

#include <array>
#include <bit>
#include <fstream>

namespace aaben::synthesis {
namespace {

static_assert(std::endian::native == std::endian::little, "a WAV file is written as memory holds it");

class Loudspeaker final : public Speaker {
  public:
    explicit Loudspeaker(SDL_AudioDeviceID device) : device_(device) { SDL_PauseAudioDevice(device_, 0); }
    ~Loudspeaker() override { SDL_CloseAudioDevice(device_); }
    Loudspeaker(const Loudspeaker&) = delete;
    Loudspeaker& operator=(const Loudspeaker&) = delete;
    void play(std::span<const std::int16_t> samples) override {
        SDL_QueueAudio(device_, samples.data(), static_cast<Uint32>(samples.size_bytes()));
    }
    void silence() override { SDL_ClearQueuedAudio(device_); }
    [[nodiscard]] bool is_playing() const override { return SDL_GetQueuedAudioSize(device_) > 0; }

  private:
    SDL_AudioDeviceID device_;
};

class Recording final : public Speaker {
  public:
    Recording(std::ofstream file, int samples_per_s) : file_(std::move(file)), samples_per_s_(samples_per_s) {
        write_header();
    }
    void play(std::span<const std::int16_t> samples) override {
        file_.seekp(0, std::ios::end);
        file_.write(reinterpret_cast<const char*>(samples.data()), static_cast<std::streamsize>(samples.size_bytes()));
        bytes_ += static_cast<std::uint32_t>(samples.size_bytes());
        write_header();
        file_.flush();
    }
    void silence() override {}
    [[nodiscard]] bool is_playing() const override { return false; }

  private:
    // RIFF WAVE, PCM, one channel of 16 bits.
    void write_header() {
        const auto rate = static_cast<std::uint32_t>(samples_per_s_);
        file_.seekp(0);
        text("RIFF"), number(36 + bytes_), text("WAVEfmt "), number(16);
        number(1U | 1U << 16U), number(rate), number(rate * 2), number(2U | 16U << 16U);
        text("data"), number(bytes_);
    }
    void text(const char* words) { file_ << words; }
    void number(std::uint32_t value) {
        const auto bytes = std::bit_cast<std::array<char, sizeof value>>(value);
        file_.write(bytes.data(), bytes.size());
    }

    std::ofstream file_;
    int samples_per_s_;
    std::uint32_t bytes_ = 0;
};

}  // namespace

Result<std::unique_ptr<Speaker>> open_loudspeaker(int samples_per_s) {
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) return fail(Fault::NotFound, SDL_GetError());
    SDL_AudioSpec wish{};
    wish.freq = samples_per_s, wish.format = AUDIO_S16SYS, wish.channels = 1, wish.samples = 512;
    const SDL_AudioDeviceID device = SDL_OpenAudioDevice(nullptr, 0, &wish, nullptr, 0);
    if (device == 0) return fail(Fault::NotFound, SDL_GetError());
    return std::unique_ptr<Speaker>(std::make_unique<Loudspeaker>(device));
}

Result<std::unique_ptr<Speaker>> open_recording(const std::filesystem::path& file, int samples_per_s) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    if (!out) return fail(Fault::Io, "cannot write " + file.string());
    return std::unique_ptr<Speaker>(std::make_unique<Recording>(std::move(out), samples_per_s));
}

}  // namespace aaben::synthesis
