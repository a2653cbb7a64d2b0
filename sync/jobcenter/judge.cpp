#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "jobcenter/intake.hpp"
#include "jobcenter/sides.hpp"
#include "platform/fault_switch.hpp"
#include "wire/encoding.hpp"
#include "wire/problem.hpp"

namespace aaben::jobcenter {
namespace {

constexpr int main_side = 1;

// An entry held before, or one of this batch; what it is made of lies in the look or in the batch.
struct Known {
    bool own = true;  // of this device
    std::int64_t seq = 0;
    std::string_view id, sha256, prev, problem;
    std::int64_t server_seq = 0;
    int side = main_side;
};

// The entries of one device that lie around those of the batch, on all its sides.
class Sides {
  public:
    void add(const Known& entry) { at_[entry.seq].push_back(entry); }
    void forget(std::string_view id) {
        for (auto& [seq, entries] : at_) std::erase_if(entries, [&](const Known& each) { return each.id == id; });
    }
    [[nodiscard]] const std::vector<Known>& at(std::int64_t seq) const {
        static const std::vector<Known> none;
        const auto found = at_.find(seq);
        return found == at_.end() ? none : found->second;
    }
    [[nodiscard]] const Known* on(int side, std::int64_t seq) const {
        for (const Known& entry : at(seq))
            if (entry.side == side) return &entry;
        return nullptr;
    }
    [[nodiscard]] bool holds(std::int64_t seq, std::string_view sha256) const {
        return std::ranges::any_of(at(seq), [&](const Known& entry) { return entry.sha256 == sha256; });
    }
    // An entry that is held names exactly these bytes as what it follows.
    [[nodiscard]] bool named_by_successor(std::int64_t seq, std::string_view sha256) const {
        return std::ranges::any_of(at(seq + 1), [&](const Known& later) { return later.prev == sha256; });
    }

  private:
    std::map<std::int64_t, std::vector<Known>> at_;
};

// One batch against what the store holds. New entries are added to the same maps, so that a batch is judged against
// itself as well.
class Judging {
  public:
    Judging(const ArrivedBatch& batch, const Look& look, WallMs now_ms)
        : batch_(batch), look_(look), now_ms_(now_ms), device_(batch.head.device), sides_(look.sides) {
        for (const HeldEntry& held : look.held) {
            const bool own = held.device == device_;
            know({own, held.seq, held.id, held.sha256, held.prev, held.problem, held.server_seq, held.side});
        }
        for (const SignedHead& head : look.heads) heads_.emplace(head.seq, head.sha256);
    }

    Judgement run() {
        note_head();
        open_gaps();
        compare_lines();
        for (const ArrivedEntry& entry : batch_.entries) judge_one(entry);
        keep_head();
        close_gaps();
        return std::move(out_);
    }

  private:
    void know(const Known& entry) {
        const auto [at, fresh] = by_id_.emplace(entry.id, entry);
        if (!fresh) return;  // asked for by its id and by its seq
        if (entry.own) held_.add(entry);
    }

    // What the batch says of itself. Its signed head proves its own line, that line the one before it, and so on; what
    // the chain from there names otherwise was altered on its way. Where two neighbours disagree and nothing proves
    // either, both are in doubt.
    void compare_lines() {
        std::map<std::int64_t, const ArrivedEntry*> lines;
        for (const ArrivedEntry& entry : batch_.entries)
            if (!lines.emplace(entry.seq, &entry).second) lines[entry.seq] = nullptr;  // two lines for one seq
        const ArrivedEntry* later = nullptr;
        for (auto at = lines.rbegin(); at != lines.rend(); ++at) {
            const ArrivedEntry* entry = at->second;
            if (entry == nullptr) {
                later = nullptr;
                continue;
            }
            const bool head = entry->seq == batch_.head.head_seq;
            const bool neighbours = later != nullptr && later->seq == entry->seq + 1;
            std::string_view named;  // what the chain calls this entry
            if (head)
                named = batch_.head.head;
            else if (neighbours)
                named = later->prev;
            if (head || (neighbours && proven_.contains(later)))
                (named == entry->sha256 ? proven_ : disproven_).insert(entry);
            else if (neighbours && named != entry->sha256)
                doubted_.insert({entry, later});
            later = entry;
        }
    }

    void judge_one(const ArrivedEntry& entry) {
        wire::ReceiptLine line{entry.id, entry.seq, entry.sha256, wire::Outcome::Accepted, 0, ""};
        const auto same_id = by_id_.find(entry.id);
        if (same_id != by_id_.end()) {
            judge_known(entry, same_id->second, line);
        } else if (altered(entry)) {
            ask_again(entry, line);
        } else if (const int side = place(entry); side == 0) {
            conflict(entry, line, "the device has gone on from one entry more often than can be kept");
        } else {
            line.problem = entry.problem;
            if (!entry.problem.empty()) line.outcome = wire::Outcome::Rejected;
            add(entry, side, false);
        }
        out_.lines.push_back(std::move(line));
    }

    void judge_known(const ArrivedEntry& entry, const Known& held, wire::ReceiptLine& line) {
        const bool same_place = held.own && held.seq == entry.seq;
        if ((same_place && held.sha256 == entry.sha256) || fault("conflict_merged")) {
            line.outcome = held.problem.empty() ? wire::Outcome::Duplicate : wire::Outcome::Rejected;
            line.server_seq = held.problem.empty() ? held.server_seq : 0;
            line.problem = held.problem;
        } else if (same_place && entry.problem.empty() && gives_way(held, entry)) {
            anomaly("altered", held.seq, held.sha256, "other bytes were held for this entry until the true ones came");
            const int side = held.side;
            held_.forget(entry.id);
            add(entry, side, true);
        } else if (altered(entry)) {
            ask_again(entry, line);
        } else {
            conflict(
                entry, line,
                "id " + entry.id + " came with other bytes than the entry held as seq " + std::to_string(held.seq));
        }
    }

    // The held one was altered on its way, and nothing proved it then. A hash without bytes gives way to any entry.
    [[nodiscard]] bool gives_way(const Known& held, const ArrivedEntry& entry) const {
        if (told(entry, "conflict", resolutions::take)) return true;
        if (fault("altered_accepted")) return false;  // as it was: what came first stays
        if (disproven_.contains(&entry)) return false;
        if (!held.problem.empty() || proven_.contains(&entry)) return true;
        return held_.named_by_successor(entry.seq, entry.sha256) && !held_.named_by_successor(entry.seq, held.sha256);
    }

    void conflict(const ArrivedEntry& entry, wire::ReceiptLine& line, std::string detail) {
        line.outcome = wire::Outcome::Rejected;
        line.problem = wire::problems::conflict;
        anomaly("conflict", entry.seq, entry.sha256, std::move(detail));
    }

    void ask_again(const ArrivedEntry& entry, wire::ReceiptLine& line) {
        line.outcome = wire::Outcome::Retry;
        anomaly("altered", entry.seq, entry.sha256,
                "the chain names other bytes for this seq: the line was altered on its way, and is asked for again");
    }

    // Against the signed head only the operator's word counts. Where two entries disagree and neither is proven, the
    // same bytes a second time are the device's word: an altered line that comes again altered is another one.
    [[nodiscard]] bool altered(const ArrivedEntry& entry) const {
        if (fault("altered_accepted") || told(entry, "altered", resolutions::take)) return false;
        if (disproven_.contains(&entry)) return true;
        const bool in_doubt = doubted_.contains(&entry) || (held_.at(entry.seq).empty() && alone(entry));
        return in_doubt && !told(entry, "altered");
    }

    // Its place is free, there are neighbours, and it continues none before it, or none after it continues it.
    [[nodiscard]] bool alone(const ArrivedEntry& entry) const {
        const auto& before = held_.at(entry.seq - 1);
        const auto& after = held_.at(entry.seq + 1);
        return (!before.empty() && !held_.holds(entry.seq - 1, entry.prev)) ||
               (!after.empty() && !held_.named_by_successor(entry.seq, entry.sha256));
    }

    [[nodiscard]] bool told(const ArrivedEntry& entry, std::string_view kind, std::string_view resolved = "") const {
        return std::ranges::any_of(look_.told, [&](const Anomaly& one) {
            return one.kind == kind && one.seq == entry.seq && one.sha256 == entry.sha256 &&
                   (resolved.empty() || one.resolved == resolved);
        });
    }

    // The side on which the entry goes on, 0 when there can be no more. First the one whose neighbour bears it out;
    // then the device's own, where nobody is yet; then one where nothing speaks against it, or a new one.
    int place(const ArrivedEntry& entry) {
        const auto free = [&](int side) { return held_.on(side, entry.seq) == nullptr; };
        for (int side = main_side; side <= sides_; ++side)
            if (free(side) && continues(entry, side) == Fit::Proven) return side;
        if (free(main_side)) return main_side;
        if (!entry.problem.empty()) return 0;  // a hash opens no side
        for (int side = main_side + 1; side <= sides_; ++side)
            if (free(side) && continues(entry, side) == Fit::Unknown) return side;
        if (sides_ >= sides_max || fault("fork_refused")) return 0;
        ++sides_;
        out_.writing.sides_opened.emplace_back(sides_, entry.seq);
        anomaly("fork", entry.seq, entry.sha256,
                "the journal went on twice from seq " + std::to_string(entry.seq - 1) +
                    ": its disk went back in time, or its card was copied; see: jobcenter forks");
        return sides_;
    }

    enum class Fit { Proven, Unknown, Broken };
    [[nodiscard]] Fit continues(const ArrivedEntry& entry, int side) const {
        const Known* before = held_.on(side, entry.seq - 1);
        const Known* after = held_.on(side, entry.seq + 1);
        if ((before && before->sha256 != entry.prev) || (after && after->prev != entry.sha256)) return Fit::Broken;
        return before || after ? Fit::Proven : Fit::Unknown;
    }

    void add(const ArrivedEntry& entry, int side, bool replaces) {
        NewEntry fresh{entry.seq,    entry.id,      entry.type, entry.sha256, entry.prev,
                       std::nullopt, entry.problem, side,       replaces};
        if (entry.problem.empty()) {
            fresh.body = entry.line;
            if (entry.ack) out_.writing.acks.push_back(*entry.ack);
        }
        out_.writing.entries.push_back(fresh);
        const Known known{true, entry.seq, entry.id, entry.sha256, entry.prev, entry.problem, 0, side};
        by_id_[known.id] = known;
        held_.add(known);
        check_chain(known);
        check_heads(known);
    }

    // Every pair of neighbours is compared once, when the later of the two arrives. With no gap left this is the whole
    // chain, so it ends in the signed head or an anomaly says where it does not. The first entry of a side continues
    // one of another side.
    void check_chain(const Known& entry) {
        if (entry.seq == 1) {
            if (entry.prev != wire::first_prev) anomaly("chain", 1, entry.sha256, "the first entry has a predecessor");
        } else if (!held_.at(entry.seq - 1).empty() && !held_.holds(entry.seq - 1, entry.prev)) {
            broken(entry);
        }
        for (const Known& later : held_.at(entry.seq + 1))
            if (!held_.holds(entry.seq, later.prev)) broken(later);
    }

    void broken(const Known& later) {
        if (fault("jobcenter_chain_unchecked")) return;
        anomaly("chain", later.seq, later.sha256,
                "seq " + std::to_string(later.seq) + " does not continue seq " + std::to_string(later.seq - 1) +
                    ": one of them was altered");
    }

    void check_heads(const Known& entry) {
        const auto [from, to] = heads_.equal_range(entry.seq);
        for (auto head = from; head != to; ++head)
            if (!held_.holds(entry.seq, head->second))
                anomaly("head", entry.seq, entry.sha256, "the entry is not the one the device signed as its head");
    }

    void note_head() {
        const wire::Head& head = batch_.head;
        if (head.head_seq == 0) return;
        bool known = false;
        const auto [from, to] = heads_.equal_range(head.head_seq);
        for (auto held = from; held != to; ++held) {
            known = known || held->second == head.head;
            if (held->second != head.head && !held_.holds(head.head_seq, held->second))
                anomaly("fork", head.head_seq, head.head, "the device signed two different heads for one seq");
        }
        if (!known) heads_.emplace(head.head_seq, head.head);
        head_known_ = known;
    }

    // A head is kept until its entry is here to be compared with, or for ever when the two disagree: then it is
    // evidence. One that an entry held bears out says nothing more than the entry.
    void keep_head() {
        const wire::Head& head = batch_.head;
        if (head.head_seq == 0) return;
        for (const Known& entry : held_.at(head.head_seq)) check_heads(entry);
        if (head_known_ || held_.holds(head.head_seq, head.head)) return;
        out_.writing.head = SignedHead{head.head_seq, head.head, wire::to_base64(head.signature)};
    }

    void open_gaps() {
        gaps_ = look_.gaps;
        const std::int64_t known = look_.device ? look_.device->head_seq : 0;
        if (batch_.head.head_seq > known) gaps_.push_back({known + 1, batch_.head.head_seq, now_ms_});
        out_.writing.head_seq = std::max(known, batch_.head.head_seq);
    }

    // What arrived is cut out of the gaps it lay in; only rows that changed are written.
    void close_gaps() {
        for (const NewEntry& entry : out_.writing.entries) {
            const auto in = std::find_if(gaps_.begin(), gaps_.end(), [&](const Gap& gap) {
                return gap.first <= entry.seq && entry.seq <= gap.last;
            });
            if (in == gaps_.end()) continue;
            const Gap whole = *in;
            gaps_.erase(in);
            if (whole.first < entry.seq) gaps_.push_back({whole.first, entry.seq - 1, whole.since_ms});
            if (entry.seq < whole.last) gaps_.push_back({entry.seq + 1, whole.last, whole.since_ms});
        }
        const auto holds = [](const std::vector<Gap>& all, const Gap& gap) {
            return std::find(all.begin(), all.end(), gap) != all.end();
        };
        for (const Gap& before : look_.gaps)
            if (!holds(gaps_, before)) out_.writing.gaps_closed.push_back(before.first);
        for (const Gap& after : gaps_)
            if (!holds(look_.gaps, after)) out_.writing.gaps_opened.push_back(after);
    }

    void anomaly(std::string kind, std::int64_t seq, std::string_view sha256, std::string detail) {
        for (const Anomaly& known : out_.writing.anomalies)
            if (known.kind == kind && known.seq == seq && known.sha256 == sha256) return;
        out_.writing.anomalies.push_back(
            {device_, std::move(kind), seq, std::string(sha256), std::move(detail), now_ms_});
    }

    const ArrivedBatch& batch_;
    const Look& look_;
    WallMs now_ms_;
    std::string device_;
    int sides_;
    std::unordered_map<std::string_view, Known> by_id_;
    Sides held_;
    std::set<const ArrivedEntry*> proven_, disproven_, doubted_;
    std::multimap<std::int64_t, std::string> heads_;
    std::vector<Gap> gaps_;
    bool head_known_ = false;
    Judgement out_;
};

}  // namespace

Judgement judge(const ArrivedBatch& batch, const Look& look, WallMs now_ms) {
    return Judging(batch, look, now_ms).run();
}

}  // namespace aaben::jobcenter
