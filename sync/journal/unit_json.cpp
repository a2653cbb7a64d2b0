#include "journal/unit_json.hpp"

#include <algorithm>

#include "entries/codec.hpp"

namespace aaben::journal {
namespace {

using namespace visit;
using entries::name_of;
using entries::no_choices;
using entries::sign_json;

constexpr std::array<std::string_view, 5> state_names{"waiting", "outside", "called", "in_conversation", "parked"};
constexpr std::array<std::string_view, 5> ending_names{"conversation", "left", "not_found", "merged", "day_closed"};

Json help_json(const std::vector<OpenHelp>& list) {
    Json out = Json::array();
    for (const OpenHelp& h : list) {
        Json one{{"id", h.id}, {"asked_ms", h.asked_ms.ms}};
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

Json visit_json(const Visit& v) {
    Json out{{"id", v.id},
             {"sign", sign_json(v.sign)},
             {"state", name_of(state_names, v.state)},
             {"checked_in_ms", v.checked_in_ms.ms},
             {"priority", v.priority},
             {"missed_calls", v.missed_calls},
             {"ahead", v.ahead},
             {"shift", v.shift},
             {"wanted", v.wanted},
             {"called_ms", v.called_ms.ms},
             {"conversation_ms", v.conversation_ms.ms}};
    if (v.recorded) out["recorded"] = true;
    if (v.before)
        out["before"] = Json{{"state", name_of(state_names, v.before->state)},
                             {"priority", v.before->priority},
                             {"missed_calls", v.before->missed_calls},
                             {"shift", v.before->shift},
                             {"wanted", v.before->wanted},
                             {"called_ms", v.before->called_ms.ms},
                             {"conversation_ms", v.before->conversation_ms.ms}};
    return out;
}

// A state of a newer release: whoever has it stands in the queue, where somebody will see and call them.
std::optional<Visit> read_visit(const Json& json) {
    Fields f(json);
    Visit v;
    v.id = f.text("id");
    v.sign = f.sign("sign");
    v.choices = no_choices();
    v.state = f.choice_or("state", state_names, State::Waiting);
    v.checked_in_ms = f.number("checked_in_ms");
    v.priority = f.small("priority");
    v.missed_calls = f.small("missed_calls");
    v.ahead = f.small("ahead");
    v.shift = f.text("shift");
    v.wanted = f.text("wanted");
    v.called_ms = f.number("called_ms");
    v.conversation_ms = f.number("conversation_ms");
    if (f.find("recorded")) v.recorded = f.boolean("recorded");
    if (const Json* before = f.find("before")) {
        Fields b(*before);
        v.before = Visit::Before{b.choice_or("state", state_names, State::Waiting),
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
    Json out{{"visit", visit_json(e.visit)}, {"ending", name_of(ending_names, e.ending)}, {"ended_ms", e.ended_ms.ms}};
    if (e.outcome) out["outcome"] = name_of(outcome_names, *e.outcome);
    return out;
}

std::optional<EndedVisit> read_ended(const Json& json) {
    Fields f(json);
    const Json* inner = f.find("visit");
    auto v = inner ? read_visit(*inner) : std::nullopt;
    if (!v) return std::nullopt;
    EndedVisit e{std::move(*v), f.choice_or("ending", ending_names, Ending::DayClosed), std::nullopt,
                 f.number("ended_ms")};
    const Json* outcome = f.find("outcome");
    if (outcome && std::ranges::find(outcome_names, f.text("outcome")) != outcome_names.end())
        e.outcome = f.choice<Outcome>("outcome", outcome_names);
    if (!f.good()) return std::nullopt;
    return e;
}

Json sample_json(const WaitSample& s) {
    return Json{
        {"checked_in_ms", s.checked_in_ms.ms}, {"wait_s", s.wait_s}, {"ahead", s.ahead}, {"on_shift", s.on_shift}};
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
        shifts.push_back(Json{
            {"id", s.id}, {"caseworker", s.caseworker}, {"started_ms", s.started_ms.ms}, {"on_break", s.on_break}});
    Json out{{"day", calendar::to_string(unit.day)},
             {"signs_given", unit.signs_given},
             {"shifts", std::move(shifts)},
             {"help", help_json(unit.help)},
             {"alarms", help_json(unit.alarms)}};
    if (unit.closing)
        out["closing"] =
            Json{{"day", calendar::to_string(unit.closing->day)}, {"until", calendar::to_string(unit.closing->until)}};
    return out;
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
    if (const Json* closing = f.find("closing")) {
        Fields line(*closing);
        unit.closing = {line.date("day"), line.time("until")};
        if (!line.good()) return false;
    }
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
