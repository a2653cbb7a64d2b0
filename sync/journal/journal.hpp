// The journal: what must not be lost. journal.db belongs to `kiosk`, which alone writes it, on one thread (store.hpp).
// Always: append returns after the commit is on the disk, and entry, sealed part and queue are one transaction; an
// entry never changes but for the erasure of its body a day after its receipt; the chain of hashes covers every entry
// ever made. Start here: open, append, unit.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock.hpp"
#include "platform/result.hpp"
#include "visit/unit.hpp"
#include "wire/key_list.hpp"

namespace aaben::journal {

struct Appended {
    std::int64_t seq = 0;
    std::string id;
    std::string hash;
    bool repeated = false;  // an entry of this id was there already; nothing was written
};

struct Verdict {
    std::int64_t entries = 0;
    std::int64_t erased = 0;  // of them: skeletons
    std::int64_t head_seq = 0;
    std::string head;                 // hex
    std::vector<std::string> faults;  // sentences; empty: the chain is whole
    [[nodiscard]] bool ok() const { return faults.empty(); }
};

struct OpenOptions {
    std::string vfs;                    // tests hand in a lying disk
    std::filesystem::path memory = {};  // where visit-keys lies: a folder that a pulled plug clears; empty: beside
                                        // journal.db, where tests cut the power under it
};

class Journal {
  public:
    // Opens or makes `folder`/journal.db and the key file visit-keys (OpenOptions). Faults: TooNew (a newer program
    // wrote it; nothing was touched), Busy (another program owns it; nothing was touched), ReadOnly, DiskFull, Io. A
    // damaged file is set aside as journal.damaged-<time>.db, what can be read is carried over, and the new journal
    // says so in an entry: see recovered().
    [[nodiscard]] static Result<Journal> open(const std::filesystem::path& folder, const Clock& clock,
                                              const OpenOptions& options = {});
    Journal(Journal&&) noexcept;
    Journal& operator=(Journal&&) noexcept;
    ~Journal();

    void set_key_list(wire::KeyList keys);  // whom private parts are sealed to from now on
    void set_unit_name(std::string unit);   // stands in the open fields of every entry; empty leaves it out

    // Works ahead for the next append (wraps a content key for the recipients); call it when nobody waits.
    void make_ready();

    // Refused or NotFound when a rule of the visit forbids it; Refused when it has a private part and no key list is
    // set. On any fault nothing was stored and unit() is as before. An act that carries the id of an entry that is
    // there already (a repeated touch) succeeds without writing.
    [[nodiscard]] Result<Appended> append(const visit::Act& act);

    [[nodiscard]] const visit::Unit& unit() const;  // the queue now
    [[nodiscard]] Result<visit::Unit> load();       // the same, read from the projection on the disk
    [[nodiscard]] Result<visit::Unit> replay();     // the same, folded again from the entries
    // What was last written down of a live visit's conversation; none: nothing was, or its key is gone (a pulled plug).
    [[nodiscard]] Result<std::optional<visit::Record>> record(const visit::VisitId& visit);
    [[nodiscard]] WallMs latest_wall_ms() const;         // floor for the clock (platform/clock.hpp)
    [[nodiscard]] const std::string& recovered() const;  // what happened to a damaged journal; empty: nothing did
    [[nodiscard]] bool queue_was_rebuilt() const;  // its rows disagreed with the entries at open: never by a crash

    // Erases the bodies of entries whose verified receipt in `mail` (mail.db) is older than `keep_ms`. Returns how
    // many.
    [[nodiscard]] Result<std::int64_t> erase_receipted(const std::filesystem::path& mail,
                                                       std::int64_t keep_ms = 24 * 3'600'000);
    // Items that kiosk-sync applied or refused and that no entry tells the jobcenter of yet: one entry each.
    [[nodiscard]] Result<std::int64_t> acknowledge_items(const std::filesystem::path& mail);

    [[nodiscard]] Result<Verdict> verify();                                // the whole chain, skeletons included
    [[nodiscard]] Result<> check_disk();                                   // SQLite's full integrity check
    [[nodiscard]] Result<> back_up_to(const std::filesystem::path& file);  // journal.db only: never the key file
    [[nodiscard]] Result<> checkpoint();

  private:
    struct State;
    explicit Journal(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

// kioskctl journal verify / status / export, on a folder that another program may be using: reads only.
[[nodiscard]] Result<Verdict> verify_folder(const std::filesystem::path& folder);
// One line an entry to `each`: the exact body, or for an erased one {"seq","id","type","sha256","prev","erased":true}.
[[nodiscard]] Result<std::int64_t> export_folder(const std::filesystem::path& folder,
                                                 const std::function<void(std::string_view line)>& each);

}  // namespace aaben::journal
