// A screen as sentences: what the eye sees and no more; what has happened and what is asked first, the ways on last.
// Pure over the semantic tree; glass thread. Always: what a dialog covers is not said, and of a masked field nothing
// but its name (the tree has no more); the keys of a keyboard are said one at a time, when one stands on them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/catalogue.hpp"
#include "widgets/node.hpp"

namespace aaben::voice {

struct Sentence {
    std::string language;  // a language's tag
    std::string text;      // as the voice must be given it
    friend bool operator==(const Sentence&, const Sentence&) = default;
};

// What the node is called, with 'chosen' where it is; empty for what only groups others.
[[nodiscard]] Sentence sentence_of(const widgets::Node& node, const text::Catalogue& words, std::string_view language);
// The screen, each sentence once.
[[nodiscard]] std::vector<Sentence> page_speech(const widgets::Tree& tree, const text::Catalogue& words,
                                                std::string_view language);

}  // namespace aaben::voice
