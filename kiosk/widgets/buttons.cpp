// Buttons, pills and keys: label and picture on one face, pressed and focused states.
#include <algorithm>
#include <cmath>

#include "widgets/impl.hpp"

namespace aaben::widgets {

namespace {
constexpr float corner = 28;

struct Face {
    Colour face, ink, picture, frame;
    float line = 2;
};

Face face_of(Kind kind, bool selected, bool disabled, bool pressed) {
    Face f{palette::card, palette::ink, palette::primary, palette::frame, 2};
    switch (kind) {
        case Kind::Primary:
            f = {palette::primary, palette::on_primary, palette::on_primary, palette::primary, 0};
            break;
        case Kind::Secondary:
            break;
        case Kind::Alarm:
            f.picture = palette::alarm;
            break;
    }  // no default case, so the compiler can warn about missing cases
    if (selected) f = {palette::primary, palette::on_primary, palette::on_primary, palette::primary, 0};
    if (disabled) f = {palette::chip, palette::quiet, palette::quiet, palette::chip, 0};
    if (pressed) f.face = mixed(f.face, f.face == palette::primary ? palette::ink : palette::primary, 0.16F);
    return f;
}

// What tells the eye that it can be pressed: its frame, or its filled face.
void tell_look(Node& node, const Face& face) {
    node.colours.push_back({face.line > 0 ? face.frame : face.face, palette::paper, ColourPair::Of::Frame});
}

std::string_view called(const ButtonLook& look) {
    return look.name.empty() ? look.label : look.name;
}

TextLook words_of(const ButtonLook& look, const Face& face) {
    TextLook words = label_look(look.size);
    words.ink = face.ink;
    words.face = face.face;
    words.stand = Stand::Middle;
    words.language = look.language;
    return words;
}

float picture_side(const ButtonLook& look) {
    return std::round(look.size * 1.55F);
}
constexpr float picture_gap = 14;
}  // namespace

// Draws picture and label as one group in the middle; when they do not fit on a line the label wraps beside the
// picture.
static void draw_face(Ui::Impl& m, Ui& ui, const Rect& inner, const ButtonLook& look, const Face& face) {
    TextLook words = words_of(look, face);
    const float side = std::min({look.label.empty() ? look.size * 1.75F : picture_side(look), inner.h, inner.w});
    if (look.label.empty()) return m.icon(inner.middle(side, side), look.icon, face.picture, face.face);
    if (look.icon.empty()) {
        words.align = Align::Centre;
        m.words(inner, look.label, words);
        return;
    }
    if (look.stacked) {
        const float gap = 8, high = std::max(look.size, ui.measure(look.label, words, inner.w).h);
        Rect rest = inner.middle(inner.w, std::min(inner.h, side + gap + high + 2));
        const Rect place = rest.take_top(side, gap);
        m.icon(place.middle(side, side), look.icon, face.picture, face.face);
        words.align = Align::Centre;
        m.words(rest, look.label, words);
        return;
    }
    const float natural = ui.measure(look.label, words).w + 2;
    Rect group = inner.middle(std::min(inner.w, natural + side + picture_gap), inner.h);
    const Rect place = look.icon_at_end ? group.take_end(side, picture_gap) : group.take_start(side, picture_gap);
    m.icon(place.middle(side, side), look.icon, face.picture, face.face);
    m.words(group, look.label, words);
}

bool Ui::button(const Rect& box, const ButtonLook& look) {
    Impl::Pen pen(*impl_, Role::Button, called(look), box);
    const bool pressed = impl_->press(pen.node(), look.disabled);
    pen->selected = look.selected;
    pen->spoken = look.spoken;
    if (!look.language.empty()) pen->language = look.language;
    const Face face = face_of(look.kind, look.selected, look.disabled, pen->pressed);
    const float radius = std::min(corner, box.h / 2);
    impl_->fill(box, face.face, radius);
    if (face.line > 0) impl_->frame(box, face.frame, radius, face.line);
    tell_look(pen.node(), face);
    draw_face(*impl_, *this, box.inset(std::min(26.F, box.w * 0.1F), 8), look, face);
    impl_->focus_ring(pen.node(), box, radius);
    return pressed;
}

float Ui::button_width(const ButtonLook& look) {
    const Face face = face_of(look.kind, false, false, false);
    const float words = look.label.empty() ? 0 : measure(look.label, words_of(look, face)).w + 2;
    const float picture = look.icon.empty() ? 0 : picture_side(look) + (words > 0 ? picture_gap : 0);
    return std::max(target_dp, std::ceil(words + picture + 2 * 40));
}

namespace {
ButtonLook as_pill(const ButtonLook& look) {
    ButtonLook pill = look;
    pill.size = std::min(look.size, 23.F);
    return pill;
}
}  // namespace

float Ui::pill_width(const ButtonLook& look) {
    return std::max(target_dp, button_width(as_pill(look)) - 2 * 16);
}

bool Ui::pill(const Rect& box, const ButtonLook& look) {
    const Rect drawn = box.middle(box.w, 76);
    Impl::Pen pen(*impl_, Role::Button, called(look), drawn);
    const bool pressed = impl_->press(pen.node(), look.disabled);
    pen->selected = look.selected;
    pen->spoken = look.spoken;
    if (!look.language.empty()) pen->language = look.language;
    const Face face = face_of(look.kind, look.selected, look.disabled, pen->pressed);
    impl_->fill(drawn, face.face, drawn.h / 2);
    if (face.line > 0) impl_->frame(drawn, face.frame, drawn.h / 2, face.line);
    tell_look(pen.node(), face);
    draw_face(*impl_, *this, drawn.inset(std::min(20.F, drawn.w * 0.06F), 6), as_pill(look), face);
    impl_->focus_ring(pen.node(), drawn, drawn.h / 2);
    return pressed;
}

bool Ui::row_button(const Rect& box, const ButtonLook& look) {
    Impl::Pen pen(*impl_, Role::Button, called(look), box);
    const bool pressed = impl_->press(pen.node(), look.disabled);
    pen->selected = look.selected;
    pen->spoken = look.spoken;
    if (!look.language.empty()) pen->language = look.language;
    const Face face = face_of(look.kind, look.selected, look.disabled, pen->pressed);
    impl_->fill(box, face.face, 24);
    if (face.line > 0) impl_->frame(box, face.frame, 24, face.line);
    tell_look(pen.node(), face);
    Rect inner = box.inset(28, 10);
    if (!look.icon.empty()) {
        const float side = std::min(48.F, inner.h);
        impl_->icon(inner.take_start(side, 22).middle(side, side), look.icon, face.picture, face.face);
    }
    impl_->words(inner, look.label, words_of(look, face));
    impl_->focus_ring(pen.node(), box, 24);
    return pressed;
}

bool Ui::key(const Rect& box, std::string_view label, std::string_view icon, std::string_view spoken, bool strong) {
    const Rect drawn = box.inset(5);
    Impl::Pen pen(*impl_, Role::Key, label.empty() ? spoken : label, drawn);
    const bool pressed = impl_->press(pen.node(), false);
    pen->spoken = spoken;
    const Face face = face_of(strong ? Kind::Primary : Kind::Secondary, false, false, pen->pressed);
    impl_->fill(drawn, face.face, 20);
    if (face.line > 0) impl_->frame(drawn, face.frame, 20, face.line);
    tell_look(pen.node(), face);
    ButtonLook look;
    look.label = label;
    look.icon = icon;
    look.size = label.size() > 4 ? 26.F : std::min(40.F, drawn.h * 0.42F);
    if (label.empty()) look.size = 26;
    draw_face(*impl_, *this, drawn.inset(8), look, face);
    impl_->focus_ring(pen.node(), drawn, 20);
    return pressed;
}

int Ui::pager(const Rect& box, const PagerLook& look) {
    Rect rest = box;
    const bool back = button(rest.take_start(target_dp, 4),
                             {.icon = icon::previous, .disabled = look.page <= 0, .name = look.previous});
    const bool on = button(rest.take_end(target_dp, 4),
                           {.icon = icon::following, .disabled = look.page + 1 >= look.pages, .name = look.next});
    TextLook words = label_look(25);
    words.align = Align::Centre, words.stand = Stand::Middle;
    text(rest, look.position, words);
    return (on ? 1 : 0) - (back ? 1 : 0);
}

}  // namespace aaben::widgets
