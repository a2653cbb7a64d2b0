// One device's whole traffic: uploads, items, checks, enrolment, and what the glass may say of the link. kiosk-sync's
// loop and the simulator call tick, then sleep wait_ms in the transport, then hand it every end. One thread. Always:
// nothing here blocks but the disk; what the glass may know (folder/link_facts.hpp) is in mail.db, and the bell is rung
// after mail.db changed; only times that the jobcenter signed move the clock.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/enroller.hpp"
#include "daemon/fetcher.hpp"
#include "daemon/glass_facts.hpp"
#include "daemon/identity.hpp"
#include "daemon/uploader.hpp"
#include "folder/layout.hpp"
#include "journal/mail.hpp"
#include "journal/reader.hpp"
#include "outbox/link_state.hpp"
#include "timekeeping/kept_clock.hpp"
#include "timekeeping/witness.hpp"

namespace aaben::daemon {

struct CourierLimits {
    UploadLimits upload;
    FetchLimits fetch;
    outbox::LinkLimits link;
    std::int64_t retry_when_well_ms =
        30'000;  // entries that wait after a failure are tried again when a check was good
};

class Courier {
  public:
    // `identity` may be null (not enrolled): then it only enrols. All references outlive it.
    Courier(folder::Layout layout, const Identity* identity, std::vector<seal::MinisignPublic> content_keys,
            journal::Mail& mail, http::Transport& transport, timekeeping::KeptClock& clock,
            std::function<double()> jitter, std::function<void()> ring, CourierLimits limits = {});

    void journal_bell();  // kiosk wrote entries (or the journal came to be)
    void request_bell();  // kiosk may want to enrol
    void link_up();       // the machine's network came up
    void tick();
    void stopped();  // the program ends: the glass is told
    void finished(const http::Finished& end);
    [[nodiscard]] std::int64_t wait_ms() const;

    [[nodiscard]] bool identity_changed() const { return enroller_.identity_changed(); }
    [[nodiscard]] bool revoked() const { return fetcher_ && fetcher_->revoked(); }
    [[nodiscard]] bool busy() const;       // something is on its way or about to be
    [[nodiscard]] bool in_flight() const;  // a request is on its way
    [[nodiscard]] bool all_receipted();    // of the journal as it is now, quarantine included
    [[nodiscard]] bool anything_failed() const { return failed_ || enroller_.failed_once(); }
    [[nodiscard]] bool items_complete() const { return !fetcher_ || fetcher_->complete(); }
    [[nodiscard]] std::size_t waiting() const { return uploader_ ? uploader_->waiting() : 0; }
    [[nodiscard]] const UploadCounts& counts() const;
    [[nodiscard]] bool online() const { return link_.online(clock_.mono_ms()); }

  private:
    void open_journal();
    void reached(Reach reach);
    void start_check();
    void check_ended(const Result<http::Response>& result);
    void retry_now();
    void learn_time(WallMs signed_ms);
    [[nodiscard]] Known known() const;
    [[nodiscard]] std::string report();  // of this kiosk, for the operator
    void tell_glass();
    void tell(const folder::LinkFacts& facts);

    folder::Layout layout_;
    const Identity* identity_;
    journal::Mail& mail_;
    std::unique_ptr<http::Transport> faulty_;  // only with a deliberate fault, around the real one
    http::Transport& transport_;
    timekeeping::KeptClock& clock_;
    timekeeping::Witness witness_;
    std::function<void()> ring_;
    CourierLimits limits_;
    Enroller enroller_;
    std::optional<journal::JournalReader> journal_;
    bool journal_unreadable_ = false;  // there is one, and it cannot be read
    std::optional<Uploader> uploader_;
    std::optional<Fetcher> fetcher_;
    outbox::LinkState link_;
    std::optional<http::Ticket> check_;
    bool check_was_bad_ = false;
    std::function<double()> jitter_;
    bool upload_failed_ = false;               // the last that was heard of entries
    std::optional<MonoMs> retry_due_ms_;       // when waiting entries are tried again
    MonoMs retry_not_before_ms_ = 0;           // and not before
    folder::LinkFacts facts_;                  // as the glass was last told
    std::optional<timekeeping::Proof> proof_;  // the newest of this boot that was told
    bool failed_ = false;
    bool ring_due_ = false;
};

}  // namespace aaben::daemon
