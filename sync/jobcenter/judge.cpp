#include <algorithm>
#include <map>
#include <unordered_map>

#include "jobcenter/intake.hpp"
#include "platform/fault_switch.hpp"
#include "wire/encoding.hpp"
#include "wire/problem.hpp"

namespace aaben::jobcenter {
namespace {

// One batch against what the store holds. New entries are added to the same maps, so that a batch is judged against
// itself as well.
class Judging {
  public:
    Judging(const ArrivedBatch& batch, const Look& look, WallMs now_ms)
        : batch_(batch), look_(look), now_ms_(now_ms), device_(batch.head.device) {
        for (const HeldEntry& held : look.held) {
            const bool own = held.device == device_;
            know({own, held.seq, held.id, held.sha256, held.prev, held.problem, held.server_seq});
        }
        for (const SignedHead& head : look.heads) heads_.emplace(head.seq, head.sha256);
    }

    Judgement run() {
        note_head();
        open_gaps();
        for (const ArrivedEntry& entry : batch_.entries) judge_one(entry);
        keep_head();
        close_gaps();
        return std::move(out_);
    }

  private:
    // An entry held before, or one of this batch; what it is made of lies in the look or in the batch.
    struct Known {
        bool own = true;  // of this device
        std::int64_t seq = 0;
        std::string_view id, sha256, prev, problem;
        std::int64_t server_seq = 0;
    };

    void know(const Known& entry) {
        by_id_[entry.id] = entry;
        if (entry.own) by_seq_[entry.seq] = entry;
    }

    void judge_one(const ArrivedEntry& entry) {
        wire::ReceiptLine line{entry.id, entry.seq, entry.sha256, wire::Outcome::Accepted, 0, ""};
        const Known* held = held_as(entry);
        if (!held) {
            line.problem = entry.problem;
            if (!entry.problem.empty()) line.outcome = wire::Outcome::Rejected;
            add(entry);
        } else if ((held->sha256 == entry.sha256 && held->own && held->seq == entry.seq) || fault("conflict_merged")) {
            line.outcome = held->problem.empty() ? wire::Outcome::Duplicate : wire::Outcome::Rejected;
            line.server_seq = held->problem.empty() ? held->server_seq : 0;
            line.problem = held->problem;
        } else {
            line.outcome = wire::Outcome::Rejected;
            line.problem = wire::problems::conflict;
            anomaly(
                "conflict", entry.seq, entry.sha256,
                "id " + entry.id + " came with other bytes than the entry held as seq " + std::to_string(held->seq));
        }
        out_.lines.push_back(std::move(line));
    }

    const Known* held_as(const ArrivedEntry& entry) const {
        if (const auto same_id = by_id_.find(entry.id); same_id != by_id_.end()) return &same_id->second;
        if (const auto same_seq = by_seq_.find(entry.seq); same_seq != by_seq_.end()) return &same_seq->second;
        return nullptr;
    }

    void add(const ArrivedEntry& entry) {
        NewEntry fresh{entry.seq, entry.id, entry.type, entry.sha256, entry.prev, std::nullopt, entry.problem};
        if (entry.problem.empty()) {
            fresh.body = entry.line;
            if (entry.ack) out_.writing.acks.push_back(*entry.ack);
        }
        out_.writing.entries.push_back(std::move(fresh));
        const Known known{true, entry.seq, entry.id, entry.sha256, entry.prev, entry.problem, 0};
        know(known);
        check_chain(known);
        check_heads(known);
    }

    // Every pair of neighbours is compared once, when the later of the two arrives. With no gap left this is the whole
    // chain, so it ends in the signed head or an anomaly says where it does not.
    void check_chain(const Known& entry) {
        if (entry.seq == 1) {
            if (entry.prev != wire::first_prev) anomaly("chain", 1, entry.sha256, "the first entry has a predecessor");
        } else if (const auto before = by_seq_.find(entry.seq - 1); before != by_seq_.end()) {
            compare(before->second, entry);
        }
        if (const auto after = by_seq_.find(entry.seq + 1); after != by_seq_.end()) compare(entry, after->second);
    }

    void compare(const Known& earlier, const Known& later) {
        if (later.prev == earlier.sha256 || fault("jobcenter_chain_unchecked")) return;
        anomaly("chain", later.seq, later.sha256,
                "seq " + std::to_string(later.seq) + " does not continue seq " + std::to_string(earlier.seq) +
                    ": one of them was altered");
    }

    void check_heads(const Known& entry) {
        const auto [from, to] = heads_.equal_range(entry.seq);
        for (auto head = from; head != to; ++head)
            if (head->second != entry.sha256)
                anomaly("head", entry.seq, entry.sha256, "the entry is not the one the device signed as its head");
    }

    void note_head() {
        const wire::Head& head = batch_.head;
        if (head.head_seq == 0) return;
        bool known = false;
        const auto [from, to] = heads_.equal_range(head.head_seq);
        for (auto held = from; held != to; ++held) {
            known = known || held->second == head.head;
            if (held->second != head.head)
                anomaly("fork", head.head_seq, head.head, "the device signed two different heads for one seq");
        }
        if (!known) heads_.emplace(head.head_seq, head.head);
        head_known_ = known;
    }

    // A head is kept until its entry is here to be compared with, or for ever when the two disagree: then it is
    // evidence. One that the entry held bears out says nothing more than the entry.
    void keep_head() {
        const wire::Head& head = batch_.head;
        if (head.head_seq == 0) return;
        const auto at = by_seq_.find(head.head_seq);
        if (at != by_seq_.end()) check_heads(at->second);
        if (head_known_ || (at != by_seq_.end() && at->second.sha256 == head.head)) return;
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
    std::unordered_map<std::string_view, Known> by_id_;
    std::map<std::int64_t, Known> by_seq_;
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
