// The store thread: the one thread of `kiosk` that owns journal.db. The loop posts commands; answers come back through
// `post`, called on the store thread (kiosk's loop turns them into messages and wakes). Commands are done in order.
// Always: Saved is posted after the commit is on the disk, SaveFailed when nothing was stored; a Store that could not
// open says so and answers every save with that fault.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "journal/mail.hpp"
#include "journal/reader.hpp"
#include "platform/clock.hpp"
#include "platform/result.hpp"
#include "visit/unit.hpp"
#include "wire/item.hpp"

namespace aaben::journal {

using Token = std::uint64_t;  // which save an answer belongs to; the loop chooses it, 0 for none that matters

namespace events {
struct Opened {
    visit::Unit unit;
    WallMs latest_wall_ms = 0;  // floor for the clock
    std::string recovered;      // not empty: a damaged journal was set aside
};
struct OpenFailed {
    Error error;
};
struct Saved {
    Token token = 0;
    visit::Unit unit;
    std::string
        entry;  // id of the entry that holds the act (Appended::id): what the ledger of confirmations writes down
};
struct SaveFailed {
    Token token = 0;
    Error error;
};
struct RecordOpened {
    visit::VisitId visit;
    std::optional<visit::Record> record;  // none: nothing was written down, or it cannot be read here any more
};
struct OutboxSeen {
    OutboxStatus status;
    DayStatement today;
    folder::LinkFacts link;
};
struct RosterSeen {
    visit::Roster roster;
};
struct HoursSeen {
    visit::UnitHours hours;
};
struct HelpCallsSeen {
    std::vector<wire::HelpCall> calls;
    std::string device;  // this kiosk, as the calls name it
};
struct ItemsAcknowledged {};  // entries that nobody touched the glass for
struct MailChanged {};        // any other item or note changed
}  // namespace events

using StoreEvent = std::variant<events::Opened, events::OpenFailed, events::Saved, events::SaveFailed,
                                events::RecordOpened, events::OutboxSeen, events::RosterSeen, events::HoursSeen,
                                events::HelpCallsSeen, events::ItemsAcknowledged, events::MailChanged>;

struct StoreOptions {
    std::filesystem::path folder;                 // journal.db; mail.db is read there
    std::string unit_name;                        // "korskaerparken"
    std::string root_key;                         // hex: who signs key lists
    std::optional<std::filesystem::path> backup;  // where the nightly copy goes
    std::string vfs;
    std::filesystem::path memory = {};  // what a pulled plug shall clear lies there (OpenOptions)
};

class Store {
  public:
    using Post = std::function<void(StoreEvent)>;
    Store(StoreOptions options, const Clock& clock, Post post);  // starts the thread, which opens the journal first
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;
    ~Store();  // finishes what was posted, then closes

    void save(Token token, visit::Act act);
    void open_record(visit::VisitId visit);  // what is written down of a live visit's conversation → RecordOpened
    void look();     // the doorbell rang or a minute passed: read mail.db, acknowledge items, post what changed
    void nightly();  // erase what is due, check the disk and the chain, copy
    void settle();   // waits until every command posted so far is done (tests, ending)

  private:
    struct Thread;
    std::unique_ptr<Thread> thread_;
};

}  // namespace aaben::journal
