// Reading both files at once: the journal's entries and what the mail says of them. Used by kiosk-sync (what to send)
// and by kiosk's store thread (the badge on the glass); one thread each. Always: read-only, never checkpoints; every
// figure comes from rows, never from 'the last sync was well'. A mail.db that is not there yet counts as empty.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "calendar/date.hpp"
#include "platform/clock.hpp"
#include "platform/result.hpp"

namespace aaben::journal {

struct PendingEntry {  // has no receipt and is not in quarantine
    std::int64_t seq = 0;
    std::string id;
    std::string type;
    std::string visit;
    std::string sha256;
    WallMs wall_ms = 0;
    std::size_t bytes = 0;  // of the line, without line feed
};

[[nodiscard]] bool is_urgent(std::string_view type);  // somebody calls for help: what must not wait its turn

struct QuarantinedEntry {
    std::int64_t seq = 0;
    std::string id;
    std::string type;  // empty when the journal does not know it
    std::string problem;
    WallMs at_ms = 0;
    friend bool operator==(const QuarantinedEntry&, const QuarantinedEntry&) = default;
};

struct OutboxStatus {
    std::int64_t entries = 0;      // in the journal
    std::int64_t unreceipted = 0;  // quarantined ones included: they are not done
    std::optional<WallMs> oldest_ms;
    std::vector<QuarantinedEntry> quarantined;
    std::int64_t anomalies = 0;  // as the newest receipt says
    friend bool operator==(const OutboxStatus&, const OutboxStatus&) = default;
};

struct DayStatement {  // '14 henvendelser, 14 kvitteringer'
    int visits = 0;
    int receipts = 0;
};

struct HeadOfChain {
    std::int64_t seq = 0;  // 0: the journal is empty, hash is wire::first_prev
    std::string hash;
    WallMs wall_ms = 0;
};

struct LinesAndHead {  // of one moment
    std::vector<std::string> lines;
    HeadOfChain head;
};

class JournalReader {
  public:
    // NotFound while there is no journal yet; TooNew when its schema is newer than this program.
    [[nodiscard]] static Result<JournalReader> open(const std::filesystem::path& folder);
    JournalReader(JournalReader&&) noexcept;
    JournalReader& operator=(JournalReader&&) noexcept;
    ~JournalReader();

    [[nodiscard]] Result<std::vector<PendingEntry>> pending(std::int64_t after_seq = 0, std::size_t limit = 10'000);
    [[nodiscard]] Result<std::vector<PendingEntry>> urgent();  // those of them that is_urgent, wherever they lie
    [[nodiscard]] Result<std::string> body(std::int64_t seq);  // NotFound when erased
    // What a batch is made of: the stored lines of `seqs`, in their order. NotFound when one of them is erased.
    [[nodiscard]] Result<LinesAndHead> lines(const std::vector<std::int64_t>& seqs);
    [[nodiscard]] Result<HeadOfChain> head();
    // Which file was read last: another number when another journal.db has taken its place.
    [[nodiscard]] std::uint64_t file() const;
    [[nodiscard]] Result<OutboxStatus> status();
    [[nodiscard]] Result<DayStatement> statement(calendar::Date day);
    [[nodiscard]] Result<PendingEntry> entry(std::int64_t seq);        // whatever receipt it has; NotFound when erased
    [[nodiscard]] Result<std::int64_t> quarantined();                  // how many entries wait for staff
    [[nodiscard]] Result<std::string> resend_asked(std::int64_t seq);  // the id that a `resend.asked` entry names

  private:
    struct State;
    explicit JournalReader(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace aaben::journal
