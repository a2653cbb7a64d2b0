// The larger things: header, cards, dialogs, tiles, the large ways on, faces and fields.
#include <algorithm>
#include <cmath>

#include "language/utf8.hpp"
#include "widgets/impl.hpp"

namespace aaben::widgets {

Rect Ui::header(Rect& rest, const HeaderLook& look) {
    constexpr float side = 42;
    Rect band = rest.take_top(target_dp);
    TextLook title = label_look(25);
    title.stand = Stand::Middle;
    TextLook detail = quiet_look(23);
    detail.stand = Stand::Middle;
    title.may_shorten = detail.may_shorten = true;
    // A long name takes more lines, never the room of what can be pressed or of the beginning of the detail.
    constexpr float apart = 14, pill_gap = 20, detail_least = 90;
    const float room = std::max(0.F, band.w - side - apart - look.kept - pill_gap);
    const float beside_w = look.detail.empty() ? 0 : std::ceil(measure(look.detail, detail).w) + 4;
    const float title_w = std::min(std::max(0.F, room - (beside_w > 0 ? std::min(beside_w, detail_least) + apart : 0)),
                                   std::ceil(measure(look.title, title).w) + 4);
    const float detail_w = std::min(beside_w, room - title_w - apart);
    const Impl::Pen pen(*impl_, Role::Group, look.title, {band.x, band.y, side + 14 + title_w, band.h});
    const Rect place = band.take_start(side, apart);
    impl_->icon(place.middle(side, side), look.icon, palette::primary, palette::paper);
    impl_->words(band.take_start(title_w, apart), look.title, title);
    if (detail_w > 0) {
        const Rect beside = band.take_start(detail_w, pill_gap);
        const Impl::Pen second(*impl_, Role::Text, look.detail, beside);
        impl_->words(beside, look.detail, detail);
    }
    return band;
}

Ui::Scope Ui::card(const Rect& box, std::string_view label, Colour face, Colour line) {
    const Impl::Pen pen(*impl_, Role::Group, label, box);
    impl_->fill(box, face, 28);
    if (!(line == face)) impl_->frame(box, line, 28);
    return {*this, std::exchange(impl_->parent, pen.index())};
}

Ui::Scope Ui::dialog(Rect& box, std::string_view label, float width, float height) {
    for (Node& node : impl_->building.nodes) node.covered = true;
    impl_->building.nodes.front().covered = false;  // the screen itself
    impl_->parent = 0;
    const Impl::Pen pen(*impl_, Role::Dialog, label, glass());
    // What was on the glass may be private: it is hidden, not dimmed.
    impl_->fill(glass(), palette::chip);
    const Rect panel = glass().middle(std::min(width, page().w), height);
    impl_->fill(panel, palette::card, 36);
    impl_->frame(panel, palette::amber, 36, 4);
    box = panel.inset(48, 44);
    return {*this, std::exchange(impl_->parent, pen.index())};
}

namespace {
Colour pressed_face(Colour face, bool pressed) {
    return pressed ? mixed(face, face == palette::primary ? palette::ink : palette::primary, 0.16F) : face;
}

std::string both(std::string_view label, std::string_view detail) {
    return detail.empty() ? std::string() : std::string(label) + ". " + std::string(detail);
}
}  // namespace

static void draw_mark(Ui::Impl& m, const Rect& place, bool on, Colour face) {
    if (on) return m.icon(place, icon::done, palette::primary, face);
    m.icon(place, "radio_button_unchecked", palette::frame, face);
}

bool Ui::tile(const Rect& box, const TileLook& look) {
    Impl::Pen pen(*impl_, look.choice ? Role::Toggle : Role::Tile, look.label, box);
    const bool pressed = impl_->press(pen.node(), look.disabled);
    pen->selected = look.selected;
    pen->spoken = both(look.label, look.detail);
    const TintColours tint = colours_of(look.tint);
    const Colour face = pressed_face(look.selected ? rgb(0xEAF4F1) : palette::card, pen->pressed);
    impl_->fill(box, face, 26);
    impl_->frame(box, look.selected ? palette::primary : palette::frame, 26, look.selected ? 4 : 2);
    pen->colours.push_back({look.selected ? palette::primary : palette::frame, palette::paper, ColourPair::Of::Frame});

    TextLook words = label_look(look.size);
    words.face = face;
    words.may_shorten = look.may_shorten;
    TextLook detail = quiet_look(22);
    detail.face = face;
    detail.language = look.detail_language;
    detail.may_shorten = look.detail_yields;
    const bool lying = box.h < 196 || box.w > box.h * 2.1F;  // low: the label stands beside the picture
    Rect inner = box.inset(lying ? 22 : 26);
    constexpr float mark = 40;
    const float below_h = look.detail.empty() ? 0 : measure(look.detail, detail, inner.w).h;
    // A long word beside a picture and a mark: the picture gives way.
    const float beside = look.choice && box.w < 380 ? 68.F : 96.F;
    const float picture = lying
                              ? std::min(beside, inner.h)
                              : std::clamp(inner.h - below_h - measure(look.label, words, inner.w).h - 14, 56.F, 108.F);
    Rect place;
    if (lying) {
        place = inner.take_start(picture, 22).middle(picture, picture);
        if (look.choice) draw_mark(*impl_, inner.take_end(mark, 14).middle(mark, mark), look.selected, face);
        words.stand = Stand::Middle;
    } else {
        Rect top = inner.take_top(picture, 14);
        place = top.take_start(picture);
        if (look.choice) draw_mark(*impl_, top.take_end(mark).take_top(mark), look.selected, face);
        words.stand = Stand::Bottom;
    }
    impl_->fill(place, tint.face, place.h * 0.25F);
    impl_->icon(place.middle(place.w * 0.58F, place.h * 0.58F), look.icon, tint.picture, tint.face);
    if (!look.detail.empty()) {
        float below = measure(look.detail, detail, inner.w).h;
        const float above = measure(look.label, words, inner.w).h;
        const float line = measure("x", detail, inner.w).h;
        if (look.detail_yields && below > inner.h - above) below = std::floor((inner.h - above) / line) * line;
        if (lying) inner = inner.middle(inner.w, std::min(inner.h, above + std::max(0.F, below)));
        if (below > 0) impl_->words(inner.take_bottom(below), look.detail, detail);
    }
    impl_->words(inner, look.label, words);
    impl_->focus_ring(pen.node(), box, 26);
    return pressed;
}

bool Ui::language_tile(const Rect& box, const LanguageLook& look) {
    Impl::Pen pen(*impl_, Role::Tile, look.name, box);
    const bool pressed = impl_->press(pen.node(), false);
    pen->selected = look.selected;
    pen->spoken = both(look.greeting, look.name);
    pen->language = look.tag;
    const Colour face = pressed_face(look.selected ? rgb(0xEAF4F1) : palette::card, pen->pressed);
    impl_->fill(box, face, 26);
    impl_->frame(box, look.selected ? palette::primary : palette::frame, 26, look.selected ? 4 : 2);
    pen->colours.push_back({look.selected ? palette::primary : palette::frame, palette::paper, ColourPair::Of::Frame});

    TextLook greeting = title_look(box.h < 200 ? 34.F : 42.F), name = label_look(26);
    greeting.face = name.face = face;
    greeting.align = name.align = Align::Centre;
    greeting.language = name.language = look.tag;
    name.ink = palette::quiet;
    const Rect inner = box.inset(14, 12);
    const float above = measure(look.greeting, greeting, inner.w).h, below = measure(look.name, name, inner.w).h;
    Rect lines = inner.middle(inner.w, std::min(inner.h, above + below + 6));
    impl_->words(lines.take_top(above, 6), look.greeting, greeting);
    impl_->words(lines, look.name, name);
    impl_->focus_ring(pen.node(), box, 26);
    return pressed;
}

bool Ui::choice(const Rect& box, const ChoiceLook& look) {
    Impl::Pen pen(*impl_, Role::Button, look.label, box);
    const bool pressed = impl_->press(pen.node(), false);
    pen->spoken = both(look.label, look.detail);
    const Colour face = pressed_face(look.primary ? palette::primary : palette::card, pen->pressed);
    impl_->fill(box, face, 32);
    if (!look.primary) impl_->frame(box, palette::frame, 32);
    const Colour edge = look.primary ? palette::primary : palette::frame;
    pen->colours.push_back({edge, palette::paper, ColourPair::Of::Frame});
    Rect inner = box.inset(std::min(44.F, box.w * 0.08F), std::min(40.F, box.h * 0.12F));
    TextLook label = title_look(look.size);
    label.tracking = -0.015F;
    label.ink = look.primary ? palette::on_primary : palette::ink;
    label.face = face;
    TextLook detail = body_look(27);
    detail.ink = look.primary ? palette::on_primary_quiet : palette::quiet;
    detail.face = face;
    // The words shrink together until a picture has room above them.
    float detail_h = 0, label_h = 0, room = 0;
    const bool wide = inner.w > 480;
    for (int step = 0; step < 8; ++step, label.size *= 0.92F, detail.size = std::max(22.F, detail.size * 0.95F)) {
        detail_h = look.detail.empty() ? 0 : measure(look.detail, detail, inner.w).h;
        label_h = measure(look.label, label, inner.w).h;
        room = inner.h - detail_h - label_h - 20;
        const float beside = inner.w - 168;
        const float lying_h =
            measure(look.label, label, beside).h + (look.detail.empty() ? 0 : measure(look.detail, detail, beside).h);
        if (room >= 84 || (wide && lying_h + 4 <= inner.h)) break;
    }
    const Colour ink = look.primary ? palette::on_primary : palette::primary;
    if (room < 108 && wide) {  // low and wide: the picture stands beside the words
        const float side = std::min(inner.h, 132.F);
        impl_->icon(inner.take_start(side, 36).middle(side, side), look.icon, ink, face);
        const float high = measure(look.label, label, inner.w).h;
        const float low = look.detail.empty() ? 0 : measure(look.detail, detail, inner.w).h + 4;
        inner = inner.middle(inner.w, high + low);
        impl_->words(inner.take_top(high, 4), look.label, label);
        impl_->words(inner, look.detail, detail);
        impl_->focus_ring(pen.node(), box, 32);
        return pressed;
    }
    const float picture = std::clamp(room, 64.F, 148.F);
    const Rect place = inner.take_top(picture, 12).take_start(picture);
    impl_->icon({place.x - picture * 0.06F, place.y, picture, picture}, look.icon, ink, face);
    if (detail_h > 0) impl_->words(inner.take_bottom(detail_h), look.detail, detail);
    label.stand = Stand::Bottom;
    impl_->words(inner, look.label, label);
    impl_->focus_ring(pen.node(), box, 32);
    return pressed;
}

bool Ui::face(const Rect& box, std::string_view icon, std::string_view label, Tint tint, bool selected) {
    Impl::Pen pen(*impl_, Role::Toggle, label, box);
    const bool pressed = impl_->press(pen.node(), false);
    pen->selected = selected;
    const TintColours colours = colours_of(tint);
    const Colour ground = pressed_face(selected ? colours.face : palette::card, pen->pressed);
    impl_->fill(box, ground, 26);
    impl_->frame(box, selected ? colours.picture : palette::frame, 26, selected ? 4 : 2);
    pen->colours.push_back({selected ? colours.picture : palette::frame, palette::paper, ColourPair::Of::Frame});
    TextLook words = label_look(24);
    words.face = ground;
    words.align = Align::Centre;
    Rect inner = box.inset(14, 20);
    const float below = label.empty() ? 0 : measure(label, words, inner.w).h;
    if (below > 0) impl_->words(inner.take_bottom(below, 10), label, words);
    const float side = std::min({inner.w, inner.h, 128.F});
    impl_->icon(inner.middle(side, side), icon, colours.picture, ground);
    impl_->focus_ring(pen.node(), box, 26);
    return pressed;
}

bool Ui::sign_tile(const Rect& box, const SignLook& look, std::string_view detail) {
    Impl::Pen pen(*impl_, Role::Tile, look.label, box);
    const bool pressed = impl_->press(pen.node(), false);
    pen->spoken = both(look.label, detail);
    const Colour face = pressed_face(palette::card, pen->pressed);
    impl_->fill(box, face, 26);
    impl_->frame(box, palette::frame, 26);
    pen->colours.push_back({palette::frame, palette::paper, ColourPair::Of::Frame});
    TextLook words = label_look(27);
    words.face = face;
    words.align = Align::Centre;
    Rect inner = box.inset(14, 18);
    const bool lying = box.w > box.h * 1.7F;
    const float side = lying ? std::min(inner.h, 104.F) : std::clamp(inner.h - 84, 60.F, inner.w);
    const Rect place =
        lying ? inner.take_start(side, 18).middle(side, side) : inner.take_top(side, 12).middle(side, side);
    const SignColour colours = sign_colour(look.colour);
    impl_->disc(place, colours.face);
    impl_->sign_picture(place.middle(side * 0.62F, side * 0.62F), look.icon, colours.picture, colours.face);
    if (lying) words.align = Align::Start;
    TextLook below = quiet_look(21);
    below.face = face;
    below.align = words.align;
    const float high = measure(look.label, words, inner.w).h;
    const float low = detail.empty() ? 0 : measure(detail, below, inner.w).h;
    inner = inner.middle(inner.w, high + low);
    impl_->words(inner.take_top(high), look.label, words);
    impl_->words(inner, detail, below);
    impl_->focus_ring(pen.node(), box, 26);
    return pressed;
}

void Ui::field(const Rect& box, std::string_view label, std::string_view content, std::string_view hint, bool masked) {
    Impl::Pen pen(*impl_, Role::TextField, label, box);
    pen->masked = masked;
    // EN 301 549 5.1.3.8: masked input is not spoken; how much of it there is, is seen and said.
    pen->spoken = masked ? both(label, std::to_string(language::point_count(content))) : std::string(content);
    impl_->fill(box, palette::card, 24);
    impl_->frame(box, palette::primary, 24, 3);
    Rect inner = box.inset(30, 10);
    if (content.empty() && !hint.empty()) {
        TextLook quiet = quiet_look(26);
        quiet.face = palette::card;
        quiet.stand = Stand::Middle;
        impl_->words(inner, hint, quiet);
        return;
    }
    // What is typed are Latin letters and digits: they run from left to right on a mirrored page too. `left` walks in
    // glass coordinates and is turned into page coordinates where something is drawn.
    const float page_w = impl_->width;
    const auto at = [&](float left, float w) { return impl_->rtl ? page_w - left - w : left; };
    const float first = impl_->rtl ? page_w - inner.end() : inner.x;
    float left = first;
    if (masked) {
        const std::size_t count = language::point_count(content);
        constexpr float dot = 20, gap = 16;
        for (std::size_t i = 0; i < count && left + dot <= first + inner.w; ++i) {
            impl_->disc({at(left, dot), inner.centre_y() - dot / 2, dot, dot}, palette::ink);
            left += dot + gap;
        }
    } else {
        TextLook typed = label_look(38);
        typed.face = palette::card;
        typed.stand = Stand::Middle;
        typed.language = "da";
        if (impl_->rtl) typed.align = Align::End;
        left += impl_->words(inner, content, typed).w + 6;
    }
    const float height = std::min(56.F, inner.h);
    left = std::min(left, first + inner.w - 4);
    impl_->fill({at(left, 4), inner.centre_y() - height / 2, 4, height}, palette::primary, 2);
}

}  // namespace aaben::widgets
