// What is done while the power is cut, and what must hold afterwards. Used by crash_test; one thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "crash_disk.hpp"
#include "journal/journal.hpp"
#include "journal/mail.hpp"
#include "seal/keys.hpp"
#include "support/temporary_folder.hpp"
#include "visit/fold.hpp"

namespace aaben::testing {

class Bench;

// What the program was told before the cut.
struct Ledger {
    std::vector<journal::Appended> confirmed;
    std::vector<visit::Unit> units;                // units[n]: after n more entries; one more for the act in flight
    std::set<std::string> receipted, quarantined;  // ids that mail.db confirmed
    std::int64_t item_version = 0;                 // the last one that put_item confirmed
    std::int64_t item_asked = 0;                   // the last one it was asked for
    std::int64_t items_told = 0;                   // entries that acknowledge_items confirmed
    bool tells_items = false;
    bool gave_up = false;
};

struct Workload {
    std::string name;
    std::function<void(Bench&)> prepare;  // before the crash can come; its outcome is on the disk for certain
    std::function<void(Bench&)> run;
    bool from_nothing = false;
};

class Bench {
  public:
    enum class AfterFault { Stop, TryAgain };

    Bench();
    ~Bench();
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;

    void start(const Workload& work);  // the prepared disk, programs running
    [[nodiscard]] Ledger run(const Workload& work, AfterFault after = AfterFault::Stop);
    [[nodiscard]] std::optional<Fault> opens();  // the fault of a start, if any
    void stop();                                 // the programs are gone (the disk decides what stays)
    // After a reboot: the first thing that must hold and does not; empty when all holds.
    [[nodiscard]] std::string judge(const Workload& work, const Ledger& ledger);
    // After a reboot of a disk that lied: the jobcenter had received what was confirmed, and mail.db knows.
    void receipts_on_real_disk(const std::vector<journal::Appended>& confirmed);
    // The next entry lies above every receipt, the chain is whole, and what was lost is told. Counts into `went_back`.
    [[nodiscard]] std::string judge_gone_back(const Ledger& ledger, int& went_back);

    // The words workloads are written in.
    void add(const visit::Act& act);
    std::string check_in();
    std::string start_shift();
    [[nodiscard]] visit::CheckedIn next_check_in();
    [[nodiscard]] journal::Journal& journal() { return *journal_; }
    [[nodiscard]] journal::Mail& mail() { return *mail_; }
    [[nodiscard]] Ledger& ledger() { return ledger_; }
    [[nodiscard]] bool dead() const { return dead_; }
    void die() { dead_ = true; }
    // A mail.db on the real disk, for workloads in which the crash is the journal's alone.
    [[nodiscard]] std::filesystem::path real_mail() const { return folder_ / "mail" / "mail.db"; }
    FakeClock clock;
    bool erases = false;  // the bodies of the first two entries have receipts in a real mail.db

  private:
    void open();
    [[nodiscard]] std::string judge_journal(const Ledger& ledger);
    [[nodiscard]] std::string judge_mail(const Ledger& ledger);

    tests::TemporaryFolder own_{tests::quick_place()};
    const std::filesystem::path& folder_ = own_.path;
    seal::BoxKey jobcenter_;
    std::unique_ptr<journal::Journal> journal_;
    std::unique_ptr<journal::Mail> mail_;
    Ledger ledger_;
    AfterFault after_ = AfterFault::Stop;
    bool dead_ = false;
    bool prepared_ = false;
    FakeClock clock_prepared_;
    std::map<std::string, DiskFile> disk_prepared_;
    std::string keys_prepared_;
    std::int64_t entries_prepared_ = 0;
};

[[nodiscard]] Workload check_ins();
[[nodiscard]] Workload a_visit_to_its_end();
[[nodiscard]] Workload a_day_closed();
[[nodiscard]] Workload first_start();
[[nodiscard]] Workload with_checkpoints();
[[nodiscard]] Workload erasure();
[[nodiscard]] Workload items_acknowledged();
[[nodiscard]] Workload receipts();
[[nodiscard]] Workload item_switch();

}  // namespace aaben::testing
