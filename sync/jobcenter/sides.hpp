// How the side of a device stands in the tables: side 1 under the device's own name, so that what was held before there
// were sides stays where it is, and the release before can go on with the tables; side 2 as `kiosk-1#2`. Called by the
// stores and the judge; pure, any thread. Always: no device can have such a name (wire::is_name knows no `#`).
#pragma once

#include <charconv>
#include <string>
#include <string_view>
#include <utility>

namespace aaben::jobcenter {

inline constexpr int sides_max = 99;  // beyond: refused as a conflict, so that a device cannot open them without end

[[nodiscard]] inline std::string side_name(std::string_view device, int side) {
    return side == 1 ? std::string(device) : std::string(device) + "#" + std::to_string(side);
}

[[nodiscard]] inline std::pair<std::string, int> device_and_side(std::string_view name) {
    const std::size_t mark = name.find('#');
    if (mark == std::string_view::npos) return {std::string(name), 1};
    int side = 1;
    std::from_chars(name.data() + mark + 1, name.data() + name.size(), side);
    return {std::string(name.substr(0, mark)), side};
}

// SQL for all names under which entries of the device $1 stand.
inline constexpr std::string_view names_of_device_1 = "(SELECT $1 UNION ALL SELECT name FROM sides WHERE device = $1)";

}  // namespace aaben::jobcenter
