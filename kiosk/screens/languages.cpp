// The languages: how one comes to them from every citizen's screen, and all of them to choose from, each by its own
// name with its own greeting, so that nobody needs to read Danish to find theirs.
#include <algorithm>

#include "screens/page.hpp"

namespace aaben::screens {

namespace {
constexpr std::string_view isolate_begin = "\u2068", isolate_end = "\u2069";
constexpr float pill_gap = 12;

// "Dansk   English   العربية …": each kept together, and in its own direction.
std::string all_names(const Page& page) {
    std::string names;
    for (const language::Language& language : page.assets.words.languages()) {
        if (!names.empty()) names += "\u2003";
        names += std::string(isolate_begin) + language.name + std::string(isolate_end);
    }
    return names;
}

// The other of two languages, one touch away: Danish, so that staff can help, and back to one's own.
const language::Language* other_language(const Page& page) {
    if (page.language != danish_tag) return page.assets.words.language(danish_tag);
    return page.assets.words.language(page.citizen().own_language);
}

float other_pill_width(Page& page, const language::Language& other) {
    return page.ui.pill_width({.label = other.name, .language = other.tag}) + pill_gap;
}

void other_pill(Page& page, Rect& band) {
    const language::Language* other = other_language(page);
    if (other == nullptr) return;
    const widgets::ButtonLook look{.label = other->name, .language = other->tag};
    if (page.ui.pill(band.take_end(page.ui.pill_width(look), pill_gap), look))
        page.send(flow::LanguageTouched{other->tag});
}
}  // namespace

// 'Læs højt'; where no voice speaks the language, what there is instead.
void voice_pill(Page& page, Rect& band) {
    if (!page.model.has_voice) return;
    const bool mute = page.assets.words.spoken(page.language).espeak.empty();
    const widgets::ButtonLook look{
        .icon = icon::speak, .selected = page.citizen().aloud && !mute, .name = page.say(Key::voice_aloud)};
    if (!page.ui.pill(band.take_end(widgets::target_dp, pill_gap), look)) return;
    if (mute)
        page.send(flow::NoVoiceTouched{});
    else
        page.send(flow::SpeakTouched{});
}

float voice_pill_width(const Page& page) {
    return page.model.has_voice ? widgets::target_dp + pill_gap : 0;
}

void draw_no_voice(Page& page) {
    page.ui.header(page.rest, {.title = page.model.roster.unit_name, .detail = clock(page, page.model.now_ms)});
    Rect row = page.footer();
    const widgets::ButtonLook in_danish{
        .label = page.say(Key::voice_in_danish), .icon = icon::speak, .kind = Kind::Primary, .size = 28};
    if (page.ui.button(row.take_end(std::max(300.F, page.ui.button_width(in_danish)), gap), in_danish)) {
        page.send(flow::LanguageTouched{std::string(danish_tag)});
        if (!page.citizen().aloud) page.send(flow::SpeakTouched{});
    }
    message(page, icon::speak, palette::primary, page.say(Key::voice_none), {});
}

float language_pills_width(Page& page) {
    const language::Language* other = other_language(page);
    return widgets::target_dp + pill_gap + (other != nullptr ? other_pill_width(page, *other) : 0);
}

void language_pills(Page& page, Rect& band) {
    const widgets::ButtonLook all{.icon = icon::language, .name = page.say(Key::common_language)};
    if (page.ui.pill(band.take_end(widgets::target_dp, pill_gap), all)) page.send(flow::LanguagesTouched{});
    other_pill(page, band);
}

void language_names(Page& page, Rect box) {
    other_pill(page, box);
    const std::string names = all_names(page);
    const widgets::ButtonLook look{
        .label = names, .icon = icon::language, .size = 20, .name = page.say(Key::common_language)};
    if (page.ui.button(box.inset(0, 8), look)) page.send(flow::LanguagesTouched{});
}

std::string_view translated_by(const Page& page) {
    const language::Language* spoken = page.assets.words.language(page.language);
    const bool by_machine = spoken != nullptr && spoken->tag != danish_tag && spoken->reviewed_by.empty();
    return by_machine ? page.say(Key::common_translated_by_machine) : std::string_view{};
}

void draw_languages(Page& page) {
    page.ui.header(page.rest, {.title = page.model.roster.unit_name, .detail = clock(page, page.model.now_ms)});
    page.title(page.say(Key::common_language));
    page.footer();
    const auto languages = page.assets.words.languages();
    const std::size_t columns = page.portrait() ? 2 : std::max<std::size_t>(5, (languages.size() + 2) / 3);
    const std::size_t lines = (languages.size() + columns - 1) / columns;
    const std::vector<Rect> cells = widgets::grid(page.rest, columns, lines, gap);
    for (std::size_t i = 0; i < languages.size(); ++i) {
        const language::Language& each = languages[i];
        if (page.ui.language_tile(
                cells[i],
                {.tag = each.tag, .name = each.name, .greeting = each.greeting, .selected = each.tag == page.language}))
            page.send(flow::LanguageTouched{each.tag});
    }
}

}  // namespace aaben::screens
