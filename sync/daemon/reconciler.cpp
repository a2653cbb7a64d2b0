#include "daemon/reconciler.hpp"

#include <algorithm>
#include <utility>

namespace aaben::daemon {

Reconciler::Reconciler(Signer signer, Believe believe, ReadAhead& entries, ReceiptWriter& receipts,
                       outbox::Outbox& outbox, http::Transport& transport, const Clock& clock,
                       std::function<double()> jitter, const UploadLimits& limits)
    : signer_(std::move(signer)),
      believe_(std::move(believe)),
      entries_(entries),
      receipts_(receipts),
      outbox_(outbox),
      transport_(transport),
      clock_(clock),
      jitter_(std::move(jitter)),
      limits_(limits),
      backoff_(limits.outbox.backoff),
      last_round_ms_(clock.mono_ms()) {}

bool Reconciler::due() const {
    return asked_for_ || asked_to_ > 0 || clock_.mono_ms() - last_round_ms_ >= limits_.reconcile_every_ms;
}

void Reconciler::link_up() {
    if (question_) transport_.cancel(question_->ticket);
    question_.reset();
}

void Reconciler::tick() {
    if (question_ || !due() || !backoff_.due(clock_.mono_ms())) return;
    receipts_.write_all();  // what is believed needs no asking
    Entries next = entries_.after(asked_to_, limits_.reconcile_entries);
    if (next.empty()) return end_round();
    ask(std::move(next));
}

void Reconciler::ask(Entries of) {
    std::vector<wire::IdAndHash> ids;
    for (const journal::PendingEntry& entry : of) ids.push_back({entry.id, entry.sha256});
    http::Request request{.method = http::Method::Post, .path = "/v1/reconcile", .content_type = "application/json"};
    request.body = wire::build_reconcile(ids);
    request.timeout_ms = limits_.request_timeout_ms;
    request.body_max = wire::receipt_bytes_max * 2;
    question_ = Question{transport_.start(std::move(request)), std::move(of)};
}

std::optional<Reach> Reconciler::finished(const http::Finished& end) {
    if (!question_ || question_->ticket != end.ticket) return std::nullopt;
    const Question question = *std::exchange(question_, std::nullopt);
    const auto believed = end.result.ok() ? believe_(signer_, *end.result, question.of)
                                          : Result<journal::VerifiedReceipt>(end.result.error());
    if (!believed.ok() || !receipts_.write({*believed})) {
        const auto why = failure_of(end.result.ok() ? &*end.result : nullptr);
        end_round();
        backoff_.failed(clock_.mono_ms(), jitter_(), why.retry_after_ms);
        return reach_of(why);
    }
    backoff_.succeeded();
    for (const journal::Judgement& each : believed->judged)
        if (each.outcome != wire::Outcome::Retry) outbox_.forget(static_cast<std::uint64_t>(each.seq));
    asked_to_ = question.of.back().seq;
    return Reach::Good;
}

void Reconciler::end_round() {
    last_round_ms_ = clock_.mono_ms();
    asked_to_ = 0;
    asked_for_ = false;
}

std::int64_t Reconciler::wait_ms() const {
    if (question_) return outbox::wait_for_ever_ms;
    const MonoMs now = clock_.mono_ms();
    const MonoMs at = due() ? now : last_round_ms_ + limits_.reconcile_every_ms;
    return std::max<std::int64_t>({0, at - now, backoff_.next_ms() - now});
}

}  // namespace aaben::daemon
