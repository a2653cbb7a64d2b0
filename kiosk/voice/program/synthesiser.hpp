// Text to sound, by espeak-ng. One in a process, one thread: the library keeps its state in globals.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "platform/result.hpp"

namespace aaben::synthesis {

// Slower than espeak-ng's 175: for people to whom the language is new, or who listen for the first time.
inline constexpr int words_per_min = 140;

class Synthesiser {
  public:
    // Gets each piece of sound as it is made; false ends the text.
    using Take = std::function<bool(std::span<const std::int16_t>)>;

    // NotFound: its data is not installed.
    static Result<Synthesiser> open();
    [[nodiscard]] int samples_per_s() const { return samples_per_s_; }
    // NotFound: no such voice. Blocks until the text is said or `take` had enough.
    [[nodiscard]] Result<> say(const std::string& voice, const std::string& text, const Take& take);

  private:
    explicit Synthesiser(int samples_per_s) : samples_per_s_(samples_per_s) {}
    int samples_per_s_;
    std::string voice_;  // chosen last
};

}  // namespace aaben::synthesis
