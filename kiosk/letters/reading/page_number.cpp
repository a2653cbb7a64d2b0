#include "reading/page_number.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "reading/fold.hpp"

namespace aaben::reading {
namespace {

constexpr int pages_max = 20;
constexpr std::size_t words_of_a_number = 4;  // "Side" "1" "af" "2"

// Reads a number of one or two digits at `at` and moves behind it; 0 when there is none.
int number_at(std::string_view text, std::size_t& at) {
    int value = 0;
    std::size_t digits = 0;
    for (; at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])) && digits < 3; ++at, ++digits)
        value = value * 10 + (text[at] - '0');
    return digits == 0 || digits > 2 ? 0 : value;
}

bool take(std::string_view text, std::size_t& at, std::string_view word) {
    if (text.substr(at, word.size()) != word) return false;
    at += word.size();
    return true;
}

// "1af2", "1/2", "1" from `at` on. `alone`: nothing else may stand on the line.
PageNumber numbers(std::string_view text, std::size_t at, bool alone) {
    PageNumber found;
    found.number = number_at(text, at);
    const bool total = take(text, at, "af") || take(text, at, "/") || take(text, at, "of");
    if (total) found.of = number_at(text, at);
    const bool sense = found.number >= 1 && found.number <= pages_max && found.of <= pages_max &&
                       (found.of == 0 || found.number <= found.of);
    return sense && (!alone || at == text.size()) ? found : PageNumber{};
}

std::string squeezed(const std::vector<Word>& page, std::size_t from, std::size_t count) {
    std::string text;
    for (std::size_t i = from; i < page.size() && i < from + count && page[i].line == page[from].line; ++i) {
        for (const char c : page[i].text) {
            if (c != ' ' && c != ':' && c != '.' && c != '-')
                text += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
    }
    return text;
}

std::string line_of(const std::vector<Word>& page, std::size_t from) {
    std::string text = " ";
    for (std::size_t i = from; i < page.size() && page[i].line == page[from].line; ++i)
        text += fold(page[i].text) + ' ';
    return text;
}

bool says_it_goes_on(std::string_view line) {
    static const std::array<std::string, 6> signs{fold("næste") + ' ' + fold("side"),
                                                  fold("fortsættes") + ' ' + fold("på") + ' ' + fold("side"),
                                                  fold("fortsætter") + ' ' + fold("på") + ' ' + fold("side"),
                                                  fold("vend") + ' ' + fold("venligst"),
                                                  fold("vend") + ' ' + fold("arket"),
                                                  fold("se") + ' ' + fold("bagsiden")};
    return std::any_of(signs.begin(), signs.end(),
                       [&](const std::string& sign) { return line.find(' ' + sign) != std::string_view::npos; });
}

}  // namespace

PageNumber page_number(const std::vector<Word>& page) {
    PageNumber best;
    bool goes_on = false;
    bool best_side = false;
    for (std::size_t i = 0; i < page.size(); ++i) {
        const bool opens_line = i == 0 || page[i - 1].line != page[i].line;
        const std::string text = squeezed(page, i, words_of_a_number);
        PageNumber found;
        if (text.starts_with("side"))  // "på side 3" in a sentence is no page's number, "side 1 af 2" is one anywhere
            found = numbers(text, 4, false);
        else if (opens_line)
            found = numbers(squeezed(page, i, words_of_a_number + 1), 0, true);
        const bool whole_line = opens_line && text.starts_with("side") &&
                                numbers(squeezed(page, i, words_of_a_number + 1), 4, true).number > 0;
        if (found.of == 0 && !whole_line) found = {};
        // "Side 1 af 2" before a bare "3 af 3", which may count attachments.
        const bool side = text.starts_with("side");
        const bool better = side != best_side ? side : found.of > best.of;
        if (found.number > 0 && (better || best.number == 0)) best = found, best_side = side;
        goes_on = goes_on || (opens_line && says_it_goes_on(line_of(page, i)));
    }
    best.goes_on = goes_on;
    return best;
}

int missing_page(const std::vector<PageNumber>& laid) {
    int of = 0, numbered = 0;
    const auto is_laid = [&](int number) {
        return std::any_of(laid.begin(), laid.end(), [&](const PageNumber& p) { return p.number == number; });
    };
    for (const PageNumber& p : laid) of = std::max({of, p.of, p.number}), numbered += p.number > 0;
    const bool all_numbered = numbered == static_cast<int>(laid.size());
    for (int number = 1; all_numbered && number <= of; ++number) {
        if (!is_laid(number)) return number;
    }
    const auto pages = static_cast<int>(laid.size());
    if (!all_numbered && of > pages) return pages + 1;
    if (of == 0 && pages > 0 && laid.back().goes_on) return pages + 1;
    return 0;
}

}  // namespace aaben::reading
