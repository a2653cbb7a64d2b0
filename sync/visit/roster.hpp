// Who works at the unit. Comes down from the jobcenter; cached, so that a shift starts with the network away. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "visit/hours.hpp"

namespace aaben::visit {

enum class Role : std::uint8_t { Caseworker, PlacementConsultant, Mentor };
inline constexpr std::array<std::string_view, 3> role_names{"caseworker", "placement_consultant", "mentor"};

struct Caseworker {
    std::string id;
    std::string name;      // "Mette Krogh"; the glass shows the first name only
    std::string initials;  // "ME"
    Role role{};
    std::string badge_hash;    // hex of the keyed hash of the badge's text
    std::string pin_hash;      // Argon2id string, made with the device's pepper mixed into the PIN
    std::string direct_phone;  // 8 digits or empty
    std::string box_key;       // hex; briefs are sealed to it (opened by badge and PIN); may be empty
    WeeklyHours here;          // when this person is usually at this unit
    friend bool operator==(const Caseworker&, const Caseworker&) = default;
};

struct Roster {
    std::int64_t version = 0;
    std::string unit_name;
    std::vector<Caseworker> people;
    friend bool operator==(const Roster&, const Roster&) = default;
};

}  // namespace aaben::visit
