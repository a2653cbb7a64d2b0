// The way to a letter's meaning: under the camera, by its code, or chosen by look and first words.
#include <algorithm>

#include "screens/page.hpp"

namespace aaben::screens {

Tint tint_named(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, Tint>, 7> tints{{{"mint", Tint::Mint},
                                                                      {"sky", Tint::Sky},
                                                                      {"sand", Tint::Sand},
                                                                      {"rose", Tint::Rose},
                                                                      {"lilac", Tint::Lilac},
                                                                      {"moss", Tint::Moss},
                                                                      {"stone", Tint::Stone}}};
    for (const auto& [known, tint] : tints) {
        if (known == name) return tint;
    }
    return Tint::Stone;
}

void draw(Page& page, const flow::LetterStartScreen& screen) {
    Ui& ui = page.ui;
    page.header();
    page.title(page.say(Key::letter_start_title));
    Rect row = page.footer();
    page.secondary(row, page.say(Key::letter_talk_here), icon::talk, flow::TalkTouched{});
    const bool unknown = screen.unknown_code;
    const Rect strip = page.rest.take_bottom(104, gap);
    {
        const widgets::Colour face = unknown ? widgets::colours_of(Tint::Sand).face : palette::still;
        const auto scope = ui.card(strip, {}, face, unknown ? palette::amber : palette::still);
        widgets::TextLook look = widgets::body_look(27);
        look.face = face;
        const std::string words = unknown ? std::string(page.say(Key::letter_unknown_code)) + ". " +
                                                std::string(page.say(Key::letter_unknown_code_hint))
                                          : std::string(page.say(Key::letter_scan_hint));
        ui.fact(strip.inset(30, 12), unknown ? icon::otherwise : icon::scan, words, look,
                unknown ? widgets::rgb(0x7A4B00) : palette::primary);
    }
    const bool camera = page.model.has_camera;
    const widgets::ChoiceLook choose{.label = page.say(Key::letter_choose),
                                     .detail = page.say(Key::letter_choose_hint),
                                     .icon = "manage_search",
                                     .primary = !camera};
    if (!camera) {
        if (ui.choice(page.rest, choose)) page.send(flow::ChooseTouched{});
        return;
    }
    const std::vector<Rect> ways =
        page.portrait() ? widgets::grid(page.rest, 1, 2, gap) : widgets::grid(page.rest, 2, 1, gap);
    if (ui.choice(ways[0], {.label = page.say(Key::letter_camera),
                            .detail = page.say(Key::letter_camera_hint),
                            .icon = "document_scanner",
                            .primary = true})) {
        page.send(flow::CameraTouched{});
    }
    if (ui.choice(ways[1], choose)) page.send(flow::ChooseTouched{});
}

namespace {
Key stage_words(flow::ReadingStage stage) {
    using flow::ReadingStage;
    switch (stage) {
        case ReadingStage::None:
        case ReadingStage::Looking:
            return Key::letter_stage_looking;
        case ReadingStage::TooDark:
            return Key::letter_stage_dark;
        case ReadingStage::CutOff:
            return Key::letter_stage_cut;
        case ReadingStage::Moving:
            return Key::letter_stage_moving;
        case ReadingStage::Reading:
            return Key::letter_stage_reading;
        case ReadingStage::Unsure:
            return Key::letter_stage_unsure;
        case ReadingStage::OtherLetter:
            return Key::letter_stage_other;
        case ReadingStage::NoCamera:
            return Key::letter_stage_no_camera;
    }  // no default case, so the compiler can warn about missing cases
    return Key::letter_stage_looking;
}
}  // namespace

namespace {
std::string lay_next(const Page& page) {
    const flow::Letter& letter = page.citizen().letter;
    const int next = letter.missing_page > 0 ? letter.missing_page : letter.pages + 1;
    return page.say(Key::letter_more_lay, {{"page", next}});
}

// What can be done instead of waiting for the camera, cut off the bottom of `words`.
void camera_ways(Page& page, Rect& words, flow::ReadingStage stage) {
    Ui& ui = page.ui;
    const flow::Letter& letter = page.citizen().letter;
    const auto way = [&](std::string_view label, std::string_view picture) {
        return ui.button(words.take_bottom(button_height, gap), {.label = label, .icon = picture, .size = 24});
    };
    const bool unsure = stage == flow::ReadingStage::Unsure;
    const bool other = stage == flow::ReadingStage::OtherLetter;
    const bool between_pages = letter.pages > 0 && !unsure;
    if (between_pages || !letter.type.empty()) {
        const Key label = between_pages ? Key::letter_no_more : Key::letter_whole;
        if (way(page.say(label), icon::check)) page.send(flow::WholeLetterTouched{});
    } else if (way(page.say(Key::letter_choose), "manage_search")) {
        page.send(flow::ChooseTouched{});
    }
    if ((unsure || other) && flow::may_go_on(page.model) && way(page.say(Key::letter_more_title), "note_add"))
        page.send(flow::MorePagesTouched{});
}
}  // namespace

void draw(Page& page, const flow::LetterCameraScreen& screen) {
    Ui& ui = page.ui;
    page.header();
    Rect row = page.footer(false);
    const widgets::ButtonLook cancel{.label = page.say(Key::common_cancel), .icon = icon::close};
    if (ui.button(row.take_start(ui.button_width(cancel), gap), cancel)) page.send(flow::CancelTouched{});
    const flow::Letter& letter = page.citizen().letter;
    const bool helpless = screen.stage == flow::ReadingStage::Unsure || screen.stage == flow::ReadingStage::NoCamera;
    const widgets::ButtonLook talk{.label = page.say(Key::letter_talk_here),
                                   .icon = icon::talk,
                                   .kind = helpless ? Kind::Primary : Kind::Secondary};
    if (ui.button(row.take_end(std::min(row.w, ui.button_width(talk)), gap), talk)) page.send(flow::TalkTouched{});
    Rect words =
        page.portrait() ? page.rest.take_bottom(page.rest.h * 0.4F, gap) : page.rest.take_end(page.rest.w * 0.42F, 44);
    const auto live = page.assets.camera ? page.assets.camera() : std::nullopt;
    {
        const auto scope = ui.card(page.rest);
        if (live)
            ui.image(page.rest.inset(16), *live, page.say(Key::letter_camera));
        else
            ui.picture(page.rest.middle(180, 180), icon::letter, palette::frame, palette::card);
    }
    camera_ways(page, words, screen.stage);
    if (letter.pages > 0) {
        const std::string read = page.say(Key::letter_pages_read, {{"n", letter.pages}});
        ui.fact(words.take_top(48, gap), icon::done, read, widgets::body_look(27));
    }
    const bool next = letter.pages > 0 && screen.stage == flow::ReadingStage::Looking;
    widgets::TextLook large = widgets::title_look(48);
    large.stand = widgets::Stand::Middle;
    ui.status(words, next ? lay_next(page) : std::string(page.say(stage_words(screen.stage))), large);
}

void draw(Page& page, const flow::LetterMoreScreen&) {
    Ui& ui = page.ui;
    const flow::Letter& letter = page.citizen().letter;
    const bool said = letter.missing_page > 0;
    page.header();
    page.title(page.say(said ? Key::letter_more_title : Key::letter_more_ask));
    page.hint(page.say(said ? Key::letter_more_says : Key::letter_more_ask_hint));
    Rect row = page.footer(false);
    const widgets::ButtonLook cancel{.label = page.say(Key::common_cancel), .icon = icon::close};
    if (ui.button(row.take_start(ui.button_width(cancel), gap), cancel)) page.send(flow::CancelTouched{});
    page.secondary(row, page.say(Key::letter_talk_here), icon::talk, flow::TalkTouched{});
    const std::vector<Rect> ways =
        page.portrait() ? widgets::grid(page.rest, 1, 2, gap) : widgets::grid(page.rest, 2, 1, gap);
    const std::string lay = lay_next(page);
    if (ui.choice(ways[0],
                  {.label = lay, .detail = page.say(Key::letter_more_lay_hint), .icon = "note_add", .primary = true})) {
        page.send(flow::MorePagesTouched{});
    }
    if (ui.choice(ways[1], {.label = page.say(said ? Key::letter_no_more : Key::letter_whole),
                            .detail = letter.type.empty() ? std::string_view{} : page.say(Key::letter_whole_hint),
                            .icon = icon::letter})) {
        page.send(flow::WholeLetterTouched{});
    }
}

void draw(Page& page, const flow::LetterChooseScreen& screen) {
    Ui& ui = page.ui;
    if (screen.typing) {
        keyboard_screen(page, {.label = page.say(Key::letter_search),
                               .content = screen.typed,
                               .hint = page.say(Key::letter_search_hint),
                               .least = 0,
                               .next = page.say(Key::letter_search_show)});
        return;
    }
    page.header();
    const bool searched = !screen.typed.empty();
    page.title(searched ? page.say(Key::letter_searched, {{"word", screen.typed}})
                        : std::string(page.say(Key::letter_choose_title)),
               46);
    const std::vector<std::string> found = page.assets.letters.search(screen.typed, page.language);
    const bool large = page.citizen().large;
    const std::size_t rows = large ? (page.portrait() ? 4U : 2U) : (page.portrait() ? 5U : 3U);
    const std::size_t on_page = page.portrait() ? rows : 2 * rows;
    Rect row = page.footer();
    const std::size_t first = page.pager(row, found.size(), on_page, screen.page);
    const std::string_view what = page.say(searched ? Key::letter_search_clear : Key::letter_search);
    const widgets::ButtonLook none{.label = page.say(Key::letter_not_mine), .icon = icon::talk, .size = 24};
    widgets::ButtonLook search{
        .label = what, .icon = searched ? icon::close : std::string_view("search"), .size = 24, .name = what};
    const float both = ui.button_width(search) + (page.portrait() ? 0 : ui.button_width(none) + 14);
    if (row.w < both) search.label = {};  // the picture alone says it, where both have no room
    if (ui.button(row.take_end(search.label.empty() ? widgets::target_dp : ui.button_width(search), 14), search)) {
        if (searched)
            page.send(flow::CancelTouched{});
        else
            page.send(flow::SearchTouched{});
    }
    if (!page.portrait() && ui.button(row.take_end(std::min(row.w, ui.button_width(none)), 14), none)) {
        page.send(flow::TalkTouched{});
    }
    if (page.portrait() && ui.button(page.rest.take_bottom(button_height, gap), none)) page.send(flow::TalkTouched{});
    if (found.empty()) {
        message(page, "manage_search", palette::primary, page.say(Key::letter_search_none),
                page.say(Key::letter_unknown_code_hint));
        return;
    }
    const std::vector<Rect> cells =
        page.portrait() ? widgets::grid(page.rest, 1, rows, 16) : widgets::grid(page.rest, 2, rows, 18);
    for (std::size_t i = 0; i < std::min(on_page, found.size() - first); ++i) {
        const std::string& type = found[first + i];
        const explain::LetterType* letter = page.assets.letters.find(type);
        if (letter == nullptr) continue;
        const std::string title = page.assets.letters.title(type, page.language);
        const std::string words = page.assets.letters.first_words(type);
        if (ui.tile(cells[i], {.label = title,
                               .detail = words,
                               .icon = letter->icon,
                               .tint = tint_named(letter->tint),
                               .size = 27,
                               .detail_language = danish_tag,
                               .detail_yields = true})) {
            page.send(flow::LetterPicked{type});
        }
    }
}

}  // namespace aaben::screens
