// `code new` and `device revoke`: how a kiosk comes in and how it ends. Called by the commands; one thread. Always: the
// code stands alone on the first line of `out`, and nowhere else.
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
[[nodiscard]] Result<> revoke_device(Store& store, const std::string& device, WallMs now_ms, std::ostream& out);

}  // namespace aaben::jobcenter
