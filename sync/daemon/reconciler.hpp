// Asks the jobcenter by id which of the unreceipted entries it holds already: once a night, and at once when it answers
// `duplicate` to something this device never sent. Owned by the uploader, on kiosk-sync's one thread. Always: while a
// question is on its way no batch leaves, since the answer may save the sending; a question that fails never keeps the
// entries themselves from leaving: the round is given up, and they are simply sent.
//
// | state   | seen in                                | tick()                          | ends with                    |
// |---------|----------------------------------------|---------------------------------|------------------------------|
// | resting | !due()                                 | nothing                         | a day passed, or ask_soon()  |
// | due     | due(), nothing on its way              | asks of the next 1000 entries,  | the request leaves, or there |
// |         |                                        | when no failure makes it wait   | are none: the round is over  |
// | asking  | asking()                               | nothing                         | the answer, a failure,       |
// |         |                                        |                                 | link_up()                    |
#pragma once

#include <functional>
#include <optional>

#include "daemon/reach.hpp"
#include "daemon/receipt_writer.hpp"

namespace aaben::daemon {

class Reconciler {
  public:
    Reconciler(Signer signer, Believe believe, ReadAhead& entries, ReceiptWriter& receipts, outbox::Outbox& outbox,
               http::Transport& transport, const Clock& clock, std::function<double()> jitter,
               const UploadLimits& limits);

    void ask_soon() { asked_for_ = true; }  // the jobcenter knows entries that this device does not know it has
    void wake() { backoff_.wake(clock_.mono_ms()); }
    void link_up();                                                          // what is on its way there is given up
    void tick();                                                             // call it only when no batch is on its way
    [[nodiscard]] std::optional<Reach> finished(const http::Finished& end);  // none: not one of ours
    [[nodiscard]] std::int64_t wait_ms() const;                              // until tick asks

    [[nodiscard]] bool due() const;  // batches must not follow each other without end before it
    [[nodiscard]] bool asking() const { return question_.has_value(); }

  private:
    struct Question {
        http::Ticket ticket = 0;
        Entries of;
    };
    void ask(Entries of);
    void end_round();

    Signer signer_;
    Believe believe_;
    ReadAhead& entries_;
    ReceiptWriter& receipts_;
    outbox::Outbox& outbox_;
    http::Transport& transport_;
    const Clock& clock_;
    std::function<double()> jitter_;
    const UploadLimits& limits_;
    outbox::Backoff backoff_;
    std::optional<Question> question_;
    MonoMs last_round_ms_;
    bool asked_for_ = false;
    std::int64_t asked_to_ = 0;  // within one round: the last seq asked about; 0: between rounds
};

}  // namespace aaben::daemon
