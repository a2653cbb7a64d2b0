#include "voice/narrator.hpp"

#include <algorithm>
#include <utility>

#include "language/aloud.hpp"
#include "visit/fold.hpp"

namespace aaben::voice {
namespace {

constexpr std::string_view danish = "da";

// Which page it is: the screen, and its dialog when one stands over it.
std::string page_of(const widgets::Tree& tree) {
    std::string page = tree.screen;
    for (const widgets::Node& node : tree.nodes)
        if (node.role == widgets::Role::Dialog) page += "\n" + node.label;
    return page;
}

std::vector<Sentence> of_role(widgets::Role role, const widgets::Tree& tree, const text::Catalogue& words,
                              std::string_view language) {
    std::vector<Sentence> found;
    for (const widgets::Node& node : tree.nodes)
        if (node.role == role && !node.covered) found.push_back(sentence_of(node, words, language));
    return found;
}

// Those of `all` that were not there before.
std::vector<Sentence> without(std::vector<Sentence> all, const std::vector<Sentence>& before) {
    std::erase_if(all, [&](const Sentence& one) { return std::ranges::find(before, one) != before.end(); });
    return all;
}

std::vector<std::uint64_t> selected_on(const widgets::Tree& tree) {
    std::vector<std::uint64_t> ids;
    for (const widgets::Node& node : tree.nodes)
        if (node.selected && !node.covered) ids.push_back(node.id);
    return ids;
}

std::uint64_t focused_on(const widgets::Tree& tree) {
    const auto at = std::ranges::find_if(tree.nodes, &widgets::Node::focused);
    return at == tree.nodes.end() ? 0 : at->id;
}

// Whoever stands near would hear which key is taken by where the voice pauses.
bool is_kept_quiet(const widgets::Tree& tree, const widgets::Node& node) {
    return node.role == widgets::Role::Key && std::ranges::any_of(tree.nodes, &widgets::Node::masked);
}

const widgets::Node* node_of(const widgets::Tree& tree, std::uint64_t id) {
    const auto at = std::ranges::find(tree.nodes, id, &widgets::Node::id);
    return at == tree.nodes.end() ? nullptr : &*at;
}

}  // namespace

std::optional<Say> Narrator::look(const flow::Model& model, const widgets::Tree& tree) {
    if (!model.has_voice) return std::nullopt;
    if (!model.staff) called_.clear();
    std::optional<Say> say = model.staff ? call(model) : page(model, tree);
    if (asks_for_help(model)) {
        if (!say) say.emplace();
        say->chime = true;
    }
    return say;
}

// A call that was not open a moment ago, made here or at another display of the unit, where an alarm is silent.
bool Narrator::asks_for_help(const flow::Model& model) {
    const flow::HelpCall* elsewhere = flow::help_elsewhere(model);
    const std::string newest = !model.unit.help.empty() ? std::string(model.unit.help.back().id)
                               : elsewhere != nullptr   ? elsewhere->help
                                                        : std::string{};
    return std::exchange(help_, newest) != newest && !newest.empty();
}

// "Grøn cykel 7. Gå hen til Mette." In the visit's language first, then in Danish, which the room knows.
std::optional<Say> Narrator::call(const flow::Model& model) {
    page_.clear();
    const auto* screen = std::get_if<flow::StaffCallScreen>(&model.staff->screen);
    const visit::Visit* visit = screen == nullptr ? nullptr : visit::find(model.unit, screen->visit);
    if (visit == nullptr) {
        called_.clear();
        return std::nullopt;
    }
    const std::string this_call = visit->id + " " + std::to_string(visit->missed_calls);
    if (std::exchange(called_, this_call) == this_call) return std::nullopt;
    if (visit->choices.needs.has(visit::Need::FetchSilently)) return std::nullopt;
    const visit::Caseworker* who = flow::person(model, model.staff->caseworker);
    std::vector<std::string> tags{std::string(danish)};
    const language::Language* theirs = words_.language(visit->choices.language);
    if (theirs != nullptr && theirs->tag != danish && !theirs->espeak.empty()) tags.insert(tags.begin(), theirs->tag);
    Say say{.instead = true, .chime = true, .sentences = {}};
    for (const std::string& tag : tags) {
        const auto& sign = visit->sign;
        std::string text =
            text::sign_name(words_, visit::colour_names[static_cast<std::size_t>(sign.colour)],
                            visit::picture_names[static_cast<std::size_t>(sign.picture)], sign.number, tag) +
            ". ";
        if (who != nullptr) text += words_.get(text::Key::sign_come_to, tag, {{"name", flow::first_name(*who)}});
        say.sentences.push_back({tag, language::written_out(words_.spoken(tag), text)});
    }
    return say;
}

std::optional<Say> Narrator::page(const flow::Model& model, const widgets::Tree& tree) {
    if (model.citizen.over == flow::Over::NoVoice && !model.door) return no_voice();
    if (!model.citizen.aloud || model.door) {
        if (std::exchange(page_, {}).empty()) return std::nullopt;
        return Say{.instead = true, .sentences = {}};  // it was switched off, or the citizen is forgotten
    }
    const std::string_view language = flow::language(model);
    const std::string now = std::string(language) + "\n" + page_of(tree);
    if (now == page_) return change(tree, language);
    Say say{.instead = true, .sentences = page_speech(tree, words_, language)};
    if (page_.empty())
        say.sentences.insert(say.sentences.begin(),
                             {std::string(language), std::string(words_.get(text::Key::voice_begins, language))});
    page_ = now, told_ = say.sentences, headings_ = of_role(widgets::Role::Heading, tree, words_, language);
    focused_ = focused_on(tree), selected_ = selected_on(tree);
    return say;
}

// Somebody asked for a voice in a language that has none: they cannot be told so in it, nor perhaps by eye.
std::optional<Say> Narrator::no_voice() {
    const std::string now = "no voice";
    if (std::exchange(page_, now) == now) return std::nullopt;
    Say say{.instead = true, .sentences = {}};
    for (const text::Key key : {text::Key::voice_none, text::Key::voice_in_danish})
        say.sentences.push_back({std::string(danish), std::string(words_.get(key, danish))});
    return say;
}

// On a screen that stays: under another question all that came with it, else what has just happened.
std::optional<Say> Narrator::change(const widgets::Tree& tree, std::string_view language) {
    std::vector<Sentence> headings = of_role(widgets::Role::Heading, tree, words_, language);
    std::vector<Sentence> page = page_speech(tree, words_, language);
    Say say{.instead = headings != headings_, .sentences = {}};
    say.sentences = without(say.instead ? page : of_role(widgets::Role::Status, tree, words_, language), told_);
    if (!say.instead)
        for (Sentence& typed : without(of_role(widgets::Role::TextField, tree, words_, language), told_))
            say.sentences.push_back(std::move(typed));
    const std::vector<std::uint64_t> selected = selected_on(tree);
    for (const std::uint64_t id : selected)
        if (std::ranges::find(selected_, id) == selected_.end() && !say.instead)  // else it is among them
            say.sentences.push_back(sentence_of(*node_of(tree, id), words_, language));
    const std::uint64_t focused = focused_on(tree);
    if (focused != focused_ && focused != 0 && !is_kept_quiet(tree, *node_of(tree, focused))) {
        say.instead = true;
        say.sentences.push_back(sentence_of(*node_of(tree, focused), words_, language));
    }
    told_ = std::move(page), headings_ = std::move(headings), selected_ = selected, focused_ = focused;
    if (say.sentences.empty()) return std::nullopt;
    return say;
}

}  // namespace aaben::voice
