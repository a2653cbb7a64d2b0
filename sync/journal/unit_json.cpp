#include "journal/unit_json.hpp"

#include "journal/codec.hpp"

namespace aaben::journal {
namespace {

using namespace visit;

constexpr std::array<std::string_view, 5> state_names{"waiting", "outside", "called", "in_conversation", "parked"};
constexpr std::array<std::string_view, 5> ending_names{"conversation", "left", "not_found", "merged", "day_closed"};

const Json no_list = Json::array();

template <class E, std::size_t N>
Json set_json(Set<E> set, const std::array<std::string_view, N>& names) {
    Json out = Json::array();
    for (std::size_t i = 0; i < N; ++i)
        if (set.has(static_cast<E>(i))) out.push_back(names[i]);
    return out;
}

template <class E, std::size_t N>
Set<E> read_set(Fields& fields, const char* key, const std::array<std::string_view, N>& names) {
    Set<E> out;
    for (const Json& each : fields.list(key)) {
        bool known = false;
        for (std::size_t i = 0; i < N; ++i)
            if (each.is_string() && each.get_ref<const std::string&>() == names[i])
                out.put(static_cast<E>(i)), known = true;
        if (!known) fields.bad();
    }
    return out;
}

Json help_json(const std::vector<OpenHelp>& list) {
    Json out = Json::array();
    for (const OpenHelp& h : list) {
        Json one{{"id", h.id}, {"asked_ms", h.asked_ms}};
        if (!h.shift.empty()) one["shift"] = h.shift;  // of a silent alarm
        out.push_back(std::move(one));
    }
    return out;
}

std::vector<OpenHelp> read_help(Fields& fields, const char* key) {
    std::vector<OpenHelp> out;
    for (const Json& each : fields.list(key)) {
        Fields line(each);
        OpenHelp one{line.text("id"), line.number("asked_ms")};
        if (line.find("shift")) one.shift = line.text("shift");
        out.push_back(std::move(one));
        if (!line.good()) fields.bad();
    }
    return out;
}

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

Json visit_json(const Visit& v) {
    Json out{{"id", v.id},
             {"sign", sign_json(v.sign)},
             {"state", name_of(state_names, v.state)},
             {"checked_in_ms", v.checked_in_ms},
             {"priority", v.priority},
             {"missed_calls", v.missed_calls},
             {"ahead", v.ahead},
             {"shift", v.shift},
             {"wanted", v.wanted},
             {"called_ms", v.called_ms},
             {"conversation_ms", v.conversation_ms}};
    if (v.before)
        out["before"] = Json{{"state", name_of(state_names, v.before->state)},
                             {"priority", v.before->priority},
                             {"missed_calls", v.before->missed_calls},
                             {"shift", v.before->shift},
                             {"wanted", v.before->wanted},
                             {"called_ms", v.before->called_ms},
                             {"conversation_ms", v.before->conversation_ms}};
    return out;
}

std::optional<Visit> read_visit(const Json& json) {
    Fields f(json);
    Visit v;
    v.id = f.text("id");
    v.sign = f.sign("sign");
    v.choices = no_choices();
    v.state = f.choice<State>("state", state_names);
    v.checked_in_ms = f.number("checked_in_ms");
    v.priority = f.small("priority");
    v.missed_calls = f.small("missed_calls");
    v.ahead = f.small("ahead");
    v.shift = f.text("shift");
    v.wanted = f.text("wanted");
    v.called_ms = f.number("called_ms");
    v.conversation_ms = f.number("conversation_ms");
    if (const Json* before = f.find("before")) {
        Fields b(*before);
        v.before = Visit::Before{b.choice<State>("state", state_names),
                                 b.small("priority"),
                                 b.small("missed_calls"),
                                 b.text("shift"),
                                 b.text("wanted"),
                                 b.number("called_ms"),
                                 b.number("conversation_ms")};
        if (!b.good()) return std::nullopt;
    }
    if (!f.good()) return std::nullopt;
    return v;
}

Json ended_json(const EndedVisit& e) {
    Json out{{"visit", visit_json(e.visit)}, {"ending", name_of(ending_names, e.ending)}, {"ended_ms", e.ended_ms}};
    if (e.outcome) out["outcome"] = name_of(outcome_names, *e.outcome);
    return out;
}

std::optional<EndedVisit> read_ended(const Json& json) {
    Fields f(json);
    const Json* inner = f.find("visit");
    auto v = inner ? read_visit(*inner) : std::nullopt;
    if (!v) return std::nullopt;
    EndedVisit e{std::move(*v), f.choice<Ending>("ending", ending_names), std::nullopt, f.number("ended_ms")};
    if (f.find("outcome")) e.outcome = f.choice<Outcome>("outcome", outcome_names);
    if (!f.good()) return std::nullopt;
    return e;
}

Json sample_json(const WaitSample& s) {
    return Json{{"checked_in_ms", s.checked_in_ms}, {"wait_s", s.wait_s}, {"ahead", s.ahead}, {"on_shift", s.on_shift}};
}

std::optional<WaitSample> read_sample(const Json& json) {
    Fields f(json);
    WaitSample s{f.number("checked_in_ms"), f.small("wait_s"), f.small("ahead"), f.small("on_shift")};
    if (!f.good()) return std::nullopt;
    return s;
}

Json state_json(const Unit& unit) {
    Json shifts = Json::array();
    for (const Shift& s : unit.shifts)
        shifts.push_back(
            Json{{"id", s.id}, {"caseworker", s.caseworker}, {"started_ms", s.started_ms}, {"on_break", s.on_break}});
    return Json{{"day", calendar::to_string(unit.day)},
                {"signs_given", unit.signs_given},
                {"shifts", std::move(shifts)},
                {"help", help_json(unit.help)},
                {"alarms", help_json(unit.alarms)}};
}

bool read_state(const Json& json, Unit& unit) {
    Fields f(json);
    unit.day = f.date("day");
    unit.signs_given = f.small("signs_given");
    for (const Json& each : f.list("shifts")) {
        Fields s(each);
        unit.shifts.push_back({s.text("id"), s.text("caseworker"), s.number("started_ms"), s.boolean("on_break")});
        if (!s.good()) return false;
    }
    unit.help = read_help(f, "help");
    unit.alarms = read_help(f, "alarms");
    return f.good();
}

Json unit_json(const Unit& unit) {
    Json out{{"state", state_json(unit)}};
    Json& visits = out["visits"] = Json::array();
    for (const Visit& v : unit.visits) visits.push_back(visit_json(v));
    Json& ended = out["ended"] = Json::array();
    for (const EndedVisit& e : unit.ended) ended.push_back(ended_json(e));
    Json& samples = out["samples"] = Json::array();
    for (const WaitSample& s : unit.samples) samples.push_back(sample_json(s));
    return out;
}

std::optional<Unit> read_unit(const Json& json) {
    Fields f(json);
    Unit unit;
    const Json* state = f.find("state");
    if (!state || !read_state(*state, unit)) return std::nullopt;
    const auto read_list = [&](const char* key, auto read, auto& target) {
        for (const Json& each : f.list(key)) {
            auto value = read(each);
            if (!value) return f.bad();
            target.push_back(std::move(*value));
        }
    };
    read_list("visits", read_visit, unit.visits);
    read_list("ended", read_ended, unit.ended);
    read_list("samples", read_sample, unit.samples);
    if (!f.good()) return std::nullopt;
    return unit;
}

}  // namespace aaben::journal
