#include "reading/field_rules.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cstdio>
#include <optional>

// The file's text, placed by the assembler.
__asm__(
    ".section .rodata\n"
    ".global aaben_fields\n"
    ".global aaben_fields_end\n"
    "aaben_fields:\n"
    ".incbin \"" AABEN_FIELDS
    "\"\n"
    "aaben_fields_end:\n"
    ".byte 0\n"
    ".text\n");

extern "C" {
extern const char aaben_fields[];
extern const char aaben_fields_end[];
}

namespace aaben::reading {
namespace {

std::string_view trimmed(std::string_view s) {
    const auto begin = s.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos) return {};
    return s.substr(begin, s.find_last_not_of(" \t\r") - begin + 1);
}

// "[deadline.by 5]": a name, and a weight unless the group only answers yes or no.
std::optional<FieldGroup> head_in(std::string_view line) {
    if (line.size() < 3 || line.back() != ']') return std::nullopt;
    line = line.substr(1, line.size() - 2);
    FieldGroup group;
    const auto blank = line.find(' ');
    group.name = line.substr(0, blank);
    if (blank == std::string_view::npos) return group;
    const std::string_view number = trimmed(line.substr(blank));
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), group.weight);
    if (error != std::errc() || end != number.data() + number.size()) return std::nullopt;
    return group;
}

bool ends_with(Phrases& phrases, std::string_view pattern, Span span) {
    if (pattern.ends_with(" ..")) {
        const auto found = phrases.find(pattern.substr(0, pattern.size() - 3), last_tokens(span, 10));
        return found && span.end - found->end <= 5;
    }
    for (std::size_t i = span.begin; i < span.end; ++i) {
        const auto found = phrases.at(pattern, i, span.end);
        if (found && found->end == span.end) return true;
    }
    return false;
}

std::string signed_weight(double weight) {
    std::array<char, 16> out{};
    std::snprintf(out.data(), out.size(), " %+g", weight);
    return out.data();
}

}  // namespace

const FieldGroup& FieldRules::group(std::string_view name) const {
    const auto at = std::lower_bound(groups.begin(), groups.end(), name,
                                     [](const FieldGroup& group, std::string_view n) { return group.name < n; });
    assert(at != groups.end() && at->name == name);
    return *at;
}

bool FieldRules::lists(std::string_view name, std::string_view word) const {
    const auto& rules = group(name).rules;
    return std::any_of(rules.begin(), rules.end(), [&](const FieldRule& rule) { return rule.pattern == word; });
}

FieldRules parse_field_rules(std::string_view text) {
    FieldRules out;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty() || line.front() == '#') continue;
        if (line.front() == '[') {
            auto group = head_in(line);
            if (group)
                out.groups.push_back(std::move(*group));
            else
                out.faults.push_back(number);
        } else if (out.groups.empty()) {
            out.faults.push_back(number);
        } else {
            FieldGroup& group = out.groups.back();
            group.rules.push_back({line, group.name, group.rules.size() + 1});
        }
    }
    std::sort(out.groups.begin(), out.groups.end(),
              [](const FieldGroup& a, const FieldGroup& b) { return a.name < b.name; });
    return out;
}

const FieldRules& field_rules() {
    static const FieldRules parsed =
        parse_field_rules({aaben_fields, static_cast<std::size_t>(aaben_fields_end - aaben_fields)});
    return parsed;
}

bool Tally::note(const FieldRule& rule, double weight) {
    rows_.push_back(std::string(rule.group) + ' ' + std::to_string(rule.row) +
                    (weight == 0 ? std::string() : signed_weight(weight)));
    score += weight;
    return true;
}

bool Tally::has(std::string_view name, Span span) {
    if (span.empty()) return false;
    for (const FieldRule& rule : field_rules().group(name).rules) {
        if (phrases_->has(rule.pattern, span)) return note(rule, 0);
    }
    return false;
}

bool Tally::ends(std::string_view name, Span span) {
    if (span.empty()) return false;
    for (const FieldRule& rule : field_rules().group(name).rules) {
        if (ends_with(*phrases_, rule.pattern, span)) return note(rule, 0);
    }
    return false;
}

bool Tally::add(std::string_view name, Span span) {
    if (span.empty()) return false;
    const FieldGroup& group = field_rules().group(name);
    for (const FieldRule& rule : group.rules) {
        if (phrases_->has(rule.pattern, span)) return note(rule, group.weight);
    }
    return false;
}

bool Tally::add_end(std::string_view name, Span span) {
    if (span.empty()) return false;
    const FieldGroup& group = field_rules().group(name);
    for (const FieldRule& rule : group.rules) {
        if (ends_with(*phrases_, rule.pattern, span)) return note(rule, group.weight);
    }
    return false;
}

void Tally::add(double weight, std::string_view reason) {
    rows_.push_back(std::string(reason) + signed_weight(weight));
    score += weight;
}

Span last_tokens(Span span, std::size_t most) {
    return {span.end - std::min(span.end - span.begin, most), span.end};
}

Span first_tokens(Span span, std::size_t most) {
    return {span.begin, std::min(span.end, span.begin + most)};
}

Span last_clause(const Text& text, Span left) {
    Span clause = left;
    for (std::size_t i = left.begin; i + 3 < left.end; ++i) {
        if (text.tokens[i].tail.find(',') != std::string::npos) clause.begin = i + 1;
    }
    return clause;
}

}  // namespace aaben::reading
