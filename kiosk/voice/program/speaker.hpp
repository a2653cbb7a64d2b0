// Where speech goes: the machine's loudspeaker or headphones, or a WAV file that tests listen to. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

#include "platform/result.hpp"

namespace aaben::synthesis {

class Speaker {
  public:
    virtual ~Speaker() = default;
    virtual void play(std::span<const std::int16_t> samples) = 0;  // mono, after what plays already
    virtual void silence() = 0;                                    // at once
    [[nodiscard]] virtual bool is_playing() const = 0;
};

// NotFound: the machine has no sound.
[[nodiscard]] Result<std::unique_ptr<Speaker>> open_loudspeaker(int samples_per_s);
// What was silenced stays in it: the file holds what was begun. Io: it cannot be written.
[[nodiscard]] Result<std::unique_ptr<Speaker>> open_recording(const std::filesystem::path& file, int samples_per_s);

}  // namespace aaben::synthesis
