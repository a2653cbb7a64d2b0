#include "record/record_words.hpp"

#include <algorithm>
#include <array>

#include "text/dates.hpp"

namespace aaben::record {
namespace {

using text::Catalogue;
using text::Key;
using namespace visit;

constexpr std::array<Key, topic_names.size()> topics{
    Key::record_topic_letter, Key::record_topic_money,    Key::record_topic_job,
    Key::record_topic_health, Key::record_topic_everyday, Key::record_topic_housing,
    Key::record_topic_debt,   Key::record_topic_family,   Key::record_topic_network};
constexpr std::array<Key, step_names.size()> steps{
    Key::record_step_meeting, Key::record_step_network, Key::record_step_home_visit, Key::record_step_call,
    Key::record_step_papers,  Key::record_step_doctor,  Key::record_step_workplace,  Key::record_step_cv};
constexpr std::array<Key, party_names.size()> parties{Key::record_party_citizen, Key::record_party_caseworker,
                                                      Key::record_party_together};
constexpr std::array<Key, offer_names.size()> offers{Key::record_offer_placement, Key::record_offer_subsidy,
                                                     Key::record_offer_small_job, Key::record_offer_guidance,
                                                     Key::record_offer_mentor,    Key::record_offer_education};
constexpr std::array<Key, indicator_names.size()> indicators{Key::record_coping,         Key::record_health,
                                                             Key::record_people_around,  Key::record_motivation,
                                                             Key::record_citizen_belief, Key::record_caseworker_belief};
constexpr std::array<Key, service_names.size()> contacts{
    Key::service_own_doctor,          Key::service_benefits_office, Key::service_social_centre,
    Key::service_substance_treatment, Key::service_mental_health,   Key::service_debt_advice,
    Key::service_family_department,   Key::service_housing_office};

template <class E, std::size_t N>
Key at(const std::array<Key, N>& keys, E value) {
    return keys.at(static_cast<std::size_t>(value));
}

struct Page {
    const Catalogue& words;
    std::string_view language;
    std::string text{};

    [[nodiscard]] std::string say(Key key) const { return std::string(words.get(key, language)); }
    void head(Key key) { text += (text.empty() ? "" : "\n") + say(key) + "\n"; }
    void line(Key what, const std::string& how) { text += "- " + say(what) + ": " + how + "\n"; }
};

void put_topics(Page& page, const Record& record) {
    if (record.topics.empty()) return;
    page.head(Key::record_topics);
    for (std::size_t i = 0; i < topics.size(); ++i)
        if (record.topics.has(static_cast<Topic>(i))) page.text += "- " + page.say(topics[i]) + "\n";
}

void put_agreements(Page& page, const Record& record) {
    if (record.agreements.empty()) return;
    page.head(Key::record_agreements);
    for (const Agreement& one : record.agreements)
        page.line(label_of(one.step), agreed(page.words, one, page.language));
}

void put_offers(Page& page, const Record& record) {
    if (record.offers.empty()) return;
    page.head(Key::record_offers);
    for (const Offer& one : record.offers) page.line(label_of(one.kind), span_of(page.words, one, page.language));
    // As on the glass: to the last planned day, or the day of the conversation.
    calendar::Date until = calendar::copenhagen(record.begun_ms).date;
    for (const Offer& one : record.offers) until = std::max(until, one.end.value_or(one.start));
    page.text += gaps_of(page.words, record, until, page.language) + "\n";
}

void put_contacts(Page& page, const Record& record) {
    if (record.consents.empty()) return;
    page.head(Key::record_contacts);
    for (std::size_t i = 0; i < contacts.size(); ++i) {
        const auto contact = static_cast<Service>(i);
        if (std::ranges::find(record.consents, contact, &Consent::contact) != record.consents.end())
            page.line(contacts[i], consent_to(page.words, record, contact, page.language));
    }
}

void put_progress(Page& page, const Record& record) {
    if (record.indicators == decltype(record.indicators){}) return;
    page.head(Key::record_progress);
    for (std::size_t i = 0; i < indicators.size(); ++i)
        if (record.indicators[i] != 0)
            page.line(indicators[i], value_of(page.words, record.indicators[i], page.language));
}

}  // namespace

Key label_of(Topic topic) {
    return at(topics, topic);
}
Key label_of(Step step) {
    return at(steps, step);
}
Key label_of(Party party) {
    return at(parties, party);
}
Key label_of(OfferKind kind) {
    return at(offers, kind);
}
Key label_of(Indicator indicator) {
    return at(indicators, indicator);
}
Key label_of(Service contact) {
    return at(contacts, contact);
}

std::string agreed(const Catalogue& words, const Agreement& one, std::string_view language) {
    const std::string_view who = words.get(label_of(one.party), language);
    if (!one.by) return std::string(who);
    return words.get(Key::record_by, language, {{"who", who}, {"date", text::date_short(words, *one.by, language)}});
}

std::string span_of(const Catalogue& words, const Offer& one, std::string_view language) {
    const std::string from = text::date_short(words, one.start, language);
    if (!one.end) return words.get(Key::record_from, language, {{"date", from}});
    return words.get(Key::record_from_to, language,
                     {{"from", from}, {"to", text::date_short(words, *one.end, language)}});
}

std::string consent_to(const Catalogue& words, const Record& record, Service contact, std::string_view language) {
    if (const Consent* yes = standing_consent(record, contact))
        return words.get(Key::record_consent_given, language,
                         {{"date", text::date_short(words, yes->given, language)}});
    std::string said(words.get(Key::record_consent_none, language));
    for (const Consent& each : record.consents)  // the last one
        if (each.contact == contact && each.withdrawn)
            said = words.get(Key::record_consent_withdrawn, language,
                             {{"date", text::date_short(words, *each.withdrawn, language)}});
    return said;
}

std::string value_of(const Catalogue& words, int value, std::string_view language) {
    if (value == 0) return std::string(words.get(Key::record_not_asked, language));
    return words.get(Key::record_value, language, {{"n", value}});
}

std::string gaps_of(const Catalogue& words, const Record& record, calendar::Date until, std::string_view language) {
    constexpr std::int64_t week = 7;
    std::int64_t days = 0;
    for (const Gap& gap : passive_periods(record.offers, until))
        days += calendar::days_between(gap.first, gap.last) + 1;
    if (days == 0) return std::string(words.get(Key::record_no_gap, language));
    return words.get(Key::record_gap, language, {{"n", (days + week - 1) / week}});
}

std::string page_of(const Catalogue& words, std::span<const Record> parts, std::string_view language) {
    Page page{words, language};
    for (const Record& record : parts)
        if (!record.tell_next.empty()) {
            page.head(Key::record_tell_next);
            page.text += record.tell_next + "\n";
        }
    for (const Record& record : parts) {
        put_topics(page, record);
        put_agreements(page, record);
        put_offers(page, record);
        put_contacts(page, record);
        put_progress(page, record);
    }
    return page.text;
}

}  // namespace aaben::record
