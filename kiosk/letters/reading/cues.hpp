// Wordings that tell what a letter does, with their weight in a heading and in the text, per letter type; and wordings
// that only other senders, or only a jobcenter, use. They stand in assets/reading/cues.txt, which says how to write
// them, and are part of the program. Read by type.cpp. Always: cues() is parsed once, on first use, and never changes.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace aaben::reading {

struct Cue {
    std::string_view pattern;  // phrase.hpp
    double title = 0;          // logits
    double body = 0;
    std::size_t type = 0;  // into letters::type_ids; of no meaning for foreign and employment
};

struct Cues {
    std::vector<Cue> types;
    std::vector<Cue> foreign;         // the sender is somebody else
    std::vector<Cue> employment;      // the sender is a jobcenter or its municipality
    std::vector<std::size_t> faults;  // numbers of lines that are neither section nor cue; none in what we ship
};

[[nodiscard]] Cues parse_cues(std::string_view text);  // the patterns point into `text`
[[nodiscard]] const Cues& cues();

}  // namespace aaben::reading
