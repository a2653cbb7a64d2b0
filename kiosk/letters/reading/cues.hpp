// Wordings that tell what a letter does, with their weight in a title and in the text, per letter type; and wordings
// that only other senders use. The language of 2018–2026: old acts and new, sober and friendly. Data; read by type.cpp.
// Always: weights are logits, about 1 = a hint, 3 = nearly settles it.
#pragma once

#include <span>
#include <string_view>

namespace aaben::reading {

struct Cue {
    std::string_view type;
    std::string_view pattern;  // phrase.hpp
    double title = 0;
    double body = 0;
};

[[nodiscard]] std::span<const Cue> meeting_cues();
[[nodiscard]] std::span<const Cue> decision_cues();
[[nodiscard]] std::span<const Cue> foreign_cues();     // type is empty
[[nodiscard]] std::span<const Cue> employment_cues();  // type is empty: the sender is a jobcenter or its municipality

}  // namespace aaben::reading
