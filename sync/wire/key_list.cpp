#include "wire/key_list.hpp"

#include <set>

#include "wire/encoding.hpp"
#include "wire/json_reading.hpp"

namespace aaben::wire {

std::string build_key_list(const KeyList& list) {
    Json keys = Json::array();
    for (const RecipientKey& key : list.keys)
        keys.push_back(Json{{"id", key.id}, {"box_key", key.box_key}, {"valid_from_ms", key.valid_from_ms.ms}});
    return dump(Json{{"version", list.version}, {"keys", std::move(keys)}});
}

Result<KeyList> parse_key_list(std::string_view payload) {
    const auto json = parse_object(payload, 8192, 3);
    if (!json) return invalid("key list: not a JSON object within limits");
    Members m(*json);
    KeyList list;
    list.version = m.integer("version", 1);
    std::set<std::string> ids;
    for (const Json& each : m.list("keys", keys_max)) {
        Members line(each);
        RecipientKey key{line.text("id", 16), line.hash("box_key"), line.integer("valid_from_ms")};
        if (!line.good() || key.id.size() != 16 || !from_hex(key.id)) return invalid("key list: a key is malformed");
        if (!ids.insert(key.id).second) return invalid("key list: a key stands twice");
        list.keys.push_back(std::move(key));
    }
    m.must(!list.keys.empty());
    if (!m.good()) return invalid("key list: a member is missing or of another kind");
    return list;
}

}  // namespace aaben::wire
