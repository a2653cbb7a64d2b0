// The unit that the samples show, with its invented people, and the acts that change it. A sample that breaks a rule
// ends the program.
#pragma once

#include "samples.hpp"

namespace aaben::tests {

inline constexpr std::int64_t minute_ms = 60'000;
inline const WallMs now_ms = calendar::wall_ms({{2026, 11, 23}, {10, 24}});

[[nodiscard]] visit::Caseworker caseworker(const char* id, const char* name, const char* initials);
[[nodiscard]] std::vector<flow::Note> notes();
[[nodiscard]] visit::Record a_record();
void a_letter(flow::Model& m);  // on its way to being understood
void act(visit::Unit& unit, const visit::Act& what, WallMs at_ms);
void an_official_letter(flow::Model& m);  // of no known type, read by the camera

}  // namespace aaben::tests
