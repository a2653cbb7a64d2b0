#include "outbox/outbox.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "platform/fault_switch.hpp"

namespace aaben::outbox {

void Outbox::add(Pending entry, MonoMs now) {
    if (pending_.contains(entry.seq)) return;
    if (!started_ms_) started_ms_ = now;
    const std::uint64_t seq = entry.seq;
    if (entry.urgent) backoff_.wake(now);
    pending_.emplace(seq, Waiting{std::move(entry)});
    // A new entry is a reason to try, but a check-in a second must not become a request a second at a jobcenter in
    // trouble, nor at one that has said it does not want this device.
    if (!forbidden_)
        backoff_.wake_after(std::max(now, last_failure_ms_.value_or(now - limits_.wake_gap_ms) + limits_.wake_gap_ms));
}

void Outbox::forget(std::uint64_t seq) {
    pending_.erase(seq);
    if (pending_.empty() && flights_.empty()) backoff_.forget_failures(), forbidden_ = false;
}

void Outbox::wake(MonoMs now) {
    quick_ = false;  // what comes may be another jobcenter, or another link to it
    backoff_.wake(now);
    for (auto& [seq, w] : pending_) w.not_before = 0;
}

bool Outbox::away(std::uint64_t seq) const {
    return std::ranges::any_of(flights_,
                               [&](const Flight& flight) { return std::ranges::binary_search(flight.seqs, seq); });
}

bool Outbox::urgent_waits(MonoMs now) const {
    return std::ranges::any_of(pending_, [&](const auto& each) {
        return each.second.entry.urgent && each.second.not_before <= now && !away(each.first);
    });
}

Batch Outbox::choose(MonoMs now) const {
    Batch batch;
    std::set<std::string_view> held;
    const bool urgent = urgent_waits(now);
    for (const auto& [seq, w] : pending_) {
        const std::string_view visit = w.entry.visit;
        if (urgent && !w.entry.urgent) continue;
        const bool is_away = away(seq);
        if (is_away || w.not_before > now) {
            if ((is_away || w.holds_visit) && !visit.empty()) held.insert(visit);
            continue;
        }
        if (!held.empty() && held.contains(visit)) continue;
        if (!batch.seqs.empty() && batch.bytes + w.entry.bytes > limits_.bytes) break;
        batch.seqs.push_back(seq);
        batch.bytes += w.entry.bytes;
        if (batch.seqs.size() >= batch_max_) break;
    }
    return batch;
}

std::optional<Batch> Outbox::tick(MonoMs now) {
    if (!room() || pending_.empty() || !backoff_.due(now)) return std::nullopt;
    if (fault("give_up_after_13") && backoff_.failures() >= 13) return std::nullopt;
    Batch batch = choose(now);
    if (batch.seqs.empty()) return std::nullopt;
    flights_.push_back({batch.seqs, now, false});
    return batch;
}

Outbox::Flight Outbox::land(std::uint64_t of) {
    const auto found = std::ranges::find_if(
        flights_, [&](const Flight& flight) { return of == 0 || std::ranges::binary_search(flight.seqs, of); });
    if (found == flights_.end()) return {};
    Flight landed = std::move(*found);
    flights_.erase(found);
    return landed;
}

std::int64_t Outbox::wait_ms(MonoMs now) const {
    if (!room() || pending_.empty()) return wait_for_ever_ms;
    if (fault("give_up_after_13") && backoff_.failures() >= 13) return wait_for_ever_ms;
    MonoMs at = backoff_.next_ms();
    if (const MonoMs then = std::max(now, at); choose(then).seqs.empty()) {
        // Everything waits for an entry's own patience; what a visit holds back is freed by the entry that holds it.
        MonoMs soonest = INT64_MAX;
        for (const auto& [seq, w] : pending_)
            if (w.not_before > then) soonest = std::min(soonest, w.not_before);
        at = soonest;
    }
    return std::max<std::int64_t>(0, at - now);
}

MonoMs Outbox::next_tick_ms(MonoMs now) const {
    const MonoMs start = started_ms_.value_or(now);
    return start + ((now - start) / limits_.tick_ms + 1) * limits_.tick_ms;
}

void Outbox::hold(Waiting& w, MonoMs now, double jitter) {
    // Each entry has its own patience, so that one that is asked for again and again slows nobody else.
    std::int64_t ceiling = limits_.backoff.base_ms;
    for (int i = 0; i < w.retries && ceiling < limits_.backoff.cap_ms; ++i) ceiling *= 2;
    ceiling = std::min(ceiling, limits_.backoff.cap_ms);
    const double part = std::clamp(jitter, 0.0, 1.0);
    w.not_before =
        now + std::max(limits_.backoff.least_ms, static_cast<std::int64_t>(part * static_cast<double>(ceiling)));
    w.not_before = std::min(w.not_before, next_tick_ms(now));
    w.holds_visit = !fault("visit_overtaken");
    if (w.retries < 1'000'000) ++w.retries;
}

void Outbox::judged(const std::vector<Judged>& verdicts, MonoMs now, double jitter, std::uint64_t of) {
    const Flight flight = land(of);
    std::map<std::uint64_t, Verdict> by_seq;
    for (const Judged& j : verdicts) by_seq[j.seq] = j.verdict;
    for (const std::uint64_t seq : flight.seqs) {
        const auto entry = pending_.find(seq);
        if (entry == pending_.end()) continue;
        const auto verdict = by_seq.find(seq);
        if (verdict == by_seq.end() || verdict->second == Verdict::Retry) {
            hold(entry->second, now, jitter);
        } else if (fault("reject_blocks") && verdict->second == Verdict::Rejected) {
            backoff_.failed_at_cap(now, limits_.backoff.cap_ms);  // as a queue that stops at what it cannot deliver
            return;
        } else {
            pending_.erase(entry);
        }
    }
    if (flight.beside_failure) return;  // what the failure of the other asked for stands
    quick_ = now - flight.since_ms <= limits_.quick_ms;
    forbidden_ = false;
    last_failure_ms_.reset();
    backoff_.succeeded();
    batch_max_ = std::min(batch_max_ * 2, limits_.entries);
}

std::optional<std::uint64_t> Outbox::failed(Failed why, MonoMs now, double jitter, std::uint64_t of) {
    const Flight landed = land(of);
    const std::vector<std::uint64_t>& flight = landed.seqs;
    if (flight.empty()) return std::nullopt;
    quick_ = false;
    for (Flight& other : flights_) other.beside_failure = true;
    last_failure_ms_ = now;
    switch (why.kind) {
        case Failure::TooLarge:
        case Failure::BadBatch:
            forbidden_ = false;
            if (flight.size() > 1) {
                batch_max_ = std::max<std::size_t>(1, flight.size() / 2);
                backoff_.wake_after(now + limits_.backoff.least_ms);
                return std::nullopt;
            }
            if (why.kind == Failure::TooLarge) {
                pending_.erase(flight.front());
                return flight.front();
            }
            // A status is not a verdict on an entry. It waits at the cap and holds back nobody; if the others get
            // through it was this entry, and the operator sees it among the unreceipted; if not, it was the server.
            if (const auto entry = pending_.find(flight.front()); entry != pending_.end())
                entry->second.not_before = now + limits_.backoff.cap_ms;
            backoff_.failed(now, jitter, why.retry_after_ms);
            return std::nullopt;
        case Failure::Forbidden:
            forbidden_ = true;
            if (fault("drop_on_403"))
                for (const auto seq : flight) pending_.erase(seq);
            backoff_.failed_at_cap(now, why.retry_after_ms);
            return std::nullopt;
        case Failure::Network:
        case Failure::Server:
            if (landed.beside_failure) {  // one outage, one failure
                backoff_.not_before(now, why.retry_after_ms);
                return std::nullopt;
            }
            forbidden_ = false;
            backoff_.failed(now, jitter, why.retry_after_ms);
            backoff_.wake_after(next_tick_ms(now));
            if (urgent_waits(now)) backoff_.wake_after(now + limits_.urgent_ms);
            return std::nullopt;
    }  // no default case, so the compiler can warn about missing cases
    return std::nullopt;
}

}  // namespace aaben::outbox
