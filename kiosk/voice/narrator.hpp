// What is said now: the screen when it has come, a place when one stands on it, what has just happened; and who is
// called. Looks at each frame's tree and at the model; the loop's thread. Always: nothing of a citizen's screen is said
// before the citizen asked for it, and the mode is forgotten with the citizen; who wants to be fetched silently is not
// called aloud; help that is asked for sounds once, a silent alarm never where it was raised; what was said is
// forgotten with the frame it belongs to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "flow/model.hpp"
#include "voice/page_speech.hpp"

namespace aaben::voice {

struct Say {
    bool instead = false;  // of what is being said; false: after it
    bool chime = false;    // two tones before it: somebody is called, or asks for help
    std::vector<Sentence> sentences;
};

class Narrator {
  public:
    explicit Narrator(const text::Catalogue& words) : words_(words) {}

    // After a frame was drawn. An empty Say that is `instead` means silence.
    [[nodiscard]] std::optional<Say> look(const flow::Model& model, const widgets::Tree& tree);

    // The page once more, from its beginning: the voice died in the middle of it.
    void begin_anew() {
        if (!page_.empty()) page_ = "again";
    }

  private:
    [[nodiscard]] bool asks_for_help(const flow::Model& model);
    [[nodiscard]] std::optional<Say> call(const flow::Model& model);
    [[nodiscard]] std::optional<Say> page(const flow::Model& model, const widgets::Tree& tree);
    [[nodiscard]] std::optional<Say> no_voice();
    [[nodiscard]] std::optional<Say> change(const widgets::Tree& tree, std::string_view language);

    const text::Catalogue& words_;
    std::string called_;                   // the call that was said last: visit and how often it was called
    std::string help_;                     // the call for help that sounded last
    std::string page_;                     // which page was said last; empty: none
    std::uint64_t focused_ = 0;            // the node the keypad stands on
    std::vector<Sentence> told_;           // what stood on the page when it was looked at last
    std::vector<Sentence> headings_;       // and what it was about
    std::vector<std::uint64_t> selected_;  // what was chosen on it
};

}  // namespace aaben::voice
