// The letter's words as a text one can ask questions of: folded tokens, lines, sentences, zones, and a flat folded
// string whose characters know their word. Built once per letter by read(); everything else in `reading` only looks.
// Always: tokens are in reading order; a word broken by a hyphen at a line's end is one token; a sentence never spans a
// label line, a table cell or a paragraph.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reading/words.hpp"

namespace aaben::reading {

enum class Zone { Head, Title, Body, Foot };  // before the salutation; the heading; the letter; from the greeting on

struct Token {
    std::string raw;     // as printed, outer punctuation taken off
    std::string folded;  // fold(raw)
    std::string lead;    // punctuation before
    std::string tail;    // punctuation after
    std::size_t first_word = 0;
    std::size_t last_word = 0;  // differs for a hyphenated word
    std::size_t begin = 0;      // in Text::flat
    std::size_t end = 0;
    std::size_t line = 0;      // index into Text::lines
    std::size_t sentence = 0;  // index into Text::sentences
    Zone zone = Zone::Body;
    bool appendix = false;   // behind the signature: guides and law that stand under any letter
    bool standard = false;   // under a heading of what stands in any letter: complaint guide, data protection, law
    std::size_t cell = 0;    // index into Text::cells
    bool after_gap = false;  // opens another cell than the token before it on the same line
};

struct Span {  // tokens [begin, end)
    std::size_t begin = 0;
    std::size_t end = 0;
    [[nodiscard]] bool empty() const { return begin >= end; }
};

struct Cell {  // the part of a line that no wide gap parts: a table's cell, or a whole line of prose
    Span tokens;
    Box box;
    int page = 0;
};

struct Text {
    std::vector<Word> words;
    std::vector<Token> tokens;
    std::vector<Span> lines;
    std::vector<Span> sentences;
    std::vector<Cell> cells;
    std::string flat;  // folded, tokens separated by a space, lines by '\n'

    [[nodiscard]] std::size_t token_at(std::size_t flat_position) const;
    [[nodiscard]] std::string printed(Span span) const;  // as on the paper, one space between words
    [[nodiscard]] Box box(Span span) const;
    [[nodiscard]] double confidence(Span span) const;  // of the least certain word
    [[nodiscard]] int page(Span span) const;

    // The cells around the one a token stands in, as the eye finds them; empty at the paper's edge.
    [[nodiscard]] Span cell_of(std::size_t token) const { return cells[tokens[token].cell].tokens; }
    [[nodiscard]] Span cell_left(std::size_t token) const;
    [[nodiscard]] Span cell_above(std::size_t token) const;
    [[nodiscard]] Span cell_below(std::size_t token) const;
    // The head of the column: the topmost cell of the table that the token's row belongs to; empty outside a table.
    [[nodiscard]] Span column_head(std::size_t token) const;
    [[nodiscard]] bool same_column(std::size_t token, std::size_t other) const;

  private:
    [[nodiscard]] int word_height(const Cell& cell) const;
};

[[nodiscard]] Text make_text(std::vector<Word> words);

}  // namespace aaben::reading
