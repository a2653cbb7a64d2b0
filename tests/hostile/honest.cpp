#include "hostile/honest.hpp"

#include <ctime>
#include <iterator>
#include <set>

#include "seal/hash.hpp"
#include "seal/signed_texts.hpp"
#include "wire/enrol.hpp"
#include "wire/entry.hpp"

namespace aaben::hostile {

std::string HonestJobcenter::envelope_by(const seal::SignKey& key, const wire::Receipt& receipt) {
    return seal::sign_text(key, wire::Signed::Receipt, wire::build_receipt(receipt));
}

std::string HonestJobcenter::key_list() const {
    const wire::KeyList list{1, {{recipient.id, recipient.public_key, 0}}};
    return seal::sign_text(root_key, wire::Signed::KeyList, wire::build_key_list(list));
}

wire::Receipt HonestJobcenter::take_in(const RawRequest& request) {
    const std::lock_guard lock(mutex_);
    wire::Receipt receipt{device, std::int64_t{std::time(nullptr)} * 1000, {}, {}, 0};
    const auto batch = wire::parse_batch(request.body);
    std::set<std::int64_t> seqs;
    for (const auto& [id, held] : held_) seqs.insert(held.seq);
    if (!batch.ok() || !seal::verify_head(device_sign_key, batch->head)) return receipt;
    for (const std::string& line : batch->lines) {
        const auto entry = wire::parse_entry(line);
        if (!entry.ok()) continue;
        const std::string hash = seal::sha256_hex(line);
        wire::Outcome outcome = judge ? judge(line) : wire::Outcome::Accepted;
        const bool taken = outcome == wire::Outcome::Accepted;
        Held& held = held_[entry->id];
        if (!held.sha256.empty()) {
            outcome = held.sha256 == hash ? wire::Outcome::Duplicate : wire::Outcome::Rejected;
        } else if (taken) {
            held = {hash, held.times_new + 1, entry->seq};
            seqs.insert(entry->seq);
        } else {
            held_.erase(entry->id);
        }
        receipt.entries.push_back(
            {entry->id, entry->seq, hash, outcome,
             outcome == wire::Outcome::Accepted || outcome == wire::Outcome::Duplicate ? entry->seq : 0,
             outcome == wire::Outcome::Rejected ? "urn:aaben:problem:malformed" : ""});
    }
    for (std::int64_t seq = 1; seq < batch->head.head_seq && receipt.missing.size() < wire::missing_max; ++seq)
        if (!seqs.contains(seq)) receipt.missing.push_back(seq);
    return receipt;
}

wire::Receipt HonestJobcenter::reconcile(const RawRequest& request) {
    const std::lock_guard lock(mutex_);
    wire::Receipt receipt{device, std::int64_t{std::time(nullptr)} * 1000, {}, {}, 0};
    const auto asked = wire::parse_reconcile(request.body);
    if (!asked.ok()) return receipt;
    for (const auto& each : *asked) {
        const auto held = held_.find(each.id);
        const bool ours = held != held_.end() && held->second.sha256 == each.sha256;
        receipt.entries.push_back(
            {each.id, 1, each.sha256, ours ? wire::Outcome::Duplicate : wire::Outcome::Retry, ours ? 1 : 0, ""});
    }
    return receipt;
}

void HonestJobcenter::put_item(wire::ItemKind kind, const std::string& name, std::int64_t version,
                               const std::string& bytes) {
    const std::lock_guard lock(mutex_);
    items_[{std::string(wire::to_string(kind)), name}] = {
        {kind, name, version, seal::sha256_hex(bytes), static_cast<std::int64_t>(bytes.size())}, bytes};
}

void HonestJobcenter::remove_item(wire::ItemKind kind, const std::string& name) {
    const std::lock_guard lock(mutex_);
    items_.erase({std::string(wire::to_string(kind)), name});
}

std::string HonestJobcenter::items_answer(const RawRequest& request) {
    const std::lock_guard lock(mutex_);
    wire::ItemList list;
    list.device = list_device.empty() ? device : list_device;
    for (const auto& [key, item] : items_) list.items.push_back(item.first);
    list.key_list = key_list();
    list.time_ms = list_time_ms;
    const std::string etag = "\"" + seal::sha256_hex(wire::build_items(list)) + "\"";
    const auto asked = request.headers.find("if-none-match");
    if (asked != request.headers.end() && asked->second == etag)
        return "HTTP/1.1 304 Not Modified\r\nETag: " + etag + "\r\n\r\n";
    return http_answer(200, seal::sign_text(receipt_key, wire::Signed::Items, wire::build_items(list)),
                       "ETag: " + etag + "\r\n");
}

std::string HonestJobcenter::item_answer(const RawRequest& request) {
    const std::lock_guard lock(mutex_);
    const std::string rest = request.path.substr(10);  // after /v1/items/
    const auto slash = rest.find('/');
    const auto found = items_.find({rest.substr(0, slash), slash == std::string::npos ? "" : rest.substr(slash + 1)});
    if (found == items_.end()) return http_answer(404, "{}");
    const auto& [ref, bytes] = found->second;
    const std::string etag = "\"" + ref.etag + "\"";
    const auto range = request.headers.find("range");
    const auto condition = request.headers.find("if-range");
    if (range != request.headers.end() && condition != request.headers.end() && condition->second == etag) {
        const auto from = static_cast<std::size_t>(std::atoll(range->second.c_str() + 6));
        return http_answer(206, std::string_view(bytes).substr(from), "ETag: " + etag + "\r\n");
    }
    return http_answer(200, bytes, "ETag: " + etag + "\r\n");
}

std::string HonestJobcenter::enrol(const RawRequest& request) {
    const auto asked = wire::parse_enrol_request(request.body);
    if (!asked.ok() || asked->code != code || !asked->device.empty())
        return http_answer(403, R"({"type":"urn:aaben:problem:enrol-code"})");
    device_sign_key = asked->sign_key;
    const std::string certificate = sign_request(authority, asked->csr_pem, {.common_name = device, .from_s = -60});
    return http_answer(200, wire::build_enrol_answer({certificate, authority.certificate_pem, receipt_key.public_key,
                                                      key_list(), root_key.public_key}));
}

std::string HonestJobcenter::renew(const RawRequest& request) {
    const auto csr = wire::parse_renew_request(request.body);
    if (!csr.ok() || request.peer != device) return http_answer(403, "{}");
    return http_answer(
        200, wire::build_renew_answer(sign_request(authority, *csr, {.from_s = -60, .until_s = 90LL * 86'400})));
}

std::string HonestJobcenter::answer(const RawRequest& request) {
    if (request.path == "/v1/health") return http_answer(200, R"({"status":"ok"})");
    if (request.path == "/v1/enrol") return enrol(request);
    if (request.path == "/v1/renew") return renew(request);
    if (request.peer != device) return http_answer(401, "{}");
    if (request.path == "/v1/entries") return http_answer(200, envelope(take_in(request)));
    if (request.path == "/v1/reconcile") return http_answer(200, envelope(reconcile(request)));
    if (request.path == "/v1/items") return items_answer(request);
    if (request.path.starts_with("/v1/items/")) return item_answer(request);
    return http_answer(404, "{}");
}

void HonestJobcenter::forget(int count) {
    const std::lock_guard lock(mutex_);
    for (int i = 0; i < count && !held_.empty(); ++i)
        held_.erase(std::prev(held_.end()));  // ids sort by time: the newest
}

std::map<std::string, Held> HonestJobcenter::ledger() {
    const std::lock_guard lock(mutex_);
    return held_;
}

}  // namespace aaben::hostile
