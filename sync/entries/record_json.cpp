// A conversation's record as JSON. What a newer release may have added to a list is refused, like everywhere in
// entries: a record that is read half would be written back half.
#include "entries/json.hpp"

namespace aaben::entries {
namespace {

using namespace visit;

Json agreement_json(const Agreement& one) {
    Json out{{"step", name_of(step_names, one.step)}, {"party", name_of(party_names, one.party)}};
    if (one.by) out["by"] = calendar::to_string(*one.by);
    return out;
}

Json offer_json(const Offer& one) {
    Json out{{"kind", name_of(offer_names, one.kind)}, {"start", calendar::to_string(one.start)}};
    if (one.end) out["end"] = calendar::to_string(*one.end);
    return out;
}

Json consent_json(const Consent& one) {
    Json out{{"contact", name_of(service_names, one.contact)}, {"given", calendar::to_string(one.given)}};
    if (one.withdrawn) out["withdrawn"] = calendar::to_string(*one.withdrawn);
    return out;
}

template <class T>
Json list_json(const std::vector<T>& list, Json (*one)(const T&)) {
    Json out = Json::array();
    for (const T& each : list) out.push_back(one(each));
    return out;
}

std::optional<calendar::Date> read_date(Fields& fields, const char* key) {
    return fields.find(key) ? std::optional(fields.date(key)) : std::nullopt;
}

Agreement read_agreement(Fields& f) {
    return {f.choice<Step>("step", step_names), f.choice<Party>("party", party_names), read_date(f, "by")};
}

Offer read_offer(Fields& f) {
    return {f.choice<OfferKind>("kind", offer_names), f.date("start"), read_date(f, "end")};
}

Consent read_consent(Fields& f) {
    return {f.choice<Service>("contact", service_names), f.date("given"), read_date(f, "withdrawn")};
}

template <class T>
std::vector<T> read_list(Fields& fields, const char* key, T (*one)(Fields&)) {
    std::vector<T> out;
    for (const Json& each : fields.list(key)) {
        Fields line(each);
        out.push_back(one(line));
        if (!line.good()) fields.bad();
    }
    return out;
}

}  // namespace

Json record_json(const Record& record) {
    Json indicators = Json::object();
    for (std::size_t i = 0; i < indicator_names.size(); ++i)
        if (record.indicators[i] != 0) indicators[std::string(indicator_names[i])] = record.indicators[i];
    return Json{{"begun_ms", record.begun_ms.ms},
                {"topics", set_json(record.topics, topic_names)},
                {"agreements", list_json(record.agreements, agreement_json)},
                {"offers", list_json(record.offers, offer_json)},
                {"consents", list_json(record.consents, consent_json)},
                {"indicators", std::move(indicators)},
                {"tell_next", record.tell_next}};
}

std::optional<Record> read_record(const Json& json) {
    Fields f(json);
    Record record;
    record.begun_ms = f.number("begun_ms");
    record.topics = read_set<Topic>(f, "topics", topic_names);
    record.agreements = read_list(f, "agreements", read_agreement);
    record.offers = read_list(f, "offers", read_offer);
    record.consents = read_list(f, "consents", read_consent);
    const Json* indicators = f.find("indicators");
    if (!indicators || !indicators->is_object()) return std::nullopt;
    Fields values(*indicators);
    for (std::size_t i = 0; i < indicator_names.size(); ++i) {
        const std::string name(indicator_names[i]);
        if (!values.find(name.c_str())) continue;
        const int value = values.small(name.c_str());
        if (value < 1 || value > 5) return std::nullopt;
        record.indicators[i] = value;
    }
    record.tell_next = f.text("tell_next");
    if (!f.good() || !values.good()) return std::nullopt;
    return record;
}

}  // namespace aaben::entries
