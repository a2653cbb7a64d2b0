// Reads letters that are already text: for the wordings' report without OCR, and for a language editor who wants to see
// why. Standard input: letters separated by a line "====="; with --words, a line of JSON each, as see-letter-words
// writes them, with "type" when the fields of a known type are wanted. Standard output: one JSON reading a line; --why
// adds the scores.
#include <CLI/CLI.hpp>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "reading/arrange.hpp"
#include "reading/read.hpp"
#include "reading/text.hpp"
#include "version/version.hpp"

namespace {

using namespace aaben::reading;

std::vector<Word> words_of(const nlohmann::json& words) {
    std::vector<Word> out;
    for (const auto& w : words)
        out.push_back({w[0].get<std::string>(), {w[1], w[2], w[3], w[4]}, w[5], w[6], w[7], w[8]});
    return out;
}

// The text as the rules see it: a line each, cells of one row parted by " | ".
void print_lines(std::vector<Word> words) {
    const Text text = make_text(arrange(std::move(words)));
    for (const Span& line : text.lines) {
        for (std::size_t i = line.begin; i < line.end; ++i) {
            const Token& token = text.tokens[i];
            if (i > line.begin) std::cout << (token.after_gap ? " | " : " ");
            std::cout << token.lead << token.raw << token.tail;
        }
        std::cout << "\n";
    }
}

void print(const Reading& reading, bool why, bool official) {
    std::cout << (official ? aaben::letters::to_json(reading.official) : to_json(reading)) << "\n";
    if (!why) return;
    for (const std::string& reason : reading.reasons) std::cout << "  " << reason << "\n";
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Type and fields of letters given as text"};
    app.set_version_flag("--version", aaben::version());
    bool why = false;
    bool as_words = false;
    bool lines = false;
    bool official = false;
    std::string today = "2026-11-20";
    app.add_flag("--why", why, "print the reasons too");
    app.add_flag("--words", as_words, "letters come as words with their boxes");
    app.add_flag("--lines", lines, "print the letters as the rules see them, with --words");
    app.add_flag("--official", official, "print what is told of a letter of no known type, and nothing else");
    app.add_option("--today", today, "the day on which the letter is read");
    CLI11_PARSE(app, argc, argv);
    const auto date = aaben::calendar::parse_date(today);
    if (!date) return 2;
    std::string line;
    std::string letter;
    const auto finish = [&] {
        print(read(words_from_text(letter), *date), why, official);
        letter.clear();
    };
    while (std::getline(std::cin, line)) {
        if (as_words) {
            const auto in = nlohmann::json::parse(line);
            const auto type = in.contains("type") ? std::optional(in["type"].get<std::string>()) : std::nullopt;
            if (lines) print_lines(words_of(in["words"]));
            print(read(words_of(in["words"]), *date, type), why, official);
        } else if (line == "=====") {
            finish();
        } else {
            letter += line + "\n";
        }
    }
    if (!letter.empty()) finish();
    return 0;
}
