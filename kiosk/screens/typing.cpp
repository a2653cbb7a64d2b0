// The own keyboard and digit pad, and the screens that type: name, CPR number, services beside them.
#include "screens/page.hpp"

namespace aaben::screens {

namespace {
constexpr std::array<std::string_view, 29> letters{"A", "B", "C", "D", "E", "F", "G", "H", "I", "J",
                                                   "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T",
                                                   "U", "V", "W", "X", "Y", "Z", "Æ", "Ø", "Å"};
constexpr std::array<std::string_view, 29> small_letters{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j",
                                                         "k", "l", "m", "n", "o", "p", "q", "r", "s", "t",
                                                         "u", "v", "w", "x", "y", "z", "æ", "ø", "å"};
constexpr std::array<std::string_view, 10> digits{"1", "2", "3", "4", "5", "6", "7", "8", "9", "0"};

constexpr std::array<std::string_view, 2> marks{".", ","};

void erase_key(Page& page, const Rect& box) {
    if (page.ui.key(box, {}, icon::erase, page.say(Key::common_erase))) page.send(flow::EraseTouched{});
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
}  // namespace

// Keys stand in the order of the alphabet, from left to right in every language: the letters are Latin.
void keyboard_screen(Page& page, const Typing& typing) {
    Ui& ui = page.ui;
    Rect band = page.rest.take_top(widgets::target_dp);
    widgets::TextLook heading = widgets::title_look(page.portrait() ? 36.F : 40.F);
    heading.stand = widgets::Stand::Middle;
    if (typing.prose) {
        page.rest.take_top(page.portrait() ? 160.F : 40.F);
        band.h += page.portrait() ? 160.F : 40.F;
        words_box(page, band.inset(0, 8), typing);
    } else if (typing.digits) {
        ui.field(band.inset(0, 10), typing.label, typing.content, typing.hint);
    } else {
        ui.heading(band, typing.label, heading);
        ui.field(page.rest.take_top(96, 14), typing.label, typing.content, typing.hint);
    }
    page.rest.take_bottom(page.portrait() ? 28.F : 16.F);
    Rect row = page.rest.take_bottom(button_height, 10);
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
    if (typing.space && ui.key(row, page.say(Key::common_space), "space_bar")) page.send(flow::KeyTouched{" "});

    const std::size_t columns = page.portrait() ? 6 : 10;
    std::size_t at = 0;
    const bool with_digits = typing.digits || typing.prose;
    const std::size_t digit_keys = with_digits ? (digits.size() + columns - 1) / columns * columns : 0;
    const std::size_t count = digit_keys + letters.size() + 1;
    const std::size_t lines = (count + columns - 1) / columns;
    const float key_h = std::min(126.F, page.rest.h / static_cast<float>(lines));
    Rect area = page.rest.middle(page.rest.w, key_h * static_cast<float>(lines));
    std::vector<Rect> cells = widgets::grid(area, columns, lines, 0);
    if (ui.rtl()) {  // Latin letters run from left to right on a mirrored page too
        for (Rect& cell : cells) cell.x = area.x + area.end() - cell.end();
    }
    for (std::size_t i = 0; with_digits && i < digits.size(); ++i) {
        if (ui.key(cells[at + i], digits[i])) page.send(flow::KeyTouched{std::string(digits[i])});
    }
    for (std::size_t i = 0; typing.prose && page.portrait() && i < marks.size(); ++i) {
        if (ui.key(cells[digits.size() + i], marks[i])) page.send(flow::KeyTouched{std::string(marks[i])});
    }
    at += digit_keys;
    const bool begins = typing.capital || typing.content.empty() ||
                        (typing.prose ? typing.content.ends_with(". ") : typing.content.back() == ' ');
    for (std::size_t i = 0; i < letters.size(); ++i) {
        if (ui.key(cells[at + i], letters[i])) {
            page.send(flow::KeyTouched{std::string(begins ? letters[i] : small_letters[i])});
        }
    }
    erase_key(page, cells[at + letters.size()]);
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

void draw(Page& page, const flow::NameScreen& screen) {
    keyboard_screen(page, {.label = page.say(Key::name_title),
                           .content = screen.typed,
                           .hint = page.say(Key::name_hint),
                           .next = page.say(Key::common_save)});
}

// What is typed is masked and not spoken; a scan is as good. Never required, never an error.
void draw(Page& page, const flow::IdentifyScreen& screen) {
    Ui& ui = page.ui;
    page.header();
    Rect row = page.footer();
    const std::string& typed = screen.typed;
    page.primary_when(row, typed.size() >= 7, page.say(Key::common_next), flow::NextTouched{});
    Rect words = page.portrait() ? page.rest.take_top(430, gap) : page.rest.take_start(page.rest.w * 0.54F, 40);
    digit_pad(page, page.rest);
    const widgets::TextLook title = widgets::title_look(48);
    ui.heading(words.take_top(ui.measure(page.say(Key::identify_title), title, words.w).h, 18),
               page.say(Key::identify_title), title);
    ui.field(words.take_bottom(108, 20), page.say(Key::identify_number), typed, page.say(Key::identify_number), true);
    const float facts = page.portrait() ? 74.F : 92.F;
    ui.fact(words.take_top(facts, 8), icon::badge, page.say(Key::identify_scan), widgets::body_look(26));
    ui.fact(words.take_top(facts, 8), icon::rights, page.say(Key::identify_private), widgets::body_look(26));
}

void draw(Page& page, const flow::ServicesScreen&) {
    page.header();
    page.title(page.say(Key::service_title), 46);
    Rect row = page.footer();
    page.primary(row, page.say(Key::common_save), icon::check, flow::NextTouched{});
    const std::vector<Rect> cells =
        page.portrait() ? widgets::grid(page.rest, 2, 4, gap) : widgets::grid(page.rest, 4, 2, gap);
    for (std::size_t i = 0; i < visit::service_names.size(); ++i) {
        const auto service = static_cast<visit::Service>(i);
        const Shown look = shown(service);
        if (page.ui.tile(cells[i], {.label = page.say(look.label),
                                    .icon = look.icon,
                                    .tint = look.tint,
                                    .selected = page.citizen().choices.services.has(service),
                                    .choice = true,
                                    .size = 25})) {
            page.send(flow::ServiceTouched{service});
        }
    }
}

}  // namespace aaben::screens
