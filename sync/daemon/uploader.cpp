#include "daemon/uploader.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "platform/fault_switch.hpp"
#include "platform/log.hpp"
#include "seal/signed_texts.hpp"
#include "wire/batch.hpp"
#include "wire/entry.hpp"
#include "wire/receipt.hpp"

namespace aaben::daemon {

Uploader::Uploader(Signer signer, journal::Mail& mail, http::Transport& transport, const Clock& clock,
                   std::function<double()> jitter, UploadLimits limits)
    : signer_(std::move(signer)),
      mail_(mail),
      transport_(transport),
      clock_(clock),
      jitter_(std::move(jitter)),
      limits_(limits),
      outbox_(limits.outbox),
      reconcile_backoff_(limits.outbox.backoff),
      reconciled_ms_(clock.mono_ms()) {}

Result<Done> Uploader::look() {
    if (journal_ == nullptr || more_) return Done{};
    return read_page();
}

Result<Done> Uploader::read_page() {
    const auto found = journal_->pending(last_seen_, limits_.page_entries);
    if (!found.ok()) return found.error();
    const auto resent =
        mail_.follow_resends(*journal_, *found);  // before they are offered: an ask is sent when followed
    if (!resent.ok()) return resent.error();
    more_ = found->size() == limits_.page_entries;
    for (const journal::PendingEntry& entry : *found) {
        last_seen_ = std::max(last_seen_, entry.seq);
        if (entries_.emplace(static_cast<std::uint64_t>(entry.seq), entry).second) offer(entry);
    }
    if (*resent > 0) last_seen_ = 0, more_ = true;  // those freed lie anywhere; what is known is passed over
    return Done{};
}

// A journal of weeks is not read into memory at once: on to the next page when there is less than half a batch to send.
// What is held back counts as nothing here, so it can never hide what lies behind it.
void Uploader::read_ahead() {
    while (more_) {
        const outbox::Batch next = outbox_.choose(clock_.mono_ms());
        const outbox::OutboxLimits& full = limits_.outbox;
        if (next.seqs.size() * 2 >= full.entries || next.bytes * 2 >= full.bytes) return;
        if (const auto read = read_page(); !read.ok()) {
            more_ = false;  // the next bell or check tries again, and reports it
            log(LogLevel::Alert, "sync", "the journal cannot be read: " + read.error().what);
        }
    }
}

void Uploader::offer(const journal::PendingEntry& entry) {
    outbox_.add({static_cast<std::uint64_t>(entry.seq), entry.visit, entry.bytes + 1}, clock_.mono_ms());
}

void Uploader::wake() {
    outbox_.wake(clock_.mono_ms());
    reconcile_backoff_.wake(clock_.mono_ms());
}

void Uploader::link_up() {
    for (const OnItsWay& way : std::exchange(uploads_, {})) {
        transport_.cancel(way.ticket);
        give_back({outbox::Failure::Network, 0}, way.first());
    }
    if (reconcile_) {
        transport_.cancel(reconcile_->ticket);
        reconcile_.reset();
    }
    wake();
}

bool Uploader::reconcile_due(MonoMs now) const {
    return ask_what_is_held_ || reconciled_to_ > 0 || now - reconciled_ms_ >= limits_.reconcile_every_ms;
}

bool Uploader::may_send() const {
    return uploads_.empty() || (!write_first_ && !reconcile_due(clock_.mono_ms()));
}

void Uploader::tick() {
    const MonoMs now = clock_.mono_ms();
    if (journal_ != nullptr) {
        if (uploads_.empty() && !reconcile_ && reconcile_due(now) && reconcile_backoff_.due(now)) {
            write_unwritten();  // what is believed needs no asking
            start_reconcile();
        }
        if (reconcile_) return;  // what it answers may save the sending
        if (may_send() && outbox_.room()) {
            read_ahead();
            if (const auto batch = outbox_.tick(now)) start_upload(*batch);
        }
    }
    // First the request left, now there is time for the disk.
    if (!unwritten_.empty() && unwritten_wait_ms() == 0) write_unwritten();
}

void Uploader::write_unwritten() {
    if (unwritten_.empty()) return;
    const auto receipts = std::exchange(unwritten_, {});
    write_first_ = !write_down(receipts);
    if (!write_first_) return;
    for (const auto& receipt : receipts)
        for (const auto& entry : receipt.sent)
            if (entries_.contains(static_cast<std::uint64_t>(entry.seq))) offer(entry);
}

Result<Uploader::Made> Uploader::make(const outbox::Batch& chosen) {
    Made made;
    std::vector<std::int64_t> seqs;
    for (const std::uint64_t seq : chosen.seqs) {
        const auto entry = entries_.find(seq);
        if (entry == entries_.end()) return fail(Fault::NotFound, "an entry of the outbox is unknown");
        made.sent.push_back(entry->second);
        seqs.push_back(entry->second.seq);
    }
    auto stored = journal_->lines(seqs);
    if (!stored.ok()) return stored.error();
    if (fault("fresh_bytes_on_retry") && outbox_.failures() > 0)
        for (std::string& line : stored->lines)
            if (auto parsed = wire::parse_entry(line); parsed.ok()) {
                parsed->recorded.wall_ms = clock_.wall_ms();
                if (auto fresh = wire::build_entry(*parsed); fresh.ok()) line = *fresh;
            }
    wire::Batch batch;
    batch.lines = std::move(stored->lines);
    batch.head.device = signer_.device;
    batch.head.first = seqs.front();
    batch.head.count = static_cast<std::int64_t>(seqs.size());
    batch.head.head_seq = stored->head.seq;
    batch.head.head = stored->head.hash;
    seal::sign_head(*signer_.sign_key, batch.head);
    made.body = wire::build_batch(batch);
    return made;
}

void Uploader::start_upload(const outbox::Batch& batch) {
    auto made = make(batch);
    if (!made.ok()) {
        log(LogLevel::Alert, "sync", "the journal could not be read for sending: " + made.error().what);
        give_back({outbox::Failure::Network, 0}, batch.seqs.front());
        return;
    }
    http::Request request{.method = http::Method::Post, .path = "/v1/entries", .content_type = "application/x-ndjson"};
    request.body = std::move(made->body);
    request.timeout_ms = limits_.request_timeout_ms;
    request.body_max = wire::receipt_bytes_max * 2;
    OnItsWay way{transport_.start(std::move(request)), std::move(made->sent), outbox_.failures() == 0, {}};
    for (OnItsWay& other : uploads_) {
        for (const journal::PendingEntry& entry : other.sent) way.beside.insert(entry.seq);
        for (const journal::PendingEntry& entry : way.sent) other.beside.insert(entry.seq);
    }
    uploads_.push_back(std::move(way));
}

void Uploader::start_reconcile() {
    OnItsWay way;
    std::vector<wire::IdAndHash> ids;
    for (auto each = entries_.upper_bound(static_cast<std::uint64_t>(reconciled_to_)); each != entries_.end(); ++each) {
        if (ids.size() >= limits_.reconcile_entries) break;
        ids.push_back({each->second.id, each->second.sha256});
        way.sent.push_back(each->second);
    }
    if (ids.empty()) return end_reconcile();
    http::Request request{.method = http::Method::Post, .path = "/v1/reconcile", .content_type = "application/json"};
    request.body = wire::build_reconcile(ids);
    request.timeout_ms = limits_.request_timeout_ms;
    request.body_max = wire::receipt_bytes_max * 2;
    way.ticket = transport_.start(std::move(request));
    reconcile_ = std::move(way);
}

std::optional<Reach> Uploader::finished(const http::Finished& end) {
    const auto upload = std::ranges::find(uploads_, end.ticket, &OnItsWay::ticket);
    if (upload != uploads_.end()) {
        OnItsWay way = std::move(*upload);
        uploads_.erase(upload);
        return upload_ended(end.result, std::move(way));
    }
    if (reconcile_ && reconcile_->ticket == end.ticket) {
        return reconcile_ended(end.result, *std::exchange(reconcile_, std::nullopt));
    }
    return std::nullopt;
}

// The heart of the promise: what it takes to believe that the jobcenter holds an entry.
Result<journal::VerifiedReceipt> Uploader::believe(const http::Response& answer, Entries sent) const {
    if (fault("ack_by_status") && answer.status / 100 == 2) {
        wire::Receipt made_up{signer_.device, clock_.wall_ms(), {}, {}, 0};
        for (const auto& e : sent)
            made_up.entries.push_back({e.id, e.seq, e.sha256, wire::Outcome::Accepted, e.seq, ""});
        return journal::VerifiedReceipt(std::move(made_up), answer.body, std::move(sent));
    }
    if (answer.status != 200) return fail(Fault::Refused, "no receipt");
    auto receipt = seal::open_receipt(signer_.receipt_key, answer.body);
    if (!receipt.ok()) return receipt.error();
    if (receipt->device != signer_.device) return fail(Fault::Forged, "the receipt is another device's");
    if (fault("receipt_uncompared") && receipt->entries.size() == sent.size())
        for (std::size_t i = 0; i < sent.size(); ++i)
            receipt->entries[i].id = sent[i].id, receipt->entries[i].sha256 = sent[i].sha256;
    journal::VerifiedReceipt verified(std::move(*receipt), answer.body, std::move(sent));
    if (std::ranges::none_of(verified.judged, &journal::Judgement::named))
        return fail(Fault::Forged, "the receipt says nothing of what was sent");
    return verified;
}

// False: mail.db could not be written, and nothing has changed.
bool Uploader::write_down(const std::vector<journal::VerifiedReceipt>& receipts) {
    const auto taken = mail_.take_receipts(receipts, clock_.wall_ms());
    if (!taken.ok()) {
        log(LogLevel::Alert, "sync", "a receipt could not be written down: " + taken.error().what);
        return false;
    }
    mail_changed_ = true;
    for (const journal::VerifiedReceipt& receipt : receipts)
        for (const journal::Judgement& each : receipt.judged) {
            if (each.outcome == wire::Outcome::Retry) continue;
            ++(each.outcome == wire::Outcome::Rejected ? counts_.quarantined : counts_.accepted);
            entries_.erase(static_cast<std::uint64_t>(each.seq));
        }
    return true;
}

// A jobcenter that was restored from a copy misses what came after the copy, though it gave receipts. What the device
// still has of it is sent again; the rest is an anomaly that the operator sees at the jobcenter.
void Uploader::give_again(const std::vector<std::int64_t>& missing, const std::set<std::int64_t>& beside) {
    std::set<std::int64_t> quarantined;
    bool looked = false;
    for (const std::int64_t seq : missing) {
        const bool known = entries_.contains(static_cast<std::uint64_t>(seq)) || seq > last_seen_;
        if (known || (beside.contains(seq) && !fault("beside_forgotten"))) continue;  // it is, or was, on its way
        if (!std::exchange(looked, true)) {
            if (journal_ == nullptr) return;
            const auto status = journal_->status();
            if (!status.ok()) return;
            for (const auto& entry : status->quarantined) quarantined.insert(entry.seq);
        }
        const auto again = journal_->entry(seq);
        if (quarantined.contains(seq) || !again.ok()) continue;
        entries_[static_cast<std::uint64_t>(seq)] = *again;
        offer(*again);
        ++counts_.given_again;
    }
}

Reach Uploader::give_back(outbox::Failed why, std::uint64_t of) {
    ++counts_.failures;
    const auto too_large = outbox_.failed(why, clock_.mono_ms(), jitter_(), of);
    if (too_large) {
        const auto entry = entries_.find(*too_large);
        const auto kept = mail_.quarantine(entry->second, "urn:aaben:problem:too-large", clock_.wall_ms());
        if (kept.ok()) {
            ++counts_.quarantined;
            mail_changed_ = true;
            entries_.erase(entry);
        } else {
            offer(entry->second);
        }
    }
    return why.kind == outbox::Failure::TooLarge || why.kind == outbox::Failure::BadBatch ? Reach::Neutral : Reach::Bad;
}

Reach Uploader::upload_ended(const Result<http::Response>& result, OnItsWay way) {
    const std::uint64_t first = way.first();
    if (!result.ok()) return give_back(failure_of(nullptr), first);
    auto believed = believe(*result, std::move(way.sent));
    if (!believed.ok()) {
        if (result->status == 200) {
            ++counts_.refused_receipts;
            log(LogLevel::Warning, "sync", "an answer was no receipt: " + believed.error().what);
        }
        return give_back(failure_of(&*result), first);
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
        if (way.first_try && each.outcome == wire::Outcome::Duplicate) ask_what_is_held_ = true;
    }
    const std::vector<std::int64_t> missing = believed->receipt.missing;
    if (write_first_) {
        write_first_ = !write_down({*believed});
        if (write_first_) return give_back({outbox::Failure::Network, 0}, first);
    } else {
        if (unwritten_.empty()) unwritten_since_ms_ = clock_.mono_ms();
        unwritten_.push_back(std::move(*believed));
    }
    outbox_.judged(verdicts, clock_.mono_ms(), jitter_(), first);
    give_again(missing, way.beside);
    return Reach::Good;
}

void Uploader::end_reconcile() {
    reconciled_ms_ = clock_.mono_ms();
    reconciled_to_ = 0;
    ask_what_is_held_ = false;
}

Reach Uploader::reconcile_ended(const Result<http::Response>& result, const OnItsWay& way) {
    const MonoMs now = clock_.mono_ms();
    const auto believed = result.ok() ? believe(*result, way.sent) : Result<journal::VerifiedReceipt>(result.error());
    if (!believed.ok() || !write_down({*believed})) {
        const auto why = failure_of(result.ok() ? &*result : nullptr);
        // The round is given up and the entries are simply sent: the jobcenter answers `duplicate` for what it has. A
        // question that fails must never keep the entries themselves from leaving.
        end_reconcile();
        reconcile_backoff_.failed(now, jitter_(), why.retry_after_ms);
        return why.kind == outbox::Failure::BadBatch || why.kind == outbox::Failure::TooLarge ? Reach::Neutral
                                                                                              : Reach::Bad;
    }
    reconcile_backoff_.succeeded();
    for (const journal::Judgement& each : believed->judged)
        if (each.outcome != wire::Outcome::Retry) outbox_.forget(static_cast<std::uint64_t>(each.seq));
    reconciled_to_ = way.sent.back().seq;
    return Reach::Good;
}

Result<bool> Uploader::all_receipted() {
    if (!entries_.empty() || more_ || journal_ == nullptr) return false;
    const auto unread = journal_->pending(last_seen_, 1);
    if (!unread.ok()) return unread.error();
    const auto quarantined = journal_->quarantined();
    if (!quarantined.ok()) return quarantined.error();
    return unread->empty() && *quarantined == 0;
}

std::int64_t Uploader::unwritten_wait_ms() const {
    if (uploads_.empty() || unwritten_.size() >= limits_.receipts_together) return 0;
    return std::max<std::int64_t>(0, unwritten_since_ms_ + limits_.unwritten_ms - clock_.mono_ms());
}

std::int64_t Uploader::wait_ms() const {
    std::int64_t wait = unwritten_.empty() ? outbox::wait_for_ever_ms : unwritten_wait_ms();
    if (journal_ == nullptr || reconcile_) return wait;
    const MonoMs now = clock_.mono_ms();
    if (may_send()) wait = std::min(wait, outbox_.wait_ms(now));
    if (!uploads_.empty()) return wait;
    const MonoMs due = reconcile_due(now) ? now : reconciled_ms_ + limits_.reconcile_every_ms;
    return std::min(wait, std::max<std::int64_t>({0, due - now, reconcile_backoff_.next_ms() - now}));
}

}  // namespace aaben::daemon
