// A small linear model over words, word pairs and letter 4-grams: one logit per letter type and one for "another
// letter". Weights are data (assets/reading/types.model), trained offline by tests/letters/train_types.cpp from texts
// written for it, and built into the program. Called by type.cpp and the trainer; pure, any thread. Always: the same
// features in training and in reading; a damaged or missing model answers zero everywhere.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "letters/fields.hpp"
#include "reading/text.hpp"

namespace aaben::reading {

inline constexpr std::size_t model_classes = letters::type_ids.size() + 1;  // the last: unknown
inline constexpr std::uint32_t model_buckets = 16384;
using Logits = std::array<double, model_classes>;
using Features = std::vector<std::pair<std::uint32_t, float>>;  // bucket and value; each bucket once

// `sentence_weights`: how much each sentence of the text counts (conditional sentences little).
[[nodiscard]] Features features_of(const Text& text, const std::vector<double>& sentence_weights);
[[nodiscard]] Logits model_logits(const Features& features);

}  // namespace aaben::reading
