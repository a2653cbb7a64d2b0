#include "workload.hpp"

#include <algorithm>
#include <stdexcept>

#include "seal/hash.hpp"
#include "sqlite/database.hpp"
#include "support/files.hpp"
#include "support/must.hpp"

namespace aaben::testing {
namespace {

namespace fs = std::filesystem;
using sqlite::Access;
using sqlite::Database;

const std::string vfs = "crashvfs";

using tests::must;
using tests::slurp;

visit::Choices choices() {
    visit::Choices c;
    c.language = "en";
    c.purpose = visit::Purpose::Housing;
    c.call_me = "Test Testesen";
    return c;
}

void remove_mail(const fs::path& folder) {
    for (const char* tail : {"", "-wal", "-shm"}) fs::remove(folder / (std::string("mail.db") + tail));
}

}  // namespace

Bench::Bench() : jobcenter_(seal::new_box_key()) {
    CrashDisk::get().clear();
}

Bench::~Bench() {
    stop();
    CrashDisk::get().clear();
}

void Bench::open() {
    journal_ = std::make_unique<journal::Journal>(must(journal::Journal::open(folder_, clock, {vfs})));
    journal_->set_key_list({1, {{jobcenter_.id, jobcenter_.public_key, 0}}});
    mail_ = std::make_unique<journal::Mail>(must(journal::Mail::open(folder_, vfs)));
}

void Bench::start(const Workload& work) {
    stop();
    if (!prepared_) {
        if (!work.from_nothing) {
            open();
            work.prepare(*this);
            if (dead_) throw std::runtime_error("the workload cannot be prepared");
            entries_prepared_ = must(journal_->verify()).entries;
            stop();
            keys_prepared_ = slurp(folder_ / "visit-keys");
        }
        disk_prepared_ = CrashDisk::get().image();
        clock_prepared_ = clock;
        prepared_ = true;
    }
    CrashDisk::get().restore(disk_prepared_);
    clock = clock_prepared_;
    if (work.from_nothing)
        fs::remove(folder_ / "visit-keys");
    else
        tests::spill(folder_ / "visit-keys", keys_prepared_);
    if (!work.from_nothing) open();
}

std::optional<Fault> Bench::opens() {
    stop();
    auto opened = journal::Journal::open(folder_, clock, {vfs});
    if (!opened) return opened.error().fault;
    return std::nullopt;
}

void Bench::stop() {
    mail_.reset();
    journal_.reset();
}

Ledger Bench::run(const Workload& work, AfterFault after) {
    ledger_ = {};
    after_ = after;
    dead_ = false;
    ledger_.units.push_back(journal_ ? journal_->unit() : visit::Unit{});
    try {
        if (work.from_nothing) open();
        work.run(*this);
    } catch (const std::runtime_error&) {
        dead_ = true;  // the cut came while the program started
    }
    return ledger_;
}

void Bench::add(const visit::Act& act) {
    if (dead_) return;
    clock.advance_ms(1000);
    visit::Unit expected = journal_->unit();
    if (!visit::apply(expected, act, clock.wall)) throw std::logic_error("the workload breaks a rule of the visit");
    if (ledger_.units.size() == ledger_.confirmed.size() + 1) ledger_.units.push_back(expected);
    auto appended = journal_->append(act);
    if (!appended && after_ == AfterFault::TryAgain) appended = journal_->append(act);
    if (!appended) {
        dead_ = true;
        ledger_.gave_up = true;
        return;
    }
    ledger_.confirmed.push_back(*appended);
}

visit::CheckedIn Bench::next_check_in() {
    const auto today = calendar::copenhagen(clock.wall + 1000).date;
    return {seal::new_id(clock.wall), visit::next_sign(journal_->unit(), today), choices()};
}

std::string Bench::check_in() {
    if (dead_) return {};
    const visit::CheckedIn act = next_check_in();
    add(act);
    return act.visit;
}

std::string Bench::start_shift() {
    const std::string shift = seal::new_id(clock.wall);
    add(visit::ShiftStarted{shift, "mette"});
    return shift;
}

std::string Bench::judge(const Workload&, const Ledger& ledger) {
    try {
        open();
        if (std::string fault = judge_journal(ledger); !fault.empty()) return fault;
        return judge_mail(ledger);
    } catch (const std::exception& e) {
        return std::string("does not open any more: ") + e.what();
    } catch (const sqlite::SqliteFailure& failure) {
        return "cannot be read: " + failure.error.what;
    }
}

void Bench::receipts_on_real_disk(const std::vector<journal::Appended>& confirmed) {
    remove_mail(folder_);
    journal::Mail mail = must(journal::Mail::open(folder_));
    wire::Receipt receipt{"kiosk-1", clock.wall, {}, {}, 0};
    std::vector<journal::PendingEntry> sent;
    for (const journal::Appended& a : confirmed) {
        receipt.entries.push_back({a.id, a.seq, a.hash, wire::Outcome::Accepted, a.seq, ""});
        sent.push_back({a.seq, a.id, "visit.checked_in", "", a.hash, clock.wall, 100});
    }
    if (!sent.empty()) (void)must(mail.take_receipts({{receipt, "signed", sent}}, clock.wall));
}

std::string Bench::judge_gone_back(const Ledger& ledger, int& went_back) {
    auto opened = journal::Journal::open(folder_, clock, {vfs});
    if (!opened) return "does not open any more: " + opened.error().what;
    journal::Journal& journal = *opened;
    std::int64_t highest = 0;
    bool lost = false;
    {
        Database db(folder_ / "journal.db", Access::ReadOnly, {.vfs = vfs});
        for (const journal::Appended& a : ledger.confirmed) {
            highest = std::max(highest, a.seq);
            auto row = db.query("SELECT 1 FROM entry WHERE id = ?");
            row(a.id);
            lost = lost || !row.next();
        }
    }
    went_back += lost ? 1 : 0;
    if (lost != !journal.recovered().empty()) return "what was lost is not told, or what is told was not lost";
    journal.set_key_list({1, {{jobcenter_.id, jobcenter_.public_key, 0}}});
    const auto next = journal.append(visit::ShiftStarted{seal::new_id(clock.wall), "omar"});
    if (!next) return "nothing can be appended: " + next.error().what;
    if (next->seq <= highest) return "a seq that has a receipt was used again";
    const auto chain = journal.verify();
    if (!chain || !chain->ok()) return "the chain is broken";
    remove_mail(folder_);  // the next cut begins without receipts
    return {};
}

std::string Bench::judge_journal(const Ledger& ledger) {
    if (!journal_->recovered().empty()) return "the journal was damaged and set aside";
    if (journal_->queue_was_rebuilt()) return "the queue's rows disagreed with the entries";
    if (const auto disk = journal_->check_disk(); !disk) return disk.error().what;
    const auto chain = journal_->verify();
    if (!chain || !chain->ok()) return "the chain is broken: " + (chain ? chain->faults[0] : chain.error().what);
    const auto extra = static_cast<std::size_t>(chain->entries - entries_prepared_);
    Database db(folder_ / "journal.db", Access::ReadOnly, {.vfs = vfs});
    for (const journal::Appended& a : ledger.confirmed) {
        auto row = db.query("SELECT hash FROM entry WHERE id = ?");
        row(a.id);
        if (!row.next() || row.text(0) != a.hash)
            return "entry " + std::to_string(a.seq) + " was confirmed and is gone";
    }
    if (ledger.tells_items) {
        // What the cut left undone is told at the next look, and nothing is told twice.
        if (static_cast<std::int64_t>(extra) < ledger.items_told || extra > 2) return "items were told wrongly";
        if (must(journal_->acknowledge_items(real_mail())) != 2 - static_cast<std::int64_t>(extra))
            return "an item was told twice or never";
        return {};
    }
    if (extra > ledger.confirmed.size() + 1) return "entries appeared that nobody made";
    const auto load = journal_->load();
    const auto replay = journal_->replay();
    if (!load || !replay) return "the queue cannot be read";
    if (*load != *replay) return "the queue is not the replay of its entries";
    if (extra < ledger.units.size() && *load != ledger.units[extra]) return "the queue is another than it was";
    if (!visit::violations(*load).empty()) return visit::violations(*load)[0];
    if (erases) {
        const std::int64_t erased = db.number("SELECT count(*) FROM entry WHERE body IS NULL");
        const std::int64_t wrongly = db.number("SELECT count(*) FROM entry WHERE body IS NULL AND seq > 2");
        if (erased != 0 && erased != 2) return "an erasure happened by half";
        if (wrongly != 0) return "an entry without receipt was erased";
    }
    // And the work goes on.
    clock.advance_ms(3'600'000);
    if (const auto next = journal_->append(visit::ShiftStarted{seal::new_id(clock.wall), "omar"}); !next)
        return "nothing can be appended: " + next.error().what;
    const auto after = journal_->verify();
    return after && after->ok() ? "" : "the chain breaks with the next entry";
}

std::string Bench::judge_mail(const Ledger& ledger) {
    if (const auto disk = mail_->check_disk(); !disk) return disk.error().what;
    Database db(folder_ / "mail.db", Access::ReadOnly, {.vfs = vfs});
    const auto present = [&](std::string_view sql, const std::string& id) {
        auto row = db.query(sql);
        row(id);
        return row.next();
    };
    for (const std::string& id : ledger.receipted)
        if (!present("SELECT 1 FROM receipt WHERE id = ?", id)) return "a receipt was taken and is gone";
    for (const std::string& id : ledger.quarantined)
        if (!present("SELECT 1 FROM quarantine WHERE id = ?", id)) return "a refused entry is not in quarantine";
    if (db.number("SELECT count(*) FROM receipt r WHERE NOT EXISTS (SELECT 1 FROM receipt_text t WHERE t.number = "
                  "r.number)") != 0)
        return "a receipt has lost its signed text";
    // Each batch of a workload holds two receipts: both or none.
    if (db.number("SELECT count(*) FROM (SELECT number FROM receipt GROUP BY number HAVING count(*) <> 2)") != 0)
        return "a receipt was taken by half";
    if (ledger.item_asked == 0) return {};
    const auto item = must(mail_->item(wire::ItemKind::Content, "main"));
    if (!item) return "the item is gone";
    const std::int64_t version = item->ref.version;
    if (version < ledger.item_version || version > ledger.item_asked) return "the item is of another version";
    const std::string expected(static_cast<std::size_t>(20'000 + version), static_cast<char>('a' + version % 26));
    if (item->bytes != expected || item->ref.etag != seal::sha256_hex(expected)) return "the item was switched by half";
    return {};
}

}  // namespace aaben::testing
