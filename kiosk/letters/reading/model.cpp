#include "reading/model.hpp"

#include <cmath>
#include <cstring>
#include <unordered_map>

// The file's bytes, placed by the assembler: { "ADM1", classes × (scale, bias), buckets × classes signed bytes }.
__asm__(
    ".section .rodata\n"
    ".global aaben_types_model\n"
    ".global aaben_types_model_end\n"
    "aaben_types_model:\n"
    ".incbin \"" AABEN_TYPES_MODEL
    "\"\n"
    "aaben_types_model_end:\n"
    ".byte 0\n"
    ".text\n");

extern "C" {
extern const unsigned char aaben_types_model[];
extern const unsigned char aaben_types_model_end[];
}

namespace aaben::reading {
namespace {

std::uint32_t hash(std::string_view s, std::uint32_t seed) {  // FNV-1a
    std::uint32_t h = 2166136261U ^ seed;
    for (const char c : s) h = (h ^ static_cast<unsigned char>(c)) * 16777619U;
    return (h ^ (h >> 15U)) % model_buckets;
}

bool wordy(std::string_view s) {
    for (const char c : s) {
        if (c >= '0' && c <= '9') return false;
    }
    return s.size() >= 2;
}

std::string_view stem(std::string_view s) {
    return s.substr(0, 7);
}

constexpr double appendix_weight = 0.3;  // of what a foot weighs

double zone_weight(Zone zone) {
    switch (zone) {
        case Zone::Title:
            return 1.8;
        case Zone::Body:
            return 1;
        case Zone::Foot:
            return 0.3;
        case Zone::Head:
            return 0;
    }
    return 0;
}

}  // namespace

Features features_of(const Text& text, const std::vector<double>& sentence_weights) {
    std::unordered_map<std::uint32_t, double> best;
    const auto add = [&](std::uint32_t bucket, double value) {
        double& slot = best[bucket];
        if (value > slot) slot = value;
    };
    for (std::size_t i = 0; i < text.tokens.size(); ++i) {
        const Token& token = text.tokens[i];
        const double weight = zone_weight(token.zone) * (token.appendix || token.standard ? appendix_weight : 1) *
                              sentence_weights[token.sentence];
        if (weight <= 0 || !wordy(token.folded)) continue;
        const std::string_view word = stem(token.folded);
        add(hash(word, 1), weight);
        if (i + 1 < text.tokens.size() && text.tokens[i + 1].sentence == token.sentence &&
            wordy(text.tokens[i + 1].folded)) {
            std::string pair(word);
            pair += ' ';
            pair += stem(text.tokens[i + 1].folded);
            add(hash(pair, 2), weight);
        }
        for (std::size_t k = 0; token.folded.size() >= 6 && k + 4 <= token.folded.size(); ++k) {
            add(hash(std::string_view(token.folded).substr(k, 4), 3), weight * 0.5);
        }
    }
    Features features;
    double squares = 0;
    for (const auto& [bucket, value] : best) squares += value * value;
    const double scale = squares > 0 ? 1 / std::sqrt(squares) : 0;
    features.reserve(best.size());
    for (const auto& [bucket, value] : best) features.emplace_back(bucket, static_cast<float>(value * scale));
    return features;
}

Logits model_logits(const Features& features) {
    Logits logits{};
    constexpr std::size_t head = 4 + model_classes * 2 * sizeof(float);
    const auto size = static_cast<std::size_t>(aaben_types_model_end - aaben_types_model);
    if (size != head + model_buckets * model_classes || std::memcmp(aaben_types_model, "ADM1", 4) != 0) return logits;
    std::array<float, model_classes * 2> scale_bias{};
    std::memcpy(scale_bias.data(), aaben_types_model + 4, sizeof scale_bias);
    const auto* weights = reinterpret_cast<const signed char*>(aaben_types_model + head);
    for (const auto& [bucket, value] : features) {
        const signed char* row = weights + static_cast<std::size_t>(bucket) * model_classes;
        for (std::size_t c = 0; c < model_classes; ++c) logits[c] += static_cast<double>(value) * row[c];
    }
    for (std::size_t c = 0; c < model_classes; ++c)
        logits[c] = logits[c] * static_cast<double>(scale_bias[2 * c]) + static_cast<double>(scale_bias[2 * c + 1]);
    return logits;
}

}  // namespace aaben::reading
