#include "daemon/uploader.hpp"

#include <algorithm>
#include <utility>

#include "platform/fault_switch.hpp"
#include "platform/log.hpp"
#include "seal/signed_texts.hpp"

namespace aaben::daemon {

Uploader::Uploader(Signer signer, Believe believe, journal::Mail& mail, http::Transport& transport, const Clock& clock,
                   std::function<double()> jitter, UploadLimits limits)
    : signer_(std::move(signer)),
      believe_(std::move(believe)),
      transport_(transport),
      clock_(clock),
      jitter_(std::move(jitter)),
      limits_(limits),
      outbox_(limits.outbox),
      entries_(mail, outbox_, clock, limits_),
      receipts_(mail, entries_, counts_, clock, limits_),
      reconciler_(signer_, believe_, entries_, receipts_, outbox_, transport, clock, jitter_, limits_) {}

Result<> Uploader::look() {
    const auto another = entries_.is_another();
    if (!another.ok()) return another.error();
    if (*another) start_over();
    return entries_.look();
}

// A restored journal has other entries under the seqs that wait here. What was believed is still true.
void Uploader::start_over() {
    log(LogLevel::Alert, "sync", "another journal lies where the last one lay: it is read from its beginning");
    receipts_.write_all();
    for (const Upload& upload : std::exchange(uploads_, {})) transport_.cancel(upload.ticket);
    reconciler_.link_up();
    outbox_ = outbox::Outbox(limits_.outbox);
    entries_.start_over();
}

void Uploader::wake() {
    outbox_.wake(clock_.mono_ms());
    reconciler_.wake();
}

void Uploader::link_up() {
    for (const Upload& upload : std::exchange(uploads_, {})) {
        transport_.cancel(upload.ticket);
        batch_failed({outbox::Failure::Network, 0}, upload.first());
    }
    reconciler_.link_up();
    wake();
}

bool Uploader::may_send() const {
    return uploads_.empty() || (!receipts_.writes_first() && !reconciler_.due());
}

void Uploader::tick() {
    if (entries_.journal() != nullptr) {
        if (uploads_.empty()) reconciler_.tick();
        if (reconciler_.asking()) return;  // what it answers may save the sending
        if (may_send() && outbox_.room()) {
            entries_.tick();
            if (const auto batch = outbox_.tick(clock_.mono_ms())) start_upload(*batch);
        }
    }
    receipts_.tick(!uploads_.empty());  // first the request left, now there is time for the disk
}

Result<std::string> Uploader::body_of(const Entries& entries) const {
    std::vector<std::int64_t> seqs;
    for (const journal::PendingEntry& entry : entries) seqs.push_back(entry.seq);
    auto stored = entries_.journal()->lines(seqs);
    if (!stored.ok()) return stored.error();
    wire::Batch batch;
    batch.lines = std::move(stored->lines);
    batch.head.device = signer_.device;
    batch.head.first = seqs.front();
    batch.head.count = static_cast<std::int64_t>(seqs.size());
    batch.head.head_seq = stored->head.seq;
    batch.head.head = stored->head.hash;
    seal::sign_head(*signer_.sign_key, batch.head);
    return wire::build_batch(batch);
}

void Uploader::start_upload(const outbox::Batch& batch) {
    auto sent = entries_.of(batch);
    auto body = sent.ok() ? body_of(*sent) : Result<std::string>(sent.error());
    if (!body.ok()) {
        log(LogLevel::Alert, "sync", "the journal could not be read for sending: " + body.error().what);
        batch_failed({outbox::Failure::Network, 0}, batch.seqs.front());
        return;
    }
    http::Request request{.method = http::Method::Post, .path = "/v1/entries", .content_type = "application/x-ndjson"};
    request.body = *std::move(body);
    request.timeout_ms = limits_.request_timeout_ms;
    request.body_max = wire::receipt_bytes_max * 2;
    Upload upload{transport_.start(std::move(request)), *std::move(sent), outbox_.failures() == 0, {}};
    for (Upload& other : uploads_) {
        for (const journal::PendingEntry& entry : other.sent) upload.beside.insert(entry.seq);
        for (const journal::PendingEntry& entry : upload.sent) other.beside.insert(entry.seq);
    }
    uploads_.push_back(std::move(upload));
}

std::optional<Reach> Uploader::finished(const http::Finished& end) {
    const auto found = std::ranges::find(uploads_, end.ticket, &Upload::ticket);
    if (found == uploads_.end()) return reconciler_.finished(end);
    Upload upload = std::move(*found);
    uploads_.erase(found);
    return upload_ended(end.result, std::move(upload));
}

Reach Uploader::upload_ended(const Result<http::Response>& result, Upload upload) {
    const std::uint64_t first = upload.first();
    if (!result.ok()) return batch_failed(failure_of(nullptr), first);
    const bool urgent =
        std::ranges::any_of(upload.sent, [](const auto& entry) { return journal::is_urgent(entry.type); });
    auto believed = believe_(signer_, *result, std::move(upload.sent));
    if (!believed.ok()) {
        if (result->status == 200) {
            ++counts_.refused_receipts;
            log(LogLevel::Warning, "sync", "an answer was no receipt: " + believed.error().what);
        }
        return batch_failed(failure_of(&*result), first);
    }
    signed_ms_ = believed->receipt.received_ms;
    std::vector<outbox::Judged> verdicts;
    for (const journal::Judgement& each : believed->judged) {
        using outbox::Verdict;
        const Verdict verdict = each.outcome == wire::Outcome::Retry      ? Verdict::Retry
                                : each.outcome == wire::Outcome::Rejected ? Verdict::Rejected
                                                                          : Verdict::Accepted;
        verdicts.push_back({static_cast<std::uint64_t>(each.seq), verdict});
        // Held before it was ever sent, as far as this device knows: mail.db was lost, or the last run ended early.
        if (upload.first_try && each.outcome == wire::Outcome::Duplicate) reconciler_.ask_soon();
    }
    const std::vector<std::int64_t> missing = believed->receipt.missing;
    if (!receipts_.take(*std::move(believed))) return batch_failed({outbox::Failure::Network, 0}, first);
    outbox_.judged(verdicts, clock_.mono_ms(), jitter_(), first);
    send_missing_again(missing, upload.beside);
    urgent_receipted_ = urgent_receipted_ || urgent;
    return Reach::Good;
}

// Its entries wait in the outbox for the next try, but for a single one that is too large for any.
Reach Uploader::batch_failed(outbox::Failed why, std::uint64_t first) {
    ++counts_.failures;
    if (const auto too_large = outbox_.failed(why, clock_.mono_ms(), jitter_(), first)) {
        const journal::PendingEntry entry = *entries_.find(*too_large);
        if (receipts_.put_in_quarantine(entry, "urn:aaben:problem:too-large"))
            entries_.forget(entry.seq);
        else
            entries_.send_again(entry);
    }
    return reach_of(why);
}

// A jobcenter that was restored from a copy misses what came after the copy, though it gave receipts. What the device
// still has of it is sent again; the rest is an anomaly that the operator sees at the jobcenter.
void Uploader::send_missing_again(const std::vector<std::int64_t>& missing, const std::set<std::int64_t>& beside) {
    std::set<std::int64_t> quarantined;
    bool looked = false;
    journal::JournalReader* const journal = entries_.journal();
    for (const std::int64_t seq : missing) {
        if (entries_.will_be_sent(seq) || (beside.contains(seq) && !fault("beside_forgotten"))) continue;
        if (!std::exchange(looked, true)) {
            if (journal == nullptr) return;
            const auto status = journal->status();
            if (!status.ok()) return;
            for (const auto& entry : status->quarantined) quarantined.insert(entry.seq);
        }
        const auto entry = journal->entry(seq);
        if (quarantined.contains(seq) || !entry.ok()) continue;
        entries_.send_again(*entry);
        ++counts_.missing_sent_again;
    }
}

Result<bool> Uploader::all_receipted() {
    auto none_left = entries_.nothing_left();
    if (!none_left.ok() || !*none_left) return none_left;
    const auto quarantined = entries_.journal()->quarantined();
    if (!quarantined.ok()) return quarantined.error();
    return *quarantined == 0;
}

std::int64_t Uploader::wait_ms() const {
    std::int64_t wait = receipts_.wait_ms(!uploads_.empty());
    if (entries_.journal() == nullptr || reconciler_.asking()) return wait;
    if (may_send()) wait = std::min(wait, outbox_.wait_ms(clock_.mono_ms()));
    return uploads_.empty() ? std::min(wait, reconciler_.wait_ms()) : wait;
}

}  // namespace aaben::daemon
