#include "entries/json.hpp"

#include "entries/codec.hpp"

namespace aaben::entries {
namespace {

using namespace visit;

const Json no_list = Json::array();

}  // namespace

std::string dump(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

const Json* Fields::find(const char* key) const {
    if (!object_.is_object()) return nullptr;
    const auto it = object_.find(key);
    return it == object_.end() ? nullptr : &*it;
}

std::string Fields::text(const char* key) {
    const Json* m = find(key);
    if (!m || !m->is_string()) return good_ = false, "";
    return m->get<std::string>();
}

std::int64_t Fields::number(const char* key) {
    const Json* m = find(key);
    if (!m || !m->is_number_integer()) return good_ = false, 0;
    return m->get<std::int64_t>();
}

int Fields::small(const char* key) {
    const std::int64_t value = number(key);
    if (value < -1'000'000'000 || value > 1'000'000'000) return good_ = false, 0;
    return static_cast<int>(value);
}

bool Fields::boolean(const char* key) {
    const Json* m = find(key);
    if (!m || !m->is_boolean()) return good_ = false, false;
    return m->get<bool>();
}

calendar::Date Fields::date(const char* key) {
    const auto value = calendar::parse_date(text(key));
    if (!value) good_ = false;
    return value.value_or(calendar::Date{});
}

calendar::TimeOfDay Fields::time(const char* key) {
    const auto value = calendar::parse_time(text(key));
    if (!value) good_ = false;
    return value.value_or(calendar::TimeOfDay{});
}

CallSign Fields::sign(const char* key) {
    const Json* m = find(key);
    if (!m) return good_ = false, CallSign{};
    Fields line(*m);
    CallSign sign{line.choice<Colour>("colour", colour_names), line.choice<Picture>("picture", picture_names),
                  line.small("number")};
    if (!line.good()) good_ = false;
    return sign;
}

const Json& Fields::list(const char* key) {
    const Json* m = find(key);
    if (!m || !m->is_array()) return good_ = false, no_list;
    return *m;
}

Json sign_json(const CallSign& sign) {
    return Json{{"colour", name_of(colour_names, sign.colour)},
                {"picture", name_of(picture_names, sign.picture)},
                {"number", sign.number}};
}

Json choices_json(const Choices& c) {
    Json out{{"language", c.language}};
    if (c.purpose) out["purpose"] = name_of(purpose_names, *c.purpose);
    out["needs"] = set_json(c.needs, need_names);
    out["interpreter_language"] = c.interpreter_language;
    out["whom"] = name_of(whom_names, c.whom);
    out["caseworker"] = c.caseworker;
    if (c.letter)
        out["letter"] =
            Json{{"type", c.letter->type}, {"fields", Json::parse(letters::to_json(c.letter->fields), nullptr, false)}};
    out["call_me"] = c.call_me;
    out["services"] = set_json(c.services, service_names);
    out["expected"] = c.expected;
    return out;
}

std::optional<Choices> read_choices(const Json& json) {
    Fields f(json);
    Choices c;
    c.language = f.text("language");
    if (f.find("purpose")) c.purpose = f.choice<Purpose>("purpose", purpose_names);
    c.needs = read_set<Need>(f, "needs", need_names);
    c.interpreter_language = f.text("interpreter_language");
    c.whom = f.choice<Whom>("whom", whom_names);
    c.caseworker = f.text("caseworker");
    if (const Json* letter = f.find("letter")) {
        Fields l(*letter);
        const std::string type = l.text("type");
        const Json* inner = l.find("fields");
        const auto fields = inner ? letters::fields_from_json(dump(*inner)) : std::nullopt;
        if (!l.good() || !fields) return std::nullopt;
        c.letter = CarriedLetter{type, *fields};
    }
    c.call_me = f.text("call_me");
    c.services = read_set<Service>(f, "services", service_names);
    c.expected = f.boolean("expected");
    if (!f.good()) return std::nullopt;
    return c;
}

}  // namespace aaben::entries
