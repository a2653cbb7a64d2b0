// Short screens: what is asked after a conversation, thanks, what could not be saved, 'Er du her stadig?'.
#include <algorithm>

#include "screens/page.hpp"

namespace aaben::screens {

Rect message(Page& page, std::string_view picture, widgets::Colour ink, std::string_view title, std::string_view body) {
    Ui& ui = page.ui;
    widgets::TextLook large = widgets::title_look(54), small = widgets::body_look(30);
    large.align = small.align = widgets::Align::Centre;
    small.ink = palette::quiet;
    const Rect column = page.rest.middle(920, page.rest.h);
    const float high = ui.measure(title, large, column.w).h;
    const float all = body.empty() ? 0 : ui.measure(body, small, column.w).h;
    // Where there is little room the picture gives way first, then the words shrink.
    const float side = std::clamp(column.h - high - all - 26 - 14, 64.F, 132.F);
    const float low = std::min(all, std::max(0.F, column.h - side - high - 26 - 14));
    const float block = side + 26 + high + 14 + low;
    // A little above the middle: that is where the eye expects it.
    Rect rest = column;
    rest.take_top(std::max(0.F, (column.h - block) * 0.42F));
    ui.picture(rest.take_top(side, 26).middle(side, side), picture, ink, palette::paper);
    ui.heading(rest.take_top(high, 14), title, large);
    if (low > 0) ui.status(rest.take_top(low, 24), body, small);
    return rest;
}

void draw(Page& page, const flow::UnderstoodScreen&) {
    page.header();
    page.title(page.say(Key::after_understood));
    page.footer();
    page.hint(page.say(Key::after_anonymous));
    constexpr std::array<Key, 3> labels{Key::common_yes, Key::after_partly, Key::common_no};
    constexpr std::array<std::string_view, 3> pictures{"sentiment_satisfied", "sentiment_neutral",
                                                       "sentiment_dissatisfied"};
    constexpr std::array<Tint, 3> tints{Tint::Moss, Tint::Sand, Tint::Rose};
    constexpr std::array<visit::Understood, 3> answers{visit::Understood::Yes, visit::Understood::Partly,
                                                       visit::Understood::No};
    const std::vector<Rect> cells = page.portrait() ? widgets::grid(page.rest, 1, 3, gap)
                                                    : widgets::grid(page.rest.middle(page.rest.w, 320), 3, 1, gap);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (page.ui.face(cells[i], pictures[i], page.say(labels[i]), tints[i], false))
            page.send(flow::UnderstoodGiven{answers[i]});
    }
}

void draw(Page& page, const flow::LetterHelpScreen&) {
    page.header();
    page.title(page.say(Key::after_letter_help));
    page.footer();
    const std::vector<Rect> ways =
        page.portrait() ? widgets::grid(page.rest, 1, 3, gap) : widgets::grid(page.rest, 3, 1, gap);
    const auto way = [&](std::size_t i, Key label, std::string_view picture, bool primary, flow::Message message) {
        if (page.ui.choice(ways[i], {.label = page.say(label), .icon = picture, .primary = primary, .size = 36}))
            page.send(std::move(message));
    };
    way(0, Key::letter_talk_here, icon::talk, true, flow::TalkTouched{});
    way(1, Key::after_read_again, icon::letter, false, flow::CardTouched{});
    way(2, Key::letter_ring_title, icon::phone, false, flow::RingTouched{});
}

void draw(Page& page, const flow::FacesScreen&) {
    page.header();
    page.title(page.say(Key::after_faces));
    Rect row = page.footer(false);
    page.secondary(row, page.say(Key::common_skip), icon::close, flow::DoneTouched{});
    page.hint(page.say(Key::after_anonymous));
    // The good end first, as on every screen with faces.
    constexpr std::array<std::string_view, 5> pictures{"sentiment_very_satisfied", "sentiment_satisfied",
                                                       "sentiment_neutral", "sentiment_dissatisfied",
                                                       "sentiment_very_dissatisfied"};
    constexpr std::array<Key, 5> labels{Key::after_face_5, Key::after_face_4, Key::after_face_3, Key::after_face_2,
                                        Key::after_face_1};
    constexpr std::array<Tint, 5> tints{Tint::Moss, Tint::Mint, Tint::Stone, Tint::Sand, Tint::Rose};
    const std::vector<Rect> cells = page.portrait() ? widgets::grid(page.rest, 1, 5, 16)
                                                    : widgets::grid(page.rest.middle(page.rest.w, 300), 5, 1, gap);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (page.ui.face(cells[i], pictures[i], page.say(labels[i]), tints[i], false)) {
            page.send(flow::FaceTouched{5 - static_cast<int>(i)});
        }
    }
}

// The scale of table 9 of "På rette vej – i job".
void draw(Page& page, const flow::CooperationScreen&) {
    page.header();
    page.title(page.say(Key::after_cooperation), 46);
    Rect row = page.footer(false);
    page.secondary(row, page.say(Key::common_skip), icon::close, flow::DoneTouched{});
    constexpr std::array<Key, 6> labels{Key::after_high_degree, Key::after_some_degree, Key::after_lesser_degree,
                                        Key::after_not_at_all,  Key::after_do_not_know, Key::after_not_relevant};
    const std::vector<Rect> cells = page.portrait() ? widgets::grid(page.rest, 1, 6, 16)
                                                    : widgets::grid(page.rest.middle(page.rest.w, 420), 2, 3, gap);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (page.ui.row_button(cells[i], {.label = page.say(labels[i]), .size = 28})) {
            page.send(flow::CooperationTouched{static_cast<visit::Cooperation>(i)});
        }
    }
}

void draw(Page& page, const flow::ThanksScreen&) {
    page.header();
    Rect row = page.footer(false);
    page.primary(row, page.say(Key::common_done), icon::check, flow::DoneTouched{});
    message(page, "volunteer_activism", palette::primary, page.say(Key::after_thanks),
            page.say(Key::after_thanks_hint));
}

void draw(Page& page, const flow::SaveFailedScreen&) {
    page.header();
    Rect row = page.footer(false);
    page.primary(row, page.say(Key::sign_try_again), icon::again, flow::RetryTouched{});
    page.secondary(row, page.say(Key::common_close), icon::close, flow::DoneTouched{});
    message(page, icon::otherwise, widgets::rgb(0x7A4B00), page.say(Key::sign_not_saved),
            page.say(Key::sign_not_saved_hint));
}

// Covers the screen: what a citizen left on it is not for the next one. Any touch that is not 'Nej' is a yes.
void draw_still_there(Page& page) {
    Ui& ui = page.ui;
    Rect box;
    const auto scope = ui.dialog(box, page.say(Key::idle_title), 860, page.portrait() ? 620.F : 480.F);
    widgets::TextLook large = widgets::title_look(54), small = widgets::body_look(28);
    large.face = small.face = palette::card;
    large.align = small.align = widgets::Align::Centre;
    small.ink = palette::quiet;
    const bool tall = page.portrait();
    Rect row = box.take_bottom(tall ? 2 * button_height + gap : button_height, gap);
    const widgets::ButtonLook stay{
        .label = page.say(Key::idle_here), .icon = icon::check, .kind = Kind::Primary, .size = 28};
    const widgets::ButtonLook go{.label = page.say(Key::idle_finish), .icon = icon::close};
    const Rect first = tall ? row.take_top(button_height, gap) : row.take_end((row.w - gap) / 2, gap);
    if (ui.button(first, stay) || ui.touched_beside()) page.send(flow::StillHereTouched{});
    if (ui.button(row, go)) page.send(flow::GoneTouched{});
    const float high = ui.measure(page.say(Key::idle_title), large, box.w).h;
    const std::string_view body = page.say(page.citizen().saved ? Key::idle_body_saved : Key::idle_body);
    const float low = ui.measure(body, small, box.w).h;
    Rect lines = box.middle(box.w, high + low + 14);
    ui.heading(lines.take_top(high, 14), page.say(Key::idle_title), large);
    ui.text(lines, body, small);
}

}  // namespace aaben::screens
