#include "journal/store.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <fstream>
#include <iterator>
#include <mutex>
#include <thread>

#include "journal/answer_box.hpp"
#include "journal/journal.hpp"
#include "platform/log.hpp"
#include "seal/hash.hpp"
#include "seal/signed_texts.hpp"

namespace aaben::journal {
namespace {

// Mail that could not be read is tried again so soon, each time twice as late, until the next bell or round.
constexpr std::chrono::seconds mail_again{1}, mail_again_max{64};

// Everything the store thread owns. Only that thread touches it.
class Worker {
  public:
    Worker(StoreOptions options, const Clock& clock, Store::Post post)
        : options_(std::move(options)), clock_(clock), post_(std::move(post)) {
        if (!options_.memory.empty()) answers_.emplace(options_.memory);
    }

    void open() {
        auto opened = Journal::open(options_.folder, clock_, {options_.vfs, options_.memory});
        if (!opened) {
            fault_ = opened.error();
            log(LogLevel::Alert, "journal", "cannot be opened: " + fault_.what);
            post_(events::OpenFailed{fault_});
            return;
        }
        journal_.emplace(std::move(*opened));
        journal_->set_unit_name(options_.unit_name);
        read_keys();
        if (keys_.version > 0) journal_->set_key_list(keys_);
        journal_->make_ready();
        post_(events::Opened{journal_->unit(), journal_->latest_wall_ms(), journal_->recovered()});
    }

    void save(Token token, const visit::Act& act) {
        if (!journal_) open();  // what stood in the way may be gone: a full disk, another program
        if (!journal_) return post_(events::SaveFailed{token, fault_});
        if (answers_ && is_anonymous_answer(act)) return count(token, act);
        auto appended = journal_->append(act);
        if (!appended && appended.error().fault == Fault::Corrupt) {
            // The damage showed itself while running: set aside, carry over, and try this once more.
            journal_.reset();
            open();
            if (journal_) appended = journal_->append(act);
        }
        if (!appended) {
            log(LogLevel::Warning, "journal", "not saved: " + appended.error().what);
            return post_(events::SaveFailed{token, appended.error()});
        }
        post_(events::Saved{token, journal_->unit(), appended->id});
        journal_->make_ready();  // the citizen has the answer; the next touch is seconds away
        const bool closing = std::holds_alternative<visit::ShiftEnded>(act) && journal_->unit().shifts.empty();
        let_answers_go(closing || std::holds_alternative<visit::DayClosed>(act));
        post_status();
    }

    void open_record(const visit::VisitId& visit) {
        events::RecordOpened opened{visit, std::nullopt};
        if (journal_) {
            auto record = journal_->record(visit);
            if (record)
                opened.record = std::move(*record);
            else
                log(LogLevel::Warning, "journal", "a record was not opened: " + record.error().what);
        }
        post_(std::move(opened));
    }

    void look() {
        if (!journal_) open();
        mail_unread_ = !read_mail();
        if (journal_) {
            const auto told = journal_->acknowledge_items(options_.folder / "mail.db");
            if (!told) log(LogLevel::Warning, "journal", "items not acknowledged: " + told.error().what);
            if (told && *told > 0) post_(events::ItemsAcknowledged{});
        }
        let_answers_go(false);
        post_status();
    }

    void nightly() {
        if (!journal_) return;
        const auto erased = journal_->erase_receipted(options_.folder / "mail.db");
        if (!erased) log(LogLevel::Warning, "journal", "nothing erased: " + erased.error().what);
        if (const auto disk = journal_->check_disk(); !disk) log(LogLevel::Alert, "journal", disk.error().what);
        if (const auto chain = journal_->verify(); !chain)
            log(LogLevel::Alert, "journal", chain.error().what);
        else
            for (const std::string& what : chain->faults) log(LogLevel::Alert, "journal", "chain: " + what);
        if (options_.backup)
            if (const auto copied = journal_->back_up_to(*options_.backup); !copied)
                log(LogLevel::Warning, "journal", "no copy was made: " + copied.error().what);
        if (const auto folded = journal_->checkpoint(); !folded) log(LogLevel::Warning, "journal", folded.error().what);
        post_status();
    }

    // Mail is there and could not be read: busy, or being made. Its bell may have been the last one for an hour.
    [[nodiscard]] bool mail_unread() const { return mail_unread_; }

  private:
    [[nodiscard]] calendar::Date today() const { return calendar::copenhagen(clock_.wall_ms()).date; }

    // No entry, no doorbell: nothing on the card or in the air says that somebody answered just now.
    void count(Token token, const visit::Act& answer) {
        if (const auto counted = answers_->count(answer, today()); !counted) {
            log(LogLevel::Warning, "journal", counted.error().what);
            return post_(events::SaveFailed{token, counted.error()});
        }
        post_(events::Saved{token, journal_->unit(), {}});
    }

    void let_answers_go(bool day_is_over) {
        if (!journal_ || !answers_ || keys_.version == 0) return;
        const auto going = answers_->leaving(seal::new_id(clock_.wall_ms()), today(), day_is_over);
        if (!going) return;
        if (const auto appended = journal_->append(*going); appended)
            answers_->left();
        else
            log(LogLevel::Warning, "journal", "counted answers wait: " + appended.error().what);
    }

    // False: there is mail that could not be read; nothing of it counts as seen.
    bool read_mail() {
        if (!mail_) {
            auto opened = MailReader::open(options_.folder);
            std::error_code unknown;
            if (!opened) return !std::filesystem::exists(options_.folder / "mail.db", unknown);
            mail_.emplace(std::move(*opened));
        }
        const auto version = mail_->version();
        if (!version) return false;
        if (*version == mail_version_) return true;
        const auto rosters = mail_->items(wire::ItemKind::Roster);
        const auto hours = mail_->items(wire::ItemKind::Hours);
        const auto help = mail_->items(wire::ItemKind::Help);
        if (!rosters || !hours || !help) return false;
        mail_version_ = *version;
        read_keys();
        if (rosters->empty())
            post_(events::RosterSeen{});  // of a device that was ended: nobody is known here now
        else if (auto roster = wire::parse_roster(rosters->front().bytes))
            post_(events::RosterSeen{std::move(*roster)});
        if (!hours->empty())
            if (auto parsed = wire::parse_hours(hours->front().bytes)) post_(events::HoursSeen{std::move(*parsed)});
        events::HelpCallsSeen calls;
        if (auto device = mail_->noted("device")) calls.device = std::move(*device);
        for (const StoredItem& item : *help)
            if (auto call = wire::parse_help_call(item.bytes)) calls.calls.push_back(std::move(*call));
        post_(std::move(calls));
        post_(events::MailChanged{});
        return true;
    }

    // The newest list signed by the root key counts; an older one never replaces it. The one from the enrolment stands
    // in a file, so that a check-in can be sealed before the first exchange with the jobcenter.
    void read_keys() {
        std::string root = options_.root_key;
        if (root.empty() && mail_)
            if (auto noted = mail_->noted("root_key")) root = std::move(*noted);
        std::ifstream file(options_.folder / "keys" / "key_list.json", std::ios::binary);
        if (const std::string enrolled{std::istreambuf_iterator<char>(file), {}}; !enrolled.empty())
            take_keys(root, enrolled);
        if (!mail_) return;
        const auto lists = mail_->items(wire::ItemKind::Keys);
        if (!lists) return;
        for (const StoredItem& item : *lists) take_keys(root, item.bytes);
    }

    void take_keys(const std::string& root, std::string_view envelope) {
        auto list = seal::open_key_list(root, envelope);
        if (!list) return log(LogLevel::Alert, "journal", "a key list was refused: " + list.error().what);
        if (list->version <= keys_.version) return;
        keys_ = std::move(*list);
        if (journal_) journal_->set_key_list(keys_);
    }

    void post_status() {
        if (!reader_) {
            auto opened = JournalReader::open(options_.folder);
            if (!opened) return;
            reader_.emplace(std::move(*opened));
        }
        auto status = reader_->status();
        const auto statement = reader_->statement(today());
        if (!status || !statement) return;
        folder::LinkFacts link;
        if (mail_)
            if (auto told = mail_->link_facts()) link = std::move(*told);
        events::OutboxSeen seen{std::move(*status), *statement, std::move(link)};
        if (last_ && last_->status == seen.status && last_->link == seen.link &&
            last_->today.visits == seen.today.visits && last_->today.receipts == seen.today.receipts)
            return;
        last_ = std::move(seen);
        post_(*last_);
    }

    StoreOptions options_;
    const Clock& clock_;
    Store::Post post_;
    std::optional<Journal> journal_;
    std::optional<AnswerBox> answers_;  // without a memory folder every answer is an entry (tests of the journal)
    std::optional<JournalReader> reader_;
    std::optional<MailReader> mail_;
    std::int64_t mail_version_ = -1;
    bool mail_unread_ = false;
    wire::KeyList keys_;
    Error fault_{Fault::Io, "not opened yet"};
    std::optional<events::OutboxSeen> last_;
};

}  // namespace

struct Store::Thread {
    Thread(StoreOptions options, const Clock& clock, Post post) : worker(std::move(options), clock, std::move(post)) {
        do_next([](Worker& w) { w.open(), w.look(); });
        thread = std::thread([this] { run(); });
    }
    ~Thread() {
        {
            const std::lock_guard hold(mutex);
            ending = true;
        }
        wake.notify_all();
        thread.join();
    }

    void do_next(std::function<void(Worker&)> command) {
        {
            const std::lock_guard hold(mutex);
            commands.push_back(std::move(command));
        }
        wake.notify_all();
    }

    void settle() {
        std::unique_lock hold(mutex);
        idle.wait(hold, [&] { return commands.empty() && !busy; });
    }

    void run() {
        std::unique_lock hold(mutex);
        std::chrono::seconds again = mail_again;
        for (;;) {
            const auto something = [&] { return ending || !commands.empty(); };
            if (!worker.mail_unread()) {
                again = mail_again;
                wake.wait(hold, something);
            } else if (!wake.wait_for(hold, again, something)) {
                again = std::min(again * 2, mail_again_max);
                commands.emplace_back([](Worker& w) { w.look(); });
            }
            if (commands.empty()) return;
            const auto command = std::move(commands.front());
            commands.pop_front();
            busy = true;
            hold.unlock();
            command(worker);
            hold.lock();
            busy = false;
            if (commands.empty()) idle.notify_all();
        }
    }

    Worker worker;
    std::mutex mutex;
    std::condition_variable wake, idle;
    std::deque<std::function<void(Worker&)>> commands;
    bool busy = false;
    bool ending = false;
    std::thread thread;
};

Store::Store(StoreOptions options, const Clock& clock, Post post)
    : thread_(std::make_unique<Thread>(std::move(options), clock, std::move(post))) {}
Store::~Store() = default;

void Store::save(Token token, visit::Act act) {
    thread_->do_next([token, act = std::move(act)](Worker& w) { w.save(token, act); });
}

void Store::open_record(visit::VisitId visit) {
    thread_->do_next([visit = std::move(visit)](Worker& w) { w.open_record(visit); });
}

void Store::look() {
    thread_->do_next([](Worker& w) { w.look(); });
}

void Store::nightly() {
    thread_->do_next([](Worker& w) { w.nightly(); });
}

void Store::settle() {
    thread_->settle();
}

}  // namespace aaben::journal
