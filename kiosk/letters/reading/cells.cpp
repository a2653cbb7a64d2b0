#include <algorithm>
#include <utility>

#include "reading/text.hpp"

namespace aaben::reading {
namespace {

bool overlap(const Box& a, const Box& b) {
    return std::min(a.x + a.w, b.x + b.w) > std::max(a.x, b.x);
}

}  // namespace

Span Text::cell_left(std::size_t token) const {
    const std::size_t cell = tokens[token].cell;
    const bool same_line = cell > 0 && tokens[cells[cell - 1].tokens.begin].line == tokens[token].line;
    return same_line ? cells[cell - 1].tokens : Span{};
}

Span Text::cell_above(std::size_t token) const {
    const Cell& own = cells[tokens[token].cell];
    for (std::size_t i = tokens[token].cell; i-- > 0;) {
        const Cell& cell = cells[i];
        if (cell.page != own.page) break;
        const bool above = cell.box.y + cell.box.h <= own.box.y + own.box.h / 2;
        if (!above || !overlap(cell.box, own.box)) continue;
        return own.box.y - (cell.box.y + cell.box.h) > 3 * word_height(own) ? Span{} : cell.tokens;
    }
    return {};
}

Span Text::cell_below(std::size_t token) const {
    const Cell& own = cells[tokens[token].cell];
    for (std::size_t i = tokens[token].cell + 1; i < cells.size(); ++i) {
        const Cell& cell = cells[i];
        if (cell.page != own.page) break;
        const bool below = cell.box.y + cell.box.h / 2 >= own.box.y + own.box.h;
        if (!below || !overlap(cell.box, own.box)) continue;
        return cell.box.y - (own.box.y + own.box.h) > 3 * word_height(own) ? Span{} : cell.tokens;
    }
    return {};
}

Span Text::column_head(std::size_t token) const {
    const auto cells_on_line = [&](std::size_t line) {
        return tokens[lines[line].end - 1].cell - tokens[lines[line].begin].cell + 1;
    };
    Span head;
    std::size_t line = tokens[token].line;
    const int page = cells[tokens[token].cell].page;
    while (line > 0 && cells_on_line(line) >= 2 && cells_on_line(line - 1) >= 2) {
        --line;
        const std::size_t first = tokens[lines[line].begin].cell;
        if (cells[first].page != page) break;
        Span above;
        for (std::size_t cell = first; cell < first + cells_on_line(line); ++cell) {
            if (same_column(token, cells[cell].tokens.begin)) above = cells[cell].tokens;
        }
        if (!above.empty()) head = above;
    }
    return head;
}

bool Text::same_column(std::size_t token, std::size_t other) const {
    if (overlap(cells[tokens[token].cell].box, cells[tokens[other].cell].box)) return true;
    const auto place = [&](std::size_t t) {  // numbers stand at the right of their column
        const Span line = lines[tokens[t].line];
        return std::pair(tokens[t].cell - tokens[line.begin].cell, tokens[line.end - 1].cell - tokens[line.begin].cell);
    };
    return place(token) == place(other);
}

int Text::word_height(const Cell& cell) const {
    return std::max(1, words[tokens[cell.tokens.begin].first_word].box.h);
}

}  // namespace aaben::reading
