// The first screen: what the machine is for, in one line and two pictures, and who is here.
#include <algorithm>
#include <cmath>

#include "screens/page.hpp"

namespace aaben::screens {

namespace {
void home_header(Page& page) {
    // Who has found their language needs the others no more; the next citizen finds them all again.
    const bool names_beside = !page.portrait() && page.language == danish_tag && page.citizen().own_language.empty();
    const float languages = page.portrait() ? 0
                            : names_beside  ? std::floor(page.rest.w * 0.4F)
                                            : language_pills_width(page);
    const std::string time = clock(page, page.model.now_ms);
    Rect band =
        page.ui.header(page.rest, {.title = page.model.roster.unit_name,
                                   .detail = time,
                                   .kept = 2 * (widgets::target_dp + 12) + voice_pill_width(page) + languages + 1});
    if (page.ui.pill(band.take_end(widgets::target_dp, 12), {.icon = icon::badge, .name = page.say(Key::home_staff)})) {
        page.send(flow::BadgeTouched{});
    }
    if (page.ui.pill(
            band.take_end(widgets::target_dp, 12),
            {.icon = icon::large, .selected = page.citizen().large, .name = page.say(Key::common_text_size)})) {
        page.send(flow::LargeTextTouched{});
    }
    voice_pill(page, band);
    if (page.portrait())
        language_names(page, page.rest.take_top(widgets::target_dp, 8));
    else if (names_beside)
        language_names(page, band.take_end(languages));
    else
        language_pills(page, band);
}

// Whether what is touched here can reach anybody: it is saved, and belongs to a jobcenter.
bool takes_visits(const Page& page) {
    return !flow::cannot_save(page.model.trouble) && !flow::out_of_use(page.model);
}

}  // namespace

// What 'Jeg vil tale med nogen' leads to now.
std::string_view talk_hint(const Page& page) {
    if (!takes_visits(page)) return page.say(Key::home_talk_closed);
    if (visit::on_duty(page.model.unit) > 0 && !flow::closed_by_staff(page.model)) return page.say(Key::home_talk_hint);
    return page.say(flow::door_open(page.model) ? Key::nobody_open_hint : Key::nobody_closed_hint);
}

namespace {
// Until when somebody is here: the latest end of today's hours among those on shift.
std::string until(const Page& page, const std::vector<const visit::Caseworker*>& people) {
    const calendar::Local now = flow::local_now(page.model);
    std::optional<calendar::TimeOfDay> latest;
    for (const visit::Caseworker* person : people) {
        for (const visit::Span& span : person->here.on(now.date)) {
            if (span.until > now.time && (!latest || span.until > *latest)) latest = span.until;
        }
    }
    if (!latest) return {};
    const std::optional<visit::Closing>& closing = page.model.unit.closing;
    if (closing && closing->day == now.date) latest = std::min(*latest, closing->until);
    if (*latest <= now.time) return {};
    const std::string time = text::time(page.assets.words, *latest, page.language);
    return page.say(Key::home_here_until, {{"n", static_cast<int>(people.size())}, {"time", time}});
}

}  // namespace

void people_card(Page& page, const Rect& box, float larger) {
    const std::vector<const visit::Caseworker*> people = flow::here_now(page.model);
    if (!page.model.unit_known) return;
    Ui& ui = page.ui;
    const auto scope = ui.card(box, {}, palette::still, palette::still);  // nothing to press
    Rect inner = box.inset(28, 12);
    widgets::TextLook strong = widgets::label_look(26 * larger), quiet = widgets::quiet_look(23 * larger);
    strong.language = quiet.language = page.language;
    strong.face = quiet.face = palette::still;
    std::string line, detail;
    const bool closed = flow::closed_by_staff(page.model);  // also while the last conversations go on
    if (people.empty() || closed) {
        const float side = 56;
        ui.picture(inner.take_start(side, 20).middle(side, side), icon::clock, palette::primary, palette::still);
        const bool out = flow::out_of_use(page.model);  // it cannot know who is here
        line = page.say(out                              ? Key::home_talk_closed
                        : page.model.unit.shifts.empty() ? Key::home_nobody_here
                                                         : Key::home_pause);
        const calendar::Local now = flow::local_now(page.model);
        const auto next = visit::next_opening(flow::door_hours(page.model), now);
        if (closed) {
            line =
                next ? capitalised(page.say(Key::home_next_open,
                                            {{"day", day_words(page, next->date)},
                                             {"time", text::time(page.assets.words, next->span.from, page.language)}}))
                     : std::string(page.say(Key::nobody_closed_hint));
        } else if (next && !out && !flow::door_hours(page.model).open(now)) {
            const std::string time = text::time(page.assets.words, next->span.from, page.language);
            detail = page.say(Key::home_next_open, {{"day", day_words(page, next->date)}, {"time", time}});
        } else if (next && takes_visits(page)) {
            detail = page.say(Key::home_nobody_here_hint);
        }
    } else {
        const float side = std::min(76.F, inner.h);
        constexpr Tint tints[] = {Tint::Mint, Tint::Sand, Tint::Sky};
        const std::size_t discs = std::min<std::size_t>(people.size(), 3);
        Rect places = inner.take_start(side + static_cast<float>(discs - 1) * (side - 12), 24);
        for (std::size_t i = 0; i < discs; ++i) {
            const Rect disc{places.x + static_cast<float>(i) * (side - 12), places.centre_y() - side / 2, side, side};
            ui.initials(disc, people[i]->initials, tints[i], first_name(*people[i]));
        }
        line = page.say(Key::home_here_now, {{"names", names(page, people)}});
        detail = until(page, people);
    }
    const float line_h = std::min(ui.measure(line, strong, inner.w).h, inner.h * 0.55F);
    const float detail_h = detail.empty() ? 0 : std::min(ui.measure(detail, quiet, inner.w).h, inner.h - line_h - 2);
    Rect lines = inner.middle(inner.w, line_h + detail_h + 2);
    strong.may_shorten = true;  // it is names
    ui.text(lines.take_top(line_h, 2), line, strong);
    if (detail_h > 0) ui.text(lines, detail, quiet);
}

namespace {
// What one need not say, or what the screen cannot do now; and the way to a person at once.
void foot_line(Page& page, Rect row) {
    const widgets::ButtonLook help{.label = page.say(Key::home_help_now), .icon = icon::alarm};
    if (page.ui.pill(row.take_end(page.ui.pill_width(help), gap), help)) page.send(flow::HelpTouched{});
    widgets::TextLook look = widgets::quiet_look(22);
    look.stand = widgets::Stand::Middle;
    if (takes_visits(page)) {
        std::string words(page.say(Key::home_no_name_needed));
        if (const std::string_view by = translated_by(page); !by.empty()) words.append("\n").append(by);
        page.ui.text(row, words, look);
        return;
    }
    look.ink = palette::ink;
    const bool cannot_save = flow::cannot_save(page.model.trouble);
    const Key why = cannot_save ? Key::home_cannot_save : Key::home_out_of_use;
    const Key without_phone = cannot_save ? Key::status_cannot_save_hint : Key::home_out_of_use_hint;
    const std::string phone = text::phone(page.model.hours.main_phone);
    page.ui.fact(row, icon::info,
                 phone.empty() ? std::string(page.say(without_phone)) : page.say(why, {{"phone", phone}}), look);
}
}  // namespace

void draw(Page& page, const flow::HomeScreen&) {
    Ui& ui = page.ui;
    home_header(page);
    const bool narrow = page.rest.h < page.ui.glass().h * 0.72F;  // calls in strips over it take their room
    const float upright = narrow ? 38.F : page.citizen().large ? 44.F : 58.F;  // the two ways need the room more
    page.title(page.say(Key::home_title), page.portrait() ? upright : (narrow ? 42.F : 56.F));

    const widgets::ChoiceLook talk{
        .label = page.say(Key::home_talk), .detail = talk_hint(page), .icon = icon::talk, .primary = true};
    const widgets::ChoiceLook letter{
        .label = page.say(Key::home_letter), .detail = page.say(Key::home_letter_hint), .icon = icon::letter};
    const auto small = [&](const Rect& box, Key label, std::string_view picture, flow::Message message) {
        if (ui.button(box, {.label = page.say(label), .icon = picture, .size = 26})) page.send(std::move(message));
    };
    page.rest.take_bottom(page.portrait() ? 32.F : 26.F);
    Rect row = page.rest.take_bottom(page.portrait() ? 124.F : 132.F, 8);
    Rect people = page.portrait() ? page.rest.take_bottom(124, 8) : row.take_start((page.rest.w - gap) / 2, gap);
    // Away from where 'Færdig' and 'Tilbage' stand on other screens: a second tap there must not call anybody.
    foot_line(page, page.rest.take_bottom(widgets::target_dp, 8));
    const std::vector<Rect> ways =
        page.portrait() ? widgets::rows(page.rest, {1, 1}, gap) : widgets::columns(page.rest, {1, 1}, gap);
    if (ui.choice(ways[0], talk)) page.send(flow::TalkTouched{});
    if (ui.choice(ways[1], letter)) page.send(flow::LetterTouched{});
    people_card(page, people);
    const std::vector<Rect> both = widgets::columns(row, {1, 1}, gap);
    small(both[0], Key::home_have_sign, icon::ticket, flow::MySignTouched{});
    small(both[1], Key::home_call_me, icon::call_back, flow::CallbackTouched{});
}

}  // namespace aaben::screens
