// RFC 9457 problem details: how the jobcenter says no, and how kiosk-sync understands it. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "platform/result.hpp"

namespace aaben::wire {

// Why an entry or a request was refused. A reader treats an unknown type as a plain refusal.
namespace problems {
inline constexpr std::string_view malformed = "urn:aaben:problem:malformed";
inline constexpr std::string_view conflict = "urn:aaben:problem:id-conflict";  // same id, other bytes
inline constexpr std::string_view forged = "urn:aaben:problem:bad-signature";
inline constexpr std::string_view too_large = "urn:aaben:problem:too-large";
inline constexpr std::string_view wrong_device = "urn:aaben:problem:wrong-device";
inline constexpr std::string_view unknown_type = "urn:aaben:problem:unknown-type";
inline constexpr std::string_view bad_code = "urn:aaben:problem:enrol-code";
inline constexpr std::string_view revoked = "urn:aaben:problem:revoked";
inline constexpr std::string_view not_found = "urn:aaben:problem:not-found";
inline constexpr std::string_view busy = "urn:aaben:problem:busy";
}  // namespace problems

struct Problem {
    std::string type = "about:blank";
    std::string title;
    std::string detail;
    friend bool operator==(const Problem&, const Problem&) = default;
};

[[nodiscard]] std::string build_problem(const Problem& problem);
[[nodiscard]] Result<Problem> parse_problem(std::string_view text);  // lenient: absent members stay empty

}  // namespace aaben::wire
