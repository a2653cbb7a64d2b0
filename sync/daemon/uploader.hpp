// Entries up, receipts down: reads the journal, asks the outbox what is due, sends the stored bytes, and believes
// nothing but a signed receipt that names them. Also the reconcile: asking which unreceipted entries the jobcenter
// holds already. Called by the courier on kiosk-sync's one thread, and by the simulator. Always: the bytes sent are the
// bytes stored; an entry counts as done only after mail.db committed what a verified receipt said of it; a reconcile is
// on its way only when no upload is.
//
// A jobcenter that answers quickly gets two batches at a time (outbox.hpp), so that it works on one while the device
// reads what it said of the other, and writes the receipts down, a few together. Should writing them down fail, those
// entries are simply unreceipted and are sent again; from then on a receipt is written before the next batch leaves, so
// that a full disk meets the backoff and no busy loop.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "daemon/reach.hpp"
#include "http/transport.hpp"
#include "journal/mail.hpp"
#include "journal/reader.hpp"
#include "outbox/outbox.hpp"
#include "platform/clock.hpp"
#include "seal/keys.hpp"
#include "wire/batch.hpp"

namespace aaben::daemon {

struct Signer {  // who sends, and whose receipts count
    std::string device;
    const seal::SignKey* sign_key = nullptr;
    std::string receipt_key;  // hex
};

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
    std::int64_t given_again = 0;       // receipted once, then missing at the jobcenter (it was restored)
    std::int64_t refused_receipts = 0;  // answers that claimed to be a receipt and were none
};

class Uploader {
  public:
    Uploader(Signer signer, journal::Mail& mail, http::Transport& transport, const Clock& clock,
             std::function<double()> jitter, UploadLimits limits = {});

    void read_from(journal::JournalReader* journal) { journal_ = journal; }  // null while there is none
    Result<Done> look();  // new entries, and quarantined ones that staff want sent again
    void wake();          // the jobcenter is back: no more waiting
    void link_up();       // the network is another one: what is on its way there is given up, and sent again at once
    void tick();          // starts what is due
    [[nodiscard]] std::optional<Reach> finished(const http::Finished& end);  // none: not one of ours
    [[nodiscard]] std::int64_t wait_ms() const;

    // Whether every entry of the journal as it is now has its receipt. Those this program has read it knows of: an
    // entry is forgotten only when mail.db has committed what became of it.
    [[nodiscard]] Result<bool> all_receipted();
    [[nodiscard]] std::size_t waiting() const { return outbox_.size(); }
    [[nodiscard]] bool busy() const { return !uploads_.empty() || reconcile_ || !unwritten_.empty(); }
    [[nodiscard]] bool forbidden() const { return outbox_.forbidden(); }
    [[nodiscard]] bool mail_changed() { return std::exchange(mail_changed_, false); }
    // Of the receipt that the last finished() brought; once. The jobcenter's signed word (platform/timekeeping).
    [[nodiscard]] std::optional<WallMs> signed_time() { return std::exchange(signed_ms_, std::nullopt); }
    [[nodiscard]] const UploadCounts& counts() const { return counts_; }

  private:
    using Entries = std::vector<journal::PendingEntry>;
    struct OnItsWay {
        http::Ticket ticket = 0;
        Entries sent;
        bool first_try = true;
        std::set<std::int64_t> beside;  // seqs that were on their way with it: it can have been judged without them
        [[nodiscard]] std::uint64_t first() const { return static_cast<std::uint64_t>(sent.front().seq); }
    };
    struct Made {  // a batch as it is sent
        Entries sent;
        std::string body;
    };
    [[nodiscard]] Result<Done> read_page();
    void read_ahead();
    [[nodiscard]] bool may_send() const;
    [[nodiscard]] Result<Made> make(const outbox::Batch& batch);
    void start_upload(const outbox::Batch& batch);
    void start_reconcile();
    void end_reconcile();
    [[nodiscard]] bool reconcile_due(MonoMs now) const;
    [[nodiscard]] Result<journal::VerifiedReceipt> believe(const http::Response& answer, Entries sent) const;
    [[nodiscard]] bool write_down(const std::vector<journal::VerifiedReceipt>& receipts);
    void write_unwritten();
    [[nodiscard]] std::int64_t unwritten_wait_ms() const;
    Reach upload_ended(const Result<http::Response>& result, OnItsWay way);
    Reach reconcile_ended(const Result<http::Response>& result, const OnItsWay& way);
    Reach give_back(outbox::Failed why, std::uint64_t of);
    void give_again(const std::vector<std::int64_t>& missing, const std::set<std::int64_t>& beside);
    void offer(const journal::PendingEntry& entry);

    Signer signer_;
    journal::Mail& mail_;
    http::Transport& transport_;
    const Clock& clock_;
    std::function<double()> jitter_;
    UploadLimits limits_;
    outbox::Outbox outbox_;
    outbox::Backoff reconcile_backoff_;
    journal::JournalReader* journal_ = nullptr;
    std::map<std::uint64_t, journal::PendingEntry> entries_;
    std::int64_t last_seen_ = 0;
    bool more_ = false;  // behind last_seen_
    std::vector<OnItsWay> uploads_;
    std::optional<OnItsWay> reconcile_;
    std::vector<journal::VerifiedReceipt> unwritten_;  // believed, and not in mail.db yet
    MonoMs unwritten_since_ms_ = 0;
    bool write_first_ = false;  // mail.db could not be written: no batch leaves before its receipt is down
    MonoMs reconciled_ms_;
    bool ask_what_is_held_ = false;   // the jobcenter knows entries that this device does not know it has
    std::int64_t reconciled_to_ = 0;  // within one round: the last seq asked about
    bool mail_changed_ = false;
    std::optional<WallMs> signed_ms_;
    UploadCounts counts_;
};

}  // namespace aaben::daemon
