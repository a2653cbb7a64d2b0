// One letter as the OCR saw it: words with their boxes and confidences, in reading order over one or more pages.
// Made by library `ocr` (or from plain text by tests and the trainer), consumed by read(). Pure values; any thread.
// Always: `line` and `block` never go back along the vector; a new page starts a new line and block.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aaben::reading {

struct Box {
    int x = 0;
    int y = 0;
    int w = 0;
    int h = 0;
    friend bool operator==(const Box&, const Box&) = default;
};

struct Word {
    std::string text;   // UTF-8, with its punctuation
    Box box;            // pixels of the straightened page
    double conf = 1.0;  // 0–1
    int line = 0;
    int block = 0;  // paragraph
    int page = 0;
    bool opens_cell = false;  // the first word of a cell that is not its row's first; told by arrange()
};

[[nodiscard]] Box join(const Box& a, const Box& b);

// Plain text as words of full confidence: a newline ends a line, an empty line a block, a form feed a page, two or more
// spaces leave a gap as wide as they are.
[[nodiscard]] std::vector<Word> words_from_text(std::string_view text);

}  // namespace aaben::reading
