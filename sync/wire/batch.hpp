// The body of POST /v1/entries: one head line, then entry lines. Built by kiosk-sync, taken apart by the jobcenter,
// which parses and judges each entry by itself (an outcome each). Pure; any thread. Always: at most 100 entries and 256
// KiB; the entry lines are carried as the exact bytes of the journal.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/result.hpp"

namespace aaben::wire {

inline constexpr std::size_t batch_entries_max = 100;
inline constexpr std::size_t batch_bytes_max = 256 * 1024;

// The newest entry of the journal when the batch was made, signed by the device (seal/signed_texts.hpp).
struct Head {
    std::string device;
    std::int64_t first = 0;     // seq of the first entry of this batch; 0 when it is empty
    std::int64_t count = 0;     // entry lines that follow
    std::int64_t head_seq = 0;  // 0 for an empty journal
    std::string head;           // hex hash of entry head_seq; first_prev for an empty journal
    std::string signature;      // raw 64 bytes
    friend bool operator==(const Head&, const Head&) = default;
};

struct Batch {
    Head head;
    std::vector<std::string> lines;
};

[[nodiscard]] std::string head_message(std::string_view device, std::int64_t head_seq, std::string_view head);
[[nodiscard]] std::string build_head(const Head& head);
[[nodiscard]] Result<Head> parse_head(std::string_view line);
[[nodiscard]] std::string build_batch(const Batch& batch);  // sets nothing: head.count must equal lines.size()
[[nodiscard]] Result<Batch> parse_batch(std::string_view body);

}  // namespace aaben::wire
