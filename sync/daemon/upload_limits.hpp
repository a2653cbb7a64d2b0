// How much is sent, asked and written down at a time, and the counts of it. Plain values of kiosk-sync's one thread.
#pragma once

#include <cstdint>

#include "outbox/outbox.hpp"
#include "wire/batch.hpp"

namespace aaben::daemon {

// The jobcenter takes at most wire::batch_bytes_max a request; the head line needs its part of it.
inline constexpr std::size_t head_line_bytes_max = 1024;

struct UploadLimits {
    outbox::OutboxLimits outbox{.bytes = wire::batch_bytes_max - head_line_bytes_max};
    std::int64_t request_timeout_ms = 30'000;
    std::int64_t reconcile_every_ms = 24 * 3'600'000;
    std::size_t reconcile_entries = 1000;
    std::size_t page_entries = 1000;    // read from the journal at a time
    std::size_t receipts_together = 8;  // in one commit, while more batches are on their way
    std::int64_t unwritten_ms = 100;    // no receipt waits longer for company
};

struct UploadCounts {  // for the log and the tests: numbers only
    std::int64_t accepted = 0;
    std::int64_t quarantined = 0;
    std::int64_t failures = 0;
    std::int64_t missing_sent_again = 0;  // receipted once, then missing at the jobcenter (it was restored)
    std::int64_t refused_receipts = 0;    // answers that claimed to be a receipt and were none
};

}  // namespace aaben::daemon
