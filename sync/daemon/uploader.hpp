// Entries up, receipts down: asks the outbox what is due, sends the stored bytes, and believes nothing but a signed
// receipt that names them. Puts the parts together: what to send is read ahead (read_ahead.hpp), an answer is judged by
// believe (believing.hpp), receipts are written down (receipt_writer.hpp), and what the jobcenter holds already is
// asked (reconciler.hpp). Called by the courier on kiosk-sync's one thread, and by the simulator. Always: the bytes
// sent are the bytes stored; an entry counts as done only after mail.db committed what a verified receipt said of it; a
// question of the reconciler is on its way only when no batch is.
//
// A jobcenter that answers quickly gets two batches at a time (outbox.hpp), so that it works on one while the device
// reads what it said of the other, and writes the receipts down.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "daemon/believing.hpp"
#include "daemon/read_ahead.hpp"
#include "daemon/receipt_writer.hpp"
#include "daemon/reconciler.hpp"
#include "daemon/upload_limits.hpp"

namespace aaben::daemon {

class Uploader {
  public:
    Uploader(Signer signer, Believe believe, journal::Mail& mail, http::Transport& transport, const Clock& clock,
             std::function<double()> jitter, UploadLimits limits = {});
    Uploader(const Uploader&) = delete;  // its parts know each other
    Uploader& operator=(const Uploader&) = delete;

    void read_from(journal::JournalReader* journal) { entries_.read_from(journal); }  // null while there is none
    [[nodiscard]] Result<> look();  // new entries, and quarantined ones to be sent again
    void wake();                    // the jobcenter is back: no more waiting
    void link_up();  // the network is another one: what is on its way there is given up, and sent again at once
    void tick();     // starts what is due
    [[nodiscard]] std::optional<Reach> finished(const http::Finished& end);  // none: not one of ours
    [[nodiscard]] std::int64_t wait_ms() const;

    // Whether every entry of the journal as it is now has its receipt; one in quarantine has none.
    [[nodiscard]] Result<bool> all_receipted();
    [[nodiscard]] std::size_t waiting() const { return outbox_.size(); }
    [[nodiscard]] bool busy() const { return !uploads_.empty() || reconciler_.asking() || receipts_.holds_any(); }
    [[nodiscard]] bool forbidden() const { return outbox_.forbidden(); }
    [[nodiscard]] bool mail_changed() { return receipts_.mail_changed(); }
    // Of the receipt that the last finished() brought; once. The jobcenter's signed word (platform/timekeeping).
    [[nodiscard]] std::optional<WallMs> signed_time() { return std::exchange(signed_ms_, std::nullopt); }
    // The jobcenter holds a call for help from here; once.
    [[nodiscard]] bool urgent_receipted() { return std::exchange(urgent_receipted_, false); }
    [[nodiscard]] const UploadCounts& counts() const { return counts_; }

  private:
    struct Upload {  // a batch on its way
        http::Ticket ticket = 0;
        Entries sent;
        bool first_try = true;
        std::set<std::int64_t> beside;  // seqs that were on their way with it: it can have been judged without them
        [[nodiscard]] std::uint64_t first() const { return static_cast<std::uint64_t>(sent.front().seq); }
    };
    [[nodiscard]] bool may_send() const;
    void start_over();
    [[nodiscard]] Result<std::string> body_of(const Entries& entries) const;
    void start_upload(const outbox::Batch& batch);
    Reach upload_ended(const Result<http::Response>& result, Upload upload);
    Reach batch_failed(outbox::Failed why, std::uint64_t first);
    void send_missing_again(const std::vector<std::int64_t>& missing, const std::set<std::int64_t>& beside);

    Signer signer_;
    Believe believe_;
    http::Transport& transport_;
    const Clock& clock_;
    std::function<double()> jitter_;
    UploadLimits limits_;
    UploadCounts counts_;
    outbox::Outbox outbox_;
    ReadAhead entries_;
    ReceiptWriter receipts_;
    Reconciler reconciler_;
    std::vector<Upload> uploads_;
    std::optional<WallMs> signed_ms_;
    bool urgent_receipted_ = false;
};

}  // namespace aaben::daemon
