// What nobody calls and nobody reads goes: functions of the program, and texts of the language files.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cctype>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sources.hpp"
#include "support/files.hpp"
#include "support/paths.hpp"

namespace {

using aaben::tests::Source;
using aaben::tests::sources;
using Tokens = std::vector<std::string>;

bool part_of_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// Words, "::", "->", "&&" and single signs. What stands in quotes or behind // is left out, and so are the lines of the
// preprocessor.
void add_tokens(const std::string& line, Tokens& out) {
    if (const auto first = line.find_first_not_of(' '); first == std::string::npos || line[first] == '#') return;
    for (std::size_t i = 0; i < line.size();) {
        if (line.compare(i, 2, "//") == 0) return;
        std::size_t end = i + 1;
        if (line[i] == '"') {
            while (end < line.size() && line[end] != '"') end += line[end] == '\\' ? 2 : 1;
            i = end + 1;
            continue;
        }
        if (part_of_word(line[i]))
            while (end < line.size() && part_of_word(line[end])) ++end;
        else if (line.compare(i, 2, "::") == 0 || line.compare(i, 2, "->") == 0 || line.compare(i, 2, "&&") == 0)
            end = i + 2;
        if (line[i] != ' ') out.push_back(line.substr(i, end - i));
        i = end;
    }
}

bool is_word(const std::string& token) {
    return part_of_word(token.front()) && std::isdigit(static_cast<unsigned char>(token.front())) == 0;
}

// Whether the word at `i` is where a function is declared or defined: a type stands before its (qualified) name.
bool declares(const Tokens& tokens, std::size_t i) {
    static const std::set<std::string> not_types{"return", "else", "throw", "case",      "new",
                                                 "delete", "goto", "do",    "co_return", "co_await"};
    static const std::set<std::string> before_values{"=", "+", "-", "*", "/", "(", ",", "<", "?", ":", "return"};
    if (i + 1 >= tokens.size() || tokens[i + 1] != "(") return false;
    std::size_t at = i;
    while (at >= 2 && tokens[at - 1] == "::" && is_word(tokens[at - 2])) at -= 2;
    if (at < 2) return false;
    std::string type = tokens[at - 1];
    if (type == "&" || type == "*") {  // of a type, or "and", or "times"
        type = tokens[at - 2];
        if (at >= 3 && before_values.contains(tokens[at - 3])) return false;
    }
    return type == ">" || (is_word(type) && !not_types.contains(type));
}

struct Seen {
    int times = 0, declared = 0;
    std::string where;  // the last declaration outside the tests
};

}  // namespace

TEST_CASE("every function is called from somewhere") {
    std::map<std::string, Seen> words;
    for (const Source& source : sources()) {
        Tokens tokens;
        for (const std::string& line : source.lines) add_tokens(line, tokens);
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            if (!is_word(tokens[i])) continue;
            Seen& seen = words[tokens[i]];
            ++seen.times;
            if (!declares(tokens, i)) continue;
            ++seen.declared;
            if (!source.in("tests/")) seen.where = source.path;
        }
    }
    REQUIRE(words["update"].declared > 0);
    for (const auto& [name, seen] : words) {
        // A macro is not ours, the compiler itself calls main, and `requires` is no function.
        const bool macro = std::isupper(static_cast<unsigned char>(name.front())) != 0;
        if (seen.where.empty() || macro || name == "main" || name == "requires") continue;
        INFO(name << " (" << seen.where << ") is declared and called by nobody: take it away, or call it");
        CHECK(seen.times > seen.declared);
    }
}

TEST_CASE("every Danish text is asked for by some code") {
    std::set<std::string> words;
    for (const Source& source : sources()) {
        if (source.in("tests/")) continue;
        Tokens tokens;
        for (const std::string& line : source.lines) add_tokens(line, tokens);
        words.insert(tokens.begin(), tokens.end());
    }
    // Families of which the code asks for a member by its number, or by the name of a colour or a picture.
    const std::vector<std::string> families{"language", "colour", "colour_second", "picture", "weekday", "month"};
    std::string family;
    int texts = 0;
    for (const std::string& line : aaben::tests::lines_of(aaben::tests::source_dir() + "/assets/languages/da.toml")) {
        if (line.starts_with('[')) family = line.substr(1, line.find(']') - 1);
        const std::size_t end = line.find_first_of(". =");
        if (line.empty() || !is_word(line.substr(0, end)) || std::ranges::find(families, family) != families.end())
            continue;
        ++texts;
        const std::string key = family + "_" + line.substr(0, end);
        INFO("no code says Key::" << key << ": the text goes from every language file, or the screen is missing");
        CHECK(words.contains(key));
    }
    CHECK(texts > 200);
}
