#include "wire/batch.hpp"

#include "wire/encoding.hpp"
#include "wire/entry.hpp"
#include "wire/json_reading.hpp"

namespace aaben::wire {

std::string head_message(std::string_view device, std::int64_t head_seq, std::string_view head) {
    std::string out = "aaben-head-v1\n";
    out.append(device).append("\n").append(std::to_string(head_seq)).append("\n").append(head);
    return out;
}

std::string build_head(const Head& head) {
    return dump(Json{{"device", head.device},
                     {"first", head.first},
                     {"count", head.count},
                     {"head_seq", head.head_seq},
                     {"head", head.head},
                     {"signature", to_base64(head.signature)}});
}

Result<Head> parse_head(std::string_view line) {
    const auto json = parse_object(line, 4096, 2);
    if (!json) return invalid("head line: not a JSON object within limits");
    Members m(*json);
    Head head;
    head.device = m.name("device");
    head.first = m.integer("first");
    head.count = m.integer("count", 0, static_cast<std::int64_t>(batch_entries_max));
    head.head_seq = m.integer("head_seq");
    head.head = m.hash("head");
    head.signature = m.base64("signature", 64);
    m.must(head.signature.size() == 64);
    if (!m.good()) return invalid("head line: a member is missing or of another kind");
    return head;
}

std::string build_batch(const Batch& batch) {
    std::string out = build_head(batch.head) + "\n";
    for (const std::string& line : batch.lines) out.append(line).append("\n");
    return out;
}

Result<Batch> parse_batch(std::string_view body) {
    if (body.size() > batch_bytes_max) return invalid("batch: larger than 256 KiB");
    if (body.empty() || body.back() != '\n') return invalid("batch: the last line is cut");
    Batch batch;
    bool first = true;
    while (!body.empty()) {
        const std::size_t end = body.find('\n');
        const std::string_view line = body.substr(0, end);
        body.remove_prefix(end + 1);
        if (first) {
            auto head = parse_head(line);
            if (!head) return head.error();
            batch.head = std::move(head).value();
            first = false;
            continue;
        }
        if (line.empty() || line.size() > entry_bytes_max) return invalid("batch: an entry line is empty or too long");
        if (batch.lines.size() == batch_entries_max) return invalid("batch: more than 100 entries");
        batch.lines.emplace_back(line);
    }
    if (static_cast<std::int64_t>(batch.lines.size()) != batch.head.count)
        return invalid("batch: the head line promises another number of entries");
    return batch;
}

}  // namespace aaben::wire
