#include "daemon/receipt_writer.hpp"

#include <algorithm>
#include <utility>

#include "platform/log.hpp"

namespace aaben::daemon {

ReceiptWriter::ReceiptWriter(journal::Mail& mail, ReadAhead& entries, UploadCounts& counts, const Clock& clock,
                             const UploadLimits& limits)
    : mail_(mail), entries_(entries), counts_(counts), clock_(clock), limits_(limits) {}

bool ReceiptWriter::take(journal::VerifiedReceipt receipt) {
    if (write_first_) {
        write_first_ = !write({receipt});
        return !write_first_;
    }
    if (unwritten_.empty()) unwritten_since_ms_ = clock_.mono_ms();
    unwritten_.push_back(std::move(receipt));
    return true;
}

bool ReceiptWriter::write(const std::vector<journal::VerifiedReceipt>& receipts) {
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
            entries_.forget(each.seq);
        }
    return true;
}

void ReceiptWriter::write_all() {
    if (unwritten_.empty()) return;
    const auto receipts = std::exchange(unwritten_, {});
    write_first_ = !write(receipts);
    if (!write_first_) return;
    for (const auto& receipt : receipts)
        for (const auto& entry : receipt.sent)
            if (entries_.find(static_cast<std::uint64_t>(entry.seq)) != nullptr) entries_.send_again(entry);
}

bool ReceiptWriter::put_in_quarantine(const journal::PendingEntry& entry, std::string_view problem) {
    if (!mail_.quarantine(entry, problem, clock_.wall_ms()).ok()) return false;
    ++counts_.quarantined;
    mail_changed_ = true;
    return true;
}

void ReceiptWriter::tick(bool more_on_their_way) {
    if (wait_ms(more_on_their_way) == 0) write_all();
}

std::int64_t ReceiptWriter::wait_ms(bool more_on_their_way) const {
    if (unwritten_.empty()) return outbox::wait_for_ever_ms;
    if (!more_on_their_way || unwritten_.size() >= limits_.receipts_together) return 0;
    return std::max<std::int64_t>(0, unwritten_since_ms_ + limits_.unwritten_ms - clock_.mono_ms());
}

}  // namespace aaben::daemon
