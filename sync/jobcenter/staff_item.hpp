// Seals a text for the unit's staff: kinds `brief`, `answer` and `transfer`. Called by the operator's command; any
// thread. Always: the text leaves here only sealed to the keys of the people named; a person without a key, or a name
// the roster does not hold, is refused rather than passed over; so is a text that is empty or not UTF-8.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/clock.hpp"
#include "platform/result.hpp"

namespace aaben::jobcenter {

struct StaffText {
    std::string kind;             // brief, answer, transfer
    std::string ref;              // of the expected visit, the call-back or the visit sent there
    std::vector<std::string> to;  // staff ids of `roster`
    std::string_view text;
};

// The item's bytes, ready for put_item().
[[nodiscard]] Result<std::string> seal_for_staff(const StaffText& what, std::string_view roster, WallMs now_ms);

// Refuses a plain text under a kind that goes out only sealed; other kinds pass.
[[nodiscard]] Result<> must_be_sealed(const std::string& kind, std::string_view bytes);

// Done for what may go out as it is; Invalid for a unit's own list that would go to every kiosk (another unit's roster
// opens a glass to its colleagues), and for a roster or hours that no kiosk could read.
[[nodiscard]] Result<> fits_one_unit(std::string_view kind, bool says_for_whom, std::string_view bytes);

}  // namespace aaben::jobcenter
