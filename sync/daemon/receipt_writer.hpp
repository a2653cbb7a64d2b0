// Writes into mail.db what believed receipts say, a few receipts in one commit while more batches are on their way.
// Owned by the uploader, on kiosk-sync's one thread. Always: an entry leaves the read-ahead only after the commit; a
// receipt that could not be written down was never there, and its entries are sent again; after that, each receipt is
// written at once until one succeeds, so that a full disk meets the backoff and no busy loop.
//
// | state       | seen in             | take()                      | tick()                                         |
// |-------------|---------------------|-----------------------------|------------------------------------------------|
// | nothing     | unwritten_ is empty | keeps it for company        | nothing                                        |
// | company     | some in unwritten_  | keeps it for company        | writes all: 8 of them, 100 ms old, or the last |
// | write first | writes_first()      | writes it at once, or fails | nothing: none is kept                          |
#pragma once

#include <string_view>

#include "daemon/read_ahead.hpp"

namespace aaben::daemon {

class ReceiptWriter {
  public:
    ReceiptWriter(journal::Mail& mail, ReadAhead& entries, UploadCounts& counts, const Clock& clock,
                  const UploadLimits& limits);

    // False: it could not be written down, and nothing has changed.
    [[nodiscard]] bool take(journal::VerifiedReceipt receipt);
    [[nodiscard]] bool write(const std::vector<journal::VerifiedReceipt>& receipts);
    [[nodiscard]] bool put_in_quarantine(const journal::PendingEntry& entry, std::string_view problem);
    void write_all();                                                  // what is kept for company
    void tick(bool more_on_their_way);                                 // … when its time has come
    [[nodiscard]] std::int64_t wait_ms(bool more_on_their_way) const;  // until tick writes

    [[nodiscard]] bool holds_any() const { return !unwritten_.empty(); }
    [[nodiscard]] bool writes_first() const { return write_first_; }
    [[nodiscard]] bool mail_changed() { return std::exchange(mail_changed_, false); }

  private:
    journal::Mail& mail_;
    ReadAhead& entries_;
    UploadCounts& counts_;
    const Clock& clock_;
    const UploadLimits& limits_;
    std::vector<journal::VerifiedReceipt> unwritten_;  // believed, and not in mail.db yet
    MonoMs unwritten_since_ms_ = 0;
    bool write_first_ = false;
    bool mail_changed_ = false;
};

}  // namespace aaben::daemon
