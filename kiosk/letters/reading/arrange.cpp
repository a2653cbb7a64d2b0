#include "reading/arrange.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "reading/fold.hpp"

namespace aaben::reading {
namespace {

struct Line {
    std::vector<Word> words;
    Box box;
    bool placed = false;
};

struct Paragraph {
    std::vector<Line> lines;
    Box box;
    int page = 0;
};

std::vector<Paragraph> paragraphs_of(std::vector<Word> words) {
    std::vector<Paragraph> paragraphs;
    int block = -1;
    int line = -1;
    int page = -1;
    for (Word& word : words) {
        if (word.block != block || word.page != page) paragraphs.push_back({{}, {}, word.page}), line = -1;
        Paragraph& paragraph = paragraphs.back();
        if (word.line != line || paragraph.lines.empty()) paragraph.lines.emplace_back();
        block = word.block, line = word.line, page = word.page;
        paragraph.box = join(paragraph.box, word.box);
        paragraph.lines.back().box = join(paragraph.lines.back().box, word.box);
        paragraph.lines.back().words.push_back(std::move(word));
    }
    return paragraphs;
}

bool is_label(const Line& line) {
    if (line.words.empty() || line.words.size() > 4) return false;
    if (line.words.back().text.ends_with(':')) return true;
    constexpr std::array<std::string_view, 24> labels{
        "dato",      "tid",        "tidspunkt", "sted",     "hvornar", "hvor",    "periode", "start",
        "startdato", "slut",       "slutdato",  "frist",    "adresse", "belob",   "telefon", "modested",
        "lokale",    "klokkeslat", "svarfrist", "brevdato", "dag",     "modetid", "fra",     "til"};
    std::string first = fold(line.words.front().text);
    return std::find(labels.begin(), labels.end(), first) != labels.end() && line.words.size() <= 3;
}

bool same_row(const Box& a, const Box& b) {
    const int overlap = std::min(a.y + a.h, b.y + b.h) - std::max(a.y, b.y);
    return overlap * 10 >= std::min(a.h, b.h) * 6;
}

// The value that stands to the right of a label in another paragraph: the nearest short line of the same row.
Line* value_of(const Line& label, std::vector<Paragraph>& paragraphs, const Paragraph& own) {
    Line* best = nullptr;
    for (Paragraph& other : paragraphs) {
        if (&other == &own || other.page != own.page) continue;
        for (Line& line : other.lines) {
            if (line.placed || line.words.size() > 14 || !same_row(label.box, line.box) || is_label(line)) continue;
            if (line.box.x < label.box.x + label.box.w) continue;
            if (best == nullptr || line.box.x < best->box.x) best = &line;
        }
    }
    return best;
}

}  // namespace

std::vector<Word> arrange(std::vector<Word> words) {
    std::vector<Paragraph> paragraphs = paragraphs_of(std::move(words));
    std::stable_sort(paragraphs.begin(), paragraphs.end(), [](const Paragraph& a, const Paragraph& b) {
        return a.page != b.page ? a.page < b.page : a.box.y < b.box.y;
    });
    std::vector<Word> out;
    int line_number = 0;
    int block_number = 0;
    const auto put = [&](Line& line) {
        line.placed = true;
        for (Word& word : line.words) {
            word.line = line_number, word.block = block_number;
            out.push_back(std::move(word));
        }
    };
    for (Paragraph& paragraph : paragraphs) {
        ++block_number;
        for (Line& line : paragraph.lines) {
            if (line.placed) continue;
            Line* value = is_label(line) ? value_of(line, paragraphs, paragraph) : nullptr;
            put(line);
            if (value != nullptr) put(*value);
            ++line_number;
        }
    }
    return out;
}

}  // namespace aaben::reading
