#include "wire/json_reading.hpp"

#include "wire/encoding.hpp"

namespace aaben::wire {
namespace {
const Json empty_list = Json::array();
const Json empty_object = Json::object();
}  // namespace

bool depth_within(std::string_view text, int depth_max) {
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            if (++depth > depth_max) return false;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return true;
}

std::optional<Json> parse_object(std::string_view text, std::size_t bytes_max, int depth_max) {
    if (text.empty() || text.size() > bytes_max || !depth_within(text, depth_max)) return std::nullopt;
    Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    return json;
}

std::string dump(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string json_text(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 8 + 2);
    out += '"';
    for (const char c : text) {
        if (c < ' ' || c > '~') return dump(Json(text));
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out += '"';
}

const Json* Members::member(const char* key) {
    if (!object_.is_object()) return nullptr;
    const auto it = object_.find(key);
    return it == object_.end() ? nullptr : &*it;
}

std::string Members::text(const char* key, std::size_t bytes_max) {
    const Json* m = member(key);
    if (!m || !m->is_string() || m->get_ref<const std::string&>().size() > bytes_max) return good_ = false, "";
    return m->get<std::string>();
}

std::string Members::text_or_empty(const char* key, std::size_t bytes_max) {
    return member(key) ? text(key, bytes_max) : "";
}

std::int64_t Members::integer(const char* key, std::int64_t min, std::int64_t max) {
    const Json* m = member(key);
    if (!m || !m->is_number_integer()) return good_ = false, min;
    if (m->is_number_unsigned() && m->get<std::uint64_t>() > static_cast<std::uint64_t>(integer_max))
        return good_ = false, min;
    const auto value = m->get<std::int64_t>();
    if (value < min || value > max) return good_ = false, min;
    return value;
}

std::string Members::base64(const char* key, std::size_t bytes_max) {
    auto bytes = from_base64(text(key, bytes_max / 3 * 4 + 8));
    if (!bytes || bytes->size() > bytes_max) return good_ = false, "";
    return std::move(bytes).value();
}

std::string Members::hash(const char* key) {
    std::string value = text(key, 64);
    if (!is_hash(value)) good_ = false;
    return value;
}

std::string Members::name(const char* key) {
    std::string value = text(key, 64);
    if (!is_name(value)) good_ = false;
    return value;
}

const Json& Members::list(const char* key, std::size_t count_max) {
    const Json* m = member(key);
    if (!m || !m->is_array() || m->size() > count_max) return good_ = false, empty_list;
    return *m;
}

const Json& Members::object(const char* key) {
    const Json* m = member(key);
    if (!m || !m->is_object()) return good_ = false, empty_object;
    return *m;
}

}  // namespace aaben::wire
