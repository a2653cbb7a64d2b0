// UUID version 7 (RFC 9562 § 5.7): an entry's id, made at the first touch. Time and randomness are handed in, so a
// seeded run repeats itself. Pure; any thread. Always: lower-case, 36 characters; ids sort by their millisecond.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "platform/clock.hpp"

namespace aaben::wire {

[[nodiscard]] std::string uuid_v7(WallMs wall_ms, std::span<const std::uint8_t, 10> random);
[[nodiscard]] bool is_uuid(std::string_view text);  // any version, lower-case

}  // namespace aaben::wire
