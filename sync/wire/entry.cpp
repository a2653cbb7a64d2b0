#include "wire/entry.hpp"

#include <algorithm>

#include "wire/encoding.hpp"
#include "wire/json_reading.hpp"
#include "wire/uuid.hpp"

namespace aaben::wire {
namespace {

bool has_fraction(const Json& json) {
    if (json.is_number_float()) return true;
    return json.is_structured() && std::ranges::any_of(json, has_fraction);
}

// `open` must already be in canonical spelling.
std::string assemble(const Entry& e) {
    std::string out;
    out.reserve(400 + e.open.size() + e.sealed.size() * 4 / 3);
    out.append(R"({"seq":)").append(std::to_string(e.seq));
    out.append(R"(,"id":")").append(e.id);
    out.append(R"(","type":")").append(e.type);
    out.append(R"(","recorded":{"wall_ms":)").append(std::to_string(e.recorded.wall_ms));
    out.append(R"(,"boot":")").append(e.recorded.boot);
    out.append(R"(","mono_ms":)").append(std::to_string(e.recorded.mono_ms));
    out.append(R"(},"open":)").append(e.open);
    out.append(R"(,"sealed":")").append(to_base64(e.sealed));
    out.append(R"(","prev":")").append(e.prev).append(R"("})");
    return out;
}

}  // namespace

Result<std::string> canonical_object(std::string_view json) {
    const auto object = parse_object(json, entry_bytes_max, json_depth_max - 1);
    if (!object) return invalid("open fields are not a JSON object within limits");
    if (has_fraction(*object)) return invalid("open fields hold a fraction; whole numbers only");
    return dump(*object);
}

Result<std::string> build_entry(const Entry& e) {
    if (e.seq < 1 || e.seq > integer_max) return invalid("entry: seq out of range");
    if (!is_uuid(e.id)) return invalid("entry: id is not a UUID");
    if (!is_name(e.type)) return invalid("entry: type is not a name");
    if (!is_name(e.recorded.boot)) return invalid("entry: boot is not a name");
    if (std::abs(e.recorded.wall_ms) > integer_max || std::abs(e.recorded.mono_ms) > integer_max)
        return invalid("entry: time out of range");
    if (!is_hash(e.prev)) return invalid("entry: prev is not a hash");
    auto open = canonical_object(e.open);
    if (!open) return open.error();
    if (*open != e.open) return invalid("entry: open fields are not in canonical spelling");
    std::string line = assemble(e);
    if (line.size() > entry_bytes_max) return invalid("entry: too large to be sent");
    return line;
}

Result<Entry> parse_entry(std::string_view line) {
    const auto json = parse_object(line, entry_bytes_max, json_depth_max);
    if (!json) return invalid("entry: not a JSON object within limits");
    Members m(*json);
    Entry e;
    e.seq = m.integer("seq", 1);
    e.id = m.text("id", 36);
    m.must(is_uuid(e.id));
    e.type = m.name("type");
    Members recorded(m.object("recorded"));
    e.recorded.wall_ms = recorded.integer("wall_ms", -integer_max);
    e.recorded.boot = recorded.name("boot");
    e.recorded.mono_ms = recorded.integer("mono_ms", -integer_max);
    const Json& open = m.object("open");
    m.must(!has_fraction(open));
    e.open = dump(open);
    e.sealed = m.base64("sealed", entry_bytes_max);
    e.prev = m.hash("prev");
    if (!m.good() || !recorded.good()) return invalid("entry: a member is missing or of another kind");
    if (assemble(e) != line) return invalid("entry: not in the canonical spelling");
    return e;
}

}  // namespace aaben::wire
