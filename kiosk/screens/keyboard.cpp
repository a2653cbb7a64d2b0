// The own keyboard, in the alphabet of who types. Keys stand in the order of that alphabet, since few of those who
// stand here have learnt another; Latin letters run from left to right on a mirrored page too.
#include <algorithm>

#include "language/utf8.hpp"
#include "screens/page.hpp"

namespace aaben::screens {

namespace {
using Letters = std::vector<std::string>;

constexpr std::array<std::string_view, 10> digits{"1", "2", "3", "4", "5", "6", "7", "8", "9", "0"};
constexpr std::array<std::string_view, 2> marks{".", ","};

// Whose letters stand on the keys: those of what is read here, when it has any and nobody asked for the Danish ones.
const language::Language& alphabet_of(const Page& page) {
    const language::Language& own = page.assets.words.spoken(page.language);
    return own.letters.empty() || page.citizen().danish_letters ? page.assets.words.spoken(danish_tag) : own;
}

// Three letters that the one alphabet has and the other lacks: what the key that leads to it is called.
std::string sample_of(const Letters& one, const Letters& other) {
    std::string words;
    int n = 0;
    for (const std::string& letter : one)
        if (n < 3 && std::ranges::find(other, letter) == other.end()) words += letter, ++n;
    return words;
}

bool has_two_alphabets(const Page& page) {
    return page.language != danish_tag && !page.assets.words.spoken(page.language).letters.empty();
}

// In a language with letters of its own: the way to the Danish ones and back.
void alphabet_key(Page& page, const Rect& box) {
    const Letters& danish = page.assets.words.spoken(danish_tag).letters;
    const Letters& own = page.assets.words.spoken(page.language).letters;
    const std::string label = page.citizen().danish_letters ? sample_of(own, danish) : sample_of(danish, own);
    if (page.ui.key(box, label)) page.send(flow::AlphabetTouched{});
}

// Ethiopic writes a consonant with its vowel as one letter, in rows of eight, of which the first stands on the keys
// (Unicode, block Ethiopic, U+1200–U+135A). The six that follow it in the row that what was typed ends in, or in the
// row of the bare vowel (U+12A0) where it ends in something else.
constexpr std::size_t vowel_count = 6;

bool is_ethiopic(const language::Language& alphabet) {
    return !alphabet.letters.empty() && alphabet.letters.front() == "\u1200";
}

struct Vowels {
    std::array<std::string, vowel_count> forms;
    bool instead = false;  // of the last letter
};

Vowels vowels_after(const Letters& letters, std::string_view content) {
    constexpr char32_t row = 8, bare = 0x12A0;
    const std::u32string typed = language::points(content);
    const char32_t first = typed.empty() ? bare : typed.back() / row * row;
    std::string consonant;
    language::append(consonant, first);
    Vowels vowels;
    vowels.instead = !typed.empty() && std::ranges::find(letters, consonant) != letters.end();
    for (std::size_t i = 0; i < vowel_count; ++i)
        language::append(vowels.forms[i], (vowels.instead ? first : bare) + static_cast<char32_t>(i) + 1);
    return vowels;
}

void vowel_keys(Page& page, const Rect& row, const Letters& letters, std::string_view content) {
    const Vowels vowels = vowels_after(letters, content);
    const std::vector<Rect> cells = widgets::grid(row, vowel_count, 1, 0);
    for (std::size_t i = 0; i < vowel_count; ++i) {
        if (!page.ui.key(cells[i], vowels.forms[i])) continue;
        if (vowels.instead) page.send(flow::EraseTouched{});
        page.send(flow::KeyTouched{vowels.forms[i]});
    }
}

// The end of what was typed, where the next letter comes; the tree has all of it.
void words_box(Page& page, const Rect& box, const Typing& typing) {
    const auto scope = page.ui.card(box, typing.label);
    widgets::TextLook look = widgets::body_look(26);
    look.face = palette::card;
    const Rect inner = box.inset(26, 14);
    if (typing.content.empty()) look.ink = palette::quiet;
    std::string words = typing.content.empty() ? std::string(typing.hint) : std::string(typing.content);
    while (page.ui.measure(words, look, inner.w).h > inner.h) {
        const std::size_t cut = words.find(' ', 4);
        if (cut == std::string::npos) break;
        words = "… " + words.substr(cut + 1);
    }
    page.ui.text(inner, words, look);
}

// How many keys, in how many lines, and whether the last line takes the heading's room.
struct Plan {
    std::size_t columns = 0, digit_keys = 0, lines = 0;
    bool low = false;
};

Plan plan_of(const Page& page, const Typing& typing, const Letters& letters) {
    Plan plan{.columns = page.portrait() ? 6U : 10U};
    if (typing.digits || typing.prose)
        plan.digit_keys = (digits.size() + plan.columns - 1) / plan.columns * plan.columns;
    const std::size_t others = has_two_alphabets(page) ? 2 : 1;  // what erases, and the other alphabet
    plan.lines = (plan.digit_keys + letters.size() + others + plan.columns - 1) / plan.columns;
    plan.low = !page.portrait() && plan.lines > 3;
    return plan;
}

// What is asked, and what was typed.
void typed_words(Page& page, const Typing& typing, const Plan& plan, const language::Language& alphabet) {
    Ui& ui = page.ui;
    Rect band = page.rest.take_top(widgets::target_dp);
    const bool vowels = is_ethiopic(alphabet), crowded = vowels && !page.portrait();
    if (!page.model.staff && !page.model.door && !crowded) {
        voice_pill(page, band);
        language_pills(page, band);
    }
    if (crowded)
        vowel_keys(page, band.take_end(vowel_count * widgets::target_dp, gap), alphabet.letters, typing.content);
    if (typing.prose) {
        page.rest.take_top(page.portrait() ? 160.F : 40.F);
        band.h += page.portrait() ? 160.F : 40.F;
        words_box(page, band.inset(0, 8), typing);
    } else if (typing.digits || plan.low) {
        widgets::TextLook question = widgets::label_look(24);
        question.stand = widgets::Stand::Middle;
        if (!typing.digits) ui.heading(band.take_start(crowded ? 190.F : 250.F, gap), typing.label, question);
        ui.field(band.inset(0, 10), typing.label, typing.content, crowded ? std::string_view{} : typing.hint);
    } else {
        widgets::TextLook heading = widgets::title_look(page.portrait() ? 36.F : 40.F);
        heading.stand = widgets::Stand::Middle;
        ui.heading(band, typing.label, heading);
        ui.field(page.rest.take_top(96, 14), typing.label, typing.content, typing.hint);
    }
    if (vowels && !plan.low) vowel_keys(page, page.rest.take_top(widgets::target_dp), alphabet.letters, typing.content);
}

void row_below(Page& page, Rect row, const Typing& typing) {
    Ui& ui = page.ui;
    const widgets::ButtonLook back{.label = page.say(Key::common_back), .icon = icon::back};
    if (ui.button(row.take_start(ui.button_width(back), gap), back)) page.send(flow::BackTouched{});
    const widgets::ButtonLook next{.label = typing.next,
                                   .icon = icon::check,
                                   .kind = Kind::Primary,
                                   .disabled = typing.content.size() < typing.least};
    if (ui.button(row.take_end(std::max(page.portrait() ? 200.F : 260.F, ui.button_width(next)), gap), next)) {
        page.send(flow::NextTouched{});
    }
    // Upright they stand behind the digits, where the row has room.
    for (const std::string_view mark : marks)
        if (typing.prose && !page.portrait() && ui.key(row.take_end(widgets::target_dp), mark))
            page.send(flow::KeyTouched{std::string(mark)});
    constexpr float room_for_the_word = 210;
    const std::string_view space = page.say(Key::common_space);
    if (typing.space && ui.key(row, row.w < room_for_the_word ? std::string_view{} : space, "space_bar", space))
        page.send(flow::KeyTouched{" "});
}

void keys(Page& page, const Typing& typing, const Plan& plan, const language::Language& alphabet) {
    Ui& ui = page.ui;
    const float key_h = std::min(126.F, page.rest.h / static_cast<float>(plan.lines));
    const Rect area = page.rest.middle(page.rest.w, key_h * static_cast<float>(plan.lines));
    std::vector<Rect> cells = widgets::grid(area, plan.columns, plan.lines, 0);
    if (ui.rtl() && !alphabet.rtl) {
        for (Rect& cell : cells) cell.x = area.x + area.end() - cell.end();
    }
    for (std::size_t i = 0; plan.digit_keys > 0 && i < digits.size(); ++i) {
        if (ui.key(cells[i], digits[i])) page.send(flow::KeyTouched{std::string(digits[i])});
    }
    for (std::size_t i = 0; typing.prose && page.portrait() && i < marks.size(); ++i) {
        if (ui.key(cells[digits.size() + i], marks[i])) page.send(flow::KeyTouched{std::string(marks[i])});
    }
    const bool begins = typing.capital || typing.content.empty() ||
                        (typing.prose ? typing.content.ends_with(". ") : typing.content.back() == ' ');
    const Letters& typed = begins ? alphabet.letters : alphabet.small_letters;
    for (std::size_t i = 0; i < alphabet.letters.size(); ++i) {
        if (ui.key(cells[plan.digit_keys + i], alphabet.letters[i])) page.send(flow::KeyTouched{typed[i]});
    }
    const std::size_t last = plan.digit_keys + alphabet.letters.size();
    erase_key(page, cells[last]);
    if (has_two_alphabets(page)) alphabet_key(page, cells[last + 1]);
}
}  // namespace

void erase_key(Page& page, const Rect& box) {
    if (page.ui.key(box, {}, icon::erase, page.say(Key::common_erase))) page.send(flow::EraseTouched{});
}

void keyboard_screen(Page& page, const Typing& typing) {
    const language::Language& alphabet = alphabet_of(page);
    const Plan plan = plan_of(page, typing, alphabet.letters);
    typed_words(page, typing, plan, alphabet);
    page.rest.take_bottom(page.portrait() ? 28.F : 16.F);
    row_below(page, page.rest.take_bottom(button_height, 10), typing);
    keys(page, typing, plan, alphabet);
}

void digit_pad(Page& page, const Rect& area) {
    constexpr std::size_t columns = 3, lines = 4;
    Rect pad = area.middle(std::min(area.w, 480.F), std::min(area.h, 4 * 132.F));
    if (!page.portrait()) pad.x = area.end() - pad.w;  // it closes with the page's edge
    std::vector<Rect> cells = widgets::grid(pad, columns, lines, 0);
    if (page.ui.rtl()) {
        for (Rect& cell : cells) cell.x = pad.x + pad.end() - cell.end();
    }
    for (std::size_t i = 0; i < 9; ++i) {
        if (page.ui.key(cells[i], digits[i])) page.send(flow::KeyTouched{std::string(digits[i])});
    }
    if (page.ui.key(cells[10], "0")) page.send(flow::KeyTouched{"0"});
    erase_key(page, cells[11]);
}

}  // namespace aaben::screens
