// Models to look at: at least one of every screen, with obviously invented people, at a fixed time. For the screens'
// tests and the gallery. Pure but for Stage, which opens the fonts and languages of the house.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "screens/screens.hpp"

namespace aaben::tests {

struct Sample {
    std::string name;  // of the screen, with what is special: "home", "home_nobody"
    flow::Model model;
};

[[nodiscard]] std::vector<Sample> samples();
[[nodiscard]] std::vector<Sample> room_samples();  // of the second display
[[nodiscard]] flow::Model in_language(flow::Model model, const std::string& language);
[[nodiscard]] flow::Model unit_with_people();  // two on shift, three waiting, Monday 23 November 2026, 10.24

// What drawing needs, opened once.
struct Stage {
    explicit Stage(const std::string& assets_folder);
    [[nodiscard]] screens::Assets assets() const;
    // Of a generated, photographed letter: where its meeting's day stands, read by kiosk-reader (FieldShown::image 1).
    std::vector<std::uint8_t> crop;
    int crop_width = 0, crop_height = 0;
    std::unique_ptr<text::Typesetter> typesetter;
    std::unique_ptr<text::Catalogue> words;
    std::unique_ptr<explain::LetterLibrary> letters;
    explain::Guidance guidance;
};

}  // namespace aaben::tests
