// `code new`, `device add` and `device revoke`: how a kiosk comes in and how it ends. Called by the commands; one
// thread. Always: the code stands alone on the first line of `out`, and nowhere else.
#pragma once

#include <iosfwd>
#include <string>

#include "jobcenter/store.hpp"

namespace aaben::jobcenter {

struct CodeWish {
    std::string device;  // empty: any new kiosk
    std::string unit;    // empty: where the device stands already
    int hours = 24;
};

// A unit that no kiosk stands in is legitimate here, and told: it may be a slip of the pen.
[[nodiscard]] Result<> make_code(Store& store, const CodeWish& wish, WallMs now_ms, std::ostream& out);
struct KnownDevice {  // enrolled elsewhere, as tests and other gateways do; keys are 64 hex digits
    std::string id, unit, sign_key, box_key;
};
[[nodiscard]] Result<> add_by_hand(Store& store, const KnownDevice& known, WallMs now_ms);
[[nodiscard]] Result<> revoke_device(Store& store, const std::string& device, WallMs now_ms, std::ostream& out);

}  // namespace aaben::jobcenter
