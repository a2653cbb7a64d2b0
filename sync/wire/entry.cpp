#include "wire/entry.hpp"

#include <algorithm>
#include <charconv>

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
std::string assemble(const Entry& e, std::string_view sealed_text) {
    std::string out;
    out.reserve(400 + e.open.size() + sealed_text.size());
    out.append(R"({"seq":)").append(std::to_string(e.seq));
    out.append(R"(,"id":")").append(e.id);
    out.append(R"(","type":")").append(e.type);
    out.append(R"(","recorded":{"wall_ms":)").append(std::to_string(e.recorded.wall_ms.ms));
    out.append(R"(,"boot":")").append(e.recorded.boot);
    out.append(R"(","mono_ms":)").append(std::to_string(e.recorded.mono_ms.ms));
    out.append(R"(},"open":)").append(e.open);
    out.append(R"(,"sealed":")").append(sealed_text);
    out.append(R"(","prev":")").append(e.prev).append(R"("})");
    return out;
}

// Takes a line apart at the marks of its one spelling, from the left. Where a mark is missing the pieces are rubbish:
// nothing that was cut may be believed before it was put together again and gave the same line.
class Cutter {
  public:
    explicit Cutter(std::string_view line) : rest_(line) {}
    std::string_view until(std::string_view mark) { return cut(rest_.find(mark), mark.size()); }
    std::string_view until_last(std::string_view mark) { return cut(rest_.rfind(mark), mark.size()); }
    std::int64_t number_until(std::string_view mark) {
        const std::string_view text = until(mark);
        std::int64_t number = 0;
        std::from_chars(text.data(), text.data() + text.size(), number);
        return number;
    }

  private:
    std::string_view cut(std::size_t at, std::size_t mark_size) {
        const std::string_view piece = rest_.substr(0, at);
        rest_.remove_prefix(at == std::string_view::npos ? rest_.size() : at + mark_size);
        return piece;
    }
    std::string_view rest_;
};

// Everything build_entry and parse_entry agree on, but the spelling of the open fields.
std::optional<Error> fault_in(const Entry& e) {
    if (e.seq < 1 || e.seq > integer_max) return invalid("entry: seq out of range");
    if (!is_uuid(e.id)) return invalid("entry: id is not a UUID");
    if (!is_name(e.type)) return invalid("entry: type is not a name");
    if (!is_name(e.recorded.boot)) return invalid("entry: boot is not a name");
    for (const std::int64_t time : {e.recorded.wall_ms.ms, e.recorded.mono_ms.ms})
        if (time < -integer_max || time > integer_max) return invalid("entry: time out of range");
    if (!is_hash(e.prev)) return invalid("entry: prev is not a hash");
    auto open = canonical_object(e.open);
    if (!open) return open.error();
    if (*open != e.open) return invalid("entry: open fields are not in canonical spelling");
    return std::nullopt;
}

}  // namespace

Result<std::string> canonical_object(std::string_view json) {
    const auto object = parse_object(json, entry_bytes_max, json_depth_max - 1);
    if (!object) return invalid("open fields are not a JSON object within limits");
    if (has_fraction(*object)) return invalid("open fields hold a fraction; whole numbers only");
    return dump(*object);
}

Result<std::string> build_entry(const Entry& e) {
    if (auto fault = fault_in(e)) return *fault;
    std::string line = assemble(e, to_base64(e.sealed));
    if (line.size() > entry_bytes_max) return invalid("entry: too large to be sent");
    return line;
}

Result<Entry> parse_entry(std::string_view line) {
    if (line.size() > entry_bytes_max) return invalid("entry: too large");
    Cutter cut(line);
    Entry e;
    (void)cut.until(R"({"seq":)");
    e.seq = cut.number_until(R"(,"id":")");
    e.id = cut.until(R"(","type":")");
    e.type = cut.until(R"(","recorded":{"wall_ms":)");
    e.recorded.wall_ms = cut.number_until(R"(,"boot":")");
    e.recorded.boot = cut.until(R"(","mono_ms":)");
    e.recorded.mono_ms = cut.number_until(R"(},"open":)");
    e.open = cut.until_last(R"(,"sealed":")");  // the open fields may hold anything, what follows holds no quote
    const std::string_view sealed_text = cut.until(R"(","prev":")");
    e.prev = cut.until(R"("})");
    if (assemble(e, sealed_text) != line) return invalid("entry: not in the canonical spelling");
    if (auto fault = fault_in(e)) return *fault;
    auto sealed = from_base64(sealed_text);  // strict: each value has one spelling
    if (!sealed) return invalid("entry: the sealed part is not base64");
    e.sealed = std::move(*sealed);
    return e;
}

}  // namespace aaben::wire
