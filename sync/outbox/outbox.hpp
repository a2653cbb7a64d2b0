// What to send next, and when. kiosk-sync's loop and the simulator call it, on one thread; pure: time and randomness
// are handed in, and it holds numbers only, never an entry's bytes. The caller adds every entry that has no receipt,
// asks tick(now) for a batch, sends it, and reports exactly one of judged / failed for it; wait_ms(now) says how long
// it may sleep meanwhile. Always: at most two batches are on their way, the second only at a jobcenter that has just
// answered quickly; they share no visit; a batch is in seq order; an entry leaves only by judged (accepted, rejected)
// or by a single-entry 413; what is urgent waits behind nothing; a visit's entries never overtake one of theirs that
// must be sent again, or may have to; there is no last attempt.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "outbox/backoff.hpp"
#include "platform/clock.hpp"

namespace aaben::outbox {

struct Pending {
    std::uint64_t seq = 0;
    std::string visit;      // entries of one visit keep their order; empty: ordered with nobody
    std::size_t bytes = 0;  // as sent, line feed included
    bool urgent = false;    // somebody calls for help: goes before all others, in a batch of its own
};

struct Batch {
    std::vector<std::uint64_t> seqs;  // ascending, never empty
    std::size_t bytes = 0;
};

enum class Verdict { Accepted, Rejected, Retry };  // of a verified receipt; a duplicate is Accepted
struct Judged {
    std::uint64_t seq = 0;
    Verdict verdict{};
};

enum class Failure {
    Network,    // no answer, or one that proves nothing: portal, cut, forged, wrong receipt
    Server,     // 5xx, 408, 429
    TooLarge,   // 413
    BadBatch,   // any other 4xx
    Forbidden,  // 401, 403, certificate refused
};
struct Failed {
    Failure kind{};
    std::int64_t retry_after_ms = 0;  // 0: none given
};

struct OutboxLimits {
    std::size_t entries = 100;
    std::size_t bytes = 256 * 1024;
    std::int64_t tick_ms = 5 * 60'000;
    std::int64_t urgent_ms = 10'000;   // what is urgent is tried again after this, whatever the wait of the others
    std::int64_t wake_gap_ms = 5'000;  // a new entry ends a wait, but not sooner than this after the last failure
    std::int64_t quick_ms = 250;       // a jobcenter that takes longer for a batch is busy: one at a time then
    BackoffLimits backoff = {};
};

inline constexpr std::int64_t wait_for_ever_ms = INT64_MAX;

class Outbox {
  public:
    explicit Outbox(OutboxLimits limits = {}) : limits_(limits), batch_max_(limits.entries), backoff_(limits.backoff) {}

    void add(Pending entry, MonoMs now);  // known seqs are ignored, so the caller may offer the whole list again
    void forget(std::uint64_t seq);       // receipted by another way (reconcile) or erased
    void wake(MonoMs now);                // link up, or the jobcenter answered again after being away

    [[nodiscard]] std::optional<Batch> tick(MonoMs now);  // a batch to send now, else nothing
    [[nodiscard]] bool room() const { return flights_.size() < (quick_ ? 2U : 1U); }  // for one more on its way
    [[nodiscard]] Batch choose(MonoMs now) const;          // what would be sent if there is room; may be empty
    [[nodiscard]] std::int64_t wait_ms(MonoMs now) const;  // 0: tick would give a batch
    // `of`: any seq of the batch that was answered; 0: the one that has been on its way longest. Entries that no
    // verdict names wait like Retry.
    void judged(const std::vector<Judged>& verdicts, MonoMs now, double jitter, std::uint64_t of = 0);
    // Returns the seq to put in quarantine: a single entry too large to be taken at all.
    [[nodiscard]] std::optional<std::uint64_t> failed(Failed why, MonoMs now, double jitter, std::uint64_t of = 0);

    [[nodiscard]] std::size_t size() const { return pending_.size(); }
    [[nodiscard]] bool empty() const { return pending_.empty(); }
    [[nodiscard]] bool contains(std::uint64_t seq) const { return pending_.contains(seq); }
    [[nodiscard]] bool in_flight() const { return !flights_.empty(); }
    [[nodiscard]] bool forbidden() const { return forbidden_; }  // an alert: the jobcenter refuses this device
    [[nodiscard]] int failures() const { return backoff_.failures(); }

  private:
    struct Waiting {
        Pending entry;
        MonoMs not_before = 0;
        int retries = 0;
        bool holds_visit = false;  // the jobcenter asked to see it again: its visit waits with it
    };
    struct Flight {
        std::vector<std::uint64_t> seqs;
        MonoMs since_ms = 0;
        bool beside_failure = false;  // another batch failed while this one was on its way
    };
    [[nodiscard]] Flight land(std::uint64_t of);
    [[nodiscard]] bool away(std::uint64_t seq) const;  // in a batch on its way
    [[nodiscard]] bool urgent_waits(MonoMs now) const;
    [[nodiscard]] MonoMs next_tick_ms(MonoMs now) const;
    void hold(Waiting& w, MonoMs now, double jitter);

    OutboxLimits limits_;
    std::size_t batch_max_;
    Backoff backoff_;
    std::map<std::uint64_t, Waiting> pending_;
    std::vector<Flight> flights_;  // the oldest first
    bool quick_ = false;           // the last answer was a receipt, and came within quick_ms
    std::optional<MonoMs> last_failure_ms_;
    std::optional<MonoMs> started_ms_;
    bool forbidden_ = false;
};

}  // namespace aaben::outbox
