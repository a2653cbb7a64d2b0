#include "daemon/read_ahead.hpp"

#include <algorithm>
#include <utility>

#include "platform/fault_switch.hpp"
#include "platform/log.hpp"

namespace aaben::daemon {

ReadAhead::ReadAhead(journal::Mail& mail, outbox::Outbox& outbox, const Clock& clock, const UploadLimits& limits)
    : mail_(mail), outbox_(outbox), clock_(clock), limits_(limits) {}

Result<> ReadAhead::look() {
    if (journal_ == nullptr) return Done{};
    if (const auto first = read_urgent(); !first.ok()) return first.error();
    return more_ ? Result<>{Done{}} : read_page();
}

// A call for help behind weeks of entries is found before their pages are read.
Result<> ReadAhead::read_urgent() {
    const auto found = journal_->urgent();
    if (!found.ok()) return found.error();
    for (const journal::PendingEntry& entry : *found)
        if (entries_.emplace(static_cast<std::uint64_t>(entry.seq), entry).second) offer(entry);
    return Done{};
}

Result<bool> ReadAhead::is_another() {
    if (journal_ == nullptr || fault("another_journal_unnoticed")) return false;
    const auto head = journal_->head();
    if (!head.ok()) return head.error();
    const std::uint64_t before = std::exchange(file_, journal_->file());
    return before != 0 && (before != file_ || head->seq < last_seen_);
}

void ReadAhead::start_over() {
    entries_.clear();
    last_seen_ = 0;
    more_ = false;
}

Result<> ReadAhead::read_page() {
    const auto found = journal_->pending(last_seen_, limits_.page_entries);
    if (!found.ok()) return found.error();
    const auto freed = mail_.follow_resends(*journal_, *found);
    if (!freed.ok()) return freed.error();
    more_ = found->size() == limits_.page_entries;
    for (const journal::PendingEntry& entry : *found) {
        last_seen_ = std::max(last_seen_, entry.seq);
        if (entries_.emplace(static_cast<std::uint64_t>(entry.seq), entry).second) offer(entry);
    }
    if (*freed > 0) last_seen_ = 0, more_ = true;  // those freed lie anywhere; what is known is passed over
    return Done{};
}

// What is held back counts as nothing here, so it can never hide what lies behind it.
void ReadAhead::tick() {
    while (more_) {
        const outbox::Batch next = outbox_.choose(clock_.mono_ms());
        const outbox::OutboxLimits& full = limits_.outbox;
        if (next.seqs.size() * 2 >= full.entries || next.bytes * 2 >= full.bytes) return;
        if (const auto read = read_page(); !read.ok()) {
            more_ = false;  // the next bell or check tries again, and reports it
            log(LogLevel::Alert, "sync", "the journal cannot be read: " + read.error().what);
        }
    }
}

void ReadAhead::offer(const journal::PendingEntry& entry) {
    outbox_.add({static_cast<std::uint64_t>(entry.seq), entry.visit, entry.bytes + 1, journal::is_urgent(entry.type)},
                clock_.mono_ms());
}

void ReadAhead::send_again(const journal::PendingEntry& entry) {
    entries_[static_cast<std::uint64_t>(entry.seq)] = entry;
    offer(entry);
}

void ReadAhead::forget(std::int64_t seq) {
    entries_.erase(static_cast<std::uint64_t>(seq));
}

const journal::PendingEntry* ReadAhead::find(std::uint64_t seq) const {
    const auto found = entries_.find(seq);
    return found == entries_.end() ? nullptr : &found->second;
}

bool ReadAhead::will_be_sent(std::int64_t seq) const {
    return entries_.contains(static_cast<std::uint64_t>(seq)) || seq > last_seen_;
}

Entries ReadAhead::after(std::int64_t seq, std::size_t most) const {
    Entries out;
    for (auto each = entries_.upper_bound(static_cast<std::uint64_t>(seq)); each != entries_.end(); ++each) {
        if (out.size() >= most) break;
        out.push_back(each->second);
    }
    return out;
}

Result<Entries> ReadAhead::of(const outbox::Batch& batch) const {
    Entries out;
    for (const std::uint64_t seq : batch.seqs) {
        const journal::PendingEntry* entry = find(seq);
        if (entry == nullptr) return fail(Fault::NotFound, "an entry of the outbox is unknown");
        out.push_back(*entry);
    }
    return out;
}

Result<bool> ReadAhead::nothing_left() {
    if (!entries_.empty() || more_ || journal_ == nullptr) return false;
    const auto unread = journal_->pending(last_seen_, 1);
    if (!unread.ok()) return unread.error();
    return unread->empty();
}

}  // namespace aaben::daemon
