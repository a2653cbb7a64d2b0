// Private to journal: what is true at a unit as JSON, for the rows of the live queue. Pure. Always: what is written
// reads back equal; `visit_json` leaves the choices out (they are locked elsewhere).
#pragma once

#include <optional>

#include "entries/json.hpp"
#include "visit/unit.hpp"

namespace aaben::journal {

using entries::dump;
using entries::Fields;
using entries::Json;

[[nodiscard]] Json visit_json(const visit::Visit& v);
[[nodiscard]] std::optional<visit::Visit> read_visit(const Json& json);
[[nodiscard]] Json ended_json(const visit::EndedVisit& e);
[[nodiscard]] std::optional<visit::EndedVisit> read_ended(const Json& json);
[[nodiscard]] Json sample_json(const visit::WaitSample& s);
[[nodiscard]] std::optional<visit::WaitSample> read_sample(const Json& json);
// Day, signs given, shifts, help, alarms: what stands in one row.
[[nodiscard]] Json state_json(const visit::Unit& unit);
[[nodiscard]] bool read_state(const Json& json, visit::Unit& unit);
// The whole unit without choices: where a replay starts.
[[nodiscard]] Json unit_json(const visit::Unit& unit);
[[nodiscard]] std::optional<visit::Unit> read_unit(const Json& json);

}  // namespace aaben::journal
