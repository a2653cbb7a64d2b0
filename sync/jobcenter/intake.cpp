#include "jobcenter/intake.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "jobcenter/help_calls.hpp"
#include "platform/fault_switch.hpp"
#include "platform/log.hpp"
#include "seal/hash.hpp"
#include "seal/signed_texts.hpp"
#include "wire/encoding.hpp"
#include "wire/problem.hpp"
#include "wire/uuid.hpp"

namespace aaben::jobcenter {
namespace {

using nlohmann::json;
constexpr std::size_t type_chars_max = 64;

// "visit.checked_in": words of a–z 0–9 _ joined by dots. Types this jobcenter has never heard of are taken in: a kiosk
// may be newer than its jobcenter.
bool is_type(std::string_view text) {
    if (text.empty() || text.size() > type_chars_max || text.front() == '.' || text.back() == '.') return false;
    return std::all_of(
               text.begin(), text.end(),
               [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.'; }) &&
           text.find("..") == std::string_view::npos;
}

std::optional<ItemAck> ack_of(const std::string& type, const std::string& open) {
    if (type != "item.applied" && type != "item.refused") return std::nullopt;
    const json fields = json::parse(open, nullptr, false);
    if (!fields.is_object()) return std::nullopt;
    const auto text = [&](const char* key) {
        const auto at = fields.find(key);
        return at != fields.end() && at->is_string() ? at->get<std::string>() : std::string();
    };
    ItemAck ack{text("kind"), text("name"), text("etag"), 0, type == "item.applied"};
    if (const auto at = fields.find("version"); at != fields.end() && at->is_number_integer()) ack.version = *at;
    // A refusal says why, not which bytes: what was refused is told by its version.
    const bool known = wire::is_hash(ack.etag) || (!ack.applied && ack.etag.empty());
    const bool named = known && wire::is_name(ack.kind) && wire::is_name(ack.name);
    return named ? std::optional(ack) : std::nullopt;
}

// The line is no entry, but if it says which one it means to be, it is answered by itself and stops nothing else.
bool salvage(std::string_view line, ArrivedEntry& entry) {
    const json object = json::parse(line, nullptr, false);
    if (!object.is_object()) return false;
    const auto id = object.find("id");
    const auto seq = object.find("seq");
    const auto prev = object.find("prev");
    if (id == object.end() || !id->is_string() || seq == object.end() || !seq->is_number_unsigned()) return false;
    entry.id = id->get<std::string>();
    const auto number = seq->get<std::uint64_t>();
    if (!wire::is_uuid(entry.id) || number == 0 || number > (std::uint64_t{1} << 53)) return false;
    entry.seq = static_cast<std::int64_t>(number);
    if (prev != object.end() && prev->is_string() && wire::is_hash(prev->get_ref<const std::string&>()))
        entry.prev = prev->get<std::string>();
    entry.type = "invalid";
    entry.problem = wire::problems::malformed;
    return true;
}

bool read_entry(std::string line, ArrivedEntry& out) {
    out.sha256 = seal::sha256_hex(line);
    auto parsed = wire::parse_entry(line);
    if (!parsed) {
        const bool named = salvage(line, out);
        out.line = std::move(line);
        return named;
    }
    out.line = std::move(line);
    out.seq = parsed->seq;
    out.id = parsed->id;
    out.prev = parsed->prev;
    out.type = parsed->type;
    if (is_type(out.type)) {
        out.ack = ack_of(out.type, parsed->open);
    } else {
        out.type = "invalid";
        out.problem = wire::problems::unknown_type;
    }
    return true;
}

IntakeQuery query_for(const ArrivedBatch& batch, const Sender& sender) {
    IntakeQuery query;
    query.device = sender.device;
    query.certificate_serial = sender.certificate_serial;
    query.seqs.push_back(batch.head.head_seq);
    for (const ArrivedEntry& entry : batch.entries) {
        query.ids.push_back(entry.id);
        for (const std::int64_t near : {entry.seq - 1, entry.seq, entry.seq + 1}) query.seqs.push_back(near);
        query.first_seq = query.first_seq == 0 ? entry.seq : std::min(query.first_seq, entry.seq);
        query.last_seq = std::max(query.last_seq, entry.seq);
    }
    const auto unique = [](auto& all) {
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
    };
    unique(query.ids);
    unique(query.seqs);
    return query;
}

std::optional<Refusal> check_sender(const Look& look, const wire::Head& head) {
    if (!look.device) return Refusal{401, std::string(wire::problems::wrong_device), "this device is not known here"};
    if (look.device->revoked) return Refusal{403, std::string(wire::problems::revoked), "this device was revoked"};
    if (!look.certificate_ok)
        return Refusal{401, std::string(wire::problems::revoked),
                       "this certificate was replaced; enrol again with a code"};
    if (!seal::verify_head(look.device->sign_key, head) && !fault("head_unverified"))
        return Refusal{403, std::string(wire::problems::forged), "the head's signature is not this device's"};
    return std::nullopt;
}

void add_missing(const std::vector<Gap>& gaps, wire::Receipt& receipt) {
    for (const Gap& gap : gaps)
        for (std::int64_t seq = gap.first; seq <= gap.last; ++seq) {
            if (receipt.missing.size() == wire::missing_max) return;
            receipt.missing.push_back(seq);
        }
}

}  // namespace

Refusal refusal_of(const Error& error) {
    switch (error.fault) {
        case Fault::Invalid:
            return {400, std::string(wire::problems::malformed), error.what};
        case Fault::Forged:
            return {403, std::string(wire::problems::forged), error.what};
        case Fault::NotFound:
            return {404, std::string(wire::problems::not_found), error.what};
        case Fault::Refused:
        case Fault::Io:
        case Fault::DiskFull:
        case Fault::ReadOnly:
        case Fault::Corrupt:
        case Fault::TooNew:
        case Fault::Busy:
        case Fault::Offline:
            break;
    }  // no default case, so the compiler can warn about missing cases
    return {503, std::string(wire::problems::busy),
            "the jobcenter cannot store just now; nothing was taken in; send it again"};
}

std::variant<ArrivedBatch, Refusal> read_batch(std::string_view body) {
    const auto lines = static_cast<std::size_t>(std::count(body.begin(), body.end(), '\n'));
    if (body.size() > wire::batch_bytes_max || lines > wire::batch_entries_max + 1)
        return Refusal{413, std::string(wire::problems::too_large), "at most 100 entries and 256 KiB a request"};
    auto parsed = wire::parse_batch(body);
    if (!parsed) return refusal_of(parsed.error());
    ArrivedBatch batch;
    batch.head = std::move(parsed->head);
    for (std::size_t i = 0; i < parsed->lines.size(); ++i) {
        ArrivedEntry entry;
        if (!read_entry(std::move(parsed->lines[i]), entry))
            return Refusal{400, std::string(wire::problems::malformed),
                           "entry line " + std::to_string(i + 1) + " has no id and seq"};
        if (entry.seq > batch.head.head_seq)
            return Refusal{400, std::string(wire::problems::malformed),
                           "entry line " + std::to_string(i + 1) + " lies above the signed head"};
        batch.entries.push_back(std::move(entry));
    }
    return batch;
}

std::variant<wire::Receipt, Refusal> take_in(Store& store, const Sender& sender, std::string_view body, WallMs now_ms) {
    auto read = read_batch(body);
    if (auto* refusal = std::get_if<Refusal>(&read)) return std::move(*refusal);
    const ArrivedBatch& batch = std::get<ArrivedBatch>(read);
    if (batch.head.device != sender.device)
        return Refusal{403, std::string(wire::problems::wrong_device),
                       "the head names another device than the certificate"};

    std::optional<Refusal> refused;
    std::vector<wire::ReceiptLine> lines;
    std::size_t found = 0;
    std::optional<Device> from;
    const Judge judging = [&](const Look& look) -> Result<Writing> {
        refused = check_sender(look, batch.head);
        if (refused) return fail(Fault::Refused, refused->detail);
        from = look.device;
        Judgement judgement = judge(batch, look, now_ms);
        lines = std::move(judgement.lines);
        found = judgement.writing.anomalies.size();
        return std::move(judgement.writing);
    };
    auto written = store.intake(query_for(batch, sender), judging, now_ms);
    if (refused) return *refused;
    if (!written) {
        log(LogLevel::Alert, "jobcenter",
            "an intake failed, the kiosk was told to come again: " + written.error().what);
        return refusal_of(written.error());
    }
    if (found > 0)
        log(LogLevel::Alert, "jobcenter",
            sender.device + ": " + std::to_string(found) + " anomalies in one batch; see: jobcenter anomalies");

    const std::unordered_map<std::string_view, std::int64_t> numbers(written->server_seqs.begin(),
                                                                     written->server_seqs.end());
    wire::Receipt receipt;
    receipt.device = sender.device;
    receipt.received_ms = now_ms;
    receipt.anomalies = written->anomalies;
    for (wire::ReceiptLine& line : lines) {
        // An entry twice in one batch is a duplicate of the number its first line was given.
        const bool held = line.outcome == wire::Outcome::Accepted || line.outcome == wire::Outcome::Duplicate;
        if (const auto number = numbers.find(line.id); held && line.server_seq == 0 && number != numbers.end())
            line.server_seq = number->second;
        receipt.entries.push_back(std::move(line));
    }
    if (from) hand_on_help(store, *from, batch, receipt, now_ms);
    add_missing(written->first_gaps, receipt);
    return receipt;
}

std::variant<wire::Receipt, Refusal> reconcile(Store& store, const Sender& sender, std::string_view body,
                                               WallMs now_ms) {
    auto asked = wire::parse_reconcile(body);
    if (!asked) return refusal_of(asked.error());
    std::vector<std::string> ids;
    for (const wire::IdAndHash& one : *asked) ids.push_back(one.id);
    auto held = store.held(sender.device, ids);
    if (!held) return refusal_of(held.error());
    std::unordered_map<std::string, HeldEntry> by_id;
    for (HeldEntry& entry : *held) by_id.emplace(entry.id, std::move(entry));

    wire::Receipt receipt;
    receipt.device = sender.device;
    receipt.received_ms = now_ms;
    for (const wire::IdAndHash& one : *asked) {
        wire::ReceiptLine line{one.id, 0, one.sha256, wire::Outcome::Retry, 0, ""};
        if (const auto at = by_id.find(one.id); at != by_id.end()) {
            const HeldEntry& entry = at->second;
            const bool same = entry.sha256 == one.sha256;
            const bool only_a_hash = !entry.problem.empty();  // which gives way to other bytes
            line.seq = entry.seq;
            line.outcome = same && !only_a_hash ? wire::Outcome::Duplicate : wire::Outcome::Rejected;
            if (line.outcome == wire::Outcome::Duplicate)
                line.server_seq = entry.server_seq;
            else if (!same && only_a_hash)
                line.outcome = wire::Outcome::Retry;
            else
                line.problem = same ? entry.problem : std::string(wire::problems::conflict);
        }
        receipt.entries.push_back(std::move(line));
    }
    return receipt;
}

}  // namespace aaben::jobcenter
