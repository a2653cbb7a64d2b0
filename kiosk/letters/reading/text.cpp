#include "reading/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "reading/fold.hpp"

namespace aaben::reading {
namespace {

bool is_outer(char c) {
    constexpr std::string_view outer = ".,:;!?()[]\"'*|<>{}_~=";
    return outer.find(c) != std::string_view::npos;
}

bool digit(char c) {
    return c >= '0' && c <= '9';
}

// Words that end with a full stop without ending a sentence.
bool is_abbreviation(const Token& token) {
    constexpr std::array<std::string_view, 34> known{
        "kl",  "d",   "tlf", "nr",   "ca",    "jf",  "pr",  "stk",  "st",  "f.eks", "bl.a", "evt",
        "mv",  "m.v", "osv", "inkl", "ekskl", "kr",  "mdr", "jan",  "feb", "mar",   "apr",  "jun",
        "jul", "aug", "sep", "sept", "okt",   "nov", "dec", "vedr", "dvs", "tel"};
    return std::find(known.begin(), known.end(), token.folded) != known.end();
}

bool names_month(std::string_view folded) {
    constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "maj", "jun",
                                                      "jul", "aug", "sep", "okt", "nov", "dec"};
    return std::find(months.begin(), months.end(), folded.substr(0, 3)) != months.end();
}

bool starts_upper(const Token& token) {
    if (token.raw.empty()) return false;
    const auto c = static_cast<unsigned char>(token.raw.front());
    if (c >= 'A' && c <= 'Z') return true;
    return token.raw.rfind("Æ", 0) == 0 || token.raw.rfind("Ø", 0) == 0 || token.raw.rfind("Å", 0) == 0;
}

Token make_token(const std::string& text, std::size_t word) {
    std::size_t from = 0;
    std::size_t to = text.size();
    while (from < to && is_outer(text[from])) ++from;
    while (to > from && is_outer(text[to - 1])) --to;
    Token token;
    token.lead = text.substr(0, from);
    token.raw = text.substr(from, to - from);
    token.tail = text.substr(to);
    token.folded = fold(token.raw);
    token.first_word = token.last_word = word;
    return token;
}

bool continues_lower(const std::string& next) {
    if (next.empty()) return false;
    const auto c = static_cast<unsigned char>(next.front());
    return (c >= 'a' && c <= 'z') || next.rfind("æ", 0) == 0 || next.rfind("ø", 0) == 0 || next.rfind("å", 0) == 0;
}

// "sam-" at a line's end and "tale" at the next one's start are one word; "syge- og" is not.
bool broken_by_hyphen(const Word& word, const Word* next) {
    if (next == nullptr || word.text.size() < 3 || word.text.back() != '-') return false;
    if (next->line == word.line && next->box.x > word.box.x) return false;  // not the next line of a wrapped cell
    if (digit(word.text[word.text.size() - 2]) || !continues_lower(next->text)) return false;
    return next->text != "og" && next->text != "eller";
}

int line_height(const Text& text, Span line) {
    int height = 0;
    for (std::size_t i = line.begin; i < line.end; ++i) {
        height = std::max(height, text.words[text.tokens[i].first_word].box.h);
    }
    return height;
}

void add_tokens(Text& text) {
    int line = -1;
    for (std::size_t i = 0; i < text.words.size(); ++i) {
        const Word& word = text.words[i];
        Token token = make_token(word.text, i);
        if (token.raw.empty() && !text.tokens.empty() && word.line == line) {
            text.tokens.back().tail += " " + word.text;  // a lone dash or bullet belongs to its neighbour
            continue;
        }
        if (!text.tokens.empty() && i > 0 && broken_by_hyphen(text.words[i - 1], &word) &&
            text.tokens.back().last_word == i - 1) {
            Token& before = text.tokens.back();
            before.raw.pop_back();
            before.raw += token.raw;
            before.folded = fold(before.raw);
            before.tail = token.tail;
            before.last_word = i;
            if (word.line != line) line = word.line, text.lines.push_back({text.tokens.size(), text.tokens.size()});
            continue;
        }
        if (word.line != line) {
            line = word.line;
            text.lines.push_back({text.tokens.size(), text.tokens.size()});
        } else if (!text.tokens.empty()) {
            const Box& left = text.words[text.tokens.back().last_word].box;
            token.after_gap = word.opens_cell || word.box.x - (left.x + left.w) > std::max(word.box.h, left.h) * 2;
        }
        token.line = text.lines.size() - 1;
        text.tokens.push_back(std::move(token));
        text.lines.back().end = text.tokens.size();
    }
    std::erase_if(text.lines, [](const Span& span) { return span.empty(); });
    for (std::size_t i = 0; i < text.lines.size(); ++i) {
        for (std::size_t t = text.lines[i].begin; t < text.lines[i].end; ++t) text.tokens[t].line = i;
    }
}

void add_cells(Text& text) {
    for (std::size_t i = 0; i < text.tokens.size(); ++i) {
        Token& token = text.tokens[i];
        const bool opens = token.after_gap || i == text.lines[token.line].begin;
        if (opens) text.cells.push_back({{i, i}, {}, text.words[token.first_word].page});
        Cell& cell = text.cells.back();
        token.cell = text.cells.size() - 1;
        cell.tokens.end = i + 1;
        for (std::size_t w = token.first_word; w <= token.last_word; ++w) cell.box = join(cell.box, text.words[w].box);
    }
}

void add_flat(Text& text) {
    for (std::size_t i = 0; i < text.tokens.size(); ++i) {
        Token& token = text.tokens[i];
        if (i > 0) text.flat += token.line == text.tokens[i - 1].line ? ' ' : '\n';
        text.flat += fold(token.lead);
        token.begin = text.flat.size();
        text.flat += token.folded;
        token.end = text.flat.size();
        text.flat += fold(token.tail);
    }
}

bool ends_sentence(const Text& text, std::size_t i) {
    const Token& token = text.tokens[i];
    const Token& next = text.tokens[i + 1];
    const std::string& tail = token.tail;
    if (tail.find('!') != std::string::npos || tail.find('?') != std::string::npos) return true;
    if (tail.find('.') == std::string::npos) return false;
    if (token.folded == "kr" || token.folded == "mdr") return starts_upper(next);
    if (is_abbreviation(token)) return false;
    const bool number = !token.folded.empty() && std::all_of(token.folded.begin(), token.folded.end(), digit);
    const bool opens_line = i == text.lines[token.line].begin;  // "1. Dine jobmål"
    if (number && token.folded.size() <= 2) return starts_upper(next) && !opens_line && !names_month(next.folded);
    return starts_upper(next) || digit(next.raw.empty() ? 'x' : next.raw.front()) ||
           next.lead.find('*') != std::string::npos;
}

// A new line starts a new sentence when it is a new paragraph, or when either line is a label with its value ("Tid: kl.
// 10").
bool breaks_at_line(const Text& text, std::size_t i) {
    const Token& token = text.tokens[i];
    const Token& next = text.tokens[i + 1];
    if (token.line == next.line) return false;
    const Word& a = text.words[token.last_word];
    const Word& b = text.words[next.first_word];
    if (a.page != b.page) return starts_upper(next);
    const Span next_line = text.lines[next.line];
    for (std::size_t k = next_line.begin; k < std::min(next_line.end, next_line.begin + 3); ++k) {
        if (text.tokens[k].tail.find(':') != std::string::npos) return true;
    }
    const Span this_line = text.lines[token.line];
    for (std::size_t k = this_line.begin; k + 1 < std::min(this_line.end, this_line.begin + 4); ++k) {
        if (text.tokens[k].tail.find(':') != std::string::npos && starts_upper(text.tokens[this_line.begin])) {
            return starts_upper(next);
        }
    }
    const int height = std::max(line_height(text, this_line), 1);
    const int next_height = std::max(line_height(text, next_line), 1);
    if ((starts_upper(next) || digit(next.raw.empty() ? 'x' : next.raw.front())) && a.block != b.block) return true;
    if (starts_upper(next) && (b.box.y - a.box.y > height * 5 / 2)) return true;
    if (b.box.y - a.box.y > height * 4) return true;
    if (starts_upper(next) && (height * 10 > next_height * 17 || next_height * 10 > height * 17)) return true;
    const bool bullet = next.lead.find_first_of("*-") != std::string::npos;
    const int width_left = text.words[text.tokens[this_line.end - 1].last_word].box.x;
    const int next_right = text.words[text.tokens[next_line.end - 1].last_word].box.x;
    return bullet || (starts_upper(next) && width_left * 2 < next_right);
}

void add_sentences(Text& text) {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.tokens.size(); ++i) {
        text.tokens[i].sentence = text.sentences.size();
        const bool last = i + 1 == text.tokens.size();
        if (last || ends_sentence(text, i) || breaks_at_line(text, i) || text.tokens[i + 1].after_gap) {
            text.sentences.push_back({begin, i + 1});
            begin = i + 1;
        }
    }
}

bool line_starts_with(const Text& text, Span line, std::initializer_list<std::string_view> starts) {
    const std::string& first = text.tokens[line.begin].folded;
    return std::any_of(starts.begin(), starts.end(), [&](std::string_view s) { return first == s; });
}

bool is_greeting(const Text& text, Span line) {
    for (std::size_t i = line.begin; i + 1 < line.end && i < line.begin + 3; ++i) {
        const bool adjective = same_word(text.tokens[i].folded, "venlig") ||
                               same_word(text.tokens[i].folded, "venlige") || text.tokens[i].folded == "kind" ||
                               text.tokens[i].folded == "bedste" || text.tokens[i].folded == "mange" ||
                               text.tokens[i].folded == "karlig";
        if (adjective && starts_like(text.tokens[i + 1].folded, "hilsen")) return true;
    }
    return line.end - line.begin <= 4 &&
           (starts_like(text.tokens[line.begin].folded, "hilsen") || text.tokens[line.begin].folded == "mvh");
}

bool full_line(const Text& text, Span line) {
    std::size_t run = 0;
    for (std::size_t i = line.begin; i < line.end; ++i) run = text.tokens[i].after_gap ? 1 : run + 1;
    return run >= 8;
}

int median_height(const Text& text) {
    std::vector<int> heights;
    heights.reserve(text.words.size());
    for (const Word& word : text.words) heights.push_back(word.box.h);
    if (heights.empty()) return 1;
    const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
    std::nth_element(heights.begin(), middle, heights.end());
    return std::max(*middle, 1);
}

bool is_title_line(const Text& text, std::size_t index, std::size_t salutation, int median) {
    const Span line = text.lines[index];
    if (line.end - line.begin > 14) return false;
    if (line_starts_with(text, line, {"vedr", "vedrorende", "emne", "angaende", "om", "overskrift", "titel", "re"}))
        return true;
    const bool tall = line_height(text, line) * 4 > median * 5 + 4;
    if (tall && index < text.lines.size() * 3 / 5) return true;
    const bool near = salutation < text.lines.size() && ((index < salutation && salutation - index <= 3) ||
                                                         (index > salutation && index - salutation <= 2));
    if (!near || text.tokens[line.end - 1].tail.find_first_of(".,") != std::string::npos) return false;
    if (index > salutation) {  // the letter's first line is a heading only when it stands alone
        const Span sentence = text.sentences[text.tokens[line.begin].sentence];
        if (line.end - line.begin > 9 || sentence.end != line.end) return false;
    }
    for (std::size_t i = line.begin; i < line.end; ++i) {
        if (text.tokens[i].tail.find(':') != std::string::npos && i < line.begin + 2) return false;
    }
    return true;
}

// A short line that stands alone and is no sentence: it opens a part of the letter.
bool is_heading(const Text& text, Span line) {
    const Token& last = text.tokens[line.end - 1];
    if (line.end - line.begin > 9 || !starts_upper(text.tokens[line.begin])) return false;
    if (last.tail.find_first_of(".,;:!") != std::string::npos) return false;
    const Span sentence = text.sentences[text.tokens[line.begin].sentence];
    if (sentence.begin != line.begin || sentence.end != line.end) return false;
    for (std::size_t i = line.begin; i < line.end; ++i)
        if (text.tokens[i].after_gap || digit(text.tokens[i].folded.front()))
            return false;  // a row, or a label's value
    return true;
}

// What stands in any letter of a sender, whatever it does: read by its heading.
bool heads_standard_part(const Text& text, Span line) {
    constexpr std::array<std::string_view, 14> headings{"rettigheder og pligter",
                                                        "ret og pligt",
                                                        "klagevejledning",
                                                        "vil klage",
                                                        "kan du klage",
                                                        "kan jeg klage",
                                                        "er uenig",
                                                        "personoplysning",
                                                        "databeskyt",
                                                        "uddrag af",
                                                        "lovgivning",
                                                        "abningstid",
                                                        "bisidder",
                                                        "telefonnumre"};
    const std::string_view heading(text.flat.data() + text.tokens[line.begin].begin,
                                   text.tokens[line.end - 1].end - text.tokens[line.begin].begin);
    return std::ranges::any_of(headings,
                               [&](std::string_view each) { return heading.find(each) != std::string_view::npos; });
}

// From the heading of a standard part to the next heading of any kind. Where nearly all would be standard, the letter
// is one of its own: a guide to rights and duties.
void mark_standard_parts(Text& text) {
    constexpr double nearly_all = 0.75;
    std::size_t body = 0, marked = 0;
    bool standard = false;
    for (const Span& line : text.lines) {
        if (text.tokens[line.begin].zone == Zone::Title || is_heading(text, line))
            standard = heads_standard_part(text, line);
        for (std::size_t i = line.begin; i < line.end; ++i) {
            Token& token = text.tokens[i];
            token.standard = standard && token.zone == Zone::Body;
            body += token.zone == Zone::Body ? 1 : 0, marked += token.standard ? 1 : 0;
        }
    }
    if (static_cast<double>(marked) < nearly_all * static_cast<double>(body)) return;
    for (Token& token : text.tokens) token.standard = false;
}

constexpr std::size_t signature_lines = 7;
constexpr std::size_t foot_lines = 2;

void add_zones(Text& text) {
    const std::size_t none = text.lines.size();
    std::size_t salutation = none;
    std::size_t greeting = none;
    for (std::size_t i = 0; i < none; ++i) {
        const Span line = text.lines[i];
        const bool calls =
            line_starts_with(text, line, {"kare", "hej", "goddag", "dear"}) && line.end - line.begin <= 9;
        if (salutation == none && calls && i < none * 2 / 3 + 1) salutation = i;
        if (greeting == none && i > none / 4 && is_greeting(text, line)) greeting = i;
    }
    // Without a salutation the letter begins with its first full line; a form has none, and begins below its
    // letterhead.
    const std::size_t letterhead = none / 4 + 1;
    std::size_t body = 0;
    while (body < std::min(none, letterhead) && !full_line(text, text.lines[body])) ++body;
    const int median = median_height(text);
    bool titled = false;
    for (std::size_t i = 0; i < none; ++i) {
        Zone zone = Zone::Body;
        if (i < std::min(salutation, std::max(body, salutation < none ? salutation : 0))) zone = Zone::Head;
        if (i >= greeting) zone = Zone::Foot;
        // What opens with its rights and duties behind a subject of its own is not about them.
        if (zone != Zone::Foot && is_title_line(text, i, salutation, median) &&
            !(titled && i > salutation && heads_standard_part(text, text.lines[i])))
            zone = Zone::Title;
        titled = titled || zone == Zone::Title;
        // Name, title, office and telephone follow the greeting; the last lines are the page's foot again.
        const bool appendix = zone == Zone::Foot && i >= greeting + signature_lines && i + foot_lines < none;
        for (std::size_t t = text.lines[i].begin; t < text.lines[i].end; ++t) {
            text.tokens[t].zone = zone;
            text.tokens[t].appendix = appendix;
        }
    }
}

}  // namespace

std::size_t Text::token_at(std::size_t flat_position) const {
    const auto after =
        std::upper_bound(tokens.begin(), tokens.end(), flat_position,
                         [](std::size_t position, const Token& token) { return position < token.begin; });
    return after == tokens.begin() ? 0 : static_cast<std::size_t>(after - tokens.begin()) - 1;
}

std::string Text::printed(Span span) const {
    std::string out;
    for (std::size_t i = span.begin; i < span.end; ++i) {
        if (i > span.begin) out += ' ';
        out += tokens[i].lead + tokens[i].raw + tokens[i].tail;
    }
    return out;
}

Box Text::box(Span span) const {
    Box out;
    for (std::size_t i = span.begin; i < span.end; ++i) {
        for (std::size_t w = tokens[i].first_word; w <= tokens[i].last_word; ++w) out = join(out, words[w].box);
    }
    return out;
}

double Text::confidence(Span span) const {
    double least = 1.0;
    for (std::size_t i = span.begin; i < span.end; ++i) {
        for (std::size_t w = tokens[i].first_word; w <= tokens[i].last_word; ++w)
            least = std::min(least, words[w].conf);
    }
    return least;
}

int Text::page(Span span) const {
    return span.empty() ? 0 : words[tokens[span.begin].first_word].page;
}

Text make_text(std::vector<Word> words) {
    Text text;
    text.words = std::move(words);
    add_tokens(text);
    add_cells(text);
    add_flat(text);
    add_sentences(text);
    add_zones(text);
    mark_standard_parts(text);
    return text;
}

}  // namespace aaben::reading
