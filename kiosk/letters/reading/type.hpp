// Which letter type this is, by what the letter does: weighted wordings (cues.hpp) where they stand, plus the linear
// model (model.hpp), against "unknown" as a full competitor. Called by read(); pure, any thread. Always: a conditional
// sentence ("hvis du ikke møder op, kan …") and the complaint guide count little, because nearly every letter warns of
// sanctions and tells how to complain.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "letters/fields.hpp"
#include "reading/phrase.hpp"

namespace aaben::reading {

struct TypeGuess {
    std::array<double, letters::type_ids.size()> scores{};  // logits
    double unknown = 0;                                     // logit of "not one of ours"
    double foreign = 0;                                     // evidence of another sender
    double employment = 0;                                  // evidence of a jobcenter
    double evidence = 0;                                    // what the written wordings say for the best type
    std::size_t best = 0;
    double confidence = 0;  // of best, 0–1
    bool sure = false;      // enough to say it to a citizen
};

[[nodiscard]] TypeGuess guess_type(Phrases& phrases);

// How much each sentence says of what the letter does, 0–1. The trainer uses the same.
[[nodiscard]] std::vector<double> sentence_weights(Phrases& phrases);

}  // namespace aaben::reading
