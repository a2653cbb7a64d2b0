#include "daemon/uploader.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "platform/fault_switch.hpp"
#include "platform/log.hpp"
#include "seal/hash.hpp"
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
      reconcile_backoff_(limits.outbox.backoff) {}

Result<Done> Uploader::look() {
    if (journal_ == nullptr) return Done{};
    const auto resent = mail_.follow_resends(*journal_);
    if (!resent.ok()) return resent.error();
    if (*resent > 0) last_seen_ = 0;  // they lie anywhere; the outbox ignores those it knows
    constexpr std::size_t page = 5'000;
    while (true) {
        const auto found = journal_->pending(last_seen_, page);
        if (!found.ok()) return found.error();
        for (const journal::PendingEntry& entry : *found) {
            const auto seq = static_cast<std::uint64_t>(entry.seq);
            last_seen_ = std::max(last_seen_, entry.seq);
            entries_.emplace(seq, entry);
            outbox_.add({seq, entry.visit, entry.bytes + 1}, clock_.mono_ms());
        }
        if (found->size() < page) return Done{};
    }
}

void Uploader::wake() {
    outbox_.wake(clock_.mono_ms());
    reconcile_backoff_.wake(clock_.mono_ms());
}

void Uploader::link_up() {
    if (upload_) {
        transport_.cancel(upload_->ticket);
        upload_.reset();
        give_back({outbox::Failure::Network, 0});
    }
    if (reconcile_) {
        transport_.cancel(reconcile_->ticket);
        reconcile_.reset();
    }
    wake();
}

void Uploader::tick() {
    if (journal_ == nullptr) return;
    const MonoMs now = clock_.mono_ms();
    const bool reconcile_due =
        !reconciled_ms_ || now - *reconciled_ms_ >= limits_.reconcile_every_ms || reconciled_to_ > 0;
    if (reconcile_due && !reconcile_ && !upload_ && reconcile_backoff_.due(now)) start_reconcile();
    if (reconcile_) return;  // what it answers may save the sending
    if (const auto batch = outbox_.tick(now)) start_upload(*batch);
}

Result<std::string> Uploader::batch_body(const outbox::Batch& chosen, std::vector<journal::PendingEntry>& sent) {
    wire::Batch batch;
    for (const std::uint64_t seq : chosen.seqs) {
        const auto entry = entries_.find(seq);
        if (entry == entries_.end()) return fail(Fault::NotFound, "an entry of the outbox is unknown");
        auto line = journal_->body(static_cast<std::int64_t>(seq));
        if (!line.ok()) return line.error();
        if (fault("fresh_bytes_on_retry") && outbox_.failures() > 0)
            if (auto parsed = wire::parse_entry(*line); parsed.ok()) {
                parsed->recorded.wall_ms = clock_.wall_ms();
                line = wire::build_entry(*parsed);
            }
        batch.lines.push_back(std::move(*line));
        sent.push_back(entry->second);
    }
    const auto head = journal_->head();
    if (!head.ok()) return head.error();
    batch.head.device = signer_.device;
    batch.head.first = sent.front().seq;
    batch.head.count = static_cast<std::int64_t>(sent.size());
    batch.head.head_seq = head->seq;
    batch.head.head = head->hash;
    seal::sign_head(*signer_.sign_key, batch.head);
    return wire::build_batch(batch);
}

void Uploader::start_upload(const outbox::Batch& batch) {
    OnItsWay way;
    auto body = batch_body(batch, way.sent);
    if (!body.ok()) {
        log(LogLevel::Alert, "sync", "the journal could not be read for sending: " + body.error().what);
        give_back({outbox::Failure::Network, 0});
        return;
    }
    http::Request request{.method = http::Method::Post, .path = "/v1/entries", .content_type = "application/x-ndjson"};
    request.body = std::move(*body);
    request.timeout_ms = limits_.request_timeout_ms;
    request.body_max = wire::receipt_bytes_max * 2;
    way.ticket = transport_.start(std::move(request));
    upload_ = std::move(way);
}

void Uploader::start_reconcile() {
    OnItsWay way;
    std::vector<wire::IdAndHash> ids;
    for (auto each = entries_.upper_bound(static_cast<std::uint64_t>(reconciled_to_)); each != entries_.end(); ++each) {
        if (ids.size() >= limits_.reconcile_entries) break;
        ids.push_back({each->second.id, each->second.sha256});
        way.sent.push_back(each->second);
    }
    if (ids.empty()) {
        reconciled_ms_ = clock_.mono_ms();
        reconciled_to_ = 0;
        return;
    }
    http::Request request{.method = http::Method::Post, .path = "/v1/reconcile", .content_type = "application/json"};
    request.body = wire::build_reconcile(ids);
    request.timeout_ms = limits_.request_timeout_ms;
    request.body_max = wire::receipt_bytes_max * 2;
    way.ticket = transport_.start(std::move(request));
    reconcile_ = std::move(way);
}

std::optional<Reach> Uploader::finished(const http::Finished& end) {
    if (upload_ && upload_->ticket == end.ticket) {
        const OnItsWay way = *std::exchange(upload_, std::nullopt);
        return upload_ended(end.result, way.sent);
    }
    if (reconcile_ && reconcile_->ticket == end.ticket) {
        const OnItsWay way = *std::exchange(reconcile_, std::nullopt);
        return reconcile_ended(end.result, way.sent);
    }
    return std::nullopt;
}

// The heart of the promise: what it takes to believe that the jobcenter holds an entry.
Result<Uploader::Believed> Uploader::believe(const http::Response& answer,
                                             const std::vector<journal::PendingEntry>& sent) {
    if (fault("ack_by_status") && answer.status / 100 == 2) {
        wire::Receipt made_up{signer_.device, clock_.wall_ms(), {}, {}, 0};
        for (const auto& e : sent)
            made_up.entries.push_back({e.id, e.seq, e.sha256, wire::Outcome::Accepted, e.seq, ""});
        auto believed = mail_.take_receipt(made_up, answer.body, sent, clock_.wall_ms());
        if (!believed.ok()) return believed.error();
        return Believed{std::move(*believed), {}};
    }
    if (answer.status != 200) return fail(Fault::Refused, "no receipt");
    auto receipt = seal::open_receipt(signer_.receipt_key, answer.body);
    if (!receipt.ok()) return receipt.error();
    if (receipt->device != signer_.device) return fail(Fault::Forged, "the receipt is another device's");
    if (fault("receipt_uncompared") && receipt->entries.size() == sent.size())
        for (std::size_t i = 0; i < sent.size(); ++i)
            receipt->entries[i].id = sent[i].id, receipt->entries[i].sha256 = sent[i].sha256;
    const bool about_us = std::any_of(sent.begin(), sent.end(), [&](const journal::PendingEntry& e) {
        return std::any_of(receipt->entries.begin(), receipt->entries.end(),
                           [&](const wire::ReceiptLine& line) { return line.id == e.id && line.sha256 == e.sha256; });
    });
    if (!about_us) return fail(Fault::Forged, "the receipt says nothing of what was sent");
    auto judged = mail_.take_receipt(*receipt, answer.body, sent, clock_.wall_ms());
    if (!judged.ok()) return judged.error();
    mail_changed_ = true;
    return Believed{std::move(*judged), std::move(receipt->missing)};
}

// A jobcenter that was restored from a copy misses what came after the copy, though it gave receipts. What the device
// still has of it is sent again; the rest is an anomaly that the operator sees at the jobcenter.
void Uploader::give_again(const std::vector<std::int64_t>& missing) {
    std::set<std::int64_t> quarantined;
    bool looked = false;
    for (const std::int64_t seq : missing) {
        if (entries_.contains(static_cast<std::uint64_t>(seq)) || seq > last_seen_) continue;  // it is on its way
        if (!std::exchange(looked, true)) {
            const auto status = journal_->status();
            if (!status.ok()) return;
            for (const auto& entry : status->quarantined) quarantined.insert(entry.seq);
        }
        const auto body = journal_->body(seq);
        if (quarantined.contains(seq) || !body.ok()) continue;
        const auto entry = wire::parse_entry(*body);
        if (!entry.ok()) continue;
        entries_[static_cast<std::uint64_t>(seq)] = {seq, entry->id,   entry->type, "", seal::sha256_hex(*body),
                                                     0,   body->size()};
        outbox_.add({static_cast<std::uint64_t>(seq), "", body->size() + 1}, clock_.mono_ms());
        ++counts_.given_again;
    }
}

Reach Uploader::give_back(outbox::Failed why) {
    ++counts_.failures;
    const auto too_large = outbox_.failed(why, clock_.mono_ms(), jitter_());
    if (too_large) {
        const auto entry = entries_.find(*too_large);
        const auto kept = mail_.quarantine(entry->second, "urn:aaben:problem:too-large", clock_.wall_ms());
        if (kept.ok()) {
            ++counts_.quarantined;
            mail_changed_ = true;
            entries_.erase(entry);
        } else {
            outbox_.add({*too_large, entry->second.visit, entry->second.bytes + 1}, clock_.mono_ms());
        }
    }
    return why.kind == outbox::Failure::TooLarge || why.kind == outbox::Failure::BadBatch ? Reach::Neutral : Reach::Bad;
}

void Uploader::settle(const std::vector<journal::Judgement>& judged) {
    for (const journal::Judgement& each : judged) {
        if (each.outcome == wire::Outcome::Retry) continue;
        ++(each.outcome == wire::Outcome::Rejected ? counts_.quarantined : counts_.accepted);
        entries_.erase(static_cast<std::uint64_t>(each.seq));
    }
}

Reach Uploader::upload_ended(const Result<http::Response>& result, const std::vector<journal::PendingEntry>& sent) {
    if (!result.ok()) return give_back(failure_of(nullptr));
    const auto judged = believe(*result, sent);
    if (!judged.ok()) {
        if (result->status == 200) {
            ++counts_.refused_receipts;
            log(LogLevel::Warning, "sync", "an answer was no receipt: " + judged.error().what);
        }
        return give_back(failure_of(&*result));
    }
    std::vector<outbox::Judged> verdicts;
    for (const journal::Judgement& each : judged->judged) {
        using outbox::Verdict;
        const Verdict verdict = each.outcome == wire::Outcome::Retry      ? Verdict::Retry
                                : each.outcome == wire::Outcome::Rejected ? Verdict::Rejected
                                                                          : Verdict::Accepted;
        verdicts.push_back({static_cast<std::uint64_t>(each.seq), verdict});
    }
    outbox_.judged(verdicts, clock_.mono_ms(), jitter_());
    settle(judged->judged);
    give_again(judged->missing);
    return Reach::Good;
}

Reach Uploader::reconcile_ended(const Result<http::Response>& result, const std::vector<journal::PendingEntry>& sent) {
    const MonoMs now = clock_.mono_ms();
    const auto judged = result.ok() ? believe(*result, sent) : Result<Believed>(result.error());
    if (!judged.ok()) {
        const auto why = failure_of(result.ok() ? &*result : nullptr);
        // The round is given up and the entries are simply sent: the jobcenter answers `duplicate` for what it has. A
        // question that fails must never keep the entries themselves from leaving.
        reconciled_ms_ = now;
        reconciled_to_ = 0;
        reconcile_backoff_.failed(now, jitter_(), why.retry_after_ms);
        return why.kind == outbox::Failure::BadBatch || why.kind == outbox::Failure::TooLarge ? Reach::Neutral
                                                                                              : Reach::Bad;
    }
    reconcile_backoff_.succeeded();
    for (const journal::Judgement& each : judged->judged)
        if (each.outcome != wire::Outcome::Retry) outbox_.forget(static_cast<std::uint64_t>(each.seq));
    settle(judged->judged);
    reconciled_to_ = sent.back().seq;
    return Reach::Good;
}

std::int64_t Uploader::wait_ms() const {
    if (journal_ == nullptr || busy()) return outbox::wait_for_ever_ms;
    const MonoMs now = clock_.mono_ms();
    std::int64_t wait = outbox_.wait_ms(now);
    const MonoMs due = reconciled_to_ > 0 || !reconciled_ms_ ? now : *reconciled_ms_ + limits_.reconcile_every_ms;
    return std::min(wait, std::max<std::int64_t>({0, due - now, reconcile_backoff_.next_ms() - now}));
}

}  // namespace aaben::daemon
