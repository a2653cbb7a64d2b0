// The roster and the opening hours, as visit's own values.
#include <algorithm>

#include "wire/encoding.hpp"
#include "wire/item.hpp"
#include "wire/json_reading.hpp"

namespace aaben::wire {
namespace {

Json spans_json(const std::vector<visit::Span>& spans) {
    Json out = Json::array();
    for (const visit::Span& s : spans)
        out.push_back(Json{{"from", calendar::to_string(s.from)}, {"until", calendar::to_string(s.until)}});
    return out;
}

bool read_spans(const Json& list, std::vector<visit::Span>& spans) {
    if (!list.is_array() || list.size() > 10) return false;
    for (const Json& each : list) {
        Members m(each);
        const auto from = calendar::parse_time(m.text("from", 5));
        const auto until = calendar::parse_time(m.text("until", 5));
        if (!m.good() || !from || !until || *until <= *from) return false;
        spans.push_back({*from, *until});
    }
    return true;
}

Json weekly_json(const visit::WeeklyHours& hours) {
    Json days = Json::array();
    for (const auto& spans : hours.days) days.push_back(spans_json(spans));
    Json exceptions = Json::array();
    for (const auto& [date, spans] : hours.exceptions)
        exceptions.push_back(Json{{"date", calendar::to_string(date)}, {"spans", spans_json(spans)}});
    return Json{{"days", std::move(days)}, {"exceptions", std::move(exceptions)}};
}

bool read_weekly(const Json& json, visit::WeeklyHours& hours) {
    Members m(json);
    const Json& days = m.list("days", hours.days.size());
    if (days.size() != hours.days.size()) return false;
    for (std::size_t i = 0; i < hours.days.size(); ++i)
        if (!read_spans(days[i], hours.days[i])) return false;
    for (const Json& each : m.list("exceptions", 400)) {
        Members line(each);
        const auto date = calendar::parse_date(line.text("date", 10));
        std::vector<visit::Span> spans;
        if (!date || !read_spans(line.list("spans", 10), spans) || !line.good()) return false;
        hours.exceptions.emplace_back(*date, std::move(spans));
    }
    return m.good();
}

bool is_phone(std::string_view text) {
    return text.empty() || (text.size() == 8 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }));
}

Result<visit::Caseworker> read_caseworker(const Json& json) {
    Members m(json);
    visit::Caseworker who;
    who.id = m.name("id");
    who.name = m.text("name", 128);
    who.initials = m.text("initials", 8);
    const std::string role = m.text("role", 32);
    const auto it = std::ranges::find(visit::role_names, role);
    m.must(it != visit::role_names.end());
    if (it != visit::role_names.end()) who.role = static_cast<visit::Role>(it - visit::role_names.begin());
    who.badge_hash = m.hash("badge_hash");
    who.pin_hash = m.text("pin_hash", 256);
    who.direct_phone = m.text("direct_phone", 8);
    m.must(is_phone(who.direct_phone));
    who.box_key = m.text("box_key", 64);
    m.must(who.box_key.empty() || is_hash(who.box_key));
    m.must(read_weekly(m.object("here"), who.here));
    if (!m.good()) return invalid("roster: a person's line is malformed");
    return who;
}

}  // namespace

std::string build_roster(const visit::Roster& roster) {
    Json people = Json::array();
    for (const visit::Caseworker& who : roster.people)
        people.push_back(Json{{"id", who.id},
                              {"name", who.name},
                              {"initials", who.initials},
                              {"role", visit::role_names[static_cast<std::size_t>(who.role)]},
                              {"badge_hash", who.badge_hash},
                              {"pin_hash", who.pin_hash},
                              {"direct_phone", who.direct_phone},
                              {"box_key", who.box_key},
                              {"here", weekly_json(who.here)}});
    return dump(Json{{"version", roster.version}, {"unit_name", roster.unit_name}, {"people", std::move(people)}});
}

Result<visit::Roster> parse_roster(std::string_view text) {
    const auto json = parse_object(text, item_bytes_max, 8);
    if (!json) return invalid("roster: not a JSON object within limits");
    Members m(*json);
    visit::Roster roster;
    roster.version = m.integer("version", 1);
    roster.unit_name = m.text("unit_name", 128);
    for (const Json& each : m.list("people", 200)) {
        auto who = read_caseworker(each);
        if (!who) return who.error();
        roster.people.push_back(std::move(who).value());
    }
    if (!m.good()) return invalid("roster: a member is missing or of another kind");
    return roster;
}

std::string build_hours(const visit::UnitHours& hours) {
    return dump(Json{{"door", weekly_json(hours.door)},
                     {"telephone", weekly_json(hours.telephone)},
                     {"main_phone", hours.main_phone}});
}

Result<visit::UnitHours> parse_hours(std::string_view text) {
    const auto json = parse_object(text, item_bytes_max, 8);
    if (!json) return invalid("opening hours: not a JSON object within limits");
    Members m(*json);
    visit::UnitHours hours;
    m.must(read_weekly(m.object("door"), hours.door));
    m.must(read_weekly(m.object("telephone"), hours.telephone));
    hours.main_phone = m.text("main_phone", 8);
    m.must(is_phone(hours.main_phone));
    if (!m.good()) return invalid("opening hours: a member is missing or of another kind");
    return hours;
}

}  // namespace aaben::wire
