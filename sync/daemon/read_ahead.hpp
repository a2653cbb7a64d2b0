// The entries that have no receipt, read from the journal a page ahead of what is sent and offered to the outbox: a
// journal of weeks is not read into memory at once. Owned by the uploader, on kiosk-sync's one thread. Always: an entry
// is kept until mail.db has committed what became of it; entries that staff want sent again are freed in mail.db before
// the page that asks for it is offered. It has no time of its own: it reads when a batch may leave.
//
// | state       | seen in             | tick()                                     | ends with               |
// |-------------|---------------------|--------------------------------------------|-------------------------|
// | no journal  | journal() is null   | nothing                                    | read_from               |
// | more behind | more_               | reads pages until half a batch can be sent | the last page           |
// | all read    | journal and no more | nothing                                    | look() finds new entries |
#pragma once

#include <map>

#include "daemon/believing.hpp"
#include "daemon/upload_limits.hpp"
#include "journal/mail.hpp"
#include "journal/reader.hpp"
#include "platform/clock.hpp"

namespace aaben::daemon {

class ReadAhead {
  public:
    ReadAhead(journal::Mail& mail, outbox::Outbox& outbox, const Clock& clock, const UploadLimits& limits);

    void read_from(journal::JournalReader* journal) { journal_ = journal; }  // null while there is none
    [[nodiscard]] journal::JournalReader* journal() const { return journal_; }
    [[nodiscard]] Result<> look();  // a bell or a check: new entries, and quarantined ones to be sent again
    void tick();
    // Another journal lies in the place of the one that was read, or it went back in time: what is known of its seqs is
    // of no use. The caller gives up what is on its way, then starts over.
    [[nodiscard]] Result<bool> is_another();
    void start_over();

    [[nodiscard]] const journal::PendingEntry* find(std::uint64_t seq) const;  // null: receipted, or not read yet
    [[nodiscard]] bool will_be_sent(std::int64_t seq) const;                   // it waits, or is still to be read
    [[nodiscard]] Entries after(std::int64_t seq, std::size_t most) const;
    [[nodiscard]] Result<Entries> of(const outbox::Batch& batch) const;
    [[nodiscard]] Result<bool> nothing_left();  // neither here nor in the journal behind it

    void send_again(const journal::PendingEntry& entry);  // whatever was known of it
    void forget(std::int64_t seq);                        // mail.db has committed what became of it

  private:
    [[nodiscard]] Result<> read_page();
    [[nodiscard]] Result<> read_urgent();
    void offer(const journal::PendingEntry& entry);

    journal::Mail& mail_;
    outbox::Outbox& outbox_;
    const Clock& clock_;
    const UploadLimits& limits_;
    journal::JournalReader* journal_ = nullptr;
    std::map<std::uint64_t, journal::PendingEntry> entries_;
    std::int64_t last_seen_ = 0;
    std::uint64_t file_ = 0;  // what was read; 0: nothing yet
    bool more_ = false;       // behind last_seen_
};

}  // namespace aaben::daemon
