#include "reading/arrange.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "reading/fold.hpp"

namespace aaben::reading {
namespace {

constexpr std::size_t cell_words_max = 11;   // more words on a line are prose
constexpr std::size_t value_words_max = 14;  // beside a label a line may be longer

// Words of one line without a wide gap between them: a line of prose, or the line of a cell.
struct Segment {
    std::vector<Word> words;
    Box box;
    std::size_t paragraph = 0;
    std::size_t row = 0;  // the table row it belongs to, from 1; 0 is none
};

struct Paragraph {
    std::vector<std::vector<std::size_t>> lines;  // into the segments
    Box box;
    int page = 0;
    bool narrow = true;  // may be cells of a table
};

struct Row {
    std::vector<std::vector<std::size_t>> cells;  // each the segments of one cell, from the top
    int top = 0;
    int page = 0;
};

struct Page {
    std::vector<Segment> segments;
    std::vector<Paragraph> paragraphs;
};

bool wide_gap(const Word& left, const Word& right) {
    return right.box.x - (left.box.x + left.box.w) > std::max(left.box.h, right.box.h) * 2;
}

// Rules and borders, seen as letters, are no words.
Page cut(std::vector<Word> words) {
    Page page;
    const Word* before = nullptr;
    int block = -1, line = -1, number = -1;
    std::erase_if(words, [](const Word& word) { return word.text.find_first_not_of("|_~=\\") == std::string::npos; });
    for (Word& word : words) {
        const bool new_paragraph = word.block != block || word.page != number;
        const bool new_line = new_paragraph || word.line != line;
        if (new_paragraph) page.paragraphs.push_back({{}, {}, word.page});
        Paragraph& paragraph = page.paragraphs.back();
        if (new_line) paragraph.lines.emplace_back();
        if (new_line || wide_gap(*before, word)) {
            paragraph.lines.back().push_back(page.segments.size());
            page.segments.push_back({{}, {}, page.paragraphs.size() - 1});
        }
        block = word.block, line = word.line, number = word.page;
        Segment& segment = page.segments.back();
        paragraph.box = join(paragraph.box, word.box);
        segment.box = join(segment.box, word.box);
        segment.words.push_back(std::move(word));
        before = &segment.words.back();
    }
    return page;
}

bool is_label(const Segment& segment) {
    if (segment.words.empty() || segment.words.size() > 4) return false;
    if (segment.words.back().text.ends_with(':')) return true;
    constexpr std::array<std::string_view, 24> labels{
        "dato",      "tid",        "tidspunkt", "sted",     "hvornar", "hvor",    "periode", "start",
        "startdato", "slut",       "slutdato",  "frist",    "adresse", "belob",   "telefon", "modested",
        "lokale",    "klokkeslat", "svarfrist", "brevdato", "dag",     "modetid", "fra",     "til"};
    const std::string first = fold(segment.words.front().text);
    return std::find(labels.begin(), labels.end(), first) != labels.end() && segment.words.size() <= 3;
}

bool same_row(const Box& a, const Box& b) {
    const int overlap = std::min(a.y + a.h, b.y + b.h) - std::max(a.y, b.y);
    return overlap * 10 >= std::min(a.h, b.h) * 6;
}

bool same_column(const Box& a, const Box& b) {
    return std::min(a.x + a.w, b.x + b.w) > std::max(a.x, b.x);
}

// Prose is wide; what stands beside prose is a margin, not a table.
void tell_narrow(Page& page) {
    int left = 1 << 30, right = 0;
    for (const Segment& segment : page.segments)
        left = std::min(left, segment.box.x), right = std::max(right, segment.box.x + segment.box.w);
    std::vector<std::size_t> words(page.paragraphs.size());
    for (const Segment& segment : page.segments) {
        words[segment.paragraph] += segment.words.size();
        if (segment.words.size() > cell_words_max || segment.box.w * 3 > (right - left) * 2)
            page.paragraphs[segment.paragraph].narrow = false;
    }
    for (std::size_t i = 0; i < page.paragraphs.size(); ++i) {  // a column of prose
        const std::size_t lines = page.paragraphs[i].lines.size();
        if (lines > 3 && words[i] >= lines * 6) page.paragraphs[i].narrow = false;
    }
    std::vector<std::size_t> margin;
    for (std::size_t i = 0; i < page.paragraphs.size(); ++i) {
        const Paragraph& narrow = page.paragraphs[i];
        if (!narrow.narrow) continue;
        const auto beside = [&](const Paragraph& wide) {
            const int overlap =
                std::min(narrow.box.y + narrow.box.h, wide.box.y + wide.box.h) - std::max(narrow.box.y, wide.box.y);
            return !wide.narrow && wide.lines.size() > 2 && wide.page == narrow.page && overlap > 4;
        };
        if (std::any_of(page.paragraphs.begin(), page.paragraphs.end(), beside)) margin.push_back(i);
    }
    for (std::size_t i = 0; i < page.paragraphs.size(); ++i) {  // what stands over and under a margin's lines is margin
        const Paragraph& own = page.paragraphs[i];
        const bool in_margin = std::any_of(margin.begin(), margin.end(), [&](std::size_t m) {
            return page.paragraphs[m].page == own.page && std::abs(page.paragraphs[m].box.x - own.box.x) < 8;
        });
        if (in_margin) page.paragraphs[i].narrow = false;
    }
}

// A label with its value in another paragraph is a row even when the value is as long as a line of prose.
bool may_be_cell(const Page& page, const Segment& segment) {
    const Paragraph& paragraph = page.paragraphs[segment.paragraph];
    return paragraph.narrow || is_label(segment) ||
           (segment.words.size() <= value_words_max && paragraph.lines.size() <= 2);
}

bool starts_small(const Segment& segment) {
    const char first = segment.words.front().text.front();
    return first == '(' || (first >= 'a' && first <= 'z');
}

// Whether `segment` goes on a cell whose last line is `above`: it stands close below, and its first word did not fit.
bool goes_on(const Segment& above, const Segment& segment, int column_right) {
    const int height = std::max(above.box.h, segment.box.h);
    if (segment.box.y - (above.box.y + above.box.h) > height) return false;
    if (std::abs(segment.box.x - above.box.x) > 3 * height) return false;
    const std::string& end = above.words.back().text;
    if (end.ends_with(':') || end.ends_with('?')) return false;
    if (starts_small(segment) || end.ends_with(',') || end.ends_with('-')) return true;
    const int would_end = above.box.x + above.box.w + height / 3 + segment.words.front().box.w;
    return would_end > column_right;
}

int column_right(const Page& page, const std::vector<std::size_t>& scan, std::size_t segment) {
    int right = 0;
    const Box& own = page.segments[segment].box;
    for (const Segment& other : page.segments) {
        const bool near = std::abs(other.box.y - own.y) < own.h * 12 && std::abs(other.box.x - own.x) < own.h;
        if (near && other.words.front().page == page.segments[segment].words.front().page)
            right = std::max(right, other.box.x + other.box.w);
    }
    for (const std::size_t next : scan) {
        if (page.segments[next].box.x > own.x + own.w) right = std::min(right, page.segments[next].box.x);
    }
    return right;
}

class Rows {
  public:
    explicit Rows(Page& page) : page_(page) {}

    std::vector<Row> find() {
        lines_ = scanlines();
        for (std::size_t k = 0; k < lines_.size(); ++k) {
            const std::vector<std::size_t>& scan = lines_[k];
            if (take_on(k)) continue;
            open_ = false;
            start_ = k;
            if (scan.size() < 2 || !is_row(scan)) continue;
            rows_.push_back({{}, page_.segments[scan.front()].box.y, page_.segments[scan.front()].words.front().page});
            for (const std::size_t i : scan) rows_.back().cells.push_back({i}), page_.segments[i].row = rows_.size();
            open_ = true;
        }
        return std::move(rows_);
    }

  private:
    // What stands at one height, from left to right.
    [[nodiscard]] std::vector<std::vector<std::size_t>> scanlines() const {
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < page_.segments.size(); ++i) {
            if (may_be_cell(page_, page_.segments[i])) order.push_back(i);
        }
        const auto place = [&](std::size_t i) {
            const Segment& s = page_.segments[i];
            return std::pair(s.words.front().page, s.box.y + s.box.h / 2);
        };
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return place(a) < place(b); });
        std::vector<std::vector<std::size_t>> lines;
        for (const std::size_t i : order) {
            const bool joins = !lines.empty() && place(lines.back().front()).first == place(i).first &&
                               same_row(page_.segments[lines.back().front()].box, page_.segments[i].box);
            if (!joins) lines.emplace_back();
            lines.back().push_back(i);
        }
        for (auto& line : lines)
            std::stable_sort(line.begin(), line.end(),
                             [&](auto a, auto b) { return page_.segments[a].box.x < page_.segments[b].box.x; });
        return lines;
    }

    [[nodiscard]] bool is_row(const std::vector<std::size_t>& scan) const {
        for (std::size_t k = 0; k + 1 < scan.size(); ++k) {
            if (same_column(page_.segments[scan[k]].box, page_.segments[scan[k + 1]].box)) return false;
        }
        const auto narrow = [&](std::size_t i) { return page_.paragraphs[page_.segments[i].paragraph].narrow; };
        return std::all_of(scan.begin(), scan.end(), narrow) ||
               (is_label(page_.segments[scan.front()]) && scan.size() == 2);
    }

    // Wrapped cells: every segment of the line goes on a cell of the row above.
    bool take_on(std::size_t k) {
        if (!open_) return false;
        const std::vector<std::size_t>& scan = lines_[k];
        Row& row = rows_.back();
        const Segment& first = page_.segments[scan.front()];
        if (same_column(page_.segments[row.cells.front().back()].box, first.box) && !starts_small(first) && !padded(k))
            return false;
        if (scan.size() == row.cells.size() && is_label_row(row)) return false;
        std::vector<std::vector<std::size_t>*> cells;
        for (const std::size_t i : scan) {
            const Segment& segment = page_.segments[i];
            const auto cell = std::find_if(row.cells.begin(), row.cells.end(), [&](const auto& c) {
                const Segment& last = page_.segments[c.back()];
                return last.words.front().page == segment.words.front().page && same_column(last.box, segment.box) &&
                       goes_on(last, segment, column_right(page_, row_line(row), c.back()));
            });
            if (cell == row.cells.end()) return false;
            cells.push_back(&*cell);
        }
        for (std::size_t c = 0; c < scan.size(); ++c)
            cells[c]->push_back(scan[c]), page_.segments[scan[c]].row = rows_.size();
        return true;
    }

    // Whether the row stands apart from what is over or under it, so that a line close below its first cell is its own.
    [[nodiscard]] bool padded(std::size_t k) const {
        const auto gap = [&](std::size_t upper, std::size_t lower) {
            const Box& a = page_.segments[lines_[upper].front()].box;
            return page_.segments[lines_[lower].front()].box.y - (a.y + a.h);
        };
        const int inside = std::max(gap(k - 1, k), 1);
        const bool over = start_ > 0 && inside * 4 < gap(start_ - 1, start_) * 3;
        const bool under = k + 1 < lines_.size() && inside * 4 < gap(k, k + 1) * 3;
        return over && under;
    }

    // "Dato | Sagsnr. | Direkte" over their values: what stands below is another row, however close.
    [[nodiscard]] bool is_label_row(const Row& row) const {
        return std::all_of(row.cells.begin(), row.cells.end(), [&](const auto& cell) {
            const auto& words = page_.segments[cell.front()].words;
            return words.size() <= 3 && std::none_of(words.begin(), words.end(), [](const Word& word) {
                       return word.text.find_first_of("0123456789") != std::string::npos;
                   });
        });
    }

    static std::vector<std::size_t> row_line(const Row& row) {
        std::vector<std::size_t> line;
        line.reserve(row.cells.size());
        for (const auto& cell : row.cells) line.push_back(cell.front());
        return line;
    }

    Page& page_;
    std::vector<std::vector<std::size_t>> lines_;
    std::vector<Row> rows_;
    std::size_t start_ = 0;  // the line on which the open row began
    bool open_ = false;
};

class Setter {
  public:
    void put(Page& page, const Row& row) {
        ++block_, ++line_;
        for (const auto& cell : row.cells) {
            bool first = true;
            for (const std::size_t segment : cell) {
                put_words(page.segments[segment], first && &cell != &row.cells.front());
                first = false;
            }
        }
    }
    void put(Page& page, const std::vector<std::vector<std::size_t>>& lines) {
        ++block_;
        for (const auto& line : lines) {
            ++line_;
            for (const std::size_t segment : line) put_words(page.segments[segment], segment != line.front());
        }
    }
    std::vector<Word> out;

  private:
    void put_words(Segment& segment, bool opens_cell) {
        for (Word& word : segment.words) {
            word.line = line_, word.block = block_, word.opens_cell = opens_cell;
            opens_cell = false;
            out.push_back(std::move(word));
        }
    }
    int line_ = -1;
    int block_ = -1;
};

}  // namespace

std::vector<Word> arrange(std::vector<Word> words) {
    Page page = cut(std::move(words));
    tell_narrow(page);
    const std::vector<Row> rows = Rows(page).find();
    struct Item {
        int page = 0;
        int top = 0;
        const Row* row = nullptr;
        std::vector<std::vector<std::size_t>> lines;
    };
    std::vector<Item> items;
    items.reserve(rows.size());
    for (const Row& row : rows) items.push_back({row.page, row.top, &row, {}});
    for (const Paragraph& paragraph : page.paragraphs) {
        bool run = false;
        for (const auto& line : paragraph.lines) {
            std::vector<std::size_t> left;
            for (const std::size_t i : line) {
                if (page.segments[i].row == 0) left.push_back(i);
            }
            if (!run && !left.empty())
                items.push_back({paragraph.page, page.segments[left.front()].box.y, nullptr, {}});
            run = !left.empty();
            if (run) items.back().lines.push_back(std::move(left));
        }
    }
    std::stable_sort(items.begin(), items.end(),
                     [](const Item& a, const Item& b) { return a.page != b.page ? a.page < b.page : a.top < b.top; });
    Setter setter;
    for (const Item& item : items) {
        if (item.row != nullptr)
            setter.put(page, *item.row);
        else
            setter.put(page, item.lines);
    }
    return std::move(setter.out);
}

}  // namespace aaben::reading
