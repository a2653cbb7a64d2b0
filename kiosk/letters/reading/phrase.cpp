#include "reading/phrase.hpp"

#include "reading/fold.hpp"

namespace aaben::reading {
namespace {

constexpr std::size_t widest_gap = 5;

std::vector<std::string_view> split(std::string_view s, char by) {
    std::vector<std::string_view> parts;
    while (true) {
        const auto at = s.find(by);
        if (at != 0) parts.push_back(s.substr(0, at));
        if (at == std::string_view::npos) return parts;
        s.remove_prefix(at + 1);
    }
}

bool fits(std::string_view word, std::string_view pattern, bool open_left, bool open_right) {
    if (pattern == "*") return true;
    if (open_left && open_right) return contains_like(word, pattern);
    if (open_left) return ends_like(word, pattern);
    if (open_right) return starts_like(word, pattern);
    return same_word(word, pattern);
}

}  // namespace

const std::vector<char>& Phrases::positions(std::string_view alternative) {
    auto [it, fresh] = positions_.try_emplace(std::string(alternative));
    if (!fresh) return it->second;
    if (alternative.size() > 1 && alternative.front() == '=') {
        const std::string word = fold(alternative.substr(1));
        for (const Token& token : text_.tokens) it->second.push_back(token.folded == word ? 1 : 0);
        return it->second;
    }
    const bool left = alternative.size() > 1 && alternative.front() == '*';
    const bool right = alternative.size() > 1 && alternative.back() == '*';
    if (left) alternative.remove_prefix(1);
    if (right) alternative.remove_suffix(1);
    const std::string pattern = fold(alternative);
    it->second.reserve(text_.tokens.size());
    for (const Token& token : text_.tokens) it->second.push_back(fits(token.folded, pattern, left, right) ? 1 : 0);
    return it->second;
}

const Phrases::Compiled& Phrases::compile(std::string_view pattern) {
    auto [it, fresh] = compiled_.try_emplace(std::string(pattern));
    if (!fresh) return it->second;
    Compiled compiled;
    for (const std::string_view words : split(pattern, ';')) {
        Wording& wording = compiled.emplace_back();
        for (const std::string_view part : split(words, ' ')) {
            Element& element = wording.emplace_back();
            element.gap = part == "..";
            if (element.gap) continue;
            for (const std::string_view alternative : split(part, '|'))
                element.where.push_back(&positions(alternative));
        }
    }
    return it->second = std::move(compiled);
}

std::optional<std::size_t> Phrases::match(const Wording& wording, std::size_t element, std::size_t token,
                                          std::size_t end) const {
    if (element == wording.size()) return token;
    if (wording[element].gap) {
        for (std::size_t skip = 0; skip <= widest_gap && token + skip < end; ++skip) {
            if (const auto done = match(wording, element + 1, token + skip, end)) return done;
        }
        return std::nullopt;
    }
    if (token >= end) return std::nullopt;
    for (const std::vector<char>* where : wording[element].where) {
        if ((*where)[token] != 0) return match(wording, element + 1, token + 1, end);
    }
    return std::nullopt;
}

std::optional<Span> Phrases::at(std::string_view pattern, std::size_t token, std::size_t end) {
    const Compiled& compiled = compile(pattern);
    if (token >= text_.tokens.size()) return std::nullopt;
    const std::size_t sentence_end = std::min(end, text_.sentences[text_.tokens[token].sentence].end);
    for (const Wording& wording : compiled) {
        if (const auto done = match(wording, 0, token, sentence_end)) return Span{token, *done};
    }
    return std::nullopt;
}

std::optional<Span> Phrases::find(std::string_view pattern, Span span) {
    for (std::size_t i = span.begin; i < span.end; ++i) {
        if (const auto found = at(pattern, i, span.end)) return found;
    }
    return std::nullopt;
}

bool Phrases::any(std::initializer_list<std::string_view> patterns, Span span) {
    return any_of(patterns, span);
}

bool Phrases::any_across(std::initializer_list<std::string_view> words, Span span) {
    for (const std::string_view word : words) {
        const std::vector<char>& where = positions(word);
        for (std::size_t i = span.begin; i < span.end; ++i) {
            if (where[i] != 0) return true;
        }
    }
    return false;
}

}  // namespace aaben::reading
