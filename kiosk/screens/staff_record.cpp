// What is written down of a conversation: a page a part, by touch. What stands there is saved already.
#include <algorithm>

#include "record/record_words.hpp"
#include "screens/page.hpp"

namespace aaben::screens {
namespace {

using flow::RecordPart;

constexpr std::array<Shown, 6> parts{{{Key::record_topics, "topic"},
                                      {Key::record_agreements, "task_alt"},
                                      {Key::record_offers, icon::job},
                                      {Key::record_contacts, "contacts"},
                                      {Key::record_progress, "trending_up"},
                                      {Key::record_tell_next, "forward_to_inbox"}}};
constexpr std::array<std::string_view, visit::topic_names.size()> topic_icons{
    icon::letter,  icon::money,   icon::job,         icon::illness, "wb_sunny",
    icon::housing, "credit_card", "family_restroom", icon::people};
constexpr std::array<std::string_view, visit::step_names.size()> step_icons{
    icon::meeting, icon::people, icon::home, icon::phone, "upload_file", icon::illness, icon::job, "description"};
constexpr std::array<std::string_view, visit::offer_names.size()> offer_icons{icon::job, icon::money,  "work_outline",
                                                                              "school",  icon::people, "menu_book"};
constexpr std::array<std::string_view, 5> values{"1", "2", "3", "4", "5"};

template <class E>
std::size_t at(E value) {
    return static_cast<std::size_t>(value);
}

template <class E>
std::string label(const Page& page, E value) {
    return std::string(page.say(record::label_of(value)));
}

std::string short_date(const Page& page, calendar::Date day) {
    return text::date_short(page.assets.words, day, page.language);
}

// As many equal cells as wanted, in the columns that suit the glass.
std::vector<Rect> cells(const Page& page, const Rect& area, std::size_t lying, std::size_t upright, std::size_t count) {
    const std::size_t columns = page.portrait() ? upright : lying;
    const std::size_t lines = (count + columns - 1) / columns;
    Rect box = area;
    box.h = std::min(box.h, static_cast<float>(lines) * 190.F);
    return widgets::grid(box, columns, lines, 14);
}

void add_tile(Page& page, const Rect& box, Key label, flow::Message message) {
    if (page.ui.tile(box, {.label = page.say(label), .icon = icon::add, .tint = Tint::Stone, .size = 24}))
        page.send(std::move(message));
}

void draw_topics(Page& page, const visit::Record& record) {
    const std::vector<Rect> boxes = cells(page, page.rest, 5, 3, topic_icons.size());
    for (std::size_t i = 0; i < topic_icons.size(); ++i) {
        const auto topic = static_cast<visit::Topic>(i);
        const std::string words = label(page, topic);
        if (page.ui.button(boxes[i], {.label = words,
                                      .icon = topic_icons[i],
                                      .selected = record.topics.has(topic),
                                      .stacked = true,
                                      .size = 25}))
            page.send(flow::TopicTouched{topic});
    }
}

void draw_agreements(Page& page, const visit::Record& record) {
    const bool more = record.agreements.size() < visit::agreements_max;
    const std::vector<Rect> boxes = cells(page, page.rest, 4, 2, record.agreements.size() + (more ? 1 : 0));
    for (std::size_t i = 0; i < record.agreements.size(); ++i) {
        const visit::Agreement& one = record.agreements[i];
        const std::string words = label(page, one.step) + "\n" + record::agreed(page.assets.words, one, page.language);
        if (page.ui.button(boxes[i], {.label = words, .size = 24})) page.send(flow::ItemTouched{i});
    }
    if (more) add_tile(page, boxes[record.agreements.size()], Key::record_new_agreement, flow::AgreeTouched{});
}

// From the first offer to the last planned day, or today: where something ran, and where nothing did.
void draw_line(Page& page, const Rect& box, const visit::Record& record, calendar::Date today) {
    if (record.offers.empty()) return;
    calendar::Date first = record.offers.front().start, last = today;
    for (const visit::Offer& each : record.offers) {
        first = std::min(first, each.start);
        last = std::max(last, each.end.value_or(calendar::add_days(std::max(today, each.start), 28)));
    }
    const auto whole = static_cast<float>(std::max<std::int64_t>(1, calendar::days_between(first, last)));
    const auto share = [&](calendar::Date day) {
        return static_cast<float>(calendar::days_between(first, day)) / whole;
    };
    std::vector<widgets::Span> spans;
    spans.reserve(2 * record.offers.size());
    for (const visit::Offer& each : record.offers)
        spans.push_back({share(each.start), each.end ? share(*each.end) : 1.F, true});
    for (const visit::Gap& free : visit::passive_periods(record.offers, last))
        spans.push_back({share(free.first), share(free.last), false});
    const std::string words = record::gaps_of(page.assets.words, record, last, page.language);
    page.ui.spans(box, spans, {.label = words, .from = short_date(page, first), .to = short_date(page, last)});
}

void draw_offers(Page& page, const visit::Record& record, calendar::Date today) {
    const Rect line = page.rest.take_bottom(110, 14);
    const bool more = record.offers.size() < visit::offers_max;
    const std::size_t count = record.offers.size() + (more ? 1 : 0);
    const std::vector<Rect> boxes = cells(page, page.rest, std::max<std::size_t>(3, count), 2, count);
    for (std::size_t i = 0; i < record.offers.size(); ++i) {
        const visit::Offer& one = record.offers[i];
        const std::string words = label(page, one.kind) + "\n" + record::span_of(page.assets.words, one, page.language);
        if (page.ui.button(boxes[i], {.label = words, .size = 23})) page.send(flow::ItemTouched{i});
    }
    if (more) add_tile(page, boxes[record.offers.size()], Key::record_new_offer, flow::OfferTouched{});
    draw_line(page, line, record, today);
}

void draw_contacts(Page& page, const visit::Record& record) {
    const std::vector<Rect> boxes = cells(page, page.rest, 4, 2, visit::service_names.size());
    for (std::size_t i = 0; i < visit::service_names.size(); ++i) {
        const auto contact = static_cast<visit::Service>(i);
        const std::string words =
            label(page, contact) + "\n" + record::consent_to(page.assets.words, record, contact, page.language);
        const bool yes = visit::standing_consent(record, contact) != nullptr;
        if (page.ui.button(boxes[i], {.label = words, .selected = yes, .size = 24}))
            page.send(flow::ConsentTouched{contact});
    }
}

void draw_progress(Page& page, const visit::Record& record, visit::Indicator chosen) {
    Rect scale = page.rest.take_bottom(button_height, page.portrait() ? 4.F : 14.F);
    Rect ends = page.portrait() ? page.rest.take_bottom(38, 10) : Rect{};
    const std::vector<Rect> boxes = cells(page, page.rest, 6, 2, visit::indicator_names.size());
    for (std::size_t i = 0; i < visit::indicator_names.size(); ++i) {
        const auto indicator = static_cast<visit::Indicator>(i);
        const std::string words =
            label(page, indicator) + "\n" + record::value_of(page.assets.words, record.indicators[i], page.language);
        if (page.ui.button(boxes[i], {.label = words, .selected = indicator == chosen, .size = 23}))
            page.send(flow::IndicatorTouched{indicator});
    }
    // Hard on the left, well on the right, as the faces run.
    widgets::TextLook end = widgets::quiet_look(23);
    end.stand = widgets::Stand::Middle;
    page.ui.text(page.portrait() ? ends.take_start(ends.w / 2) : scale.take_start(170, 14), page.say(Key::record_hard),
                 end);
    end.align = widgets::Align::End;
    page.ui.text(page.portrait() ? ends : scale.take_end(170, 14), page.say(Key::record_well), end);
    const std::vector<Rect> keys = widgets::grid(scale, values.size(), 1, 12);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const bool selected = record.indicators[at(chosen)] == static_cast<int>(i) + 1;
        if (page.ui.button(keys[i], {.label = values[i], .selected = selected, .size = 34}))
            page.send(flow::IndicatorGiven{static_cast<int>(i) + 1});
    }
}

void draw_tell_next(Page& page, const visit::Record& record) {
    Rect row = page.rest.take_bottom(button_height, 14);
    const widgets::ButtonLook look{.label = page.say(Key::record_write), .icon = icon::keyboard};
    if (page.ui.button(row.take_start(std::max(300.F, page.ui.button_width(look))), look))
        page.send(flow::TellNextTouched{});
    const auto scope = page.ui.card(page.rest, page.say(Key::record_tell_next));
    widgets::TextLook words = widgets::body_look(28);
    words.face = palette::card;
    const bool empty = record.tell_next.empty();
    if (empty) words.ink = palette::quiet;
    page.ui.text(page.rest.inset(28, 22), empty ? page.say(Key::record_tell_hint) : std::string_view(record.tell_next),
                 words);
}

void draw_part(Page& page, const flow::StaffRecordScreen& screen, const visit::Record& record) {
    switch (screen.part) {
        case RecordPart::Topics:
            return draw_topics(page, record);
        case RecordPart::Agreements:
            return draw_agreements(page, record);
        case RecordPart::Offers:
            return draw_offers(page, record, calendar::copenhagen(page.model.now_ms).date);
        case RecordPart::Contacts:
            return draw_contacts(page, record);
        case RecordPart::Progress:
            return draw_progress(page, record, screen.indicator);
        case RecordPart::TellNext:
            return draw_tell_next(page, record);
    }
}

// Whose it is, and whether it is safe: only what the journal has answered for is called saved.
std::string whose_and_where(const Page& page, const visit::VisitId& visit, const flow::OpenedRecord& open) {
    const visit::Visit* one = visit::find(page.model.unit, visit);
    std::string words = one != nullptr ? sign_name(page, one->sign) : std::string();
    const bool waits = std::ranges::any_of(
        page.model.pending, [](const flow::Pending& each) { return flow::is<visit::ConversationRecorded>(each.act); });
    if (open.earlier) return words + " · " + std::string(page.say(Key::record_earlier));
    if (waits || open.record.begun_ms == 0) return words;
    return words + " · " + std::string(page.say(Key::record_saved));
}

void tabs(Page& page, RecordPart here) {
    Rect band = page.rest.take_top(page.portrait() ? 2 * button_height + 12 : button_height, gap);
    const std::vector<Rect> boxes = widgets::grid(band, page.portrait() ? 3 : 6, page.portrait() ? 2 : 1, 12);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const widgets::ButtonLook look{.label = page.say(parts[i].label),
                                       .icon = parts[i].icon,
                                       .selected = at(here) == i,
                                       .stacked = true,
                                       .size = 22};
        if (page.ui.button(boxes[i], look)) page.send(flow::RecordPartTouched{static_cast<RecordPart>(i)});
    }
}

constexpr float day_height = 46;  // of the day above its keys, where they leave no room between them

// A day, and how it is moved: weeks outside, days inside.
void day_stepper(Page& page, Rect row, calendar::Date day) {
    const std::string weekday =
        capitalised(std::string(text::weekday_name(page.assets.words, calendar::weekday(day), page.language)));
    const auto step = [&](const Rect& box, Key label, int days) {
        if (page.ui.button(box, {.label = page.say(label), .size = 22})) page.send(flow::DayMoved{days});
    };
    const bool above = row.h > button_height;
    const Rect said = above ? row.take_top(day_height) : Rect{};
    const float key = above ? (row.w - 3 * 8) / 4 : widgets::target_dp;
    step(row.take_start(key, 8), Key::record_week_back, -7);
    step(row.take_start(key, 8), Key::record_day_back, -1);
    step(row.take_end(key, 8), Key::record_week_on, 7);
    step(row.take_end(key, 8), Key::record_day_on, 1);
    widgets::TextLook look = widgets::label_look(27);
    look.align = widgets::Align::Centre;
    look.stand = widgets::Stand::Middle;
    page.ui.status(above ? said : row, weekday + (above ? " " : "\n") + short_date(page, day), look);
}

}  // namespace

void draw(Page& page, const flow::StaffRecordScreen& screen) {
    staff_header(page, true);
    Rect row = page.footer();
    const flow::OpenedRecord none;
    const flow::OpenedRecord& open = page.model.staff ? page.model.staff->record : none;
    widgets::TextLook quiet = widgets::quiet_look(23);
    quiet.stand = widgets::Stand::Middle;
    page.ui.text(row, whose_and_where(page, screen.visit, open), quiet);
    tabs(page, screen.part);
    if (open.visit == screen.visit) draw_part(page, screen, open.record);
}

void draw(Page& page, const flow::StaffAgreementScreen& screen) {
    staff_header(page, true);
    Rect row = page.footer();
    page.primary_when(row, screen.step.has_value(), page.say(Key::record_agree), flow::AgreeTouched{});
    if (screen.at) page.secondary(row, page.say(Key::record_remove), icon::close, flow::RemoveTouched{});
    const bool upright = page.portrait();
    Rect when = page.rest.take_bottom(upright ? button_height + day_height : button_height, gap);
    const Rect who = upright ? page.rest.take_bottom(button_height, gap) : when.take_start(when.w * 0.3F, gap);
    const std::vector<Rect> boxes = cells(page, page.rest, 4, 2, step_icons.size());
    for (std::size_t i = 0; i < step_icons.size(); ++i) {
        const auto step = static_cast<visit::Step>(i);
        const std::string words = label(page, step);
        const widgets::ButtonLook look{
            .label = words, .icon = step_icons[i], .selected = screen.step == step, .stacked = true, .size = 25};
        if (page.ui.button(boxes[i], look)) page.send(flow::StepTouched{step});
    }
    const std::vector<Rect> people = widgets::grid(who, visit::party_names.size(), 1, 10);
    for (std::size_t i = 0; i < visit::party_names.size(); ++i) {
        const auto party = static_cast<visit::Party>(i);
        const std::string words = label(page, party);
        if (page.ui.button(people[i], {.label = words, .selected = screen.party == party, .size = 23}))
            page.send(flow::PartyTouched{party});
    }
    // Before a day is agreed one touch begins with a week from now.
    if (!screen.by) {
        if (page.ui.button(when.take_bottom(button_height),
                           {.label = page.say(Key::record_no_day_yet), .icon = icon::meeting, .size = 24}))
            page.send(flow::DayMoved{7});
        return;
    }
    Rect none = upright ? when : when.take_end(widgets::target_dp, 10);
    if (upright) none = when.take_end(widgets::target_dp, 10).take_bottom(button_height);
    if (page.ui.button(none, {.label = page.say(Key::record_no_day), .size = 22})) page.send(flow::NoDayTouched{});
    day_stepper(page, when, *screen.by);
}

void draw(Page& page, const flow::StaffOfferScreen& screen) {
    staff_header(page, true);
    Rect row = page.footer();
    page.primary_when(row, screen.kind.has_value(), page.say(Key::record_register), flow::OfferTouched{});
    if (screen.at) page.secondary(row, page.say(Key::record_remove), icon::close, flow::RemoveTouched{});
    const bool upright = page.portrait();
    Rect times = upright ? page.rest.take_bottom(3 * button_height + day_height + 4 * 14 + 40, gap)
                         : page.rest.take_end(page.rest.w * 0.5F, 30);
    const std::vector<Rect> boxes = cells(page, page.rest, 2, 2, offer_icons.size());
    for (std::size_t i = 0; i < offer_icons.size(); ++i) {
        const auto kind = static_cast<visit::OfferKind>(i);
        std::string words = label(page, kind);
        if (kind == visit::OfferKind::Mentor) words += "\n" + std::string(page.say(Key::record_wait_mentor));
        const widgets::ButtonLook look{
            .label = words, .icon = offer_icons[i], .selected = screen.kind == kind, .stacked = true, .size = 24};
        if (page.ui.button(boxes[i], look)) page.send(flow::OfferKindTouched{kind});
    }
    day_stepper(page, times.take_top(button_height + day_height, 8), screen.start);
    const std::string until = screen.end ? page.say(Key::record_until, {{"date", short_date(page, *screen.end)}})
                                         : std::string(page.say(Key::record_until_unknown));
    widgets::TextLook quiet = widgets::quiet_look(25);
    quiet.align = widgets::Align::Centre;
    page.ui.status(times.take_top(40, 14), until, quiet);
    constexpr std::array<int, 5> weeks{2, 4, 8, 13, 26};
    const std::vector<Rect> keys = widgets::grid(times, 3, 2, 12);
    for (std::size_t i = 0; i < weeks.size(); ++i) {
        const std::string label = page.say(Key::record_weeks, {{"n", weeks[i]}});
        const bool selected = screen.end == calendar::add_days(screen.start, std::int64_t{7} * weeks[i] - 1);
        if (page.ui.button(keys[i], {.label = label, .selected = selected, .size = 23}))
            page.send(flow::WeeksTouched{weeks[i]});
    }
    if (page.ui.button(keys[weeks.size()],
                       {.label = page.say(Key::record_unknown), .selected = !screen.end, .size = 23}))
        page.send(flow::NoDayTouched{});
}

void draw(Page& page, const flow::StaffTellNextScreen& screen) {
    keyboard_screen(page, {.label = page.say(Key::record_tell_next),
                           .content = screen.typed,
                           .hint = page.say(Key::record_tell_hint),
                           .prose = true,
                           .least = 0,
                           .next = page.say(Key::common_save)});
}

}  // namespace aaben::screens
