// mail.db: what the jobcenter said. It belongs to `kiosk-sync`, which alone writes it; `kiosk` reads it with
// MailReader. One thread each. Always: a receipt row exists only for an entry whose signed receipt named its id and its
// hash; an etag is stored in the transaction that stores what it describes; nothing here is deleted on an error path;
// the bytes of fleeting items (wire/item.hpp) are in memory only, and asked for again when a pulled plug cleared it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "folder/link_facts.hpp"
#include "journal/reader.hpp"
#include "platform/clock.hpp"
#include "platform/result.hpp"
#include "seal/secret.hpp"
#include "visit/hours.hpp"
#include "visit/roster.hpp"
#include "wire/item.hpp"
#include "wire/key_list.hpp"
#include "wire/receipt.hpp"

namespace aaben::journal {

struct StoredItem {
    wire::ItemRef ref;
    std::string bytes;
    bool applied = true;
    std::string reason;  // why it was refused
    WallMs received_ms = 0;
};

struct Judgement {  // what a receipt meant for one entry that was sent
    std::int64_t seq = 0;
    std::string id;
    wire::Outcome outcome = wire::Outcome::Retry;  // Retry also when the receipt says nothing of it or another hash
    std::int64_t server_seq = 0;
    std::string problem;  // of a rejected one
    bool named = false;   // the receipt has a line of its own for these bytes
};

struct VerifiedReceipt {
    // `verified` came out of seal::open_receipt over `text`; `sent` is what it answers.
    VerifiedReceipt(wire::Receipt verified, std::string text, std::vector<PendingEntry> sent_entries);
    wire::Receipt receipt;
    std::string envelope;
    std::vector<PendingEntry> sent;
    std::vector<Judgement>
        judged;  // of each that was sent, in their order; a word about other bytes is no word of ours
};

class Mail {
  public:
    // Opens or makes `folder`/mail.db. A damaged one is set aside: everything in it can be asked for again.
    [[nodiscard]] static Result<Mail> open(const std::filesystem::path& folder, const std::string& vfs = {});
    Mail(Mail&&) noexcept;
    Mail& operator=(Mail&&) noexcept;
    ~Mail();

    // One transaction: receipts of what was sent, quarantine of what was refused. Entries that were not sent are passed
    // over.
    [[nodiscard]] Result<> take_receipts(const std::vector<VerifiedReceipt>& all, WallMs now_ms);
    [[nodiscard]] Result<> quarantine(const PendingEntry& entry, std::string_view problem, WallMs now_ms);
    // Frees entries that staff asked to send again (`resend.asked` in the journal); returns how many. `page`:
    // unreceipted entries in seq order, in which the asks are found; each ask counts once.
    [[nodiscard]] Result<std::int64_t> follow_resends(JournalReader& journal, const std::vector<PendingEntry>& page);

    [[nodiscard]] Result<> put_item(const StoredItem& item);  // replaces the one of the same kind and name
    [[nodiscard]] Result<> drop_item(wire::ItemKind kind, std::string_view name);
    [[nodiscard]] Result<std::optional<StoredItem>> item(wire::ItemKind kind, std::string_view name);
    [[nodiscard]] Result<std::vector<wire::ItemRef>> items();

    // What the glass may know of the link. Writes only what differs from what is stored; true when anything did.
    [[nodiscard]] Result<bool> tell(const folder::LinkFacts& facts);
    [[nodiscard]] Result<folder::LinkFacts> link_facts();

    // After an enrolment: the roster and what the last list was known by go, so that everything is asked for again.
    [[nodiscard]] Result<> forget_lists();

    // Small things kiosk-sync must remember for itself: "items_etag", "anomalies" …
    [[nodiscard]] Result<> note(std::string_view name, std::string_view value);
    [[nodiscard]] Result<std::string> noted(std::string_view name);  // empty when never noted

    [[nodiscard]] Result<> check_disk();
    [[nodiscard]] Result<> checkpoint();

  private:
    struct State;
    explicit Mail(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

class MailReader {
  public:
    [[nodiscard]] static Result<MailReader> open(const std::filesystem::path& folder);  // NotFound while there is none
    MailReader(MailReader&&) noexcept;
    MailReader& operator=(MailReader&&) noexcept;
    ~MailReader();

    [[nodiscard]] Result<std::optional<StoredItem>> item(wire::ItemKind kind, std::string_view name);
    [[nodiscard]] Result<std::vector<StoredItem>> items(wire::ItemKind kind);
    [[nodiscard]] Result<folder::LinkFacts> link_facts();
    [[nodiscard]] Result<std::string> noted(std::string_view name);
    // Changes with every commit to mail.db; compare with the last one instead of reading everything again.
    [[nodiscard]] Result<std::int64_t> version();

  private:
    struct State;
    explicit MailReader(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

// A roster as it came, with PINs and badges keyed by the device's pepper: what kiosk-sync stores instead of the
// original.
[[nodiscard]] Result<std::string> peppered_roster(std::string_view roster, const seal::Secret& pepper);

}  // namespace aaben::journal
