#include "wire/receipt.hpp"

#include <algorithm>
#include <array>

#include "wire/batch.hpp"
#include "wire/encoding.hpp"
#include "wire/json_reading.hpp"
#include "wire/quick_reading.hpp"
#include "wire/uuid.hpp"

namespace aaben::wire {
namespace {

constexpr std::array<std::string_view, 4> outcome_names{"accepted", "duplicate", "rejected", "retry"};

Result<ReceiptLine> parse_line(const simdjson::dom::element& json) {
    QuickMembers m(json);
    ReceiptLine line;
    line.id = m.text("id", 36);
    m.must(is_uuid(line.id));
    line.seq = m.integer("seq");
    line.sha256 = m.text("sha256", 64);
    m.must(is_hash(line.sha256));
    const std::string_view outcome = m.text("outcome", 16);
    const auto known = std::ranges::find(outcome_names, outcome);
    m.must(known != outcome_names.end());
    if (m.good()) line.outcome = static_cast<Outcome>(known - outcome_names.begin());
    line.server_seq = m.integer("server_seq");
    line.problem = m.text("problem", 256);
    if (!m.good()) return invalid("receipt: an entry's line is malformed");
    return line;
}

}  // namespace

std::string_view to_string(Outcome outcome) {
    return outcome_names[static_cast<std::size_t>(outcome)];
}

bool holds(const ReceiptLine& line, std::string_view id, std::string_view sha256) {
    const bool says_so = line.outcome == Outcome::Accepted || line.outcome == Outcome::Duplicate;
    return says_so && line.id == id && line.sha256 == sha256;
}

std::string build_receipt(const Receipt& receipt) {
    std::string lines;
    lines.reserve(receipt.entries.size() * 220);
    for (const ReceiptLine& line : receipt.entries) {  // id, hash and outcome are of a spelling that needs no escapes
        lines.append(lines.empty() ? R"({"id":")" : R"(,{"id":")").append(line.id);
        lines.append(R"(","seq":)").append(std::to_string(line.seq));
        lines.append(R"(,"sha256":")").append(line.sha256);
        lines.append(R"(","outcome":")").append(to_string(line.outcome));
        lines.append(R"(","server_seq":)").append(std::to_string(line.server_seq));
        lines.append(R"(,"problem":)").append(json_text(line.problem)).append("}");
    }
    std::string out = R"({"device":)" + json_text(receipt.device);
    out.append(R"(,"received_ms":)").append(std::to_string(receipt.received_ms.ms));
    out.append(R"(,"entries":[)").append(lines);
    out.append(R"(],"missing":)").append(dump(Json(receipt.missing)));
    out.append(R"(,"anomalies":)").append(std::to_string(receipt.anomalies)).append("}");
    return out;
}

Result<Receipt> parse_receipt(std::string_view payload) {
    const QuickText text(payload, receipt_bytes_max, 4);
    if (!text.good()) return invalid("receipt: not a JSON object within limits");
    QuickMembers m = text.members();
    Receipt receipt;
    receipt.device = m.text("device", 64);
    m.must(is_name(receipt.device));
    receipt.received_ms = m.integer("received_ms");
    const auto entries = m.list("entries", reconcile_entries_max);
    const auto missing = m.list("missing", missing_max);
    receipt.anomalies = m.integer("anomalies");
    if (!m.good()) return invalid("receipt: a member is missing or of another kind");
    for (const auto each : entries) {
        auto line = parse_line(each);
        if (!line) return line.error();
        receipt.entries.push_back(std::move(line).value());
    }
    for (const auto each : missing) {
        std::int64_t seq = 0;
        if (each.get_int64().get(seq) != simdjson::SUCCESS || seq < 1) return invalid("receipt: a missing seq is none");
        receipt.missing.push_back(seq);
    }
    return receipt;
}

std::string build_reconcile(const std::vector<IdAndHash>& entries) {
    Json list = Json::array();
    for (const IdAndHash& each : entries) list.push_back(Json{{"id", each.id}, {"sha256", each.sha256}});
    return dump(Json{{"entries", std::move(list)}});
}

Result<std::vector<IdAndHash>> parse_reconcile(std::string_view body) {
    const auto json = parse_object(body, batch_bytes_max, 3);
    if (!json) return invalid("reconcile: not a JSON object within limits");
    Members m(*json);
    std::vector<IdAndHash> entries;
    for (const Json& each : m.list("entries", reconcile_entries_max)) {
        Members line(each);
        IdAndHash entry{line.text("id", 36), line.hash("sha256")};
        if (!line.good() || !is_uuid(entry.id)) return invalid("reconcile: an entry's line is malformed");
        entries.push_back(std::move(entry));
    }
    if (!m.good()) return invalid("reconcile: entries are missing");
    return entries;
}

}  // namespace aaben::wire
