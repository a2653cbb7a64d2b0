// Trains assets/reading/types.model: multinomial logistic regression over features_of(), AdaGrad, L2; deterministic.
// Standard input: a line a letter, "type<TAB>text" with \x1f for line ends; a type that is not ours is "unknown".
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <numeric>
#include <random>
#include <string>

#include "reading/model.hpp"
#include "reading/phrase.hpp"
#include "reading/type.hpp"
#include "version/version.hpp"

namespace {

using namespace aaben::reading;

struct Sample {
    Features features;
    std::size_t wanted = model_classes - 1;
};

std::vector<Sample> read_samples() {
    std::vector<Sample> samples;
    std::string line;
    while (std::getline(std::cin, line)) {
        const auto tab = line.find('\t');
        if (tab == std::string::npos) continue;
        std::string text = line.substr(tab + 1);
        std::replace(text.begin(), text.end(), '\x1f', '\n');
        const Text letter = make_text(words_from_text(text));
        Phrases phrases(letter);
        Sample sample{features_of(letter, sentence_weights(phrases)), model_classes - 1};
        const auto& ids = aaben::letters::type_ids;
        const auto found = std::find(ids.begin(), ids.end(), std::string_view(line).substr(0, tab));
        if (found != ids.end()) sample.wanted = static_cast<std::size_t>(found - ids.begin());
        samples.push_back(std::move(sample));
    }
    return samples;
}

struct Model {
    std::vector<float> weights = std::vector<float>(model_buckets * model_classes);
    std::vector<float> squares = std::vector<float>(model_buckets * model_classes, 1e-6F);
    std::array<float, model_classes> bias{};
};

void learn(Model& model, const Sample& sample) {
    constexpr float rate = 0.5F;
    constexpr float shrink = 2e-5F;
    std::array<float, model_classes> p{};
    p = model.bias;
    for (const auto& [bucket, value] : sample.features) {
        for (std::size_t c = 0; c < model_classes; ++c) p[c] += value * model.weights[bucket * model_classes + c];
    }
    const float most = *std::max_element(p.begin(), p.end());
    float total = 0;
    for (float& v : p) v = std::exp(v - most), total += v;
    for (std::size_t c = 0; c < model_classes; ++c) {
        // Label smoothing keeps the logits small where other authors' words will differ.
        const float target = c == sample.wanted ? 0.95F : 0.05F / (model_classes - 1);
        p[c] = p[c] / total - target;
        model.bias[c] -= 0.01F * p[c];
    }
    for (const auto& [bucket, value] : sample.features) {
        for (std::size_t c = 0; c < model_classes; ++c) {
            const std::size_t at = bucket * model_classes + c;
            const float slope = p[c] * value + shrink * model.weights[at];
            model.squares[at] += slope * slope;
            model.weights[at] -= rate * slope / std::sqrt(model.squares[at]);
        }
    }
}

bool write(const Model& model, const std::string& path) {
    std::ofstream out(path, std::ios::binary);
    out.write("ADM1", 4);
    std::array<float, model_classes> scales{};
    for (std::size_t c = 0; c < model_classes; ++c) {
        float most = 1e-6F;
        for (std::size_t b = 0; b < model_buckets; ++b)
            most = std::max(most, std::abs(model.weights[b * model_classes + c]));
        scales[c] = most / 127;
        out.write(reinterpret_cast<const char*>(&scales[c]), sizeof(float));
        out.write(reinterpret_cast<const char*>(&model.bias[c]), sizeof(float));
    }
    for (std::size_t b = 0; b < model_buckets; ++b) {
        for (std::size_t c = 0; c < model_classes; ++c) {
            out.put(static_cast<char>(
                static_cast<signed char>(std::lround(model.weights[b * model_classes + c] / scales[c]))));
        }
    }
    return out.good();
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Learns the types of letters from samples on standard input and writes the model.");
    app.set_version_flag("--version", aaben::version());
    std::string file;
    app.add_option("model", file, "the file to write")->required();
    CLI11_PARSE(app, argc, argv);
    const std::vector<Sample> samples = read_samples();
    std::vector<std::size_t> order(samples.size());
    std::iota(order.begin(), order.end(), 0);
    std::mt19937 random(1);
    Model model;
    for (int epoch = 0; epoch < 6; ++epoch) {
        for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
        for (const std::size_t i : order) learn(model, samples[i]);
    }
    std::fprintf(stderr, "%zu letters\n", samples.size());
    return write(model, file) ? 0 : 1;
}
