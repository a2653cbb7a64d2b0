// Reads letters that are already text: for the wordings' report without OCR, and for a language editor who wants to see
// why. Standard input: letters separated by a line "=====". Standard output: one JSON reading a line; --why adds the
// scores.
#include <CLI/CLI.hpp>
#include <iostream>
#include <iterator>
#include <string>

#include "reading/read.hpp"

int main(int argc, char** argv) {
    CLI::App app{"Type and fields of letters given as text"};
    bool why = false;
    std::string today = "2026-11-20";
    app.add_flag("--why", why, "print the reasons too");
    app.add_option("--today", today, "the day on which the letter is read");
    CLI11_PARSE(app, argc, argv);
    const auto date = aaben::calendar::parse_date(today);
    if (!date) return 2;
    std::string line;
    std::string letter;
    const auto finish = [&] {
        const auto reading = aaben::reading::read(aaben::reading::words_from_text(letter), *date);
        std::cout << aaben::reading::to_json(reading) << "\n";
        if (why) {
            for (const std::string& reason : reading.reasons) std::cout << "  " << reason << "\n";
        }
        letter.clear();
    };
    while (std::getline(std::cin, line)) {
        if (line == "=====") {
            finish();
        } else {
            letter += line + "\n";
        }
    }
    if (!letter.empty()) finish();
    return 0;
}
