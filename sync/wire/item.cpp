#include "wire/item.hpp"

#include <array>

#include "wire/encoding.hpp"
#include "wire/envelope.hpp"
#include "wire/json_reading.hpp"
#include "wire/shown_name.hpp"

namespace aaben::wire {
namespace {
constexpr std::array<std::string_view, 10> kind_names{"content", "roster",   "hours",  "brief", "expected",
                                                      "answer",  "transfer", "revoke", "keys",  "help"};
}  // namespace

std::string_view to_string(ItemKind kind) {
    return kind_names[static_cast<std::size_t>(kind)];
}

bool is_fleeting(ItemKind kind) {
    return kind == ItemKind::Brief || kind == ItemKind::Expected || kind == ItemKind::Answer ||
           kind == ItemKind::Transfer || kind == ItemKind::Help;
}

std::optional<ItemKind> item_kind(std::string_view text) {
    for (std::size_t i = 0; i < kind_names.size(); ++i)
        if (kind_names[i] == text) return static_cast<ItemKind>(i);
    return std::nullopt;
}

std::string build_items(const ItemList& list) {
    Json items = Json::array();
    for (const ItemRef& item : list.items)
        items.push_back(Json{{"kind", to_string(item.kind)},
                             {"name", item.name},
                             {"version", item.version},
                             {"etag", item.etag},
                             {"size", item.size}});
    return dump(Json{{"device", list.device},
                     {"items", std::move(items)},
                     {"key_list", list.key_list},
                     {"time_ms", list.time_ms.ms}});
}

Result<ItemList> parse_items(std::string_view payload) {
    const auto json = parse_object(payload, envelope_bytes_max, 3);
    if (!json) return invalid("item list: not a JSON object within limits");
    Members m(*json);
    ItemList list;
    for (const Json& each : m.list("items", items_max)) {
        Members line(each);
        const auto kind = item_kind(line.text("kind", 16));
        if (!kind) continue;  // a newer jobcenter may offer kinds this device does not know yet
        const auto size_max = static_cast<std::int64_t>(kind == ItemKind::Content ? content_bytes_max : item_bytes_max);
        ItemRef item{*kind, line.name("name"), line.integer("version"), line.hash("etag"),
                     line.integer("size", 0, size_max)};
        if (!line.good()) return invalid("item list: an item is malformed");
        list.items.push_back(std::move(item));
    }
    list.device = m.name("device");
    list.key_list = m.text_or_empty("key_list", std::size_t{16} * 1024);
    list.time_ms = m.integer("time_ms");
    if (!m.good()) return invalid("item list: a member is missing or of another kind");
    return list;
}

std::string build_brief(const Brief& brief) {
    return dump(Json{{"visit_ref", brief.visit_ref}, {"staff", brief.staff}, {"sealed", to_base64(brief.sealed)}});
}

Result<Brief> parse_brief(std::string_view text) {
    const auto json = parse_object(text, item_bytes_max, 2);
    if (!json) return invalid("brief: not a JSON object within limits");
    Members m(*json);
    Brief brief;
    brief.visit_ref = m.name("visit_ref");
    for (const Json& id : m.list("staff", 100)) {
        if (!id.is_string() || !is_name(id.get_ref<const std::string&>())) return invalid("brief: a staff id is none");
        brief.staff.push_back(id.get<std::string>());
    }
    brief.sealed = m.base64("sealed", item_bytes_max);
    if (!m.good()) return invalid("brief: a member is missing or of another kind");
    return brief;
}

std::string build_expected(const Expected& expected) {
    Json visits = Json::array();
    for (const ExpectedVisit& v : expected.visits)
        visits.push_back(Json{{"ref", v.ref}, {"time", v.time}, {"staff", v.staff}, {"cpr_hash", v.cpr_hash}});
    return dump(Json{{"day", expected.day}, {"day_key", expected.day_key}, {"visits", std::move(visits)}});
}

Result<Expected> parse_expected(std::string_view text) {
    const auto json = parse_object(text, item_bytes_max, 3);
    if (!json) return invalid("expected visits: not a JSON object within limits");
    Members m(*json);
    Expected expected;
    expected.day = m.text("day", 10);
    m.must(calendar::parse_date(expected.day).has_value());
    expected.day_key = m.hash("day_key");
    for (const Json& each : m.list("visits", 500)) {
        Members line(each);
        ExpectedVisit v{line.name("ref"), line.text("time", 5), line.name("staff"), line.hash("cpr_hash")};
        if (!line.good() || !calendar::parse_time(v.time)) return invalid("expected visits: a visit is malformed");
        expected.visits.push_back(std::move(v));
    }
    if (!m.good()) return invalid("expected visits: a member is missing or of another kind");
    return expected;
}

std::string build_notice(const Notice& notice) {
    return dump(Json{{"ref", notice.ref}, {"sealed", to_base64(notice.sealed)}, {"at_ms", notice.at_ms.ms}});
}

Result<Notice> parse_notice(std::string_view text) {
    const auto json = parse_object(text, item_bytes_max, 1);
    if (!json) return invalid("notice: not a JSON object within limits");
    Members m(*json);
    Notice notice{m.name("ref"), m.base64("sealed", item_bytes_max), m.integer("at_ms")};
    if (!m.good()) return invalid("notice: a member is missing or of another kind");
    return notice;
}

std::string build_help_call(const HelpCall& call) {
    return dump(Json{{"help", call.help},
                     {"device", call.device},
                     {"asked_ms", call.asked_ms.ms},
                     {"shift", call.shift},
                     {"seen_by", call.seen_by},
                     {"seen_ms", call.seen_ms.ms}});
}

Result<HelpCall> parse_help_call(std::string_view text) {
    const auto json = parse_object(text, item_bytes_max, 1);
    if (!json) return invalid("call for help: not a JSON object within limits");
    Members m(*json);
    HelpCall call{m.name("help"),
                  m.text_or_empty("device", 64),
                  m.integer("asked_ms"),
                  m.text_or_empty("shift", 64),
                  m.text_or_empty("seen_by", shown_name_bytes_max),
                  m.integer("seen_ms")};
    if (!call.seen_by.empty() && !is_shown_name(call.seen_by)) call.seen_by.clear();
    if (!m.good()) return invalid("call for help: a member is missing or of another kind");
    return call;
}

}  // namespace aaben::wire
