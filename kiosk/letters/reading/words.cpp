#include "reading/words.hpp"

#include <algorithm>

namespace aaben::reading {

Box join(const Box& a, const Box& b) {
    if (a.w == 0 && a.h == 0) return b;
    if (b.w == 0 && b.h == 0) return a;
    const int x = std::min(a.x, b.x);
    const int y = std::min(a.y, b.y);
    return {x, y, std::max(a.x + a.w, b.x + b.w) - x, std::max(a.y + a.h, b.y + b.h) - y};
}

std::vector<Word> words_from_text(std::string_view text) {
    constexpr int letter_w = 10;
    constexpr int letter_h = 10;
    constexpr int line_h = 14;
    std::vector<Word> words;
    Word word;
    int column = 0;
    int row = 0;
    const auto end_word = [&] {
        if (word.text.empty()) return;
        word.box = {column * letter_w - static_cast<int>(word.text.size()) * letter_w, row * line_h,
                    static_cast<int>(word.text.size()) * letter_w, letter_h};
        words.push_back(word);
        word.text.clear();
    };
    bool line_empty = true;
    for (const char c : text) {
        if (c == '\n' || c == '\f') {
            end_word();
            if (line_empty) ++word.block;
            ++word.line, ++row;
            column = 0;
            line_empty = true;
            if (c == '\f') ++word.page, ++word.block, row = 0;
            continue;
        }
        if (c == ' ' || c == '\t' || c == '\r') {
            end_word();
        } else {
            word.text.push_back(c);
            line_empty = false;
        }
        ++column;
    }
    end_word();
    return words;
}

}  // namespace aaben::reading
