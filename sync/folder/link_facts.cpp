#include "folder/link_facts.hpp"

#include <charconv>

namespace aaben::folder {
namespace {

std::string text_of(bool value) {
    return value ? "1" : "0";
}
std::string text_of(std::int64_t value) {
    return std::to_string(value);
}
std::string text_of(const std::string& value) {
    return value;
}

void read(const std::string& text, bool& value) {
    value = text == "1";
}
void read(const std::string& text, std::int64_t& value) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    value = error == std::errc{} && end == text.data() + text.size() ? number : 0;
}
void read(const std::string& text, std::string& value) {
    value = text;
}

}  // namespace

FactRows to_rows(const LinkFacts& facts) {
    FactRows rows;
    each_fact(facts, [&](const char* name, const auto& value) { rows[name] = text_of(value); });
    return rows;
}

LinkFacts from_rows(const FactRows& rows) {
    LinkFacts facts;
    each_fact(facts, [&](const char* name, auto& value) {
        if (const auto row = rows.find(name); row != rows.end()) read(row->second, value);
    });
    return facts;
}

}  // namespace aaben::folder
