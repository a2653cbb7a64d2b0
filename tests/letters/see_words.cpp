// The words that the OCR sees in pictures of letters, kept by measure.py so that reading can be tried again in
// milliseconds. Standard input: one letter a line, its pictures parted by tabs. Standard output: a line of JSON each,
// words as [text, x, y, w, h, confidence, line, block, page].
#include <CLI/CLI.hpp>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "ocr/letter.hpp"
#include "version/version.hpp"

namespace {

using namespace aaben;

nlohmann::json words_of(ocr::Recogniser& recogniser, const std::string& paths) {
    std::vector<ocr::Picture> pictures;
    std::istringstream parts(paths);
    for (std::string path; std::getline(parts, path, '\t');) {
        auto picture = ocr::load_picture(path);
        if (!picture) return nullptr;
        pictures.push_back(std::move(picture).value());
    }
    auto seen = ocr::see_letter(recogniser, std::move(pictures), {2026, 11, 27});
    if (!seen) return nullptr;
    nlohmann::json out = nlohmann::json::array();
    for (const reading::Word& word : seen->words) {
        const reading::Box& box = word.box;
        out.push_back({word.text, box.x, box.y, box.w, box.h, word.conf, word.line, word.block, word.page});
    }
    return {{"words", out}, {"missing_page", seen->missing_page}};
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Reads the pictures named on standard input, one a line, and prints the words seen on each as JSON.");
    app.set_version_flag("--version", aaben::version());
    CLI11_PARSE(app, argc, argv);
    setMsgSeverity(L_SEVERITY_NONE);
    auto recogniser = ocr::Recogniser::open();
    if (!recogniser) return 1;
    for (std::string line; std::getline(std::cin, line);)
        std::cout << words_of(*recogniser, line).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)
                  << std::endl;
    return 0;
}
