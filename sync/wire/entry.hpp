// One entry as the line that is stored, hashed and sent: built once by the journal, parsed by the jobcenter and by
// verify. Pure; any thread. Always: build and parse are inverse to the byte — parse refuses every line that build would
// not write (white space, other key order, escapes not needed, fractions), so one entry has one spelling and one hash.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "platform/clock.hpp"
#include "platform/result.hpp"

namespace aaben::wire {

inline constexpr std::size_t entry_bytes_max = 128 * 1024;
inline constexpr int json_depth_max = 8;
inline const std::string first_prev(64, '0');  // `prev` of the entry with seq 1

struct Recorded {
    WallMs wall_ms = 0;
    std::string boot;
    MonoMs mono_ms = 0;
    friend bool operator==(const Recorded&, const Recorded&) = default;
};

struct Entry {
    std::int64_t seq = 0;  // from 1, no gaps
    std::string id;        // UUID v7
    std::string type;      // "visit.checked_in"
    Recorded recorded;
    std::string open = "{}";  // a JSON object, compact
    std::string sealed;       // raw bytes; empty when the entry has no private part
    std::string prev;         // hex hash of entry seq−1
    friend bool operator==(const Entry&, const Entry&) = default;
};

// The line without its line feed. Invalid when a field breaks the format (then nothing could ever be sent).
[[nodiscard]] Result<std::string> build_entry(const Entry& entry);
[[nodiscard]] Result<Entry> parse_entry(std::string_view line);

// `open` text in the one spelling the wire accepts: an object, no white space, no fractions, depth at most 8. Keys keep
// their order.
[[nodiscard]] Result<std::string> canonical_object(std::string_view json);

}  // namespace aaben::wire
