#include "daemon/deliberate_faults.hpp"

#include <set>
#include <utility>

#include "platform/fault_switch.hpp"
#include "seal/signed_texts.hpp"
#include "wire/batch.hpp"
#include "wire/entry.hpp"

namespace aaben::daemon {
namespace {

class FreshBytesOnRetry final : public http::Transport {
  public:
    FreshBytesOnRetry(http::Transport& real, const Clock& clock) : real_(real), clock_(clock) {}

    http::Ticket start(http::Request request) override {
        if (request.path == "/v1/entries")
            if (auto batch = wire::parse_batch(request.body); batch.ok()) {
                for (std::string& line : batch->lines) make_fresh(line);
                request.body = wire::build_batch(*batch);
            }
        return real_.start(std::move(request));
    }
    void cancel(http::Ticket ticket) override { real_.cancel(ticket); }
    std::vector<http::Finished> poll(std::int64_t wait_ms) override { return real_.poll(wait_ms); }

  private:
    void make_fresh(std::string& line) {
        auto entry = wire::parse_entry(line);
        if (!entry.ok() || sent_.insert(entry->id).second) return;
        entry->recorded.wall_ms = clock_.wall_ms();
        if (auto fresh = wire::build_entry(*entry); fresh.ok()) line = *std::move(fresh);
    }

    http::Transport& real_;
    const Clock& clock_;
    std::set<std::string> sent_;  // ids
};

class AlteredLine final : public http::Transport {
  public:
    explicit AlteredLine(http::Transport& real) : real_(real) {}

    http::Ticket start(http::Request request) override {
        if (request.path == "/v1/entries" && !done_)
            if (auto batch = wire::parse_batch(request.body); batch.ok() && batch->lines.size() > 2) {
                alter(batch->lines[1]);
                request.body = wire::build_batch(*batch);
                done_ = true;
            }
        return real_.start(std::move(request));
    }
    void cancel(http::Ticket ticket) override { real_.cancel(ticket); }
    std::vector<http::Finished> poll(std::int64_t wait_ms) override { return real_.poll(wait_ms); }

  private:
    static void alter(std::string& line) {
        auto entry = wire::parse_entry(line);
        if (!entry.ok()) return;
        entry->recorded.mono_ms += 1;
        if (auto other = wire::build_entry(*entry); other.ok()) line = *std::move(other);
    }

    http::Transport& real_;
    bool done_ = false;
};

Result<journal::VerifiedReceipt> believe_a_status(const Signer& signer, const http::Response& answer, Entries sent) {
    if (answer.status / 100 != 2) return believe(signer, answer, std::move(sent));
    wire::Receipt made_up{signer.device, 0, {}, {}, 0};
    for (const auto& e : sent) made_up.entries.push_back({e.id, e.seq, e.sha256, wire::Outcome::Accepted, e.seq, ""});
    return journal::VerifiedReceipt(std::move(made_up), answer.body, std::move(sent));
}

Result<journal::VerifiedReceipt> believe_uncompared(const Signer& signer, const http::Response& answer, Entries sent) {
    auto receipt = seal::open_receipt(signer.receipt_key, answer.body);
    if (!receipt.ok() || receipt->device != signer.device || receipt->entries.size() != sent.size())
        return believe(signer, answer, std::move(sent));
    for (std::size_t i = 0; i < sent.size(); ++i)
        receipt->entries[i].id = sent[i].id, receipt->entries[i].sha256 = sent[i].sha256;
    return journal::VerifiedReceipt(std::move(*receipt), answer.body, std::move(sent));
}

}  // namespace

std::unique_ptr<http::Transport> faulty_transport(http::Transport& real, const Clock& clock) {
    if (fault("line_altered")) return std::make_unique<AlteredLine>(real);
    if (!fault("fresh_bytes_on_retry")) return nullptr;
    return std::make_unique<FreshBytesOnRetry>(real, clock);
}

Believe chosen_belief() {
    if (fault("ack_by_status")) return &believe_a_status;
    if (fault("receipt_uncompared")) return &believe_uncompared;
    return &believe;
}

}  // namespace aaben::daemon
