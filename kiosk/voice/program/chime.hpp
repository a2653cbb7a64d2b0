// Two tones, the second lower, that ask a room to listen without startling anybody. Pure.
#pragma once

#include <cstdint>
#include <vector>

namespace aaben::synthesis {

// Mono samples of about a second; begins and ends in silence.
[[nodiscard]] std::vector<std::int16_t> chime(int samples_per_s);

}  // namespace aaben::synthesis
