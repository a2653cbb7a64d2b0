// The jobcenter's signed word that it holds entries, and the question that kiosk-sync asks after a restore. Built by
// the jobcenter, read by kiosk-sync after its signature was checked. Pure; any thread. Always: an entry counts as held
// only through `holds`: same id, same hash, and an outcome that says so.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock.hpp"
#include "platform/result.hpp"

namespace aaben::wire {

inline constexpr std::size_t receipt_bytes_max = 256 * 1024;
inline constexpr std::size_t missing_max = 100;
inline constexpr std::size_t reconcile_entries_max = 1000;

enum class Outcome { Accepted, Duplicate, Rejected, Retry };
[[nodiscard]] std::string_view to_string(Outcome outcome);

struct ReceiptLine {
    std::string id;
    std::int64_t seq = 0;
    std::string sha256;  // hex, of the line the jobcenter got
    Outcome outcome = Outcome::Retry;
    std::int64_t server_seq = 0;  // 0 unless accepted or duplicate
    std::string problem;          // a URI when rejected, else empty
    friend bool operator==(const ReceiptLine&, const ReceiptLine&) = default;
};

struct Receipt {
    std::string device;
    WallMs received_ms = 0;
    std::vector<ReceiptLine> entries;
    std::vector<std::int64_t> missing;  // seqs below the head never seen, ascending, at most 100
    std::int64_t anomalies = 0;
    friend bool operator==(const Receipt&, const Receipt&) = default;
};

[[nodiscard]] bool holds(const ReceiptLine& line, std::string_view id, std::string_view sha256);

// The payload text: what is signed and compared. The envelope around it is in envelope.hpp.
[[nodiscard]] std::string build_receipt(const Receipt& receipt);
[[nodiscard]] Result<Receipt> parse_receipt(std::string_view payload);

// POST /v1/reconcile.
struct IdAndHash {
    std::string id;
    std::string sha256;
    friend bool operator==(const IdAndHash&, const IdAndHash&) = default;
};
[[nodiscard]] std::string build_reconcile(const std::vector<IdAndHash>& entries);
[[nodiscard]] Result<std::vector<IdAndHash>> parse_reconcile(std::string_view body);

}  // namespace aaben::wire
