#include "voice/page_speech.hpp"

#include <algorithm>

#include "language/aloud.hpp"

namespace aaben::voice {
namespace {

using widgets::Node;
using widgets::Role;

bool is_said_with_the_page(const Node& node) {
    if (node.covered) return false;
    switch (node.role) {
        case Role::Screen:
        case Role::Group:
        case Role::Dialog:
        case Role::List:
        case Role::ListItem:
        case Role::Key:
            return false;
        default:
            return true;
    }
}

// In the order one wants to hear it: what has happened and what is asked, then what is told, then the ways on.
int rank_of(const Node& node) {
    if (node.role == Role::Status) return 0;
    if (node.role == Role::Heading) return 1;
    return widgets::can_be_pressed(node.role) ? 3 : 2;
}

}  // namespace

Sentence sentence_of(const Node& node, const text::Catalogue& words, std::string_view language) {
    const std::string tag = node.language.empty() ? std::string(language) : node.language;
    std::string_view said = node.spoken.empty() ? node.label : node.spoken;
    Sentence sentence{tag, language::written_out(words.spoken(tag), said)};
    if (!sentence.text.empty() && node.selected) {
        sentence.text += ", ";
        sentence.text += words.get(text::Key::voice_selected, tag);
    }
    return sentence;
}

std::vector<Sentence> page_speech(const widgets::Tree& tree, const text::Catalogue& words, std::string_view language) {
    std::vector<const Node*> nodes;
    for (const Node& node : tree.nodes)
        if (is_said_with_the_page(node)) nodes.push_back(&node);
    std::ranges::stable_sort(nodes, {}, [](const Node* node) { return rank_of(*node); });
    std::vector<Sentence> all;
    for (const Node* node : nodes) {
        Sentence sentence = sentence_of(*node, words, language);
        if (sentence.text.empty() || std::ranges::find(all, sentence) != all.end()) continue;
        all.push_back(std::move(sentence));
    }
    return all;
}

}  // namespace aaben::voice
