// What is written down of a conversation. Each touch makes the whole record anew and saves it; the glass shows what the
// journal has. Behind the lock nothing of it is in memory: badge and PIN open it again.
#include "visit/record.hpp"

#include <algorithm>

#include "flow/turn.hpp"

namespace aaben::flow {
namespace {

constexpr std::int64_t offer_days = 28;  // as long as a new offer is thought to last until somebody says so

// The record as the last touch made it, saved or on its way: quick fingers lose nothing to each other.
visit::Record latest(const Turn& t, const visit::VisitId& visit) {
    for (auto pending = t.m.pending.rbegin(); pending != t.m.pending.rend(); ++pending)
        if (const auto* written = std::get_if<visit::ConversationRecorded>(&pending->act))
            if (written->visit == visit) return *written->record;
    return t.m.staff->record.record;
}

// Only what was opened is written: a record that is still being fetched would be written over.
template <class Change>
void change(Turn& t, const visit::VisitId& visit, Change&& make) {
    if (t.m.staff->record.visit != visit) return;
    visit::Record record = latest(t, visit);
    const visit::Record before = record;
    make(record);
    if (record == before) return;
    if (record.begun_ms == 0) record.begun_ms = t.at.wall_ms;
    t.save(Then::Nothing, visit::ConversationRecorded{visit, std::move(record)});
}

// Takes the place of what was opened, or stands behind the others.
template <class T>
void put(std::vector<T>& list, const std::optional<std::size_t>& at, T value, std::size_t most) {
    if (at && *at < list.size())
        list[*at] = std::move(value);
    else if (!at && list.size() < most)
        list.push_back(std::move(value));
}

template <class T>
void remove(std::vector<T>& list, const std::optional<std::size_t>& at) {
    if (at && *at < list.size()) list.erase(list.begin() + static_cast<std::ptrdiff_t>(*at));
}

// Not asked, yes, no, and not asked again: a slip of the finger leaves nothing behind. A consent of an earlier day
// stays, with the day it was taken back.
void turn_consent(visit::Record& record, visit::Service contact, calendar::Date today) {
    const auto asked = std::ranges::find_if(record.consents, [&](const visit::Consent& each) {
        return each.contact == contact && (!each.withdrawn || *each.withdrawn == today);
    });
    if (asked == record.consents.end()) {
        if (record.consents.size() < visit::consents_max) record.consents.push_back({contact, today, std::nullopt});
    } else if (!asked->withdrawn) {
        asked->withdrawn = today;
    } else {
        record.consents.erase(asked);
    }
}

calendar::Date today_of(const Turn& t) {
    return local_now(t.m).date;
}

void touch_part(const StaffRecordScreen& s, const Message& message, Turn& t) {
    using visit::Record;
    if (const auto* topic = std::get_if<TopicTouched>(&message))
        change(t, s.visit, [&](Record& r) { r.topics.flip(topic->topic); });
    if (const auto* consent = std::get_if<ConsentTouched>(&message))
        change(t, s.visit, [&](Record& r) { turn_consent(r, consent->contact, today_of(t)); });
    if (const auto* given = std::get_if<IndicatorGiven>(&message)) {
        const auto at = static_cast<std::size_t>(s.indicator);
        const int value = std::clamp(given->value, 1, 5);
        // The same value again takes it back: it was not asked after all.
        change(t, s.visit, [&](Record& r) { r.indicators[at] = r.indicators[at] == value ? 0 : value; });
    }
}

// A further agreement or offer, or one that stands there.
void open_item(const StaffRecordScreen& s, const Message& message, Turn& t) {
    const visit::Record& record = t.m.staff->record.record;
    if (is<AgreeTouched>(message) && record.agreements.size() < visit::agreements_max)
        return t.go(StaffAgreementScreen{.visit = s.visit});
    if (is<OfferTouched>(message) && record.offers.size() < visit::offers_max) {
        const calendar::Date today = today_of(t);
        return t.go(
            StaffOfferScreen{.visit = s.visit, .start = today, .end = calendar::add_days(today, offer_days - 1)});
    }
    const auto* item = std::get_if<ItemTouched>(&message);
    if (item && s.part == RecordPart::Agreements && item->at < record.agreements.size()) {
        const visit::Agreement& one = record.agreements[item->at];
        return t.go(StaffAgreementScreen{s.visit, one.step, one.party, one.by, item->at});
    }
    if (item && s.part == RecordPart::Offers && item->at < record.offers.size()) {
        const visit::Offer& one = record.offers[item->at];
        return t.go(StaffOfferScreen{s.visit, one.kind, one.start, one.end, item->at});
    }
}

}  // namespace

void open_record(Turn& t, const visit::Visit& visit) {
    t.m.staff->record = {};
    if (visit.recorded) return t.emit(OpenRecord{visit.id});
    t.m.staff->record.visit = visit.id;
}

void on_record_opened(Turn& t, const RecordOpened& opened) {
    const visit::Visit* v = visit::find(t.m.unit, opened.visit);
    const bool ours = v && v->state == visit::State::InConversation && v->shift == shift_of_staff(t.m);
    if (!ours || !t.m.staff->record.visit.empty()) return;
    if (opened.record)
        t.save(Then::Nothing, visit::Accessed{t.m.staff->caseworker, visit::Opened::Record, opened.visit});
    t.m.staff->record = {opened.visit, opened.record.value_or(visit::Record{}), !opened.record && v->recorded};
}

void on_record_saved(Turn& t, const visit::ConversationRecorded& written) {
    if (t.m.staff->record.visit == written.visit) t.m.staff->record.record = *written.record;
}

// What is being typed when the glass locks, or is left by 'Tilbage', is kept like everything else.
void keep_typed(Turn& t) {
    if (const auto* typing = std::get_if<StaffTellNextScreen>(&t.m.staff->screen))
        change(t, typing->visit, [&](visit::Record& r) { r.tell_next = typing->typed; });
}

void update(StaffRecordScreen& s, const Message& message, Turn& t) {
    if (const auto* part = std::get_if<RecordPartTouched>(&message)) s.part = part->part;
    if (const auto* indicator = std::get_if<IndicatorTouched>(&message)) s.indicator = indicator->indicator;
    touch_part(s, message, t);
    if (t.m.staff->record.visit != s.visit) return;
    if (is<TellNextTouched>(message)) return t.go(StaffTellNextScreen{s.visit, latest(t, s.visit).tell_next});
    open_item(s, message, t);
}

void update(StaffAgreementScreen& s, const Message& message, Turn& t) {
    if (const auto* step = std::get_if<StepTouched>(&message)) s.step = step->step;
    if (const auto* party = std::get_if<PartyTouched>(&message)) s.party = party->party;
    if (is<NoDayTouched>(message)) s.by.reset();
    if (const auto* moved = std::get_if<DayMoved>(&message)) {
        const calendar::Date today = today_of(t);
        s.by = std::max(today, calendar::add_days(s.by.value_or(today), moved->days));
    }
    const bool made = is<AgreeTouched>(message) && s.step, removed = is<RemoveTouched>(message) && s.at;
    if (!made && !removed) return;
    change(t, s.visit, [&](visit::Record& r) {
        if (made) put(r.agreements, s.at, visit::Agreement{*s.step, s.party, s.by}, visit::agreements_max);
        if (removed) remove(r.agreements, s.at);
    });
    go_back(*t.m.staff);
}

void update(StaffOfferScreen& s, const Message& message, Turn& t) {
    if (const auto* kind = std::get_if<OfferKindTouched>(&message)) s.kind = kind->kind;
    if (const auto* moved = std::get_if<DayMoved>(&message)) {  // how long it lasts stays
        s.start = calendar::add_days(s.start, moved->days);
        if (s.end) s.end = calendar::add_days(*s.end, moved->days);
    }
    if (const auto* weeks = std::get_if<WeeksTouched>(&message))
        s.end = calendar::add_days(s.start, std::int64_t{7} * weeks->weeks - 1);
    if (is<NoDayTouched>(message)) s.end.reset();
    const bool made = is<OfferTouched>(message) && s.kind, removed = is<RemoveTouched>(message) && s.at;
    if (!made && !removed) return;
    change(t, s.visit, [&](visit::Record& r) {
        if (made) put(r.offers, s.at, visit::Offer{*s.kind, s.start, s.end}, visit::offers_max);
        if (removed) remove(r.offers, s.at);
    });
    go_back(*t.m.staff);
}

void update(StaffTellNextScreen& s, const Message& message, Turn& t) {
    type_into(s.typed, message, visit::tell_next_max);
    if (!is<NextTouched>(message)) return;
    change(t, s.visit, [&](visit::Record& r) { r.tell_next = s.typed; });
    go_back(*t.m.staff);
}

}  // namespace aaben::flow
