// What the jobcenter sealed to this caseworker: a card a note, newest first, in pages; a long text goes on in a next
// card.
#include <algorithm>

#include "language/utf8.hpp"
#include "screens/page.hpp"

namespace aaben::screens {

namespace {
struct NoteCard {
    const flow::Note* note = nullptr;
    std::string_view text;
    bool goes_on = false;  // not the first card of its note
    float height = 0;
};

// The longest beginning of `text` that stands within `most` letters, ends between words and has few lines of its own.
std::string_view beginning(std::string_view text, std::size_t most) {
    constexpr std::size_t line_weight = 55;  // a line break takes the room of so many letters
    std::size_t weight = 0, end = 0, between = 0;
    while (end < text.size() && weight < most) {
        if (text[end] == '\n' || text[end] == ' ') between = end;
        weight += text[end] == '\n' ? line_weight : 1;
        ++end;
    }
    if (end == text.size()) return text;
    if (between > 0) return text.substr(0, between);
    return text.substr(0, language::point_begin(text, end));
}

Key kind_words(flow::NoteKind kind) {
    switch (kind) {
        case flow::NoteKind::Answer:
            return Key::staff_note_answer;
        case flow::NoteKind::Transfer:
            return Key::staff_note_transfer;
        case flow::NoteKind::Brief:
            break;
    }
    return Key::staff_note_brief;
}

std::string_view kind_icon(flow::NoteKind kind) {
    if (kind == flow::NoteKind::Answer) return icon::phone;
    return kind == flow::NoteKind::Transfer ? icon::forward : icon::person;
}

widgets::TextLook note_look() {
    widgets::TextLook look = widgets::body_look(26);
    look.face = palette::card;
    return look;
}

constexpr float head_h = 48, margin_x = 30, margin_y = 20, apart = 16;

std::vector<NoteCard> cards_of(const Page& page, float width, float most_h) {
    std::vector<NoteCard> cards;
    for (const flow::Note& note : page.model.staff->notes) {
        std::string_view rest = note.text;
        bool goes_on = false;
        do {
            NoteCard card{&note, {}, goes_on};
            for (std::size_t most = 600;; most = most * 2 / 3) {
                card.text = beginning(rest, most);
                card.height = head_h + 2 * margin_y + 8 +
                              page.ui.measure(std::string(card.text), note_look(), width - 2 * margin_x).h;
                if (card.height <= most_h || most < 40) break;
            }
            card.height = std::min(card.height, most_h);
            rest.remove_prefix(card.text.size());
            while (!rest.empty() && (rest.front() == ' ' || rest.front() == '\n')) rest.remove_prefix(1);
            cards.push_back(card);
            goes_on = true;
        } while (!rest.empty());
    }
    return cards;
}

void draw_card(Page& page, const Rect& box, const NoteCard& card) {
    const flow::Note& note = *card.note;
    const std::string_view kind = page.say(kind_words(note.kind));
    const std::string day = text::date_short(page.assets.words, calendar::copenhagen(note.at_ms).date, page.language);
    const std::string head =
        card.goes_on
            ? page.say(Key::staff_note_more, {{"kind", kind}})
            : page.say(Key::staff_note_came, {{"kind", kind}, {"date", day}, {"time", clock(page, note.at_ms)}});
    const auto scope = page.ui.card(box, head);
    Rect inner = box.inset(margin_x, margin_y);
    widgets::TextLook title = widgets::label_look(25);
    title.face = palette::card;
    page.ui.fact(inner.take_top(head_h, 8), kind_icon(note.kind), head, title, palette::primary);
    page.ui.text(inner, card.text, note_look());
}

// Cards are packed in order; the first card of each page.
std::vector<std::size_t> page_starts(const std::vector<NoteCard>& cards, float most_h) {
    std::vector<std::size_t> starts;
    float used = most_h + 1;
    for (std::size_t i = 0; i < cards.size(); ++i) {
        if (used + cards[i].height > most_h) starts.push_back(i), used = 0;
        used += cards[i].height + apart;
    }
    return starts;
}
}  // namespace

void draw(Page& page, const flow::StaffNotesScreen&) {
    staff_header(page, true);
    Rect row = page.footer();
    page.title(page.say(Key::staff_notes_title), 46);
    if (!page.model.staff || page.model.staff->notes.empty()) return;
    const std::vector<NoteCard> cards = cards_of(page, page.rest.w, page.rest.h);
    const std::vector<std::size_t> starts = page_starts(cards, page.rest.h);
    const std::size_t here = page.pager(row, starts.size(), 1, page.model.staff->list_page);
    const std::size_t end = here + 1 < starts.size() ? starts[here + 1] : cards.size();
    for (std::size_t i = starts[here]; i < end; ++i)
        draw_card(page, page.rest.take_top(cards[i].height, apart), cards[i]);
}

}  // namespace aaben::screens
